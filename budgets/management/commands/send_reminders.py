"""Remind by e-mail of budgets that are due or late; for a timer, once a day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budgets.compliance.reminders import send_reminders


class Command(BaseCommand):
    """Send what has not been sent today; what failed is reported, and sent by the next run."""

    help = "用电子邮件提醒即将到期和已经逾期的预算；每天由定时任务运行一次，多次运行也只发一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--dry-run", action="store_true", help="只列出要提醒的，不发邮件")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and end with an error where a mail was not sent."""
        report = send_reminders(dry_run=options["dry_run"])
        for line in report.sent:
            self.stdout.write(line)
        if report.failed:
            raise CommandError("\n".join([*report.failed, _("下次运行会再发。")]))
        if not report.sent:
            self.stdout.write(_("没有要提醒的预算。"))
