"""Read a published budget and store it as a transcribed edition."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError
from budgets.documents.isolation import read_isolated
from budgets.documents.load import Stored, refuse_troubles
from budgets.documents.read import load_file
from budgets.documents.reading import Reading
from budgets.documents.report import report_failure, report_reading
from budgets.management.reports import check_report, write_report
from budgets.management.storing import describe_stored, name_its_region, store_reading
from budgets.models import Department, Region
from budgets.publishing import PublishingError
from budgets.vocabulary import Phase


class Command(BaseCommand):
    """Import one document; on failure a sentence on standard error, exit 1, nothing saved."""

    help = "读取一份已公布的部门预算（文本或本系统的工作簿），保存为转录的版本。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument("file", type=Path, help="文件")
        parser.add_argument("--region", required=True, help="区划代码，6 位数字")
        parser.add_argument("--region-name", default="", help="区划名称；没有给出时取自文件")
        parser.add_argument("--department", required=True, help="部门代码")
        parser.add_argument("--year", type=int, help="年度；没有给出时取自文件")
        parser.add_argument("--phase", choices=[Phase.BUDGET, Phase.FINAL], help="预算或决算；没有给出时取自文件")
        parser.add_argument("--dry-run", action="store_true", help="只读取和核对，不保存")
        parser.add_argument("--publish", action="store_true", help="保存后即公开")
        parser.add_argument("--reason", default="", help="更正已公开预算的原因")
        parser.add_argument("--replace-draft", action="store_true", help="替换人工编辑过的草稿")
        parser.add_argument("--report", type=Path, help="把读取报告写入此 JSON 文件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, report, store, publish; whatever fails leaves the database as it was."""
        check_report(options["report"])
        reading: Reading | None = None
        try:
            reading = self._read(options)
            if options["dry_run"]:
                refuse_troubles(reading)
                self.stdout.write(_("已读取，没有保存。"))
            else:
                self.stdout.write(describe_stored(_store(reading, options)))
        except (DocumentError, PublishingError) as error:
            _write_report(options, reading, str(error))
            raise CommandError(str(error)) from error
        _write_report(options, reading, None)
        self._summarise(reading)

    def _read(self, options: dict[str, Any]) -> Reading:
        """Read the document as the budget of the department named."""
        _check_codes(options)
        region = Region.objects.filter(code=options["region"]).first()
        region = region or Region(code=options["region"], name=options["region_name"])
        # With its region, since a child that reads has no connection to the database.
        known = Department.objects.select_related("region")
        department = known.filter(region__code=region.code, code=options["department"]).first()
        department = department or Department(region=region, code=options["department"])
        phase = Phase(options["phase"]) if options["phase"] else None
        content = load_file(options["file"])
        reading = read_isolated(options["file"].name, content, department, options["year"], phase)
        name_its_region(reading)
        return reading

    def _summarise(self, reading: Reading) -> None:
        """Print counts, and everything that was not understood with its place."""
        self.stdout.write(
            _("识别 %(tables)d 张表；印出金额 %(printed)d 个，读懂 %(read)d 个；未读懂 %(troubles)d 处。")
            % {
                "tables": sum(1 for table in reading.facts.printed_tables),
                "printed": reading.amounts_printed,
                "read": reading.amounts_read,
                "troubles": len(reading.troubles),
            }
        )
        for trouble in reading.troubles:
            self.stdout.write(f"  {trouble.place}  “{trouble.text}”  {trouble.message}")


def _store(reading: Reading, options: dict[str, Any]) -> Stored:
    """Store the reading and publish it where that is asked for, both or neither."""
    return store_reading(
        reading, replace_draft=options["replace_draft"], publishes=options["publish"], reason=options["reason"]
    )


def _check_codes(options: dict[str, Any]) -> None:
    """Raise DocumentError where a code on the command line is none."""
    forms = {
        "region": (r"[0-9]{6}", _("区划代码应为 6 位数字")),
        "department": (r"[0-9]{3,12}", _("部门代码应为 3 至 12 位数字")),
    }
    for name, (form, message) in forms.items():
        if not re.fullmatch(form, options[name]):
            raise DocumentError(f"{message}，而给出的是“{options[name]}”。")


def _write_report(options: dict[str, Any], reading: Reading | None, error: str | None) -> None:
    """Write the report where one was asked for."""
    if options["report"] is None:
        return
    report = (
        report_failure(options["file"], error or "")
        if reading is None
        else report_reading(options["file"], reading, error)
    )
    write_report(options["report"], report)
