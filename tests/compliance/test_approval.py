"""The day of approval, entered once, and what follows from it."""

from datetime import date

import pytest

from budgets.compliance import approval_date, deadline_after, exempt, set_approval, standing_of
from budgets.compliance.approval import ComplianceError
from budgets.models import Budget, ChangeRecord, Edition
from budgets.vocabulary import EditionStatus, Phase
from tests.compliance.stand import make_due, make_person, make_published, open_a_year
from tests.make import make_budget, make_department, make_edition, make_region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("approved_on", "last"),
    [
        (date(2026, 2, 10), date(2026, 3, 2)),
        (date(2024, 2, 10), date(2024, 3, 1)),
        (date(2024, 2, 29), date(2024, 3, 20)),
        (date(2025, 12, 20), date(2026, 1, 9)),
    ],
)
def test_the_twentieth_day_after_the_approval_is_the_last(approved_on, last):
    assert deadline_after(approved_on) == last


def test_the_day_of_the_year_holds_for_all_budgets_but_those_with_a_day_of_their_own():
    open_a_year(2026, date(2026, 2, 10))
    assert approval_date(make_due("101")) == date(2026, 2, 10)
    assert approval_date(make_due("102", approved_on=date(2026, 2, 20))) == date(2026, 2, 20)
    # Adjustments and final accounts are approved on other days.
    assert approval_date(make_budget(make_department("101"), 2026, Phase.FINAL)) is None
    assert approval_date(make_due("101", year=2025)) is None


def test_one_day_entered_reaches_every_draft_and_the_log():
    open_a_year(2026)
    first, second = make_due("101"), make_due("102")
    third = make_published("103", date(2026, 2, 12))
    by = make_person("publisher")
    told = set_approval(
        region=make_region(), year=2026, approved_on=date(2026, 2, 10), exceptions={second.pk: date(2026, 2, 15)}, by=by
    )
    assert told == 2
    days = dict(Edition.objects.values_list("budget__department__code", "approved_on"))
    assert days == {"101": date(2026, 2, 10), "102": date(2026, 2, 15), "103": None}
    assert standing_of(third).approved_on == date(2026, 2, 10)
    noted = ChangeRecord.objects.get(kind="Edition", department=first.department)
    assert (noted.before, noted.after) == ({"approved_on": None}, {"approved_on": "2026-02-10"})
    assert noted.actor == "publisher"
    # Who entered it has edited nothing, and may publish.
    assert (noted.edition_id, Edition.objects.get(budget=first).revision) == (None, 0)
    # Taken back: the draft has the day of the year again.
    set_approval(region=make_region(), year=2026, approved_on=date(2026, 2, 10), exceptions={second.pk: None}, by=by)
    assert Edition.objects.get(budget=second).approved_on == date(2026, 2, 10)


def test_of_final_accounts_the_day_is_kept_with_each():
    accounts = [make_budget(make_department(code), 2025, Phase.FINAL) for code in ("101", "102")]
    Budget.objects.filter(pk=accounts[1].pk).update(approved_on=date(2026, 9, 1))
    make_edition(accounts[0])
    by = make_person("publisher")
    set_approval(region=make_region(), year=2025, phase=Phase.FINAL, approved_on=date(2026, 8, 20), by=by)
    days = dict(Budget.objects.values_list("department__code", "approved_on"))
    assert days == {"101": date(2026, 8, 20), "102": date(2026, 9, 1)}
    assert Edition.objects.get().approved_on == date(2026, 8, 20)


def test_a_year_that_was_not_opened_has_no_day():
    with pytest.raises(ComplianceError, match="2026 年还没有开启"):
        set_approval(region=make_region(), year=2026, approved_on=date(2026, 2, 10), by=make_person("publisher"))


def test_what_is_public_cannot_become_exempt():
    budget = make_published("101", date(2026, 2, 12))
    by = make_person("publisher")
    with pytest.raises(ComplianceError, match="已经公开"):
        exempt(budget=budget, ground="国家秘密", by=by)
    Edition.objects.update(status=EditionStatus.WITHDRAWN)
    exempt(budget=budget, ground="国家秘密", by=by)
    budget.refresh_from_db()
    assert budget.exemption_ground == "国家秘密"
    assert ChangeRecord.objects.get().after == {"exemption_ground": "国家秘密"}
