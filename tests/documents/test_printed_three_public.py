"""“三公”经费 in forms that nobody declared: in columns, in rows, by unit, by fund, beside counts of things."""

import pytest

from tests.documents.forms import declared, read_form, sums, three_public, troubles

WHOLE = {"overseas_visits": "10", "vehicle_purchase": "50", "vehicle_operation": "30", "hospitality": "10"}
COLUMNS = """
2025年一般公共预算“三公”经费支出表
单位：元
“三公”经费合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
||小计|公务用车购置费|公务用车运行费|
100|10|80|50|30|10
"""
ROWS = """
2025年“三公”经费支出预算表
单位：元
项目|2024年预算数|2025年预算数|增减
合计|110|100|-10
{overseas}|10|10|0
{hospitality}|20|10|-10
{vehicles}|80|80|0
{operation}|30|30|0
{purchase}|50|50|0
"""


def test_items_in_columns():
    found = read_form(COLUMNS)

    assert three_public(found) == WHOLE
    assert declared(found, 8) == {("total", "total"): "100", ("total", "vehicles"): "80"}
    assert sums(found, 8) == (2, [])


NAMES = {
    "with ordinals, the parts below 其中": (
        *("1、因公出国（境）费用", "2、公务接待费", "3、公务用车费"),
        *("其中：（1）公务用车运行维护费", "（2）公务用车购置"),
    ),
    "as they stand": (
        *("因公出国（境）费", "公务接待费", "公务用车购置及运行费"),
        *("公务用车运行维护费", "公务用车购置费"),
    ),
    "the first part alone below 其中": (
        *("一、因公出国（境）费", "二、公务接待费", "三、公务用车购置及运行费"),
        *("其中：公务用车运行费", "公务用车购置费"),
    ),
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
def test_items_in_rows_of_this_year(names):
    labels = dict(zip(("overseas", "hospitality", "vehicles", "operation", "purchase"), names, strict=True))
    found = read_form(ROWS.format(**labels))

    assert three_public(found) == WHOLE
    assert declared(found, 8)["total", "in_2025"] == "100"
    assert sums(found, 8) == (6, [])


def test_by_unit_the_whole_department_counts():
    found = read_form("""
        2025年“三公”经费预算表
        单位：元
        单位编码|单位名称|“三公”经费合计|因公出国（境）费|公务用车购置及运行费|||公务接待费
        ||||小计|公务用车购置费|公务用车运行费|
        |合计|100|10|80|50|30|10
        104001|某局本级|70|10|55|50|5|5
        104002|某中心|30||25||25|5
    """)

    assert three_public(found) == WHOLE
    assert sums(found, 8) == (12, [])


def test_by_unit_without_a_total_nothing_is_certain_of_the_department():
    found = read_form("""
        2025年“三公”经费预算表
        单位：元
        单位名称|合计|因公出国（境）费|公务用车购置费|公务用车运行费|公务接待费
        某局本级|70|10|50|5|5
        某中心|30|||25|5
    """)

    assert three_public(found) == {}
    assert found.amounts_read == 8


def test_by_fund_the_amount_of_all_funds_counts():
    found = read_form("""
        2025年财政拨款“三公”经费支出表
        单位：元
        项目|合计|一般公共预算|政府性基金预算
        合计|100|90|10
        因公出国（境）费|10|10|
        公务用车购置及运行费|80|70|10
        公务用车购置费|50|50|
        公务用车运行费|30|20|10
        公务接待费|10|10|
    """)

    assert three_public(found) == WHOLE
    assert declared(found, 8)["vehicle_operation", "general_public_budget"] == "20"
    assert sums(found, 8) == (12, [])


@pytest.mark.parametrize("budget", ["预算数", "2024年预算数", "年初预算", "全年预算数"])
def test_final_accounts_are_read_beside_their_budget(budget):
    found = read_form(f"""
        2024年度部门决算
        财政拨款“三公”经费支出决算表
        公开09表
        单位：元
        {budget}||||||决算数|||||
        合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费|合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费
        ||小计|公务用车购置费|公务用车运行维护费||||小计|公务用车购置费|公务用车运行维护费|
        100|10|80|50|30|10|60|—|55|30|25|5
    """)

    assert three_public(found) == {"vehicle_purchase": "30", "vehicle_operation": "25", "hospitality": "5"}
    assert {"100", "80", "50", "30"} <= set(declared(found, 9).values())
    assert sums(found, 9) == (4, [])


def test_years_in_rows():
    found = read_form("""
        2023年“三公”经费预算表
        单位：元
        年度|合计|因公出国（境）费|公务用车购置费|公务用车运行费|公务接待费
        2022年预算数|10|1||7|2
        2023年预算数|9|||8|1
        增减额|-1|-1||1|-1
    """)

    assert three_public(found) == {"vehicle_operation": "8", "hospitality": "1"}


def test_counts_of_things_are_no_money():
    found = read_form("""
        2024年度部门决算
        “三公”经费支出决算表
        单位：万元
        项目|行次|预算数|统计数
        栏次||1|2
        一、“三公”经费支出|1|—|—
        （一）支出合计|2|20.00|15.00
        1．因公出国（境）费|3||
        2．公务用车购置及运行维护费|4|15.00|12.00
        （1）公务用车购置费|5||
        （2）公务用车运行维护费|6|15.00|12.00
        3．公务接待费|7|5.00|3.00
        （1）国内接待费|8|—|3.00
        其中：外事接待费|9|—|1.00
        （2）国（境）外接待费|10|—|
        （二）相关统计数|11|—|—
        1．因公出国（境）团组数（个）|12|—|2
        2．公务用车购置数（辆）|13|—|1
        3．公务用车保有量（辆）|14|—|1,204
        4．国内公务接待批次（个）|15|—|30
    """)

    assert three_public(found) == {"vehicle_operation": "120000", "hospitality": "30000"}
    assert found.amounts_printed == 10
    assert sums(found, 9) == (5, [])


def test_columns_that_count_things_are_no_money():
    found = read_form("""
        2025年“三公”经费预算表
        单位：元
        单位名称|“三公”经费合计|因公出国（境）费|因公出国团组数|公务用车购置费|公务用车运行费|公务用车保有量（辆）|公务接待费|接待批次
        某局|100|10|2|50|30|1200|10|35
    """)

    assert three_public(found) == WHOLE
    assert found.amounts_printed == 5
    assert sums(found, 8) == (1, [])
    assert troubles(found) == []


def test_conferences_and_training_stand_beside_the_three():
    found = read_form("""
        2021年部门综合预算“三公”经费及会议费、培训费支出预算表
        单位：元
        单位名称|合计|“三公”经费预算||||||会议费|培训费
        ||小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费|||||
        |||||小计|购置费|运行维护费||
        合计|130|100|10|10|80|50|30|20|10
        某局|130|100|10|10|80|50|30|20|10
    """)

    assert three_public(found) == WHOLE
    assert declared(found, 8)["total", "conferences"] == "20"
    assert sums(found, 8)[1] == []


def test_labels_that_moved_over_other_columns_make_no_facts():
    """The head stands one column too far right, so that no amount adds up under it."""
    found = read_form(COLUMNS.replace("||小计|", "|||小计|").replace("80|50|30|10", "70|50|30|10"))

    assert three_public(found) == {}
    assert found.amounts_read == 6
    assert sums(found, 8)[1] != []
