"""Revenue in forms that nobody declared: by unit, by subject, and in lists beside expenditure."""

from budgets.models import CarryForward
from tests.documents.forms import declared, functions, read_form, revenues, sums, table_of, troubles

CURRENT, LEFT_OVER = "current", "brought_forward"
GENERAL, FUNDS, ALL = "general_public_budget", "government_managed_funds", "all_funds"


def test_a_department_above_its_units_is_not_counted_again():
    found = read_form("""
        2025年收入总表
        单位：元
        单位代码|单位名称|合计|本年收入||||上年结转结余
        |||小计|一般公共预算|政府性基金预算|事业收入|
        |合计|100|90|60|10|20|10
        104|某局|100|90|60|10|20|10
        104001|某局本级|70|60|40|10|10|10
        104002|某中心|30|30|20||10|
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "40"),
        (FUNDS, CURRENT, "", "10"),
        ("operational", CURRENT, "", "10"),
        (ALL, LEFT_OVER, "", "10"),
        (GENERAL, CURRENT, "", "20"),
        ("operational", CURRENT, "", "10"),
    ]
    assert declared(found, 2)["104", "grand_total"] == "100"
    assert sums(found, 2) == (20, [])


def test_revenue_by_subject():
    found = read_form("""
        2024年度部门决算
        收入决算表
        公开02表
        单位：元
        项目||本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入
        科目代码|科目名称|||||||
        类|款|项|1|2|3|4|5|6
        合计||100|90||5|||5
        201|一般公共服务支出|100|90||5|||5
        20132|组织事务|100|90||5|||5
        2013201|行政运行|100|90||5|||5
    """)

    assert revenues(found) == [
        ("government_budget_funds", CURRENT, "2013201", "90"),
        ("operational", CURRENT, "2013201", "5"),
        ("other", CURRENT, "2013201", "5"),
    ]
    assert found.amounts_printed == 16
    assert sums(found, 2) == (16, [])


def test_one_row_of_revenue_is_the_whole_department():
    found = read_form("""
        2025年部门收入总表
        单位：元
        合计|上年结转|一般公共预算拨款收入|政府性基金预算拨款收入|事业收入|事业单位经营收入|其他收入|使用非财政拨款结余
        1000|100|600||200|20|70|10
    """)

    assert revenues(found) == [
        (ALL, LEFT_OVER, "", "100"),
        (GENERAL, CURRENT, "", "600"),
        ("operational", CURRENT, "", "200"),
        ("business", CURRENT, "", "20"),
        ("other", CURRENT, "", "70"),
    ]
    assert sums(found, 2) == (1, [])


LISTS = """
2025年部门收支总表
单位：元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|60|一、一般公共服务支出|90
其中：上级专项转移支付|5|二、外交支出|
二、政府性基金预算拨款收入|10|三、城乡社区支出|15
三、事业收入|15||
四、其他收入|10||
（一）捐赠收入|4||
（二）利息收入|6||
本年收入合计|95|本年支出合计|105
上年结转|15|结转下年|5
收入总计|110|支出总计|110
"""


def test_lists_with_ordinals_and_parts():
    """其他收入 is known as a source; what it is made up of is none."""
    found = read_form(LISTS)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "60"),
        (FUNDS, CURRENT, "", "10"),
        ("operational", CURRENT, "", "15"),
        ("other", CURRENT, "", "10"),
        (ALL, LEFT_OVER, "", "15"),
    ]
    assert functions(found) == [("201", ALL, "all_natures", "90"), ("212", ALL, "all_natures", "15")]
    assert [str(one.amount) for one in found.rows[CarryForward]] == ["5.00"]
    assert sums(found, 1) == (5, [])
    assert declared(found, 1)["grand_total", "revenue_amount"] == "110"


def test_lists_that_head_each_side_by_one_label():
    found = read_form(LISTS.replace("收入||支出|\n项目|预算数|项目|预算数", "收入|金额|支出|金额"))

    assert revenues(found) == revenues(read_form(LISTS))
    assert functions(found) == functions(read_form(LISTS))
    assert declared(found, 1) == declared(read_form(LISTS), 1)


def test_lists_whose_head_names_no_side_are_told_by_their_rows():
    found = read_form(LISTS.replace("收入||支出|\n", ""))

    assert revenues(found) == revenues(read_form(LISTS))
    assert declared(found, 1) == declared(read_form(LISTS), 1)


def test_what_stands_below_the_left_over_was_left_over():
    found = read_form("""
        2025年部门收支总表
        单位：元
        收入||支出|
        项目|金额|项目|金额
        一、本年收入|90|一、本年支出|100
        （一）一般公共预算|60|（一）一般公共服务支出|80
        （二）国有资本经营预算|10|（二）国有资本经营预算支出|20
        （三）事业收入|20|二、年终结转结余|10
        二、上年结转结余|20||
        （一）一般公共预算结转|15||
        （二）单位资金结余|5||
        收入总计|110|支出总计|110
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "60"),
        ("state_capital_operations", CURRENT, "", "10"),
        ("operational", CURRENT, "", "20"),
        (GENERAL, LEFT_OVER, "", "15"),
        ("unit_funds", LEFT_OVER, "", "5"),
    ]
    assert functions(found) == [("201", ALL, "all_natures", "80"), ("223", ALL, "all_natures", "20")]
    assert sums(found, 1) == (5, [])


