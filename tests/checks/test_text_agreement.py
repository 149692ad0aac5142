"""R13 and R20: the text against the tables and against itself."""

from decimal import Decimal

import pytest

from budgets.checks.finding import Comparison, Fault, Unchecked
from budgets.models import (
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    Narrative,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.vocabulary import Fund, NarrativeKind, Nature, Outcome, Phase, Severity, ThreePublicItem
from tests.checks.texts import evidence, facts_with, faults, section
from tests.published import result_of, twin_facts

GENERAL = Fund.GENERAL_PUBLIC_BUDGET
BUDGET = NarrativeKind.GENERAL_PUBLIC_BUDGET
# 100.00 万元 of one fund on two items: 2040601 and 2210201.
LINES = (
    RevenueLine(fund=GENERAL, amount=Decimal("1000000.00")),
    FunctionExpenditure(
        code="2040601", name="行政运行", fund=GENERAL, nature=Nature.WAGES, amount=Decimal("600049.00")
    ),
    FunctionExpenditure(
        code="2040601", name="行政运行", fund=GENERAL, nature=Nature.GOODS_SERVICES, amount=Decimal("99951.00")
    ),
    FunctionExpenditure(
        code="2210201", name="住房公积金", fund=GENERAL, nature=Nature.WAGES, amount=Decimal("300000.00")
    ),
    ThreePublicExpense(item=ThreePublicItem.HOSPITALITY, amount=Decimal("8300.00")),
    ThreePublicExpense(item=ThreePublicItem.VEHICLE_OPERATION, amount=Decimal("99800.00")),
)


def compared(text, kind=BUDGET, heading="三、说明", **options):
    """Return what the text is compared with, as pairs of found and expected in 万元."""
    found = evidence("R13", facts_with(*LINES, *section(text, kind, heading), **options))
    return [
        (f"{piece.found / 10000:.2f}", f"{piece.expected / 10000:.2f}")
        for piece in found
        if isinstance(piece, Comparison)
    ]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("测试局2026年收入预算110.00万元。", ("110.00", "100.00")),
        ("本年支出合计90万元。", ("90.00", "100.00")),
        ("2026年一般公共预算支出100.00万元。", ("100.00", "100.00")),
        ("政府性基金支出预算0万元。", ("0.00", "0.00")),
        ("公共安全支出（204类）司法（06款）行政运行（01项）71.00万元。", ("71.00", "70.00")),
        ("（一）2210201-住房公积金31.00万元。", ("31.00", "30.00")),
        ("10.住房公积金（2210201）30.00万元。", ("30.00", "30.00")),
        ("1.“住房保障支出（类）住房改革支出（款）住房公积金（项）”31万元。", ("31.00", "30.00")),
        ("公共安全（类）支出70.01万元。", ("70.01", "70.00")),
        ("住房保障支出32.00万元。", ("32.00", "30.00")),
    ],
)
def test_a_figure_is_set_beside_the_cell_that_its_subject_names(text, pair):
    assert compared(text) == [pair]


def test_a_printed_figure_is_exact_to_its_last_place():
    """60.0049 万元 in the table is 60.00 in a text of two places."""
    assert compared("人员经费90.00万元，公用经费10.00万元。", NarrativeKind.BASIC_EXPENDITURE) == [
        ("90.00", "90.00"),
        ("10.00", "10.00"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2025年当年预算执行数为118.46万元。",
        "2025年收入预算80万元。",
        "其他收入5万元。",
        "涉及项目支出30万元。",
        "上年结转收入3万元。",
        "购置办公设备支出12.1万元。",
        "中央一般公共预算支出50万元。",
    ],
)
def test_what_is_not_certain_is_left_unchecked(text):
    assert compared(text) == []


def test_a_heading_names_the_class_of_the_items_below_it():
    text = "1.住房改革支出（款）住房公积金（项）支出31万元，与上年一致。"
    assert compared(text, heading="（三）住房保障支出（类）") == [("31.00", "30.00")]
    assert compared(text, heading="（三）公共安全支出（类）") == []


