"""Charts say what the facts say, also where sources are known only as a whole, and why where nothing can be drawn."""

from dataclasses import replace
from decimal import Decimal

import pytest

from budgets.charts import (
    Chart,
    ChartKind,
    Point,
    Series,
    YearFigures,
    functions_chart,
    hundred,
    income_slices,
    money_flow,
    money_sources,
    natures_chart,
    project_targets,
    revenue_and_expenditure,
    slices,
    three_public_chart,
    trend_chart,
)
from budgets.models import (
    Budget,
    Department,
    Edition,
    FunctionExpenditure,
    PerformanceIndicator,
    Region,
    RevenueLine,
)
from budgets.tables import Facts
from budgets.tables.editions import fill_standard
from budgets.vocabulary import Fund, MoneyOrigin, Nature, Phase
from tests.published import twin_facts

DEPARTMENT = "经开区组织人社局"


def balance(*lines):
    """Return table 01 of an edition with certain revenue: fund, amount in yuan, origin."""
    return fill_standard(facts_with(*lines), "revenue_and_expenditure")


def facts_with(*lines, spending=()):
    """Return the facts of an edition with certain revenue, and spending: code, nature, amount in yuan."""
    department = Department(region=Region(code="410796"), code="104")
    edition = Edition(
        budget=Budget(department=department, year=2024), form_set="printed", department_short_name=DEPARTMENT
    )
    revenue = [
        RevenueLine(fund=fund, amount=Decimal(amount), origin=origin, edition=edition) for fund, amount, origin in lines
    ]
    spent = [
        FunctionExpenditure(code=code, nature=nature, amount=Decimal(amount), fund=Fund.ALL_FUNDS, edition=edition)
        for code, nature, amount in spending
    ]
    return Facts(edition, {RevenueLine: revenue, FunctionExpenditure: spent})


@pytest.fixture(scope="module")
def twin():
    """The facts of the published sample."""
    return twin_facts()


def parts(chart):
    """Return what each part of a chart of bars adds, by its name."""
    return {one.label: point.text for one in chart.series for point in one.points if point.text}


def test_sources_that_the_form_has_are_its_rows():
    filled = balance(
        (Fund.FISCAL_APPROPRIATION, "300.00", MoneyOrigin.CURRENT), (Fund.OTHER, "100.00", MoneyOrigin.CURRENT)
    )
    assert [(one.label, str(one.share)) for one in income_slices(filled)] == [
        ("一般公共预算", "75.00"),
        ("其他收入", "25.00"),
    ]


def test_appropriation_as_a_whole_is_no_hole():
    """Final accounts say 财政拨款收入 and no fund: a chart of the form's rows would show other revenue alone."""
    filled = balance(
        (Fund.GOVERNMENT_BUDGET_FUNDS, "900.00", MoneyOrigin.CURRENT),
        (Fund.OTHER, "100.00", MoneyOrigin.CURRENT),
        (Fund.ALL_FUNDS, "50.00", MoneyOrigin.BROUGHT_FORWARD),
    )
    found = income_slices(filled)
    assert [(one.label, str(one.amount), str(one.start)) for one in found] == [
        ("财政拨款收入", "900.00", "0"),
        ("其他收入", "100.00", "90.00"),
    ]
    assert "财政拨款收入" in revenue_and_expenditure(found, found).sentence
    assert slices(filled, "expenditure_amount") == []


def test_money_left_from_last_year_is_a_source_too():
    filled = balance(
        (Fund.FISCAL_APPROPRIATION, "300.00", MoneyOrigin.CURRENT),
        (Fund.FISCAL_APPROPRIATION, "100.00", MoneyOrigin.BROUGHT_FORWARD),
    )
    assert [(one.label, str(one.share)) for one in money_sources(filled)] == [
        ("一般公共预算", "75.00"),
        ("上年结转结余", "25.00"),
    ]


def test_the_stream_runs_from_the_sources_through_the_department_to_the_categories(twin):
    chart = money_flow(fill_standard(twin, "revenue_and_expenditure"), lambda code: f"functions/{code}/")
    assert [(one.source, one.target, one.text, one.address) for one in chart.flows] == [
        ("一般公共预算", DEPARTMENT, "2,852.11", ""),
        (DEPARTMENT, "社会保障和就业", "1,668.46", "functions/208/"),
        (DEPARTMENT, "一般公共服务", "935.30", "functions/201/"),
        (DEPARTMENT, "卫生健康", "248.35", "functions/210/"),
    ]
    assert chart.sentence == "钱全部来自一般公共预算；分在 3 处，最多的是社会保障和就业，1,668.46 万元。"


