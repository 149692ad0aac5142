"""The nine tables of final accounts, filled with the facts of a published document, print what it prints."""

from decimal import Decimal

import pytest

from budgets.checks import check
from budgets.models import DeclaredAmount, EconomicExpenditure, FunctionExpenditure, RevenueLine
from budgets.pages.table import FILES, write_file
from budgets.publishing import publish
from budgets.tables import printed
from budgets.vocabulary import EditionOrigin, Fund, MoneyOrigin, Nature, Outcome, Phase, TableState
from tests.exporters.test_every_form import READERS
from tests.final_accounts import GENERAL, TABLES, filled, final_facts, golden, save, yuan
from tests.make import make_budget, make_department
from tests.published import facts_of, find, lay_out

TITLES = {
    1: "收入支出决算总表",
    2: "收入决算表",
    3: "支出决算表",
    4: "财政拨款收入支出决算总表",
    5: "一般公共预算财政拨款支出决算表",
    6: "一般公共预算财政拨款基本支出决算表",
    7: "政府性基金预算财政拨款收入支出决算表",
    8: "国有资本经营预算财政拨款支出决算表",
    9: "一般公共预算财政拨款“三公”经费支出决算表",
}
VEHICLES = [f"公务用车购置及运行维护费/{label}" for label in ("小计", "公务用车购置费", "公务用车运行维护费")]
SIX = ["合计", "因公出国（境）费", *VEHICLES, "公务接待费"]
HEADS = {
    1: "收入/项目 收入/行次 收入/金额 支出/项目 支出/行次 支出/金额",
    2: (
        "项目/科目代码 项目/科目名称 本年收入合计 财政拨款收入 上级补助收入 事业收入 经营收入 附属单位上缴收入 其他收入"
    ),
    3: "项目/科目代码 项目/科目名称 本年支出合计 基本支出 项目支出 上缴上级支出 经营支出 对附属单位补助支出",
    4: (
        "收入/项目 收入/行次 收入/金额 支出/项目 支出/行次 支出/合计 支出/一般公共预算财政拨款 "
        "支出/政府性基金预算财政拨款 支出/国有资本经营预算财政拨款"
    ),
    5: "项目/科目代码 项目/科目名称 本年支出/小计 本年支出/基本支出 本年支出/项目支出",
    6: (
        "人员经费/科目代码 人员经费/科目名称 人员经费/决算数 公用经费/科目代码 公用经费/科目名称 公用经费/决算数 "
        "公用经费/科目代码 公用经费/科目名称 公用经费/决算数"
    ),
    7: (
        "项目/功能分类科目编码 项目/科目名称 年初结转和结余 本年收入 本年支出/小计 本年支出/基本支出 "
        "本年支出/项目支出 年末结转和结余"
    ),
    8: "项目/功能分类科目编码 项目/科目名称 本年支出/合计 本年支出/基本支出 本年支出/项目支出",
    9: " ".join(f"{side}/{label}" for side in ("预算数", "决算数") for label in SIX),
}
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.label)
every_form = pytest.mark.parametrize("form", FILES)


def prepared(*facts):
    """Return facts as those of final accounts made here."""
    found = facts_of(*facts)
    found.edition.form_set = "final-2024"
    return found


def cells(shown):
    """Return the cells of a filled table as printed."""
    return [[printed(cell, shown.table) for cell in row.cells] for row in shown.sections[0].rows]


@every_table
def test_the_table_prints_what_the_document_prints(table):
    shown = filled(final_facts(), table.number)
    columns, rows = golden(table.number)
    assert [leaf.key for leaf in shown.sections[0].section.leaves] == columns
    assert cells(shown) == rows


