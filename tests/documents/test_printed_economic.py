"""Spending by economic class in forms that nobody declared, and both classifications in one table."""

from tests.documents.forms import declared, economics, functions, read_form, sums, table_of, troubles

GENERAL, FUNDS = "general_public_budget", "government_managed_funds"
EVERY, BASIC, PROJECT = "all_natures", "basic_expenditure", "project_expenditure"


def test_three_groups_side_by_side_in_final_accounts():
    found = read_form("""
        2024年度部门决算
        一般公共预算财政拨款基本支出决算明细表
        公开06表
        金额单位：元
        人员经费|||公用经费|||||
        科目代码|科目名称|决算数|科目代码|科目名称|决算数|科目代码|科目名称|决算数
        301|工资福利支出|10|302|商品和服务支出|4|310|资本性支出|1
        30101|基本工资|6|30201|办公费|3|31002|办公设备购置|1
        30102|津贴补贴|4|30202|印刷费|1|31003|专用设备购置|
        303|对个人和家庭的补助|2||||||
        30301|离休费|2||||||
        人员经费合计||12|公用经费合计|||||5
    """)

    assert economics(found) == [
        ("30101", "", GENERAL, "personnel", "6"),
        ("30102", "", GENERAL, "personnel", "4"),
        ("30301", "", GENERAL, "personnel", "2"),
        ("30201", "", GENERAL, "operating", "3"),
        ("30202", "", GENERAL, "operating", "1"),
        ("31002", "", GENERAL, "operating", "1"),
    ]
    assert found.edition.form_set == "final-2024"
    assert declared(found, 6)["total", "personnel"] == "12"
    assert sums(found, 6) == (5, [])


def test_names_of_classes_alone():
    found = read_form("""
        2025年一般公共预算基本支出表
        单位：元
        经济分类科目名称|合计|人员经费|公用经费
        合计|100|80|20
        工资福利支出|70|70|
        基本工资|40|40|
        津贴补贴|30|30|
        商品和服务支出|20||20
        办公费|15||15
        印刷费|5||5
        对个人和家庭的补助|10|10|
        离休费|10|10|
    """)

    assert economics(found) == [
        ("30101", "", GENERAL, "personnel", "40"),
        ("30102", "", GENERAL, "personnel", "30"),
        ("30201", "", GENERAL, "operating", "15"),
        ("30202", "", GENERAL, "operating", "5"),
        ("30301", "", GENERAL, "personnel", "10"),
    ]
    assert sums(found, 6) == (18, [])


def test_function_government_and_department_code_in_one_row():
    found = read_form("""
        2025年部门支出明细表
        单位：元
        功能科目编码|功能科目名称|政府经济分类编码|政府经济分类名称|部门经济分类编码|部门经济分类名称|合计|一般公共预算|政府性基金预算
        |||||合计|30|20|10
        2013201|行政运行|50101|工资奖金津补贴|30101|基本工资|12|12|
        2013201|行政运行|50201|办公经费|30201|办公费|8|8|
        2120803|城市建设支出|50601|资本性支出（一）|31005|基础设施建设|10||10
    """)

    assert functions(found) == [
        ("2013201", GENERAL, EVERY, "12"),
        ("2013201", GENERAL, EVERY, "8"),
        ("2120803", FUNDS, EVERY, "10"),
    ]
    assert economics(found) == [
        ("30101", "50101", GENERAL, EVERY, "12"),
        ("30201", "50201", GENERAL, EVERY, "8"),
        ("31005", "50601", FUNDS, EVERY, "10"),
    ]
    assert sums(found, 3) == (7, [])


def test_classes_below_each_function_are_added_up_below_it():
    """Both functions spend on 302, and each is the sum of its own classes."""
    found = read_form("""
        2025年一般公共预算支出明细表
        单位：元
        科目编码|科目名称|合计|基本支出|项目支出
        |合计|100|60|40
        2013201|行政运行|60|60|
        301|工资福利支出|40|40|
        30101|基本工资|40|40|
        302|商品和服务支出|20|20|
        30201|办公费|20|20|
        2013202|一般行政管理事务|40||40
        302|商品和服务支出|40||40
        30227|委托业务费|40||40
    """)

    assert economics(found) == [
        ("30101", "", GENERAL, BASIC, "40"),
        ("30201", "", GENERAL, BASIC, "20"),
        ("30227", "", GENERAL, PROJECT, "40"),
    ]
    assert sums(found, 21) == (22, [])


def test_government_classes_above_pairs_of_codes():
    found = read_form("""
        2020年一般公共预算支出预算表（支出经济分类）
        单位：元
        政府预算支出经济分类编码|政府预算支出经济分类名称|部门预算支出经济分类编码|部门预算支出经济分类名称|合计|基本支出|项目支出
        |合计|||100|80|20
        501|机关工资福利支出|||60|60|
        50101|工资奖金津补贴|30101|基本工资|40|40|
        50101|工资奖金津补贴|30102|津贴补贴|20|20|
        502|机关商品和服务支出|||40|20|20
        50201|办公经费|30201|办公费|15|15|
        50205|委托业务费|30227|委托业务费|25|5|20
    """)

    assert economics(found) == [
        ("30101", "50101", GENERAL, BASIC, "40"),
        ("30102", "50101", GENERAL, BASIC, "20"),
        ("30201", "50201", GENERAL, BASIC, "15"),
        ("30227", "50205", GENERAL, BASIC, "5"),
        ("30227", "50205", GENERAL, PROJECT, "20"),
    ]
    assert declared(found, 21)["501", "total"] == "60"


def test_government_classes_alone_are_declared():
    """A fact of spending by economic class has a code of the department's scheme."""
    found = read_form("""
        2022年政府预算经济分类支出表
        单位：元
        科目编码|科目名称|合计|一般公共预算|政府性基金预算
        |合计|60|50|10
        501|机关工资福利支出|50|50|
        50101|工资奖金津补贴|50|50|
        503|机关资本性支出（一）|10||10
        50302|基础设施建设|10||10
    """)

    assert economics(found) == []
    assert declared(found, 7)["50101", GENERAL] == "50"
    assert sums(found, 7) == (12, [])


OVERLAPPING = """
2025年财政拨款支出表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
|合计|100|60|40
2013201|行政运行|60|60|
2120803|城市建设支出|40||40
2025年一般公共预算支出表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
|合计|60|60|
2013201|行政运行|60|60|
2025年政府性基金预算支出表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
|合计|40||40
2120803|城市建设支出|40||40
"""


def test_tables_that_speak_of_the_same_money_give_it_once():
    found = read_form(OVERLAPPING)

    assert functions(found) == [("2013201", GENERAL, BASIC, "60"), ("2120803", FUNDS, PROJECT, "40")]
    assert declared(found, 21)["2013201", BASIC] == "60"
    assert sums(found, 21) == (6, [])


def test_a_table_printed_twice_gives_its_money_once():
    lines = OVERLAPPING.strip().split("\n")[6:11]
    again = [line.replace("预算支出表", "预算支出表（汇总）") for line in lines]
    found = read_form("\n".join([*lines, *again]))

    assert functions(found) == [("2013201", GENERAL, BASIC, "60")]
    assert (table_of(found, 5).title, table_of(found, 21).title) == (
        "2025年一般公共预算支出表",
        "2025年一般公共预算支出表（汇总）",
    )
    assert troubles(found) == []
