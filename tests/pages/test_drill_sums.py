"""What a page of drilling down lists adds up to the amount it came from, or the page says by how much it does not."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.models import Project, ProjectFunding
from budgets.money import add
from budgets.pages import economics, functions, units
from budgets.pages.breakdown import in_words
from budgets.tables.links import infer_subjects
from budgets.vocabulary import EditionOrigin, Fund, ProjectKind
from tests.documents.twin import SUBJECT_ROWS, read, twin, with_every_column
from tests.explanations.test_sums import coarse, printed, undeclared_facts
from tests.final_accounts import final_facts
from tests.published import facts_of, twin_facts
from tests.tables.test_sums import amounts, editions, whatever

few = settings(whatever, max_examples=15)


@st.composite
def fundings(draw):
    """Return projects with their money, of any kind or none, some with a subject."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        kind, code = draw(st.sampled_from(["", *ProjectKind.values])), draw(st.sampled_from(["", "2013201"]))
        project = Project(key=f"p{number}", name=f"项目{number}", kind=kind, function_code=code)
        money = draw(amounts)
        found += [project, ProjectFunding(project=project, fund=Fund.GENERAL_PUBLIC_BUDGET, amount=money)]
    return found


def assert_told(division, amount):
    """The rows of the first level are the amount, or the difference is told in a sentence."""
    listed = add(line.amount for line in division.lines if line.level == 0)
    if listed is not None and amount is not None and listed != amount:
        assert division.comparison.difference == amount - listed
        assert in_words(listed) in division.remark
    else:
        assert not division.comparison.difference
        assert division.remark == ""


def assert_projects_told(projects):
    """Projects are the project spending, or the sentence above them names both sums and what lies between."""
    listed = add(row.amount for row in projects.rows)
    assert listed == projects.comparison.listed
    if listed != projects.comparison.amount and projects.rows:
        assert in_words(listed) in projects.remark
        assert projects.comparison.amount is None or in_words(projects.comparison.amount) in projects.remark


def pages(facts):
    """Yield what every page of codes gathers, with the amount that its lists divide."""
    yield functions.compose_list(facts), "total"
    yield economics.compose_list(facts), "total"
    for code in functions.function_outline(facts).codes:
        yield functions.compose(facts, code), "amount"
    for code in economics.economic_outline(facts).codes:
        yield economics.compose(facts, code), "amount"


def assert_every_page_told(facts):
    """Hold every list of every page against its amount, and return how many pages there are."""
    count = 0
    for page, whole in pages(facts):
        count += 1
        if page["division"].lines:
            assert_told(page["division"], page[whole])
        assert_told(page["natures"], page[whole] if page["natures"].lines else None)
        if page["funds"].lines:
            assert_told(page["funds"], page[whole])
        if "projects" in page:
            assert_projects_told(page["projects"])
    listed = units.compose_list(facts)
    if listed["division"].lines:
        assert_told(listed["division"], listed["total"])
    assert_subjects_are_reached(facts)
    return count


def assert_subjects_are_reached(facts):
    """The projects that an inferred subject rests on come to its spending, to the fen."""
    for key, subject in infer_subjects(facts).items():
        if subject.is_inferred:
            fundings = [line for one in subject.projects for line in facts.fundings_by_project[one]]
            assert add(line.amount for line in fundings) == subject.amount, key
            assert key in subject.projects


def test_every_page_of_the_sample_is_told():
    assert assert_every_page_told(twin_facts()) == 41


def test_every_page_of_an_undeclared_form_is_told():
    assert assert_every_page_told(undeclared_facts()) == 12


def test_every_page_of_final_accounts_is_told():
    assert assert_every_page_told(final_facts()) > 20


@few
@given(editions)
def test_every_page_of_a_prepared_edition_is_told(facts):
    assert_every_page_told(facts)


@few
@given(st.lists(coarse, max_size=10), st.lists(printed, max_size=6), fundings(), st.sampled_from(EditionOrigin))
def test_every_page_is_told_however_coarse_the_lines_and_whatever_is_printed(lines, declared, projects, origin):
    once = {(one.table_number, one.row, one.column): one for one in declared}
    assert_every_page_told(facts_of(*lines, *once.values(), *projects, origin=origin, printed=(1, 3, 5)))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(with_every_column(twin()), id="every column"),
        pytest.param(twin().replace(213, "627.30", "637.30"), id="a misprinted row total"),
        pytest.param(twin().replace(172, "935.30", "945.30"), id="a misprinted category"),
        pytest.param(twin().drop([SUBJECT_ROWS[4]]), id="a missing row"),
        pytest.param(twin().replace(213, "546.86", "5x6.86"), id="an amount nobody can read"),
        pytest.param(twin().replace(345, "225.00", "235.00"), id="a misprinted project"),
    ],
)
def test_every_page_of_a_defective_document_is_told(changed):
    assert assert_every_page_told(read(changed).facts) > 35


def test_a_misprinted_category_is_told_with_both_figures():
    facts = read(twin().replace(172, "935.30", "945.30")).facts

    division = functions.compose(facts, "201")["division"]

    assert division.comparison.difference == Decimal(100000)
    assert division.remark == "上面的数字是 945.30 万元，下列各项相加是 935.30 万元，相差 10.00 万元。"


def test_a_misprinted_project_leaves_its_kind_without_subjects():
    facts = read(twin().replace(345, "225.00", "235.00")).facts

    found = infer_subjects(facts)

    assert {one.nature for one in found.values()} == {"other_operation"}
    assert functions.compose(facts, "2013299")["projects"].remark.startswith("公布的文件没有写明项目用在哪个科目")
