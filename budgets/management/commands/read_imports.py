"""Read uploaded documents in the background, one after the other, as long as it runs."""

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils.translation import gettext as _

from budgets.imports.reading import delayed_jobs, due_jobs, read_import

logger = logging.getLogger(__name__)

# How long to wait where there is nothing to read: nobody notices, and the database hardly does.
PAUSE_SECONDS = 1.0


class Command(BaseCommand):
    """Take up every job that waits, and those whose reader was killed; any number of these may run at once."""

    help = "在后台读取上传的文件；被中断的读取会自动重新开始。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how long it runs."""
        parser.add_argument("--once", action="store_true", help="读完现在等待的文件就结束（供定时任务使用）")
        parser.add_argument("--check", action="store_true", help="只查看有没有文件等得太久；有则以 1 结束")
        parser.add_argument("--with-parent", action="store_true", help="启动它的进程结束时，自己也结束")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read what is due until told to end; a database that is away for a while is waited for."""
        if options["check"]:
            _refuse_delay()
            return
        if options["once"]:
            _read_all()
            return
        ending, parent = threading.Event(), os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: ending.set())
        while not ending.is_set() and not (options["with_parent"] and os.getppid() != parent):
            try:
                _read_all(ending)
            except DatabaseError:
                logger.exception("The database cannot be asked for imports; trying again.")
            close_old_connections()
            ending.wait(PAUSE_SECONDS)


def _refuse_delay() -> None:
    """Raise CommandError where documents wait so long that nobody can be reading."""
    waiting = delayed_jobs()
    if waiting:
        raise CommandError(_("有 %d 个上传的文件等待太久，读取程序可能没有运行。") % waiting)


def _read_all(ending: threading.Event | None = None) -> None:
    """Read every document that is due, unless told to end in between."""
    for pk in due_jobs():
        if ending is not None and ending.is_set():
            return
        read_import(pk)
