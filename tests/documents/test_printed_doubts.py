"""What a form that nobody declared prints wrongly, leaves out or says unclearly, and whose year it is of."""

import pytest

from budgets.documents.grids import DocumentError
from budgets.models import SourceTable, TableNote
from budgets.vocabulary import Phase
from tests.documents.forms import amounts_kept, declared, functions, read_form, sums, table_of, troubles

GENERAL, BASIC, PROJECT = "general_public_budget", "basic_expenditure", "project_expenditure"
SPENDING = """
2025年一般公共预算支出表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
|合计|112|60|52
201|一般公共服务支出|100|60|40
20132|组织事务|100|60|40
2013201|行政运行|60|60|
2013202|一般行政管理事务|30||30
2013299|其他组织事务支出|10||10
208|社会保障和就业支出|12||12
20805|行政事业单位养老支出|12||12
2080501|行政单位离退休|12||12
"""


def test_a_document_without_errors_has_no_failing_sum():
    assert sums(read_form(SPENDING), 5) == (22, [])


def test_a_missing_row_is_found_by_the_sum_above_it():
    found = read_form(SPENDING.replace("2013202|一般行政管理事务|30||30\n", ""))

    assert sums(found, 5)[1] == [("20132", "total", "100", "70"), ("20132", PROJECT, "40", "10")]
    assert declared(found, 5)["20132", "total"] == "100"


def test_a_total_that_differs_is_kept_and_found():
    found = read_form(SPENDING.replace("|合计|112|60|52", "|合计|120|60|52"))

    assert sums(found, 5)[1] == [("total", "total", "120", "112"), ("total", "total", "120", "112")]
    assert declared(found, 5)["total", "total"] == "120"


def test_a_row_that_does_not_add_up_is_found():
    found = read_form(SPENDING.replace("行政运行|60|60|", "行政运行|60|50|"))
    failed = sums(found, 5)[1]

    assert ("2013201", "total", "60", "50") in failed
    assert ("20132", BASIC, "60", "50") in failed
    assert functions(found)[0] == ("2013201", GENERAL, BASIC, "50")


def test_what_is_no_amount_is_named_and_the_rest_is_read():
    found = read_form(SPENDING.replace("行政运行|60|60|", "行政运行|1,2x|60|"))

    assert troubles(found) == [("line 7, table 5, column 3", "1,2x")]
    assert found.amounts_printed == found.amounts_read + 1 == 21
    assert functions(found)[0] == ("2013201", GENERAL, BASIC, "60")
    assert not table_of(found, 5).is_understood


def test_a_sum_over_an_amount_that_nobody_could_read_is_left_open():
    assert sums(read_form(SPENDING.replace("行政运行|60|60|", "行政运行|1,2x|60|")), 5)[1] == []


def test_a_table_of_no_known_kind_is_kept_whole():
    found = read_form(
        SPENDING
        + """
        2025年政府债务余额情况表
        单位：万元
        债务名称|年初余额|本年举借|余额
        专项债|100.00|20.00|120.00
        """
    )
    table = table_of(found, 21)

    assert (table.title, table.kind, table.is_understood) == ("2025年政府债务余额情况表", "", False)
    assert sorted(declared(found, 21).values()) == ["1000000", "1200000", "200000"]
    assert amounts_kept(found) == found.amounts_read == found.amounts_printed
    assert [text for _place, text in troubles(found)] == ["2025年政府债务余额情况表"]


def test_quantities_and_prices_of_procurement_are_no_totals():
    found = read_form(
        SPENDING
        + """
        2025年政府采购预算表
        单位：元
        采购项目名称|采购品目|采购数量|单价|合计|一般公共预算|政府性基金预算
        合计||||300|200|100
        电脑|A02010104|20|5|100|100|
        装修|B07|1|200|200|100|100
        """
    )

    assert declared(found, 21)["total", "total"] == "300"
    assert sums(found, 21) == (6, [])
    assert functions(found) == functions(read_form(SPENDING))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("|合计|||", id="a total without amounts"),
        pytest.param("||||", id="a blank row"),
        pytest.param("本部门2025年没有使用政府性基金预算拨款安排的支出||||", id="a sentence"),
    ],
)
def test_an_empty_table_is_a_table_without_amounts(rows):
    empty = f"2025年政府性基金预算支出表\n单位：元\n科目编码|科目名称|合计|基本支出|项目支出\n{rows}\n"
    found = read_form(SPENDING + empty + "注：本部门没有政府性基金预算支出。")
    table = table_of(found, 9)

    assert (table.kind, table.is_understood) == ("government_managed_funds_expenditure", True)
    assert declared(found, 9) == {}
    assert [column[0] for column in table.form["columns"] if column[2]] == ["total", BASIC, PROJECT]
    assert [note.text for note in found.rows[TableNote]] == ["注：本部门没有政府性基金预算支出。"]
    assert troubles(found) == []


def test_a_head_that_goes_on_over_a_page_is_printed_once():
    lines = SPENDING.strip().split("\n")
    found = read_form("\n".join([*lines[:6], *lines[2:3], *lines[6:]]))

    assert functions(found) == functions(read_form(SPENDING))
    assert found.amounts_printed == 21


UNDATED = SPENDING.replace("2025年", "")


@pytest.mark.parametrize(
    ("text", "name", "year"),
    [
        pytest.param(SPENDING, "form.txt", 2025, id="titles of tables"),
        pytest.param("某局2024年部门预算\n" + UNDATED, "form.txt", 2024, id="title page"),
        pytest.param(UNDATED, "某局2023年度预算公开.txt", 2023, id="name of the file"),
        pytest.param("某局2024年部门预算\n" + SPENDING, "2023.txt", 2025, id="titles before all others"),
    ],
)
def test_the_year_is_what_the_document_prints(text, name, year):
    assert read_form(text, name).edition.budget.year == year


def test_a_document_without_any_year_is_refused():
    with pytest.raises(DocumentError, match="没有印出年度"):
        read_form(UNDATED)


def test_final_accounts_and_budgets_have_their_own_form_sets():
    final = read_form("2025年度部门决算\n" + SPENDING.replace("预算支出表", "预算财政拨款支出决算表"))

    assert (final.edition.budget.phase, final.edition.form_set) == (Phase.FINAL, "final-2024")
    assert (read_form(SPENDING).edition.budget.phase, read_form(SPENDING).edition.form_set) == (Phase.BUDGET, "printed")


def test_the_department_is_whom_most_captions_name():
    found = read_form(SPENDING.replace("单位：元", "部门：某市信访局\n单位：元"))

    assert found.edition.department_name == "某市信访局"
    assert [table.title for table in found.rows[SourceTable]] == ["2025年一般公共预算支出表"]
