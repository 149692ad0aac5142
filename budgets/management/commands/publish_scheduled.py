"""Publish what was planned for now; a timer runs this every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.publishing import Due, publish_due


class Command(BaseCommand):
    """Publish every edition whose hour has come, once, however many of these run at the same time."""

    help = "公开到了时间的预算；由定时器每分钟运行一次，同时运行几个也只公开一次。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and say what was done; what could not be published makes the exit code 1 and stops none other."""
        failed = [due for due in publish_due() if not self._report(due)]
        if failed:
            raise CommandError(_("有 %(count)d 份没有按时公开，原因见工作台。") % {"count": len(failed)})

    def _report(self, due: Due) -> bool:
        """Say what became of one edition, and whether it was published."""
        if due.publication is None:
            said = {"edition": due.edition, "problem": due.problem}
            self.stderr.write(_("没有公开：%(edition)s：%(problem)s") % said)
            return False
        values = {"edition": due.edition, "number": due.publication.number}
        self.stdout.write(_("已公开：%(edition)s，公开记录第 %(number)d 号。") % values)
        return True
