"""How budgets stand to the deadline: the twenty days of 10 February 2026 end with 2 March."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.compliance import State, standing_of, standings_of
from budgets.models import Budget, Edition, FormerName
from budgets.vocabulary import EditionOrigin, EditionStatus
from tests.compliance.stand import make_due, make_published, open_a_year, publish_on
from tests.make import make_budget, make_department, make_edition

pytestmark = pytest.mark.django_db

APPROVED, LAST = date(2026, 2, 10), date(2026, 3, 2)


@pytest.fixture
def year():
    return open_a_year(2026, APPROVED)


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (APPROVED, State.DUE, 20),
        (date(2026, 2, 25), State.DUE, 5),
        (LAST, State.DUE, 0),
        (date(2026, 3, 3), State.LATE, 1),
        (date(2027, 3, 2), State.LATE, 365),
    ],
)
def test_days_are_counted_until_the_deadline_and_after_it(year, today, state, days):
    standing = standing_of(make_due("101"), today)
    assert (standing.state, standing.days, standing.deadline) == (state, days, LAST)


def test_without_a_day_of_approval_nothing_is_owed():
    standing = standing_of(make_due("101"), date(2026, 12, 31))
    assert (standing.state, standing.days, standing.deadline) == (State.UNDATED, None, None)


@pytest.mark.parametrize(
    ("day", "state"), [(LAST, State.PUBLISHED), (date(2026, 3, 3), State.PUBLISHED_LATE), (APPROVED, State.PUBLISHED)]
)
def test_published_in_time_or_after_the_deadline(year, day, state):
    standing = standing_of(make_published("101", day), date(2026, 12, 31))
    assert (standing.state, standing.published_on, standing.days) == (state, day, None)


def test_the_day_is_that_of_shanghai(year):
    budget = make_due("101")
    # 00:30 of 3 March in Shanghai is still 2 March in Greenwich.
    publish_on(budget.editions.get(), date(2026, 3, 3), hour=0)
    assert standing_of(budget).state == State.PUBLISHED_LATE


def test_a_correction_is_as_timely_as_what_it_corrects(year):
    budget = make_published("101", date(2026, 2, 12))
    publish_on(make_edition(budget), date(2026, 5, 1))
    standing = standing_of(budget)
    assert (standing.state, standing.published_on) == (State.PUBLISHED, date(2026, 2, 12))
    assert standing.newest is not None and standing.newest.number == 2


def test_what_was_withdrawn_is_owed_again(year):
    budget = make_published("101", date(2026, 2, 12))
    Edition.objects.update(status=EditionStatus.WITHDRAWN)
    standing = standing_of(budget, date(2026, 3, 5))
    assert (standing.state, standing.days, standing.was_withdrawn) == (State.LATE, 3, True)


def test_of_a_transcribed_document_nobody_knows_whether_it_was_in_time(year):
    budget = make_published("101", date(2026, 12, 1), origin=EditionOrigin.TRANSCRIBED)
    assert standing_of(budget).state == State.PUBLISHED


def test_what_is_exempt_is_never_late(year):
    budget = make_due("101", exemption_ground="《预算法》第十四条：国家秘密")
    for today in (APPROVED, LAST, date(2030, 1, 1)):
        standing = standing_of(budget, today)
        assert (standing.state, standing.days) == (State.EXEMPT, None)


def test_late_ones_come_first_the_longest_late_before_others(year):
    make_due("101")
    make_due("102", approved_on=date(2026, 1, 5))
    make_due("103", approved_on=date(2026, 2, 20))
    make_published("104", APPROVED)
    make_due("105", exemption_ground="国家秘密")
    make_due("106", approved_on=date(2026, 2, 11))
    found = sorted(standings_of(Budget.objects.all(), date(2026, 3, 3)), key=lambda one: one.urgency)
    assert [one.budget.department.code for one in found] == ["102", "101", "106", "103", "104", "105"]


def test_a_department_goes_by_the_name_of_the_year():
    budget = make_budget(make_department("101"), 2024)
    FormerName.objects.create(department=budget.department, until_year=2024, name="人事局", short_name="人事局")
    assert standing_of(budget).label == "人事局"
    assert standing_of(make_budget(make_department("101"), 2025)).label == "测试101"


def test_many_budgets_take_as_many_questions_as_few(year):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            standings_of(Budget.objects.all())
        return len(queries)

    make_due("101")
    few = asked()
    for code in range(200, 230):
        make_due(str(code))
    assert asked() == few <= 4
