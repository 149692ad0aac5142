"""Publishing at the planned hour: everything that is due, once, whoever else publishes; what fails says why."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from budgets.models import Appointment, Edition, Publication, ScheduledPublication
from budgets.publishing import publish_due, schedule
from budgets.vocabulary import EditionStatus, Role
from tests.make import make_budget, make_edition, make_line, make_text
from tests.steps.people import make_cast, make_sound, take_to_approval

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """A prepared draft."""
    return make_sound()


@pytest.fixture
def cast(edition):
    """The people around it."""
    return make_cast(edition.budget.department)


def plan(edition, cast):
    """Approve an edition and plan it for a moment that has passed."""
    take_to_approval(edition, cast)
    schedule(edition=edition, by=cast.publisher, at=timezone.now() + timedelta(hours=1))
    ScheduledPublication.objects.filter(edition=edition).update(publish_at=timezone.now())


def run():
    """Run the command and return what it prints."""
    out = StringIO()
    call_command("publish_scheduled", stdout=out, stderr=out)
    return out.getvalue()


def test_what_is_due_is_published_in_the_name_of_who_planned_it(edition, cast):
    plan(edition, cast)
    assert "已公开：" in run()
    assert Publication.objects.get().actor == "公开"
    assert not ScheduledPublication.objects.exists()
    assert run() == ""
    assert Publication.objects.count() == 1


def test_what_is_not_due_waits(edition, cast):
    take_to_approval(edition, cast)
    schedule(edition=edition, by=cast.publisher, at=timezone.now() + timedelta(minutes=2))
    assert list(publish_due()) == []
    (due,) = publish_due(timezone.now() + timedelta(minutes=3))
    assert due.publication.number == 1


def test_a_failure_is_written_down_and_stops_no_other(edition, cast):
    plan(edition, cast)
    other = make_edition(make_budget(year=2024))
    make_text(other)
    make_line(other)
    plan(other, cast)
    second = ScheduledPublication.objects.get(edition=other)
    # Of the two, the first was planned by somebody who publishes there no longer.
    ScheduledPublication.objects.filter(edition=edition).update(set_by=cast.other_publisher)
    with pytest.raises(CommandError, match="有 1 份没有按时公开"):
        run()
    assert Edition.objects.get(pk=other.pk).status == EditionStatus.PUBLISHED
    assert not ScheduledPublication.objects.filter(pk=second.pk).exists()
    kept = ScheduledPublication.objects.get(edition=edition)
    assert "没有对第 1 版办理“公开”的权限" in kept.problem
    assert Edition.objects.get(pk=edition.pk).status == EditionStatus.SCHEDULED
    Appointment.objects.create(user=cast.other_publisher, role=Role.PUBLISHER, region=edition.budget.department.region)
    assert "已公开：" in run(), "what was put right is published the next minute"


def test_a_fault_of_the_program_stops_no_other(edition, cast, monkeypatch):
    plan(edition, cast)

    def fail(*_args):
        raise RuntimeError("broken")

    monkeypatch.setattr("budgets.publishing.timetable.publish_locked", fail)
    (due,) = publish_due()
    assert due.publication is None
    assert "系统出错" in ScheduledPublication.objects.get().problem