def test_three_public_items_are_compared_in_their_section_only():
    text = "2026年“三公”经费预算数为10.81万元。（一）公务接待费0.93万元。"
    assert compared(text, NarrativeKind.THREE_PUBLIC) == [("10.81", "10.81"), ("0.93", "0.83")]
    assert compared(text, NarrativeKind.AGENCY_RUNNING_COSTS) == []


def test_a_code_that_no_table_has_is_found():
    found = evidence("R13", facts_with(*LINES, *section("①行政运行（2013201）70.00万元。", BUDGET)))
    assert [piece for piece in found if isinstance(piece, Comparison)] == []
    assert [piece.message for piece in found if isinstance(piece, Fault)] == [
        "“①行政运行（2013201）70.00万元。”中的科目 2013201 在表中没有。"
    ]


def test_tables_that_were_not_read_whole_prove_nothing():
    lines = [line for line in LINES if line is not LINES[1]]
    found = evidence("R13", facts_with(*lines, *section("收入预算110.00万元。", BUDGET)))
    assert not [piece for piece in found if isinstance(piece, Comparison)]
    found = evidence("R13", facts_with(*section("收入预算110.00万元。", BUDGET)))
    assert [piece.reason for piece in found if isinstance(piece, Unchecked)][0].startswith("没有完整的收入和支出数据")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("固定资产总量为4295.98万元，设备335.24万元，占固定资产总额的7.90%。", "应为 7.80%，文字写作 7.90%"),
        ("支出合计100万元，其中：基本支出60万元，占61%；项目支出40万元，占40%。", "应为 60.00%"),
    ],
)
def test_a_share_that_no_whole_explains_is_found(text, said):
    messages = faults("R13", text)
    assert said in messages[0]


def test_shares_of_one_whole_that_do_not_make_100_are_found():
    # Each may be a share cut off or rounded up; together they are not.
    text = "支出合计300万元，其中：甲支出100万元，占32%；乙支出100万元，占32%；丙支出100万元，占32%。"
    assert any("所列各部分占比之和为 96%，应为 100%" in message for message in faults("R13", text))


@pytest.mark.parametrize(
    "text",
    [
        "支出合计2852.11万元，其中：基本支出722.64万元，占25.34%；项目支出2129.47万元，占74.66%。",
        "支出合计2852.11万元，其中：\n基本支出722.64万元，占25.34%；\n项目支出2129.47万元，占74.66%。",
        "“三公”经费0万元，其中：出国费0万元，占0%；接待费0万元，占0%。",
        "合同金额1820.69万元，占政府采购支出总额的92.54%，政府采购支出总额1967.42万元。",
        "收入17466.65万元，占100%；其他收入0万元，占0%。",
        "货物采购授予中小企业合同金额占货物支出金额的9.16%。",
    ],
)
def test_sound_shares_are_not_reported(text):
    assert faults("R13", text) == []


def test_an_item_with_two_figures_is_found():
    text = (
        "12、住房保障支出（221类）住房改革支出（02款）住房公积金（01项）208.8万元。主要用于：缴纳住房公积金。"
        "2025年当年预算执行数为198.34万元，2026年预算安排201.50万元。"
    )
    (message,) = faults("R13", text)
    assert "为 208.8 万元" in message
    assert "又为 201.50 万元" in message
    assert faults("R13", text.replace("201.50", "208.80")) == []


def test_a_figure_in_yuan_that_is_one_in_ten_thousand_yuan_elsewhere_is_found():
    text = "2026年预算收入1682.76万元。2026年预算支出1682.76元。"
    (message,) = faults("R13", text)
    assert "1682.76 元" in message
    assert faults("R13", "2026年预算收入1682.76万元。人均支出5000.00元。") == []


