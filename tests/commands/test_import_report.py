"""The report of one document, which other programs rely on."""

import hashlib
from contextlib import suppress

import pytest
from django.core.management import CommandError

from tests.commands.importing import import_text, load_report, refusal, report_of
from tests.documents.twin import SAMPLE, SUBJECT_HEADS, TWIN, printed_table, twin, write

pytestmark = pytest.mark.django_db
KEYS = {
    "file",
    "sha256",
    "department",
    "year",
    "phase",
    "unit",
    "error",
    "tables_found",
    "tables_missing",
    "totals",
    "amounts_printed",
    "amounts_read",
    "amounts_not_understood",
    "not_understood",
    "facts",
    "findings",
}
FACTS = {
    "revenue_lines": 1,
    "function_lines": 34,
    "economic_lines": 13,
    "carry_forwards": 0,
    "three_public_expenses": 4,
    "projects": 13,
    "project_fundings": 13,
    "indicators": 126,
    "tasks": 6,
    "narratives": 18,
    "glossary_terms": 10,
    "declared_amounts": 190,
    "stated_figures": 44,
}
# Number, kind, first line, and rows below the head of each table.
TABLES = [
    (1, "revenue_and_expenditure", "line 168", 33),
    (3, "function_expenditure", "line 206", 15),
    (4, "fiscal_appropriation", "line 227", 33),
    (5, "general_public_budget_expenditure", "line 270", 15),
    (6, "basic_expenditure", "line 293", 14),
    (8, "three_public", "line 313", 1),
    (9, "government_managed_funds_expenditure", "line 322", 1),
    (10, "projects", "line 333", 15),
    (11, "department_performance", "line 354", 47),
    (12, "project_performance", "line 409", 59),
]


def report(folder, content, *options):
    """Import a document and return its report."""
    option, path = report_of(folder)
    import_text(folder, content, option, *options)
    return load_report(path)


def test_the_report_has_the_keys_others_rely_on(tmp_path):
    assert set(report(tmp_path, twin())) == KEYS


def test_it_says_which_document_of_whom(tmp_path):
    said = report(tmp_path, twin())

    assert said["file"] == "budget.txt"
    assert said["sha256"] == hashlib.sha256(TWIN.read_bytes()).hexdigest()
    assert said["department"] == "新乡经济技术开发区管理委员会组织和人力资源社会保障局"
    assert (said["year"], said["phase"], said["unit"], said["error"]) == (2023, "budget", "万元", None)


def test_it_lists_every_table_with_its_rows_below_the_head(tmp_path):
    said = report(tmp_path, twin())
    found = [(one["number"], one["kind"], one["place"], one["rows"]) for one in said["tables_found"]]

    assert found == TABLES
    assert said["tables_found"][1]["title"] == "2023年部门支出总体情况表"
    assert said["tables_missing"] == [2, 7]


def test_a_table_beside_the_form_is_read_as_it_is_printed(tmp_path):
    said = report(tmp_path, twin().add(226, "2023年政府采购预算情况表", "项目\t金额", "货物\t1.00"))

    assert said["tables_found"][-1] == {
        "number": None,
        "kind": "procurement",
        "understood": True,
        "title": "2023年政府采购预算情况表",
        "place": "line 227",
        "rows": 1,
    }
    assert said["amounts_read"] == report(tmp_path, twin())["amounts_read"] + 1
    assert said["not_understood"] == []


def test_a_table_of_no_kind_is_listed_without_number_and_kind(tmp_path):
    said = report(tmp_path, twin().add(226, "2023年食堂食材情况表", "食材\t斤数", "大米\t1.00"))

    assert said["tables_found"][-1]["title"] == "2023年食堂食材情况表"
    assert (said["tables_found"][-1]["number"], said["tables_found"][-1]["kind"]) == (None, None)
    assert said["tables_found"][-1]["understood"] is False
    assert [one["text"] for one in said["not_understood"]] == ["2023年食堂食材情况表"]


def test_totals_are_in_yuan_as_decimal_texts(tmp_path):
    assert report(tmp_path, twin())["totals"] == {"revenue": "28521100.00", "expenditure": "28521100.00"}


def test_it_counts_amounts_and_facts(tmp_path):
    said = report(tmp_path, twin())

    assert (said["amounts_printed"], said["amounts_read"], said["amounts_not_understood"]) == (299, 299, 0)
    assert said["facts"] == FACTS


@pytest.mark.parametrize(
    ("content", "printed", "not_understood"),
    [
        pytest.param(twin().replace(216, "208\t01\t01", "\t\t"), 299, 3, id="a row that nothing names"),
        pytest.param(twin().add(226, *printed_table("table-02.txt")[1:]), 327, 0, id="one table more"),
    ],
)
def test_what_is_printed_is_read_or_not_understood(tmp_path, content, printed, not_understood):
    said = report(tmp_path, content)

    assert (said["amounts_printed"], said["amounts_not_understood"]) == (printed, not_understood)
    assert said["amounts_read"] == printed - not_understood


def test_findings_name_rule_place_and_both_amounts(tmp_path):
    said = report(tmp_path, twin().replace(205 + 8, "627.30", "637.30"))
    (finding,) = [one for one in said["findings"] if (one["rule"], one["table"]) == ("R03", 3)]

    assert {"rule", "severity", "table", "place", "expected", "found", "message"} <= set(finding)
    assert (finding["severity"], finding["found"], finding["expected"]) == ("error", "6373000.00", "6273000.00")


def test_the_sample_has_no_error_among_its_findings(tmp_path):
    assert [one for one in report(tmp_path, twin())["findings"] if one["severity"] == "error"] == []


def test_a_dry_run_reports_the_same(tmp_path):
    dry = report(tmp_path, twin(), "--dry-run")

    assert dry == report(tmp_path, twin())


def test_a_workbook_is_in_yuan(tmp_path):
    said = report(tmp_path, SAMPLE.read_bytes())

    assert (said["unit"], said["facts"]["indicators"], said["tables_missing"]) == ("元", 126, [2, 7])
    assert said["totals"] == {"revenue": "28521100.00", "expenditure": "28521100.00"}


def test_a_document_that_cannot_be_read_has_a_report_of_the_same_keys(tmp_path):
    option, path = report_of(tmp_path)
    said = refusal(write(tmp_path, b"\x00"), option)

    assert set(load_report(path)) == KEYS
    assert load_report(path)["error"] == said


def test_a_document_that_is_refused_is_reported_as_far_as_it_was_read(tmp_path):
    option, path = report_of(tmp_path)
    said = refusal(write(tmp_path, twin().replace(172, "2,852.11", "1,2x")), option)
    written = load_report(path)

    assert (set(written), written["error"]) == (KEYS, said)
    assert (written["amounts_printed"], written["amounts_not_understood"]) == (299, 1)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(range(1, 167), id="no text"),
        pytest.param(range(167, 475), id="no tables"),
        pytest.param(range(167, 206), id="no revenue"),
        pytest.param(range(206, 293), id="no spending by subject"),
        pytest.param(range(333, 354), id="no projects"),
        pytest.param(range(354, 475), id="no performance"),
        pytest.param((*SUBJECT_HEADS, 316, 317, 336, 337), id="no heads"),
        pytest.param(range(171, 475, 2), id="every second line"),
        pytest.param(range(172, 475, 3), id="every third line"),
    ],
)
def test_whatever_is_missing_the_report_is_written(tmp_path, lines):
    option, path = report_of(tmp_path)
    with suppress(CommandError):
        import_text(tmp_path, twin().drop(lines), option)

    assert set(load_report(path)) == KEYS
