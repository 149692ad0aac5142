"""Which subject a project is spent on: inferred from amounts, kinds and order, and only where one is possible."""

from decimal import Decimal

import pytest

from budgets.models import Department, FunctionExpenditure, Project, ProjectFunding
from budgets.tables.links import infer_subjects
from budgets.vocabulary import Fund, Nature, ProjectKind
from tests.published import facts_of, twin_facts

OTHER, SPECIFIC = ProjectKind.OTHER_OPERATION, ProjectKind.SPECIFIC_PURPOSE
UNITS = [Department(code=code, name=code) for code in ("104001", "104002")]


def spending(code, amount, nature=SPECIFIC, unit=None):
    return FunctionExpenditure(
        code=code, name=f"科目{code}", fund=Fund.ALL_FUNDS, nature=nature, amount=Decimal(amount), unit=unit
    )


def project(name, amount, kind=SPECIFIC, code="", unit=None):
    made = Project(key=name, name=name, kind=kind, function_code=code, unit=unit)
    return [made, ProjectFunding(project=made, fund=Fund.GENERAL_PUBLIC_BUDGET, amount=Decimal(amount))]


def codes(*parts):
    """Return the code of each project that has one, by the project's name."""
    flat = [fact for part in parts for fact in (part if isinstance(part, list) else [part])]
    return {key: subject.code for key, subject in infer_subjects(facts_of(*flat)).items()}


def test_the_thirteen_projects_of_the_published_budget_have_nine_subjects():
    facts = twin_facts()

    found = infer_subjects(facts)

    named = {project.name: found[project.key].code for project in facts.projects}
    assert named == {
        "组织人事工作费用": "2013201",
        "社保中心运转经费": "2013201",
        "人才发展工作经费": "2013201",
        "引才引智工作经费": "2013202",
        "党建双基建设经费": "2013202",
        "人才发展奖励": "2013299",
        "优秀务工奖励": "2013299",
        "劳动就业及涉企信访工作经费": "2080101",
        "劳务派遣工资费用": "2080199",
        "职业年金记实补记资金": "2080506",
        "城乡居民基本养老保险基金支出": "2082602",
        "被征地农民社保基金支出": "2089999",
        "城乡居民医保基金": "2101202",
    }
    assert all(subject.is_inferred for subject in found.values())


def test_an_inferred_subject_names_the_sum_it_rests_on():
    facts = twin_facts()
    by_name = {project.name: project.key for project in facts.projects}

    subject = infer_subjects(facts)[by_name["社保中心运转经费"]]

    assert (subject.name, subject.nature, subject.amount) == ("行政运行", Nature.OTHER_OPERATION, Decimal(420000))
    assert [name for key in subject.projects for name in by_name if by_name[name] == key] == [
        "组织人事工作费用",
        "社保中心运转经费",
        "人才发展工作经费",
    ]


def test_a_subject_that_the_document_names_is_no_inference():
    facts = facts_of(spending("2013299", 30), *project("甲", 10, code="2013299"), *project("乙", 20))

    found = infer_subjects(facts)

    assert (found["甲"].code, found["甲"].is_inferred, found["甲"].projects) == ("2013299", False, ())
    assert (found["乙"].code, found["乙"].is_inferred, found["乙"].amount) == ("2013299", True, Decimal(20))


def test_no_link_where_the_order_does_not_bear_out():
    assert codes(spending("2013201", 10), spending("2013202", 30), project("甲", 30), project("乙", 10)) == {}


def test_no_link_where_amounts_do_not_reach_the_spending():
    assert codes(spending("2013201", 10), project("甲", 9)) == {}
    assert codes(spending("2013201", 10), project("甲", 10), project("乙", 5)) == {}
    assert codes(spending("2013201", 10), spending("2013202", 5), project("甲", 10)) == {}


def test_no_link_where_a_project_may_belong_to_either_of_two_subjects():
    """10 and -10 + 10 cancel out: the first subject may end before them or behind them."""
    lines = spending("2013201", 10), spending("2013202", 20)
    projects = project("甲", 10), project("乙", -10), project("丙", 10), project("丁", 20)

    assert codes(*lines, *projects) == {}


def test_what_lies_beyond_the_doubt_is_still_linked():
    lines = spending("2013201", 10), spending("2013202", 20), spending("2013299", 7)
    projects = project("甲", 10), project("乙", -10), project("丙", 10), project("丁", 20), project("戊", 7)

    assert codes(*lines, *projects) == {"戊": "2013299"}


def test_a_project_without_money_belongs_nowhere():
    nothing = Project(key="空", name="空", kind=SPECIFIC)

    assert codes(spending("2013201", 10), project("甲", 10), nothing, project("零", 0)) == {"甲": "2013201"}


def test_kinds_are_matched_apart_only_where_both_tables_tell_them():
    lines = [spending("2013201", 4, OTHER), spending("2013202", 6), spending("2013299", 5, OTHER)]
    mixed = project("甲", 6), project("乙", 4, OTHER), project("丙", 5, OTHER)

    assert codes(*lines, *mixed) == {"甲": "2013202", "乙": "2013201", "丙": "2013299"}
    together = [spending(line.code, line.amount, Nature.PROJECT_EXPENDITURE) for line in lines]
    assert codes(*together, *mixed) == {}


def test_lines_that_may_be_project_spending_or_not_leave_everything_open():
    assert codes(spending("2013201", 10), spending("2013202", 5, Nature.ALL_NATURES), project("甲", 10)) == {}


def test_units_are_matched_apart_where_both_tables_name_them():
    first, second = UNITS
    lines = spending("2013201", 1, unit=second), spending("2013202", 2, unit=second), spending("2013201", 3, unit=first)
    projects = project("甲", 1, unit=second), project("乙", 3, unit=first), project("丙", 2, unit=second)

    assert codes(*lines, *projects) == {"甲": "2013201", "乙": "2013201", "丙": "2013202"}


@pytest.mark.parametrize("count", [1, 400])
def test_work_stays_small_for_many_projects(count):
    lines = [spending(f"20{number:05}", 3) for number in range(count)]
    projects = [project(f"{number}-{part}", part) for number in range(count) for part in (1, 2)]

    assert len(codes(*lines, *projects)) == 2 * count
