"""R15: codes exist under the names printed, economic codes go together, and one unit is one kind of body."""

from decimal import Decimal

import pytest

from budgets.checks.names import names_agree
from budgets.models import Department, EconomicExpenditure, FunctionExpenditure, RevenueLine
from budgets.vocabulary import Fund, Nature, Outcome, Severity
from tests.published import facts_of, find, result_of, twin_facts

ONE, TWO = (Department(code=f"10400{number}", name=f"第{number}单位") for number in (1, 2))


def spending(code, name):
    return FunctionExpenditure(
        code=code, name=name, fund=Fund.ALL_FUNDS, nature=Nature.WAGES, amount=Decimal("1.00"), source_place="page 9"
    )


def economic(department, government="", name="", government_name="", unit=None):
    return EconomicExpenditure(
        department_code=department,
        department_name=name,
        government_code=government,
        government_name=government_name,
        nature=Nature.PERSONNEL,
        amount=Decimal("1.00"),
        unit=unit,
        source_place="page 12",
    )


def check(*facts):
    return result_of(facts_of(*facts), "R15")


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("行政运行", "行政运行"),
        ("一般公共服务", "一般公共服务支出"),
        ("城乡社区事务", "城乡社区支出"),
        ("因公出国(境)费用", "因公出国（境）费用"),
        ("机关事业单位\n基本养老保险缴费支出", "机关事业单位基本养老保险缴费支出"),
        ("其他对个人和家庭补助", "其他对个人和家庭的补助"),
        ("机关事业单位基本养老", "机关事业单位基本养老保险缴费支出"),
        ("公务接待", "公务接待费"),
    ],
)
def test_a_name_may_be_written_otherwise_or_cut_short(printed, official):
    assert names_agree(printed, official)


@pytest.mark.parametrize(
    ("printed", "official"),
    [
        ("行政事业单位离退休", "行政事业单位养老支出"),
        ("医疗卫生与计划生育支出", "卫生健康支出"),
        ("物业管理费", "取暖费"),
        ("维护（护）费", "维修（护）费"),
        ("行", "行政运行"),
        ("", "行政运行"),
    ],
)
def test_another_name_is_another_name(printed, official):
    assert not names_agree(printed, official)


def test_codes_with_their_names_hold():
    result = check(
        spending("2013201", "行政运行"),
        spending("210", "卫生健康支出"),
        RevenueLine(function_code="2210201", function_name="住房公积金", fund=Fund.OTHER, amount=Decimal("1.00")),
        economic("30101", "50101", "基本工资", "工资奖金津补贴"),
    )
    assert (result.outcome, result.compared) == (Outcome.HOLDS, 7)


def test_a_name_of_another_year_is_named_with_the_official_one():
    (finding,) = check(spending("210", "医疗卫生与计划生育支出")).findings
    assert (finding.severity, finding.table, finding.row, finding.place) == (Severity.WARNING, 3, "210", "page 9")
    assert finding.message == (
        "科目编码 210 印作“医疗卫生与计划生育支出”，系统收录的名称是“卫生健康支出”，请核对，或确认它是其他年度的名称。"
    )


def test_a_code_that_is_not_known_is_a_warning():
    (finding,) = check(spending("2019901", "没有的科目")).findings
    assert finding.severity == Severity.WARNING
    assert finding.message == (
        "科目编码 2019901“没有的科目”不在系统收录的支出功能分类中，请核对编码，或确认它是其他年度的科目。"
    )


def test_a_misprint_is_said_once_however_often_it_is_printed():
    assert len(check(*(spending("210", "医疗卫生") for _line in range(3))).findings) == 1


def test_a_pair_that_few_documents_print_is_a_warning():
    (finding,) = check(economic("30101", "50905", "基本工资", "离退休费")).findings
    assert (finding.table, finding.row) == (6, "30101-50905")
    assert finding.message == "部门经济科目 30101 对应政府经济科目 50905，这种对应在已公开的预算中少见，请核对。"


WAGES = {"department": "30101", "name": "基本工资"}
OFFICE = {"department": "30201", "name": "办公费"}


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ([economic(**WAGES, government="50501"), economic(**OFFICE, government="50502")], 0),
        ([economic(**WAGES, government="50501"), economic(**OFFICE, government="50201")], 1),
        # A unit of each kind: each is consistent by itself.
        ([economic(**WAGES, government="50501", unit=ONE), economic(**OFFICE, government="50201", unit=TWO)], 0),
        ([economic(**WAGES, government="50501", unit=ONE), economic(**OFFICE, government="50201", unit=ONE)], 1),
        # A department whose units are of both kinds shows it: one code stands with classes of both.
        ([economic(**WAGES, government=code) for code in ("50501", "50101")], 0),
        # 509 serves both kinds.
        (
            [
                economic(**WAGES, government="50101"),
                economic("30302", "50905", "退休费", "离退休费"),
            ],
            0,
        ),
    ],
)
def test_one_unit_is_one_kind_of_body(facts, count):
    assert len(check(*facts).findings) == count


def test_a_misprinted_code_of_the_document_is_found_at_its_place():
    facts = twin_facts()
    line = find(facts, EconomicExpenditure, department_code="30113")
    line.department_name = "基本工资"
    finding = next(one for one in result_of(facts, "R15").findings if one.row == "30113")
    assert (finding.table, finding.place) == (6, line.source_place)
    assert "30113 印作“基本工资”，系统收录的名称是“住房公积金”" in finding.message


def test_without_codes_there_is_nothing_to_look_up():
    result = check(RevenueLine(fund=Fund.OTHER, amount=Decimal("1.00")))
    assert (result.outcome, list(result.reasons)) == (Outcome.UNKNOWN, ["没有科目编码。"])
