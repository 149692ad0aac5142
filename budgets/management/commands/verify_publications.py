"""Recompute the chain of publications."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.models import Region
from budgets.publishing import find_broken_publication


class Command(BaseCommand):
    """Verify every publication of a region, or of all; name the first that does not fit."""

    help = "重新计算公开记录的摘要，指出第一条不符的记录。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("region", nargs="?", help="区划代码；不写则核对全部")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify region by region."""
        regions = Region.objects.all()
        if options["region"]:
            regions = regions.filter(code=options["region"])
            if not regions:
                raise CommandError(_("没有区划 %s。") % options["region"])
        for region in regions:
            broken = find_broken_publication(region)
            if broken is not None:
                raise CommandError(
                    _("%(record)s：%(edition)s 与记录的摘要不符。") % {"record": broken, "edition": broken.edition}
                )
            count = region.publications.count()
            self.stdout.write(_("%(region)s：%(count)d 条公开记录全部相符。") % {"region": region, "count": count})
