"""Write a budget to a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.exporters.edition import WRITERS
from budgets.management.address import add_budget_arguments, find_edition
from budgets.tables import Facts


class Command(BaseCommand):
    """Export the published edition, or the draft where nothing is published."""

    help = "把一份预算写成文件：工作簿、JSON，或装有各表 CSV 的压缩包。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        add_budget_arguments(parser)
        parser.add_argument("--format", choices=list(WRITERS), required=True, help="文件格式")
        parser.add_argument("-o", "--output", type=Path, required=True, help="写到哪里")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        content = WRITERS[options["format"]](Facts(find_edition(options)))
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(
                _("无法写入 %(path)s：%(error)s") % {"path": options["output"], "error": error}
            ) from error
        self.stdout.write(_("已写入 %s。") % options["output"])
