"""The portal's own workbook: what is written into it comes back the same."""

from decimal import Decimal

import pytest

from budgets.canonical import canonical_facts
from budgets.documents.load import store
from budgets.exporters.workbook import edition_xlsx
from budgets.models import Edition, FunctionExpenditure, Project, ProjectFunding, SourceTable
from budgets.tables import Facts
from tests.documents.twin import (
    SAMPLE,
    facts_of,
    of_another_department,
    printed_table,
    read,
    remarks,
    twin,
)
from tests.documents.workbooks import edited, sample_sheets, workbook_of
from tests.make import make_edition, make_line, make_project

SPENDING = "数据-支出（按功能科目）"
PROJECTS = "数据-项目"


def exported(edition):
    """Return a stored edition as a workbook."""
    return edition_xlsx(Facts(Edition.objects.get(pk=edition.pk)))


def test_the_shipped_sample_says_what_the_document_says(reading):
    sample = read(SAMPLE.read_bytes())

    assert facts_of(sample) == facts_of(reading)
    assert remarks(sample) == remarks(reading)
    assert [table.number for table in sample.rows[SourceTable]] == [1, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert sample.troubles == []


def test_the_cover_says_whose_budget_it_is(reading):
    sample = read(SAMPLE.read_bytes()).edition

    assert (sample.department_name, sample.department_short_name, sample.printed_date) == (
        reading.edition.department_name,
        reading.edition.department_short_name,
        "2023年2月",
    )
    assert (sample.budget.year, sample.budget.department.region.name) == (2023, "新乡经济技术开发区")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "department"),
    [
        pytest.param(twin(), "104", id="the twin"),
        pytest.param(of_another_department(twin()), "105", id="another department"),
        pytest.param(twin().add(311, *printed_table("table-07.txt")), "104", id="with table 07"),
        pytest.param(twin().add(204, *printed_table("table-02.txt")), "104", id="with table 02 and two units"),
        pytest.param(twin().replace(203, "结余\t", "结余\t3.33"), "104", id="money carried forward"),
        pytest.param(twin().replace(77, "增加 109.77", "减少 109.77"), "104", id="a negative figure"),
        pytest.param(twin().replace(345, "225.00\t225.00", "225.000001\t225.000001"), "104", id="amounts to the fen"),
        pytest.param(twin().drop(range(409, 475)), "104", id="projects without codes"),
    ],
)
def test_a_stored_edition_comes_back_from_its_workbook(text, department):
    store(read(of_another_department(twin()), department="105") if department == "104" else read(twin()))
    printed = read(text, department=department)
    edition = store(printed).edition
    back = read(exported(edition), department=department)

    assert canonical_facts(back.facts) == canonical_facts(printed.facts)
    assert back.troubles == []


@pytest.mark.django_db
def test_the_workbook_of_a_workbook_is_the_same():
    edition = store(read(SAMPLE.read_bytes())).edition
    back = read(exported(edition))

    assert canonical_facts(back.facts) == canonical_facts(read(SAMPLE.read_bytes()).facts)


@pytest.mark.django_db
def test_a_prepared_edition_comes_back():
    edition = make_edition()
    make_line(edition, amount=Decimal("12345.67"))
    make_project(edition, amount="0.01")
    back = read(exported(edition))

    assert canonical_facts(back.facts) == canonical_facts(Facts(edition))
    assert [table.number for table in back.rows[SourceTable]] == list(range(1, 13))


def test_a_workbook_saved_by_another_program_says_the_same(reading):
    assert facts_of(read(workbook_of(sample_sheets()))) == facts_of(reading)


def test_sheets_and_columns_may_stand_in_another_order(reading):
    sheets = {name: [row[::-1] for row in rows] for name, rows in sample_sheets().items() if name.startswith("数据")}
    shuffled = dict(reversed(sheets.items())) | {"封面": sample_sheets()["封面"]}
    for name in ("数据-预算单位", "数据-表目"):
        shuffled[name] = sample_sheets()[name]

    assert facts_of(read(workbook_of(shuffled))) == facts_of(reading)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("5,468,600.00", "5468600.00"),
        (5468600, "5468600.00"),
        (0.1 + 0.2, "0.30"),
        ("-0.5", "-0.50"),
        (-0.0, "0.00"),
        (9_999_999_999_999.98, "9999999999999.98"),
    ],
)
def test_an_amount_may_be_a_number_or_a_text(written, amount):
    found = read(edited(SPENDING, "金额（元）", 2, written))

    assert str(found.rows[FunctionExpenditure][0].amount) == amount
    assert found.refusals == []


def test_a_code_may_be_a_number():
    assert facts_of(read(edited(SPENDING, "科目编码", 2, 2013201))) == facts_of(read(SAMPLE.read_bytes()))


def test_blank_rows_between_facts_are_no_facts(reading):
    sheets = sample_sheets()
    sheets[SPENDING].insert(5, [""] * 7)

    assert facts_of(read(workbook_of(sheets))) == facts_of(reading)


def test_money_finds_its_project_by_its_key():
    fundings = read(SAMPLE.read_bytes()).rows[ProjectFunding]

    assert all(isinstance(one.project, Project) and one.project.code for one in fundings)


def test_a_fact_remembers_its_sheet_and_row():
    lines = read(SAMPLE.read_bytes()).rows[FunctionExpenditure]

    assert lines[0].source_place == f"sheet {SPENDING}, row 2"
