"""Generate invented regions, to see and measure the site with many departments."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.demonstration.regions import RegionExistsError, invent_region


class Command(BaseCommand):
    """Write invented regions, each in a transaction of its own; every page of theirs says that they are invented."""

    help = "生成虚构的地区、部门和历年预算，用于演示和测速；每一页都会注明数据是虚构的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--regions", type=int, default=1, help="地区数（默认 1）")
        parser.add_argument("--departments", type=int, default=20, help="全部部门数，平均分到各地区（默认 20）")
        parser.add_argument("--years", type=int, default=5, help="年数，到 --last-year 为止（默认 5）")
        parser.add_argument("--last-year", type=int, default=date.today().year, help="最后一年（默认今年）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write region by region."""
        regions, departments, years = options["regions"], options["departments"], options["years"]
        if regions < 1 or years < 1 or departments < regions:
            raise CommandError(_("地区数和年数至少为 1，部门数不能少于地区数。"))
        span = range(options["last_year"] - years + 1, options["last_year"] + 1)
        for number in range(regions):
            own = departments // regions + (number < departments % regions)
            try:
                region = invent_region(number, own, span)
            except RegionExistsError as error:
                raise CommandError(str(error)) from error
            self.stdout.write(
                _("%(region)s（%(code)s）：%(departments)d 个部门，%(first)d—%(last)d 年。")
                % {
                    "region": region.name,
                    "code": region.code,
                    "departments": own,
                    "first": span[0],
                    "last": span[-1],
                }
            )