def test_sides_that_do_not_add_up_are_drawn_and_said():
    spending = [("2013201", Nature.ALL_NATURES, "1500000.00")]
    facts = facts_with((Fund.OTHER, "1000000.00", MoneyOrigin.CURRENT), spending=spending)
    chart = money_flow(fill_standard(facts, "revenue_and_expenditure"), str)
    assert len(chart.flows) == 2
    assert chart.sentence == "文件里来源合计与去向合计相差 50.00 万元，下图按印出的数字画出。"


def test_a_stream_with_one_side_alone_is_not_drawn_and_says_why():
    chart = money_flow(balance((Fund.OTHER, "100.00", MoneyOrigin.CURRENT)), str)
    assert chart.is_empty
    assert chart.sentence == "文件里没有读到支出按功能分类的数字，画不出钱的去处。"


def test_two_ends_of_the_stream_that_share_a_name_stay_apart():
    spending = [("229", Nature.ALL_NATURES, "100.00")]
    facts = facts_with((Fund.OTHER, "100.00", MoneyOrigin.CURRENT), spending=spending)
    facts.edition.department_short_name = "其他收入"
    flows = money_flow(fill_standard(facts, "revenue_and_expenditure"), str).flows
    assert len({flows[0].source, flows[0].target, flows[1].target}) == 3


def test_of_each_hundred_yuan_the_largest_parts_are_named(twin):
    parts = slices(fill_standard(twin, "revenue_and_expenditure"), "expenditure_amount")
    said = "每花 100 元，58.50 元用在社会保障和就业，32.79 元用在一般公共服务，8.71 元用在卫生健康。"
    assert hundred(parts) == said
    third, small = (replace(parts[2], share=Decimal(one)) for one in ("3.71", "2.50"))
    assert hundred([*parts[:2], third, small, small]).endswith("其余 5.00 元用在另外 2 类。")
    assert hundred([*parts[:2], third, replace(small, share=Decimal("5.00"))]).endswith("5.00 元用在卫生健康。")
    assert hundred([]) == ""


def test_sections_stand_within_their_categories_and_lead_to_their_pages(twin):
    chart = functions_chart(twin, lambda code: f"functions/{code}/")
    points = chart.series[0].points
    assert [(one.label, one.text, one.group, one.address) for one in points[:2]] == [
        ("人力资源和社会保障管理事务", "1,265.19", "社会保障和就业支出", "functions/20801/"),
        ("组织事务", "935.30", "一般公共服务支出", "functions/20132/"),
    ]
    assert sum(one.value for one in points) == Decimal("2852.11")
    assert chart.sentence.startswith("支出分在 3 类 7 款，最大的一款是人力资源和社会保障管理事务，1,265.19 万元")


def test_a_negative_section_is_left_out_of_the_picture_and_said():
    spending = [("2013201", Nature.ALL_NATURES, "900.00"), ("2080501", Nature.ALL_NATURES, "-100.00")]
    chart = functions_chart(facts_with(spending=spending), str)
    assert [point.text for point in chart.series[0].points] == ["0.09"]
    assert chart.sentence.endswith("有的款是负数，图中没有画出。")


def test_basic_expenditure_and_projects_consist_of_their_finest_parts(twin):
    chart = natures_chart(fill_standard(twin, "function_expenditure"))
    assert parts(chart) == {
        "工资福利支出": "675.34",
        "对个人和家庭的补助": "8.86",
        "商品和服务支出": "38.44",
        "其他运转类": "62.00",
        "特定目标类": "2,067.47",
    }
    assert chart.sentence == "基本支出（人员工资和机构运转）占 25.34%，项目支出占 74.66%。"


def test_natures_that_a_document_does_not_divide_are_drawn_as_they_are():
    spending = [("2013201", Nature.BASIC_EXPENDITURE, "750000"), ("2013202", Nature.PROJECT_EXPENDITURE, "250000")]
    chart = natures_chart(fill_standard(facts_with(spending=spending), "function_expenditure"))
    assert parts(chart) == {"基本支出": "75.00", "项目支出": "25.00"}
    whole = [("2013201", Nature.ALL_NATURES, "750000")]
    unknown = natures_chart(fill_standard(facts_with(spending=whole), "function_expenditure"))
    assert unknown.is_empty
    assert unknown.sentence == "文件没有分开印出基本支出和项目支出，不能比较。"


