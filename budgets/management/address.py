"""The budget that a command is about: REGION/DEPARTMENT/YEAR."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from budgets.models import Edition
from budgets.vocabulary import EditionStatus, Phase


def add_budget_arguments(parser: ArgumentParser) -> None:
    """Declare how a budget is named."""
    parser.add_argument("budget", help="区划代码/部门代码/年度，例如 410796/104/2023")
    parser.add_argument("--phase", choices=Phase.values, default=Phase.BUDGET.value, help="预算、调整预算或决算")


def find_edition(options: dict[str, Any]) -> Edition:
    """Return the published edition of the budget named, or its draft; raise CommandError where there is neither."""
    parts = options["budget"].split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        raise CommandError(_("请写作 区划代码/部门代码/年度，例如 410796/104/2023。"))
    region, department, year = parts
    editions = Edition.objects.with_names().filter(
        budget__department__region__code=region,
        budget__department__code=department,
        budget__year=int(year),
        budget__phase=options["phase"],
    )
    for status in (EditionStatus.PUBLISHED, EditionStatus.DRAFT):
        found = editions.filter(status=status).first()
        if found is not None:
            return found
    raise CommandError(_("没有 %s 的预算。") % options["budget"])
