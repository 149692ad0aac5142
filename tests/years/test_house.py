"""Departments renamed, merged and split from a year on; what was published before stays as it was."""

from datetime import date

import pytest

from budgets.house import HouseError, merge, rename, split
from budgets.models import Budget, ChangeRecord, Department, Edition, FormerName, RevenueLine, Succession
from budgets.naming import former_in, former_names, name_as_in
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, SuccessionKind
from tests.compliance.stand import make_due, make_person, publish_on
from tests.make import make_budget, make_department, make_edition, make_line, make_region


@pytest.fixture
def by(db):
    return make_person("publisher")


def name(department: Department, from_year: int, new: str, by, **more):
    values = {"short_name": "", "parent": department.parent, **more}
    rename(department=department, from_year=from_year, name=new, by=by, **values)
    department.refresh_from_db()


def test_units_in_tables_go_by_the_name_of_the_editions_year(by):
    owner = make_department("101")
    unit = make_department("101001", parent=owner, name="旧单位", short_name="旧")
    for year in (2024, 2026):
        edition = make_edition(make_budget(owner, year))
        RevenueLine.objects.create(edition=edition, unit=unit, fund="operational", amount=1)
        make_line(edition, unit=unit)
    name(unit, 2025, "新单位", by, short_name="新")
    said = {one.budget.year: Facts(one).all_units[0].label for one in Edition.objects.with_names()}
    assert said == {2024: "旧", 2026: "新"}


def test_of_several_former_names_each_year_has_its_own(by):
    department = make_department("101", name="甲局")
    name(department, 2020, "乙局", by)
    name(department, 2024, "丙局", by)
    names = {year: name_as_in(Department.objects.get(), year).name for year in (2019, 2020, 2023, 2024)}
    assert names == {2019: "甲局", 2020: "乙局", 2023: "乙局", 2024: "丙局"}
    assert former_in(former_names([department])[department.pk], 2021).until_year == 2023
    # A renaming before one that is noted would leave the years between without a name.
    with pytest.raises(HouseError, match="更晚的年度"):
        name(department, 2022, "丁局", by)


def test_drafts_of_the_year_take_the_new_name_over_and_the_log_says_so(by):
    due = make_due("101")
    name(due.department, 2026, "新名局", by, short_name="新名")
    draft = Edition.objects.get()
    assert (draft.department_name, draft.department_short_name) == ("新名局", "新名")
    noted = ChangeRecord.objects.get(kind="Edition")
    assert noted.after == {"department_name": "新名局", "department_short_name": "新名", "revision": 1}
    # Whoever renames it has not edited it, and may publish it.
    assert (noted.edition_id, noted.department, draft.edited_by) == (None, due.department, None)


def test_a_year_that_was_handed_in_keeps_its_names(by):
    budget = make_due("101")
    Edition.objects.update(status=EditionStatus.SUBMITTED)
    with pytest.raises(HouseError, match="最早从 2027 年起"):
        name(budget.department, 2026, "新名局", by)
    unit = make_department("101001", parent=budget.department)
    edition = make_edition(make_budget(make_department("102"), 2026))
    make_line(edition, unit=unit)
    publish_on(edition, date(2026, 2, 20))
    with pytest.raises(HouseError, match="最早从 2027 年起"):
        name(unit, 2025, "新单位", by)
    assert not FormerName.objects.exists()


def test_departments_are_merged_from_a_year_on(by):
    first, second, third = (make_department(code) for code in ("101", "102", "103"))
    unit = make_department("102001", parent=second)
    publish_on(make_edition(make_budget(first, 2026)), date(2026, 2, 20))
    make_edition(make_budget(first, 2027))
    merge(predecessors=[first, second, third], into=third, from_year=2027, by=by)
    first.refresh_from_db()
    third.refresh_from_db()
    unit.refresh_from_db()
    assert (first.closed_after, third.closed_after, unit.parent) == (2026, None, third)
    assert name_as_in(Department.objects.get(pk=unit.pk), 2026).parent == second
    found = Succession.objects.values_list("predecessor__code", "successor__code", "from_year", "kind")
    assert set(found) == {("101", "103", 2027, SuccessionKind.MERGED), ("102", "103", 2027, SuccessionKind.MERGED)}
    # The empty draft that was made for 2027 is gone, what is published stays.
    assert list(Budget.objects.values_list("year", flat=True)) == [2026]


def test_nothing_that_somebody_has_written_is_lost_by_a_merger(by):
    first, second = make_department("101"), make_department("102")
    make_line(make_edition(make_budget(first, 2027)))
    with pytest.raises(HouseError, match="2027 年预算草稿已有人填写"):
        merge(predecessors=[first], into=second, from_year=2027, by=by)
    assert Edition.objects.count() == 1
    assert not Succession.objects.exists()


def test_a_department_is_split_and_its_units_divided(by):
    old, one, two = (make_department(code) for code in ("101", "102", "103"))
    units = [make_department(f"10100{number}", parent=old) for number in (1, 2)]
    with pytest.raises(HouseError, match="测试101002"):
        split(department=old, into=[one, two], from_year=2027, units={units[0]: one}, by=by)
    split(department=old, into=[one, two], from_year=2027, units=dict(zip(units, (one, two), strict=True)), by=by)
    old.refresh_from_db()
    assert old.closed_after == 2026
    assert [unit.parent.code for unit in Department.objects.filter(pk__in=[u.pk for u in units]).order_by("code")] == [
        "102",
        "103",
    ]
    assert Succession.objects.filter(predecessor=old, kind=SuccessionKind.SPLIT).count() == 2


def test_a_department_may_go_on_after_a_split(by):
    old, one = make_department("101"), make_department("102")
    unit = make_department("101001", parent=old)
    split(department=old, into=[old, one], from_year=2027, by=by)
    old.refresh_from_db()
    unit.refresh_from_db()
    assert (old.closed_after, unit.parent) == (None, old)
    assert Succession.objects.get().successor == one


def test_what_makes_no_sense_is_refused(by):
    first, second = make_department("101"), make_department("102")
    unit = make_department("101001", parent=first)
    foreign = make_department("101", make_region("410999", "别处"))
    refused = [
        (rename, {"department": first, "name": "", "short_name": "", "parent": None}),
        (rename, {"department": first, "name": first.name, "short_name": first.short_name, "parent": None}),
        (rename, {"department": first, "name": "新", "short_name": "", "parent": second}),
        (rename, {"department": second, "name": "新", "short_name": "", "parent": unit}),
        (rename, {"department": second, "name": "新", "short_name": "", "parent": foreign}),
        (merge, {"predecessors": [], "into": second}),
        (merge, {"predecessors": [second], "into": second}),
        (merge, {"predecessors": [foreign], "into": second}),
        (split, {"department": first, "into": [second]}),
        (split, {"department": first, "into": [second, foreign]}),
    ]
    for do, values in refused:
        with pytest.raises(HouseError):
            do(**values, from_year=2027, by=by)
    assert not ChangeRecord.objects.exists()