def year(number, total, phase=Phase.BUDGET, **fields):
    """Return the figures of a year; amounts in 万元."""
    return YearFigures(number, phase, total=Decimal(total) * 10000, **fields)


def test_a_trend_compares_years_of_one_phase_in_their_order():
    figures = [year(2025, "120.00"), year(2024, "90.00", Phase.FINAL), year(2023, "100.00", basic=Decimal(250000))]
    chart = trend_chart(figures, Phase.BUDGET)
    assert chart.labels == ("2023", "2025")
    assert [(one.label, [point.text for point in one.points]) for one in chart.series] == [
        ("支出总计", ["100.00", "120.00"]),
        ("基本支出", ["25.00", ""]),
    ]
    assert chart.sentence == "从 2023 年的 100.00 万元到 2025 年的 120.00 万元，预算支出增加了 20.00%。"


def test_one_year_is_no_trend():
    chart = trend_chart([year(2023, "100.00")], Phase.BUDGET)
    assert chart.is_empty
    assert chart.sentence == "本站只公开了 2023 这一个年度的预算，还看不出各年的变化。"


def test_three_public_stands_item_by_item_and_year_by_year():
    items = {"vehicles": Decimal(20000), "hospitality": Decimal(0)}
    figures = [year(number, "100.00", items=items) for number in range(2020, 2024)]
    few = three_public_chart(figures, Phase.BUDGET)
    assert (few.kind, few.labels) == (ChartKind.BARS, ("公务用车购置及运行费", "公务接待费"))
    assert [point.text for point in few.series[-1].points] == ["2.00", "0.00"]
    many = three_public_chart([*figures, year(2024, "100.00", items=items)], Phase.BUDGET)
    assert (many.kind, many.labels) == (ChartKind.LINES, ("2020", "2021", "2022", "2023", "2024"))
    none = three_public_chart([year(2023, "100.00")], Phase.BUDGET)
    assert none.is_empty
    assert none.sentence == "没有“三公”经费，或者文件没有印出它的数字。"


def test_only_targets_in_percent_have_a_common_scale():
    def target(name, value, number, unit):
        return PerformanceIndicator(name=name, value=value, number=Decimal(number), measure_unit=unit)

    percent = [target("补贴群体覆盖率", "≥95%", "95", "%"), target("满意度", "≥90%", "90", "%")]
    chart = project_targets([*percent, target("发放人数", "≥100人", "100", "人")])
    assert [(point.label, point.value, point.text) for point in chart.series[0].points] == [
        ("补贴群体覆盖率", Decimal("95.00"), "≥95%"),
        ("满意度", Decimal("90.00"), "≥90%"),
    ]
    assert project_targets(percent[:1]) is None


def test_the_table_beneath_says_what_the_picture_says():
    def series(label, *values):
        return Series(label, tuple(Point(name, Decimal(value), value, f"/{name}/") for name, value in values))

    chart = Chart("test", "测试（万元）", "一句话。", ChartKind.BARS, "万元", "部门", (series("", ("甲", "1.00")),))
    assert [heading.label for heading in chart.header] == ["部门", "万元"]
    assert [(row.label, row.address, row.entries[0].text) for row in chart.rows] == [("甲", "/甲/", "1.00")]
    two = (series("2023", ("甲", "1.00"), ("乙", "2.00")), series("2024", ("甲", "3.00"), ("乙", "4.00")))
    beside = replace(chart, series=two)
    assert [(heading.label, heading.swatch) for heading in beside.header] == [("部门", None), ("2023", 0), ("2024", 1)]
    assert [(row.label, [one.text for one in row.entries]) for row in beside.rows] == [
        ("甲", ["1.00", "3.00"]),
        ("乙", ["2.00", "4.00"]),
    ]
    stacked = replace(chart, series=two, kind=ChartKind.STACK)
    assert [heading.label for heading in stacked.header] == ["部门", "甲", "乙"]
    assert [(row.label, row.swatch) for row in stacked.rows] == [("2023", 0), ("2024", 1)]
