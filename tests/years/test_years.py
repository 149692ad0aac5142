"""Opening a year for a region, and adjusting a budget in the middle of its year."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import (
    Budget,
    BudgetYear,
    ChangeRecord,
    Edition,
    FormerName,
    FunctionExpenditure,
    Narrative,
    ProjectFunding,
    Succession,
)
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Phase, SuccessionKind
from budgets.years import YearError, begin_adjustment, open_year, plan_year
from tests.compliance.stand import make_due, make_person, publish_on
from tests.make import make_budget, make_department, make_edition, make_line, make_project, make_region, make_text
from tests.services import PATIENCE

pytest_plugins = ["tests.published"]


@pytest.fixture
def by(db):
    return make_person("publisher")


@pytest.fixture
def house(db):
    """Departments of a region: one that published 2025, a unit within it, one that discloses by itself, one closed."""
    first = make_department("101")
    last = make_edition(make_budget(first, 2025))
    make_text(last)
    make_line(last)
    publish_on(last, date(2025, 2, 20))
    make_department("101001", parent=first)
    make_department("101002", parent=first, discloses_separately=True)
    make_department("102")
    make_department("103", closed_after=2025)
    return make_region()


def opened(region, by, year: int = 2026):
    return open_year(region=region, year=year, form_set="henan-2023", by=by)


def drafts(year: int = 2026) -> list[str]:
    found = Edition.objects.filter(budget__year=year, status=EditionStatus.DRAFT)
    return sorted(found.values_list("budget__department__code", flat=True))


def test_a_year_is_opened_for_every_department_in_one_step(house, by):
    made = opened(house, by)
    assert (made.budgets, made.drafts, made.with_texts) == (3, 3, 1)
    assert drafts() == ["101", "101002", "102"]
    assert (made.year.form_set, made.year.opened_by) == ("henan-2023", "publisher")
    draft = Edition.objects.get(budget__department__code="101", budget__year=2026)
    assert (draft.number, draft.department_name, draft.revision, draft.edited_at) == (1, "测试局101", 0, None)
    assert [one.heading for one in Facts(draft).of(Narrative)][:2] == ["主要职责", "机构设置"]
    assert not FunctionExpenditure.objects.filter(edition=draft).exists()
    assert ChangeRecord.objects.get(kind="Edition", key=str(draft.pk)).actor == "publisher"
    # Whoever opens the year is no editor of its drafts, and may publish them.
    assert not ChangeRecord.objects.filter(edition__isnull=False).exists()
    assert ChangeRecord.objects.values("batch").distinct().count() == 1


def test_a_second_press_adds_only_what_is_missing(house, by):
    opened(house, by)
    kept = list(Edition.objects.order_by("pk").values_list("pk", flat=True))
    make_department("104")
    plan = plan_year(house, 2026)
    assert [one.code for one in plan.new_budgets] == [one.code for one in plan.new_drafts] == ["104"]
    made = opened(house, by)
    assert (made.budgets, made.drafts) == (1, 1)
    assert list(Edition.objects.order_by("pk").values_list("pk", flat=True))[:-1] == kept
    assert plan_year(house, 2026).is_empty


def test_what_was_begun_by_hand_stays_as_it_is(house, by):
    own = make_edition(make_budget(make_department("102"), 2026))
    make_line(own)
    assert opened(house, by).drafts == 2
    assert Edition.objects.get(budget=own.budget) == own
    assert FunctionExpenditure.objects.filter(edition=own).count() == 1


def test_what_is_exempt_gets_no_draft(house, by):
    Budget.objects.create(department=make_department("102"), year=2026, exemption_ground="国家秘密")
    plan = plan_year(house, 2026)
    assert [one.code for one in plan.exempt] == ["102"]
    opened(house, by)
    assert drafts() == ["101", "101002"]


def test_drafts_take_over_the_day_of_approval(house, by):
    BudgetYear.objects.create(region=house, year=2026, approved_on=date(2026, 2, 10), opened_by="x")
    opened(house, by)
    assert set(Edition.objects.filter(budget__year=2026).values_list("approved_on", flat=True)) == {date(2026, 2, 10)}


def test_a_closed_department_is_left_out_and_one_to_come_as_well(house, by):
    heir = make_department("105")
    Succession.objects.create(
        predecessor=make_department("102"), successor=heir, from_year=2027, kind=SuccessionKind.MERGED
    )
    assert [one.code for one in plan_year(house, 2025).new_budgets] == ["101002", "102", "103"]
    assert [one.code for one in plan_year(house, 2027).new_budgets] == ["101", "101002", "102", "105"]


def test_a_year_gone_by_is_opened_under_the_names_of_then(house, by):
    former = {"until_year": 2025, "name": "旧名局", "short_name": "旧名"}
    FormerName.objects.create(department=make_department("102"), **former)
    opened(house, by, 2025)
    opened(house, by)
    names = Edition.objects.filter(budget__department__code="102").values_list("budget__year", "department_name")
    assert dict(names) == {2025: "旧名局", 2026: "测试局102"}


@pytest.mark.parametrize(("year", "form_set"), [(2026, "nowhere"), (1989, "henan-2023"), (2101, "henan-2023")])
def test_what_cannot_be_opened_is_refused(house, by, year, form_set):
    with pytest.raises(YearError):
        open_year(region=house, year=year, form_set=form_set, by=by)
    assert not BudgetYear.objects.exists()


def test_many_departments_take_as_many_questions_as_few(house, by):
    def asked(year: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            opened(house, by, year)
        return len(queries)

    few = asked(2026)
    for code in range(200, 240):
        make_department(str(code))
    assert asked(2027) <= few


PREPARE = """
from tests.make import make_department
for code in range(101, 121):
    make_department(str(code))
from django.contrib.auth.models import User
User.objects.create_user("publisher")
"""
OPEN = """
import json
from django.contrib.auth.models import User
from budgets.years import open_year
from tests.make import make_region
made = open_year(region=make_region(), year=2026, form_set="henan-2023", by=User.objects.get())
print(json.dumps([made.budgets, made.drafts]))
"""


def test_two_at_once_open_a_year_once(processes):
    processes.run(PREPARE)
    openers = [processes.start(OPEN), processes.start(OPEN)]
    told = sorted(json.loads(one.communicate(timeout=PATIENCE)[0]) for one in openers)
    assert told == [[0, 0], [20, 20]]


def test_an_adjustment_begins_with_all_that_was_published(by):
    budget = make_budget(make_department("101"), 2026)
    edition = make_edition(budget)
    make_line(edition, amount=Decimal("12345.67"))
    make_project(edition)
    publish_on(edition, date(2026, 2, 20))
    draft = begin_adjustment(budget=budget, by=by)
    assert (draft.budget.phase, draft.number, draft.status) == (Phase.ADJUSTED, 1, EditionStatus.DRAFT)
    assert [line.amount for line in Facts(draft).expenditures] == [Decimal("12345.67")]
    assert ProjectFunding.objects.filter(project__edition=draft).get().amount == Decimal("2250000.00")
    with pytest.raises(YearError, match="已经有了"):
        begin_adjustment(budget=budget, by=by)
    assert Edition.objects.published().get() == edition


def test_only_what_is_published_is_adjusted(by):
    with pytest.raises(YearError, match="还没有公开"):
        begin_adjustment(budget=make_due("101"), by=by)
    assert Budget.objects.count() == 1
