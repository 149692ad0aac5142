"""Index published editions for the pages that look over many departments."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from budgets.models import Region
from budgets.publishing import index_publications


class Command(BaseCommand):
    """Index what was published before there was an index, or everything anew; publishing does it by itself."""

    help = "为已公开的预算建立汇总和检索；公开时会自动建立，这里用于补建和重建。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--all", action="store_true", help="全部重建，不只补建缺少的")

    def handle(self, *args: Any, **options: Any) -> None:
        """Index region by region, each in a transaction of its own."""
        for region in Region.objects.all():
            count = index_publications(region, anew=options["all"])
            if count:
                self.stdout.write(_("%(region)s：已建立 %(count)d 份。") % {"region": region, "count": count})
