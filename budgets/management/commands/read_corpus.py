"""Read a folder of published budgets side by side: look at them, or keep them as transcribed editions."""

import os
import re
import signal
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _
from tqdm import tqdm

from budgets.documents.assignments import Assignment, assign, read_assignments
from budgets.documents.corpus import Entry, Job, Skipped, describe, find_files, read_side_by_side, summarise
from budgets.documents.grids import DocumentError
from budgets.documents.isolation import Outcome
from budgets.management.reports import check_report, write_report
from budgets.management.storing import name_its_region, store_reading
from budgets.models import Department, Region
from budgets.publishing import PublishingError
from budgets.tables.kinds import kinds
from budgets.vocabulary import SEVERITY_LABELS, Severity

INTERRUPTED = 130


class Command(BaseCommand):
    """Read every document below a folder; one that cannot be read is named, and the others are read all the same."""

    help = "并行读取一个文件夹内的全部预算、决算文件，逐份列出读取情况；加 --store 则保存为转录的版本。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options of the contract."""
        parser.add_argument("folder", type=Path, help="文件夹")
        parser.add_argument("--report", type=Path, help="把全部读取报告写入此 JSON 文件")
        parser.add_argument("--processes", type=_positive, default=os.cpu_count() or 1, help="同时读取的份数")
        parser.add_argument("--store", action="store_true", help="保存为转录的版本")
        parser.add_argument("--region", default="", help="区划代码，6 位数字；保存时必须给出")
        parser.add_argument("--region-name", default="", help="区划名称；没有给出时取自文件")
        parser.add_argument("--publish", action="store_true", help="保存后即公开")
        parser.add_argument("--reason", default="", help="更正已公开预算的原因")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, read, store where asked for, and sum up; what was read is reported also when somebody interrupts."""
        check_report(options["report"])
        jobs, skipped = self._find(options)
        start, entries = time.monotonic(), []
        try:
            with _interruptible(), _progress(len(jobs)) as bar:
                for entry in self._entries(jobs, options):
                    entries.append(entry)
                    bar.update()
                    with bar.external_write_mode():
                        self.stdout.write(_line(entry))
        except KeyboardInterrupt as error:
            raise CommandError(_("已中断。"), returncode=INTERRUPTED) from error
        finally:
            summary = summarise(entries, skipped, time.monotonic() - start)
            write_report(options["report"], {"documents": [entry.report for entry in entries], "summary": summary})
            self._say(summary)
        if options["store"] and summary["documents_failed"]:
            raise CommandError(_("有 %d 份文件没有保存。") % summary["documents_failed"])

    def _find(self, options: dict[str, Any]) -> tuple[list[Job], list[Skipped]]:
        """Return the documents of the folder and the files left out; raise CommandError where there are none."""
        folder = options["folder"]
        if not folder.is_dir():
            raise CommandError(_("找不到文件夹 %s。") % folder)
        jobs, skipped = find_files(folder)
        if options["store"]:
            jobs, without_owner = _with_owners(jobs, options)
            skipped = sorted([*skipped, *without_owner], key=lambda one: one.name)
        for one in skipped:
            self.stdout.write(_("%(name)s  跳过：%(reason)s") % {"name": one.name, "reason": one.reason})
        if not jobs:
            raise CommandError(_("文件夹 %s 中没有可以读取的文件。") % folder)
        return jobs, skipped

    def _entries(self, jobs: Sequence[Job], options: dict[str, Any]) -> Iterator[Entry]:
        """Read the documents, store each where asked for, and yield what is said of it."""
        for job, outcome in read_side_by_side(jobs, options["processes"]):
            error = _store(outcome, options) if options["store"] and outcome.reading else outcome.error
            yield describe(job, outcome.reading, error, outcome.seconds)

    def _say(self, summary: dict[str, Any]) -> None:
        """Print the summary."""
        share = summary["share_read"]
        values = {**summary, "left_out": len(summary["skipped"]), "share": "—" if share is None else f"{share:.2%}"}
        self.stdout.write(
            _(
                "共 %(documents)d 份：读取 %(documents_read)d 份，失败 %(documents_failed)d 份，"
                "跳过 %(left_out)d 个文件；"
                "用时 %(seconds)s 秒，每分钟 %(documents_per_minute)s 份。\n"
                "识别 %(tables_recognised)d 张表，完全读懂 %(tables_understood)d 张，"
                "不能识别 %(tables_not_recognised)d 张。\n"
                "印出金额 %(amounts_printed)d 个，读懂 %(amounts_read)d 个（%(share)s），"
                "未读懂 %(amounts_not_understood)d 个。"
            )
            % values
        )
        labels = {name: kind.label for name, kind in kinds().items()}
        found = "，".join(f"{labels.get(kind, kind)} {count}" for kind, count in summary["tables_by_kind"].items())
        rules = "，".join(
            f"{one['rule']} {SEVERITY_LABELS[Severity(one['severity'])]} {one['count']}" for one in summary["findings"]
        )
        self.stdout.write(_("各类表：%s") % (found or "—"))
        self.stdout.write(_("核对发现：%s") % (rules or "—"))


def _positive(text: str) -> int:
    """Read a number of processes."""
    if not re.fullmatch(r"[1-9][0-9]{0,2}", text):
        raise ArgumentTypeError(_("应为 1 至 999 的整数，而给出的是“%s”。") % text)
    return int(text)


def _with_owners(jobs: Sequence[Job], options: dict[str, Any]) -> tuple[list[Job], list[Skipped]]:
    """Return the documents with whose they are, and those of which nothing tells it."""
    if not re.fullmatch(r"[0-9]{6}", options["region"]):
        raise CommandError(_("保存时须以 --region 给出区划代码（6 位数字）。"))
    try:
        listed = read_assignments(options["folder"])
    except DocumentError as error:
        raise CommandError(str(error)) from error
    region = Region.objects.filter(code=options["region"]).first()
    region = region or Region(code=options["region"], name=options["region_name"])
    stored = {one.code: one for one in Department.objects.filter(region__code=region.code).select_related("region")}
    found, without_owner = [], []
    for job in jobs:
        owner = assign(job.name, listed)
        if owner is None:
            without_owner.append(
                Skipped(job.name, _("不知是哪个部门的：请写入 departments.tsv，或以“部门代码-年度”为文件名"))
            )
        else:
            department = stored.get(owner.code) or Department(region=region, code=owner.code, name=owner.name)
            found.append(_owned(job, owner, department))
    return found, without_owner


def _owned(job: Job, owner: Assignment, department: Department) -> Job:
    """Return a document with whose it is."""
    return replace(job, department=department, year=owner.year, phase=owner.phase)


def _store(outcome: Outcome, options: dict[str, Any]) -> str:
    """Store a reading in a transaction of its own; return why that could not be, or an empty text."""
    reading = outcome.result()
    try:
        name_its_region(reading)
        store_reading(reading, publishes=options["publish"], reason=options["reason"])
    except (DocumentError, PublishingError) as error:
        return str(error)
    except (DataError, IntegrityError) as error:
        return _("数据库拒绝保存：%s") % error
    return ""


def _line(entry: Entry) -> str:
    """Return the one line that is printed of a document."""
    report = entry.report
    if report["error"] is not None:
        values = {"file": report["file"], "error": report["error"], "seconds": entry.seconds}
        return _("%(file)s  失败：%(error)s  %(seconds).1f 秒") % values
    return _(
        "%(file)s  表 %(tables)d 张（完全读懂 %(understood)d）  金额 印出 %(printed)d 读懂 %(read)d 未读懂 %(left)d  "
        "错误 %(errors)d 提示 %(warnings)d  %(seconds).1f 秒"
    ) % {
        "file": report["file"],
        "tables": len(report["tables_found"]),
        "understood": entry.understood,
        "printed": report["amounts_printed"],
        "read": report["amounts_read"],
        "left": report["amounts_not_understood"],
        "errors": entry.count(Severity.ERROR),
        "warnings": entry.count(Severity.WARNING),
        "seconds": entry.seconds,
    }


def _progress(total: int) -> tqdm:
    """Return a progress bar, which shows only where a person looks at a terminal."""
    return tqdm(total=total, file=sys.stderr, disable=None, unit=_("份"), leave=False, dynamic_ncols=True)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a request to end be answered like Ctrl-C: with a report of what was read so far."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
