"""Projects and goals in forms that nobody declared: lists with groups and units, and one sheet a project."""

from budgets.models import Project
from tests.documents.forms import (
    declared,
    department_indicators,
    indicators,
    projects,
    read_form,
    sums,
    table_of,
    troubles,
)

ALL, GENERAL, FUNDS = "all_funds", "general_public_budget", "government_managed_funds"


def test_projects_in_groups():
    found = read_form("""
        2025年项目支出表
        单位：元
        类型|项目名称|项目单位|合计|本年拨款||财政专户管理资金
        ||||一般公共预算|政府性基金预算|
        |合计||100|70|20|10
        其他运转类|||30|20||10
        |大楼运转|某局本级|20|20||
        |培训运转|某局本级|10|||10
        特定目标类|||70|50|20|
        |道路建设|某局本级|70|50|20|
    """)

    assert projects(found) == [
        ("大楼运转", GENERAL, "20"),
        ("培训运转", "special_account_funds", "10"),
        ("道路建设", GENERAL, "50"),
        ("道路建设", FUNDS, "20"),
    ]
    assert declared(found, 10)["specific_purpose", "total"] == "70"
    assert sums(found, 10) == (16, [])


def test_a_group_of_one_project_is_believed_where_only_so_the_total_is_reached():
    """One amount twice may be a group and its only project, or two projects alike: the total tells."""
    lines = """
        2026年项目支出表
        单位：元
        项目名称|项目金额
        合计|{total}
        通用项目|65
        大型活动|15
        培训|15
        购买服务|50
        审计|50
    """

    assert projects(read_form(lines.format(total=65))) == [("培训", ALL, "15"), ("审计", ALL, "50")]
    assert [name for name, _fund, _amount in projects(read_form(lines.format(total=195)))] == [
        "通用项目",
        "大型活动",
        "培训",
        "购买服务",
        "审计",
    ]


def test_projects_with_a_code_a_kind_and_parts_of_their_money():
    found = read_form("""
        2026年项目支出表
        单位：元
        项目编码|项目名称|项目类别|总计|其中：财政拨款|||财政专户管理资金|单位资金
        ||||一般公共预算|政府性基金预算|国有资本经营预算||
        |合计||90|60|20||5|5
        370000210001000001|信访维稳|特定目标类|30|30||||
        370000220001000123|大楼维护|其他运转类|60|30|20||5|5
    """)

    assert projects(found) == [
        ("信访维稳", GENERAL, "30"),
        ("大楼维护", GENERAL, "30"),
        ("大楼维护", FUNDS, "20"),
        ("大楼维护", "special_account_funds", "5"),
        ("大楼维护", "unit_funds", "5"),
    ]
    assert [one.kind for one in found.rows[Project]] == ["specific_purpose", "other_operation"]
    assert sums(found, 10)[1] == []


def test_units_and_their_subtotals_are_no_projects():
    found = read_form("""
        2024年项目支出预算表
        单位：元
        单位编码|单位名称|项目名称|合计|财政拨款|其他资金
        |合计||60|50|10
        101|某局||60|50|10
        101001|某局本级|小计|40|40|
        101001|某局本级|道路建设|30|30|
        101001|某局本级|宣传经费|10|10|
        101002|某局信息中心|小计|20|10|10
        101002|某局信息中心|系统运维|20|10|10
    """)

    assert projects(found) == [
        ("道路建设", "government_budget_funds", "30"),
        ("宣传经费", "government_budget_funds", "10"),
        ("系统运维", "government_budget_funds", "10"),
        ("系统运维", "unit_funds", "10"),
    ]
    assert sums(found, 10) == (18, [])


def test_a_kind_printed_behind_the_name_is_no_name():
    found = read_form("""
        2024年项目支出预算明细表
        单位：元
        项目单位|项目名称|项目分类|金额|其中：本年财政拨款|其中：上年结转
        某局本级|道路建设|特定目标类|30|25|5
        |宣传经费|特定目标类|10|10|
        |小计||40|35|5
        某局信息中心|系统运维|其他运转类|20|20|
        |小计||20|20|
        合计|||60|55|5
    """)

    assert projects(found) == [("道路建设", ALL, "30"), ("宣传经费", ALL, "10"), ("系统运维", ALL, "20")]
    assert sums(found, 10)[1] == []