@every_table
def test_the_form_is_declared_as_printed(table):
    section = table.sections[0]
    assert (table.label, table.title) == (f"公开0{table.number}表", TITLES[table.number])
    assert ["/".join(section.paths[leaf.key]) for leaf in section.leaves] == HEADS[table.number].split()
    grid = lay_out([[(cell, cell.rowspan, cell.colspan) for cell in row] for row in section.header])
    assert [cell.column.key for cell in grid[-1]] == [leaf.key for leaf in section.leaves]
    keys = [leaf.key for leaf in section.leaves]
    assert len(set(keys)) == len(keys)


def test_kinds_are_unique():
    assert len({table.kind for table in TABLES}) == len(TABLES) == 9


@every_table
def test_no_two_amounts_have_one_address(table):
    shown = filled(final_facts(), table.number)
    amounts = [(cell.row, cell.column.key) for cell in shown.cells if cell.row and cell.column.is_amount]
    assert len(set(amounts)) == len(amounts)


def test_what_the_sample_has_no_money_for_is_empty():
    states = {table.number: filled(final_facts(), table.number).state for table in TABLES}
    assert {number for number, state in states.items() if state == TableState.EMPTY} == {7, 8}
    assert {filled(prepared(), table.number).state for table in TABLES} == {TableState.EMPTY}


@every_form
@every_table
def test_the_file_reads_back_to_the_cells_as_printed(table, form):
    shown = filled(final_facts(), table.number)
    assert READERS[form](shown, write_file(shown, form).content)[0] == cells(shown) == golden(table.number)[1]


def test_the_rules_hold_within_the_rounding_of_the_document():
    results = {result.rule.code: result for result in check(final_facts())}
    outcomes = {code: result.outcome for code, result in results.items()}
    assert {code: outcomes[code] for code in ("R01", "R02", "R05", "R06", "R08", "R10", "R12", "R15")} == {
        "R01": Outcome.HOLDS,
        "R02": Outcome.UNKNOWN,
        "R05": Outcome.ROUNDING,
        "R06": Outcome.HOLDS,
        "R08": Outcome.UNKNOWN,
        "R10": Outcome.UNKNOWN,
        "R12": Outcome.UNKNOWN,
        "R15": Outcome.HOLDS,
    }
    assert {outcomes[code] for code in ("R04", "R07", "R09")} == {Outcome.ROUNDING}
    assert list(results["R08"].reasons) == ["公布的文件没有印出支出经济分类汇总表。"]


def test_a_breach_names_the_table_by_its_own_label():
    facts = final_facts()
    find(facts, DeclaredAmount, table_number=3, row="201", column="basic_expenditure").amount += yuan("10.00")
    result = next(one for one in check(facts) if one.rule.code == "R04")
    (finding,) = result.findings
    assert (finding.table, finding.row, finding.column) == (3, "201", "basic_expenditure")
    assert finding.message == (
        "公开03表“一般公共服务支出”行“基本支出”为 7,376.16 万元，按分项应为 7,366.17 万元，相差 9.99 万元。"
    )


def test_a_part_of_three_public_is_found_in_its_own_column():
    facts = final_facts()
    find(facts, EconomicExpenditure, department_code="30217").amount = yuan("1.90")
    finding = next(one for one in check(facts) if one.rule.code == "R09").findings[-1]
    assert (finding.table, finding.row, finding.column) == (6, "30217", "goods_amount")
    assert finding.message == (
        "公开06表 30217（对公开09表公务接待费）为 1.90 万元，不应超过 0.90 万元，超出 1.00 万元。"
    )


