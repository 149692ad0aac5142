"""Whatever a grid holds: no amount of it is lost, none is made up, and each is found again at its cell."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from budgets.documents.interpret.printed.amounts import unit_behind, without_mark
from budgets.models import SourceTable
from budgets.money import MoneyUnit, parse_amount
from tests.documents.forms import amounts_kept, read_form

# A table beyond doubt, so that the document is one of a budget whatever comes below it.
KNOWN = """
2025年部门收支总表
单位：元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|100|一、一般公共服务支出|100
收入总计|100|支出总计|100
"""
TITLES = (
    "2025年支出总表",
    "2025年收入总表",
    "2025年一般公共预算支出表",
    "2025年一般公共预算基本支出表",
    "2025年“三公”经费支出表",
    "2025年项目支出表",
    "2025年财政拨款收支总表",
    "2025年项目支出绩效目标表",
    "2025年政府采购预算表",
    "2025年债务情况表",
)
HEADS = (
    *("科目编码", "科目名称", "单位名称", "项目名称", "项目", "收入", "支出", "合计", "小计", "基本支出", "项目支出"),
    *("一般公共预算", "政府性基金预算", "上年结转", "其中：财政拨款", "2024年预算数", "增减率", "公务接待费"),
    *("因公出国（境）费", "类", "款", "人数", ""),
)
LABELS = (
    *("合计", "小计", "行政运行", "一般公共服务支出", "一、本年收入", "（一）事业收入", "其中：专项", "上年结转"),
    *("收入总计", "某局本级", "201", "20132", "2013201", "30101", "50101", "104001", "2013202-一般行政管理事务"),
    *("公务用车购置数（辆）", "栏次", ""),
)
AMOUNTS = (
    *("", "-", "0.00", "1", "2", "3", "100", "1,234.56", "-20", "７.５０", "12.345678", "30.00*", "①"),
    *("1,2x", "5%", "无", "见附注3", "2.50万元", "30元"),
)


def grids():
    """Return the strategy of grids: a head of one or two lines, and rows of labels and amounts."""
    return st.tuples(
        st.sampled_from(TITLES),
        st.sampled_from(("元", "万元")),
        st.integers(2, 7).flatmap(
            lambda width: st.tuples(
                st.lists(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width), min_size=1, max_size=2),
                st.lists(
                    st.tuples(
                        st.lists(st.sampled_from(LABELS), min_size=1, max_size=2),
                        st.lists(st.sampled_from(AMOUNTS), min_size=width, max_size=width),
                    ),
                    min_size=1,
                    max_size=8,
                ),
            )
        ),
    )


def text_of(title, unit, body):
    """Return a grid as lines of text below the table that is beyond doubt."""
    head, rows = body
    lines = [*head, *([*labels, *amounts][: len(head[0])] for labels, amounts in rows)]
    return "\n".join([KNOWN, title, f"单位：{unit}", *("|".join(line) for line in lines)])


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
@example(("2025年支出总表", "元", ([["科目编码", "合计"]], [(["2013201"], ["1,2x"]), (["合计"], ["30.00*"])])))
@example(("2025年收入总表", "元", ([["上年结转", "上年结转"]], [(["上年结转"], ["100", "100"])])))
def test_no_amount_is_lost_and_none_is_made_up(grid):
    reading = read_form(text_of(*grid))
    not_understood = [trouble for trouble in reading.troubles if trouble.is_amount]

    assert reading.amounts_printed == reading.amounts_read + len(not_understood)
    assert amounts_kept(reading) == reading.amounts_read
    for table in reading.rows[SourceTable]:
        for (row, column), fact in reading.facts.by_cell(table).items():
            printed = table.rows[row]["cells"][column]
            unit = unit_behind(printed) or MoneyUnit(table.form["unit"])
            assert fact.amount == parse_amount(without_mark(printed), unit)
