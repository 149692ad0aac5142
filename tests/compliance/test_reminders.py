"""Reminders: whom, when, once a day, and again where a mail was not sent."""

import json
from datetime import date
from functools import partial
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from budgets.compliance import reminders
from budgets.compliance.reminders import send_reminders
from budgets.management.commands import send_reminders as command
from budgets.models import Reminder
from budgets.vocabulary import ReminderKind, Role
from tests.compliance.stand import make_due, make_person, make_published, open_a_year
from tests.make import make_budget, make_department, make_region
from tests.services import PATIENCE

pytest_plugins = ["tests.published"]
LAST = date(2026, 3, 2)


@pytest.fixture
def budget(db):
    """A budget due on 2 March 2026, with its people, and others that nobody is to be reminded of."""
    open_a_year(2026, date(2026, 2, 10))
    make_person("clerk", Role.CLERK, make_department("101"))
    make_person("approver", Role.APPROVER, make_department("101"))
    make_person("gone", Role.CLERK, make_department("101"), is_active=False)
    make_person("other", Role.CLERK, make_department("102"))
    make_person("publisher", Role.PUBLISHER, make_region())
    make_published("102", date(2026, 2, 20))
    make_due("103", exemption_ground="国家秘密")
    return make_due("101")


def recipients() -> list[list[str]]:
    return [message.to for message in mail.outbox]


PEOPLE, BUREAU = ["approver@example.org", "clerk@example.org"], ["publisher@example.org"]


def test_people_are_reminded_five_days_before_and_every_day_after(budget):
    assert send_reminders(today=date(2026, 2, 24)).sent == []
    send_reminders(today=date(2026, 2, 25))
    assert recipients() == [PEOPLE, BUREAU]
    assert "还有 5 天到公开期限" in mail.outbox[0].subject
    assert "测试101 2026 年预算：还有 5 天到公开期限（公开期限 2026-03-02）" in mail.outbox[1].body
    send_reminders(today=date(2026, 3, 3))
    assert "已超过公开期限 1 天" in mail.outbox[2].subject
    kinds = Reminder.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [ReminderKind.DUE_SOON, ReminderKind.SUMMARY, ReminderKind.LATE, ReminderKind.SUMMARY]


def test_once_a_day(budget):
    for _run in range(3):
        send_reminders(today=LAST)
    assert recipients() == [PEOPLE, BUREAU]


def test_a_unit_that_discloses_by_itself_is_its_departments_to_look_after(budget):
    unit = make_department("101001", parent=budget.department)
    make_budget(unit, 2026)
    send_reminders(today=LAST)
    assert recipients() == [PEOPLE, PEOPLE, BUREAU]


def test_a_mail_that_fails_is_told_and_sent_by_the_next_run(budget, monkeypatch):
    real = reminders.send_mail

    def broken(subject, text, sender, addresses):
        if addresses == PEOPLE:
            raise OSError("邮件服务器没有回答")
        return real(subject, text, sender, addresses)

    monkeypatch.setattr(reminders, "send_mail", broken)
    monkeypatch.setattr(command, "send_reminders", partial(send_reminders, today=LAST))
    with pytest.raises(CommandError, match="邮件服务器没有回答"):
        call_command("send_reminders", stdout=StringIO())
    assert recipients() == [BUREAU]
    monkeypatch.setattr(reminders, "send_mail", real)
    call_command("send_reminders", stdout=StringIO())
    assert recipients() == [BUREAU, PEOPLE]


def test_a_dry_run_sends_nothing(budget, monkeypatch):
    monkeypatch.setattr(command, "send_reminders", partial(send_reminders, today=LAST))
    told = StringIO()
    call_command("send_reminders", "--dry-run", stdout=told)
    assert "测试101 2026 年预算：今天是公开期限的最后一天" in told.getvalue()
    assert mail.outbox == [] and not Reminder.objects.exists()


def test_who_has_no_address_is_named_to_the_bureau(budget):
    make_due("104")
    send_reminders(today=LAST)
    assert (
        "测试104 2026 年预算：今天是公开期限的最后一天（公开期限 2026-03-02），没有可以提醒的邮箱"
        in mail.outbox[-1].body
    )


PREPARE = """
from datetime import date
from budgets.vocabulary import Role
from tests.compliance.stand import make_due, make_person, open_a_year
from tests.make import make_department, make_region
open_a_year(2026, date(2026, 2, 10))
for code in ("101", "102"):
    make_due(code)
    make_person(f"clerk{code}", Role.CLERK, make_department(code))
make_person("publisher", Role.PUBLISHER, make_region())
"""
REMIND = """
import json
from datetime import date
from django.conf import settings
from budgets.compliance.reminders import send_reminders
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
report = send_reminders(today=date(2026, 3, 2))
print(json.dumps([report.sent, report.failed]))
"""


def test_two_runs_at_once_send_each_mail_once(processes):
    processes.run(PREPARE)
    runs = [processes.start(REMIND), processes.start(REMIND)]
    told = [json.loads(run.communicate(timeout=PATIENCE)[0]) for run in runs]
    sent = [line for lines, _failed in told for line in lines]
    assert len(sent) == len(set(sent)) == 3
    assert [failed for _lines, failed in told] == [[], []]