def test_balances_used_and_allotted_are_shown_and_add_to_the_grand_total():
    lines = [
        RevenueLine(fund=Fund.OPERATIONAL, amount=Decimal("100.00")),
        FunctionExpenditure(
            code="2050803", name="培训支出", fund=GENERAL, nature=Nature.BASIC_EXPENDITURE, amount=Decimal("90.00")
        ),
        DeclaredAmount(table_number=1, row="non_fiscal_balance_used", column="revenue_amount", amount=Decimal("30.00")),
        DeclaredAmount(
            table_number=1, row="balance_distribution", column="expenditure_amount", amount=Decimal("40.00")
        ),
    ]
    table = filled(prepared(*lines), 1).by_address
    assert table["non_fiscal_balance_used", "revenue_amount"].amount == Decimal("30.00")
    assert table["grand_total", "revenue_amount"].computed == Decimal("130.00")
    assert table["grand_total", "expenditure_amount"].computed == Decimal("130.00")
    first = next(one for one in check(prepared(*lines)) if one.rule.code == "R01")
    assert (first.outcome, list(first.reasons)) == (
        Outcome.UNKNOWN,
        ["公开01表印出了没有明细的结转或结余，收入和支出的明细不能直接相比。"],
    )


def test_what_only_the_document_gives_is_no_breach():
    given = DeclaredAmount(table_number=9, row="total", column="budget_total", amount=Decimal("100.00"))
    result = next(one for one in check(prepared(given)) if one.rule.code == "R09")
    assert (result.outcome, list(result.findings)) == (Outcome.UNKNOWN, [])


def test_a_fund_that_is_only_carried_over_has_its_row():
    given = DeclaredAmount(table_number=7, row="2120801", column="brought_forward", amount=Decimal("50000.00"))
    spent = FunctionExpenditure(
        code="2296003",
        name="用于体育事业的彩票公益金支出",
        fund=Fund.GOVERNMENT_MANAGED_FUNDS,
        nature=Nature.PROJECT_EXPENDITURE,
        amount=Decimal("20000.00"),
    )
    rows = cells(filled(prepared(given, spent), 7))
    assert [row[0] for row in rows] == ["合计", "212", "21208", "2120801", "229", "22960", "2296003"]
    assert rows[3] == ["2120801", "征地和拆迁补偿支出", "5.00", None, None, None, None, None]
    assert rows[6][4:7] == ["2.00", None, "2.00"]


def test_a_class_that_the_form_does_not_print_is_not_lost():
    lines = [
        EconomicExpenditure(
            department_code=code,
            department_name=name,
            fund=GENERAL,
            nature=Nature.BASIC_EXPENDITURE,
            amount=Decimal("10000.00"),
        )
        for code, name in (("30104", "其他社会保障缴费"), ("30908", "物资储备"))
    ]
    table = filled(prepared(*lines), 6)
    at = table.by_address
    assert at["30104", "personnel_amount"].amount == at["personnel", "personnel_amount"].amount == Decimal("10000.00")
    assert at["30908", "rest_amount"].amount == at["operating", "rest_amount"].amount == Decimal("10000.00")


def test_money_brought_forward_is_no_revenue_of_this_year():
    line = RevenueLine(fund=GENERAL, origin=MoneyOrigin.BROUGHT_FORWARD, amount=Decimal("10000.00"))
    assert cells(filled(prepared(line), 2))[0][2:] == [None] * 7
    assert filled(prepared(line), 1).by_address["brought_forward", "revenue_amount"].amount == Decimal("10000.00")


@pytest.fixture
def public(db, client):
    """The address of the final accounts, published."""
    department = make_department("292", name="国家信访局", short_name="")
    budget = make_budget(department, 2024, Phase.FINAL)
    publish(edition=save(final_facts(), budget), by="测试")
    return "/410796/292/2024/final/"


@pytest.mark.parametrize("page", ["", "checks/", "report/", "budget.xlsx", *(f"tables/{n}/" for n in TITLES)])
def test_the_pages_stand_under_their_phase(page, public, client):
    assert client.get(f"{public}{page}").status_code == 200


def test_a_page_says_which_form_it_is(public, client):
    text = client.get(f"{public}tables/3/").content.decode()
    assert "公开03表" in text
    assert "支出决算表" in text
    assert "14,572.53" in text


def test_prepared_accounts_compute_what_the_document_rounds():
    facts = final_facts(EditionOrigin.PREPARED)
    assert filled(facts, 3).by_address["20140", "basic_expenditure"].amount == yuan("7366.17")