def test_without_ordinals_the_left_over_of_each_fund_is_not_counted_again():
    found = read_form("""
        2022年部门收支总表
        单位：元
        收入||支出|
        项目|金额|项目|金额
        一般公共预算|90|一般公共服务支出|80
        政府性基金预算|5|社会保障和就业支出|25
        上年结转|10||
        一般公共预算|8||
        政府性基金预算|2||
        合计|105|合计|105
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "90"),
        (FUNDS, CURRENT, "", "5"),
        (GENERAL, LEFT_OVER, "", "8"),
        (FUNDS, LEFT_OVER, "", "2"),
    ]
    assert sums(found, 1) == (3, [])


def test_a_list_of_revenue_alone_goes_down_to_what_is_a_source():
    found = read_form("""
        2024年收入总表
        单位：元
        项目|预算数
        一、财政拨款收入|900
        1、一般公共预算拨款|800
        （1）经费拨款|700
        （2）纳入预算管理的非税收入|100
        2、政府性基金拨款|100
        二、单位资金收入|50
        1、事业收入|30
        2、其他收入|20
        本年收入小计|950
        三、上年结转结余|100
        1、财政拨款结转|60
        2、其他资金结转结余|40
        收入总计|1050
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "800"),
        (FUNDS, CURRENT, "", "100"),
        ("operational", CURRENT, "", "30"),
        ("other", CURRENT, "", "20"),
        ("government_budget_funds", LEFT_OVER, "", "60"),
        ("unit_funds", LEFT_OVER, "", "40"),
    ]
    assert sums(found, 2) == (6, [])


def test_left_over_money_that_does_not_add_up_is_kept_as_a_whole():
    found = read_form("""
        2022年部门收支总表
        单位：元
        收入||支出|
        项目|金额|项目|金额
        一般公共预算|900|一般公共服务支出|1000
        上年结转|100||
        其中：一般公共预算结转|80||
        政府性基金预算结转|10||
        收入总计|1000|支出总计|1000
    """)

    assert revenues(found) == [(GENERAL, CURRENT, "", "900"), (ALL, LEFT_OVER, "", "100")]


def test_subtotals_above_their_parts_and_spending_by_nature():
    found = read_form("""
        2023年收支总体情况表
        单位：元
        收        入||支          出|
        项目|2023年预算|项目|2023年预算
        一、预算拨款|100|一、基本支出|60
        一般公共预算|90|工资福利支出|40
        政府性基金预算|10|商品和服务支出|20
        二、财政专户拨款|5|二、项目支出|45
        本年收入合计|105|本年支出合计|105
        三、上级补助收入|2|三、结转下年|2
        收入总计|107|支出总计|107
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "90"),
        (FUNDS, CURRENT, "", "10"),
        ("special_account_funds", CURRENT, "", "5"),
        ("from_superior", CURRENT, "", "2"),
    ]
    assert functions(found) == []
    assert declared(found, 1)["project_expenditure", "expenditure_amount"] == "45"
    assert sums(found, 1) == (6, [])


def test_final_accounts_with_line_numbers():
    found = read_form("""
        2024年度部门决算
        收入支出决算总表
        公开01表
        单位：元
        收入|||支出||
        项目|行次|金额|项目|行次|金额
        栏次||1|栏次||2
        一、一般公共预算财政拨款收入|1|900|一、一般公共服务支出|32|800
        二、上级补助收入|2|50|二、外交支出|33|
        三、其他收入|3|50|三、公共安全支出|34|230
        本年收入合计|27|1000|本年支出合计|57|1030
        使用非财政拨款结余|28|10|结余分配|58|
        年初结转和结余|29|50|年末结转和结余|59|30
        总计|30|1060|总计|60|1060
    """)

    assert revenues(found) == [
        (GENERAL, CURRENT, "", "900"),
        ("from_superior", CURRENT, "", "50"),
        ("other", CURRENT, "", "50"),
        (ALL, LEFT_OVER, "", "50"),
    ]
    assert functions(found) == [("201", ALL, "all_natures", "800"), ("204", ALL, "all_natures", "230")]
    assert declared(found, 1)["grand_total", "expenditure_amount"] == "1060"
    assert declared(found, 1)["non_fiscal_balance_used", "revenue_amount"] == "10"
    assert sums(found, 1) == (4, [])
    assert table_of(found, 1).is_understood and troubles(found) == []
