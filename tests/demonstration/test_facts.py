"""Invented budgets add up as real ones must, and say that they are invented."""

from decimal import Decimal
from random import Random

import pytest

from budgets.checks import check
from budgets.checks.run import findings_of
from budgets.demonstration.facts import make_rows
from budgets.demonstration.offices import department_names, offices, region_name
from budgets.models import Budget, Department, Edition, FunctionExpenditure, Narrative, Project, ProjectFunding, Region
from budgets.tables import Facts
from budgets.tables.official_names import function_names


def invent(office, seed=1, scale=Decimal(1)):
    """Return the facts of an invented department's budget."""
    department = Department(region=Region(code="980001", name="演示甲子市"), code="101", name="演示局")
    edition = Edition(budget=Budget(department=department, year=2026), number=1, department_name="演示局")
    return Facts(edition, make_rows(edition, office, Random(seed), scale))


@pytest.mark.parametrize("name", offices())
def test_every_rule_holds_of_what_is_invented(name):
    for seed in range(3):
        assert [finding.message for finding in findings_of(check(invent(offices()[name], seed, Decimal("1.05"))))] == []


def test_projects_are_the_project_spending_of_their_subjects():
    facts = invent(offices()["education"])
    by_subject = {line.code: Decimal(0) for line in facts.of(FunctionExpenditure) if line.nature.endswith("purpose")}
    for funding in facts.of(ProjectFunding):
        if funding.project.kind == "specific_purpose":
            by_subject[funding.project.function_code] -= funding.amount
    for line in facts.of(FunctionExpenditure):
        if line.nature == "specific_purpose":
            by_subject[line.code] += line.amount
    assert set(by_subject.values()) == {Decimal(0)}
    assert len(facts.of(Project)) == 5


def test_every_subject_is_a_real_one():
    codes = {code for office in offices().values() for code in (office.running, *office.subjects)}
    assert codes - set(function_names()) == set()


def test_the_same_seed_invents_the_same():
    one, other = (invent(offices()["health"], seed=7).of(FunctionExpenditure) for _ in range(2))
    assert [(line.code, line.amount) for line in one] == [(line.code, line.amount) for line in other]


def test_the_text_says_that_it_is_invented():
    assert any("虚构" in section.text for section in invent(offices()["culture"]).of(Narrative))


def test_names_do_not_repeat():
    assert len({name for name, _office in department_names(250)}) == 250
    assert len({region_name(number) for number in range(300)}) == 300
    assert region_name(0) == "演示甲子市"