def test_procurement_is_the_sum_of_its_three_kinds():
    text = "政府采购预算1486.42万元，其中：货物预算3.66万元、工程预算36.44万元、服务预算{}万元。"
    assert faults("R13", text.format("1446.32")) == []
    (message,) = faults("R13", text.format("1464.32"))
    assert "与总额 1486.42 万元 不符" in message


def running(amount, government_code="50201"):
    """Return basic spending on goods and services, and the sentence on running costs."""
    line = EconomicExpenditure(
        department_code="30201",
        department_name="办公费",
        government_code=government_code,
        fund=GENERAL,
        nature=Nature.OPERATING,
        amount=Decimal("384400.00"),
    )
    text = f"测试局2026年机关运行经费支出预算{amount}万元，用来维持日常运转。"
    return facts_with(line, *section(text, NarrativeKind.AGENCY_RUNNING_COSTS))


def test_running_costs_are_the_operating_costs():
    (compared,) = [piece for piece in evidence("R20", running("48.44")) if isinstance(piece, Comparison)]
    assert (compared.expected, compared.found) == (Decimal("384400.00"), Decimal("484400.00"))
    (compared,) = [piece for piece in evidence("R20", running("38.44")) if isinstance(piece, Comparison)]
    assert compared.expected == compared.found


def test_running_costs_of_an_institution_are_not_compared():
    found = evidence("R20", running("48.44", government_code="50502"))
    assert [type(piece) for piece in found] == [Unchecked]


@pytest.mark.parametrize(
    ("bodies", "kind"),
    [
        ("行政单位1家，参公单位1家，", Comparison),
        ("行政单位1家，事业单位0家", Comparison),
        ("行政单位1家，事业单位4家", Unchecked),
    ],
)
def test_the_text_itself_may_count_the_bodies(bodies, kind):
    facts = running("48.44", government_code="")
    facts.of(Narrative).insert(0, section(f"本部门中，{bodies}", NarrativeKind.OFFICES)[0])
    assert [type(piece) for piece in evidence("R20", facts)] == [kind]


def test_a_total_that_the_table_prints_is_no_fault_of_the_text():
    """The lines of a table that lost a row add up to less than the total that it prints."""
    text = section("收入预算110.00万元。", BUDGET)
    printed = DeclaredAmount(table_number=1, row="total", column="total", amount=Decimal("1100000.00"))
    assert not [piece for piece in evidence("R13", facts_with(*LINES, *text, printed)) if isinstance(piece, Comparison)]


def test_words_for_a_total_mean_the_item_that_a_paragraph_is_about():
    text = "1.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为32万元，支出决算为31万元。"
    assert compared(text, phase=Phase.FINAL) == [("31.00", "30.00")]


@pytest.mark.parametrize(("code", "compared"), [("R13", 31), ("R14", 3), ("R20", 1), ("R21", 8)])
def test_the_text_of_the_published_document_agrees(code, compared):
    result = result_of(twin_facts(), code)
    assert (result.outcome, result.compared, list(result.findings)) == (Outcome.HOLDS, compared, [])


def test_a_table_changed_after_the_text_is_found_with_table_and_line():
    facts = twin_facts()
    expense = next(one for one in facts.three_public_expenses if one.item == ThreePublicItem.HOSPITALITY)
    expense.amount += 10000
    findings = result_of(facts, "R13").findings
    assert {(one.place, one.table, one.severity) for one in findings} == {
        ("line 101", 8, Severity.ERROR),
        ("line 107", 8, Severity.ERROR),
    }
    assert "公务接待费为 0.20 万元，按分项应为 1.20 万元，相差 1.00 万元。" in findings[1].message


def test_faults_of_the_text_are_errors_with_their_page():
    found = evidence("R13", facts_with(*section("2026年预算收入1682.76万元。2026年预算支出1682.76元。")))
    assert [piece.place for piece in found if isinstance(piece, Fault)] == ["page 9"]