def test_counts_and_standards_beside_the_money_of_a_project():
    found = read_form("""
        2026年项目支出表
        单位：元
        序号|项目名称|人数|人均标准|预算金额|占比%
        1|培训活动|50|200|10000|20
        2|慰问活动|400|100|40000|80
        合计||||50000|100
    """)

    assert projects(found) == [("培训活动", ALL, "10000"), ("慰问活动", ALL, "40000")]
    assert found.amounts_printed == 3
    assert troubles(found) == []


def test_money_of_other_years_is_not_the_budget_of_a_project():
    found = read_form("""
        2023年项目支出表
        单位：元
        项目名称|项目总投资|累计已安排|2023年预算安排|其中：财政拨款|2024年计划
        合计|500|100|200|150|200
        大桥工程|500|100|200|150|200
    """)

    assert projects(found) == [("大桥工程", ALL, "200")]
    assert troubles(found) == []


def test_a_year_in_the_name_of_a_project_is_no_year_of_its_money():
    found = read_form("""
        2025年项目支出预算表
        单位：元
        项目名称|2024年预算数|2025年预算数|增减额
        合计|50|60|10
        社区建设|20|25|5
        2024年世界大会|30|35|5
    """)

    assert projects(found) == [("社区建设", ALL, "25"), ("2024年世界大会", ALL, "35")]


def test_projects_below_the_functions_they_are_spent_on():
    """By chance the first project is as large as those after it: a function ends what could be a group."""
    found = read_form("""
        2024年项目支出预算表
        单位：元
        科目编码|科目名称|项目名称|预算数
        2013202|一般行政管理事务||400
        ||信访维稳|300
        ||宣传经费|100
        2080199|其他人力资源||200
        ||培训活动|200
        合计|||600
    """)

    assert projects(found) == [("信访维稳", ALL, "300"), ("宣传经费", ALL, "100"), ("培训活动", ALL, "200")]
    assert sums(found, 10) == (3, [])


SHEETS = """
2025年项目支出绩效目标表
单位：万元
项目名称|道路建设|||
主管部门|某局|实施单位|某局本级|
项目资金（万元）|年度资金总额|70.00||
|其中：财政拨款|50.00||
|其他资金|20.00||
总体目标|修好道路|||
一级指标|二级指标|三级指标|指标值|
产出指标|数量指标|修路里程|≥12公里|
|质量指标|验收合格率|=100%|
满意度指标|服务对象满意度|群众满意度|≥95%|
"""


def test_sheets_of_goals_one_a_project():
    second = SHEETS.replace("道路建设", "桥梁建设").replace("修路里程|≥12公里", "建桥数量|≥2座")
    found = read_form(SHEETS + second)

    assert indicators(found) == [
        ("道路建设", "output", "修路里程", "≥12公里"),
        ("道路建设", "output", "验收合格率", "=100%"),
        ("道路建设", "satisfaction", "群众满意度", "≥95%"),
        ("桥梁建设", "output", "建桥数量", "≥2座"),
        ("桥梁建设", "output", "验收合格率", "=100%"),
        ("桥梁建设", "satisfaction", "群众满意度", "≥95%"),
    ]
    assert [one.name for one in found.rows[Project]] == ["道路建设", "桥梁建设"]
    assert found.amounts_read == 6


def test_the_money_on_a_sheet_is_declared():
    assert sorted(declared(read_form(SHEETS), 12).values()) == ["200000", "500000", "700000"]


def test_the_goals_of_a_department():
    found = read_form("""
        2023年部门整体支出绩效目标表
        单位：万元
        部门名称|某局||||
        年度预算申请（万元）|资金总额|100.00|按支出性质分|基本支出|60.00
        ||||项目支出|40.00
        部门职能概述|管理信访||||
        一级指标|二级指标|三级指标|指标值||
        产出指标|数量指标|接访人次|≥1000人次||
        效益指标|社会效益|矛盾化解|明显||
    """)

    assert department_indicators(found) == [
        ("产出指标", "数量指标", "接访人次", "≥1000人次"),
        ("效益指标", "社会效益", "矛盾化解", "明显"),
    ]
    assert sorted(declared(found, 11).values()) == ["1000000", "400000", "600000"]
    assert table_of(found, 11).is_understood
