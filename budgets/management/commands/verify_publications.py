"""Recompute the chain of publications."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.chain import BREACHES, Verification, verify_region
from budgets.models import Region


class Command(BaseCommand):
    """Verify every publication of a region, or of all; name the first that does not fit."""

    help = "重新计算公开记录的摘要，指出第一条不符的记录。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("region", nargs="?", help="区划代码；不写则核对全部")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify region by region, all of them, before saying that something does not fit."""
        regions = Region.objects.all()
        if options["region"]:
            regions = regions.filter(code=options["region"])
            if not regions:
                raise CommandError(_("没有区划 %s。") % options["region"])
        faults = [fault for region in regions for fault in self._verify(region)]
        if faults:
            raise CommandError("\n".join(faults))

    def _verify(self, region: Region) -> list[str]:
        """Recompute a region's chain; print that all is well, or return in a sentence what is not."""
        broken, count, last = [], 0, ""
        for one in verify_region(region):
            count, last = count + 1, one.publication.sha256
            if not one.fits:
                broken.append(one)
        if broken:
            return [describe(broken, count)]
        self.stdout.write(_("%(region)s：%(count)d 条公开记录全部相符。") % {"region": region, "count": count})
        if last:
            self.stdout.write(_("    最后一条的摘要：%s") % last)
        return []


def describe(broken: Sequence[Verification], count: int) -> str:
    """Name the first publication that does not fit, in what, and how many others there are."""
    first = broken[0]
    text = _("%(record)s：%(edition)s 与记录的摘要不符（%(why)s）。%(count)d 条记录中共有 %(broken)d 条不符。")
    return text % {
        "record": first.publication,
        "edition": first.publication.edition,
        "why": "；".join(str(BREACHES[breach]) for breach in first.breaches),
        "count": count,
        "broken": len(broken),
    }
