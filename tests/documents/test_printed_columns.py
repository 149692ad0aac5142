"""What the columns of a form that nobody declared say: years, parts, sources, balances, counts and percentages."""

from tests.documents.forms import declared, economics, functions, read_form, sums, table_of, troubles

RUNNING, ADMINISTRATION = "2013201", "2013202"
ALL, GENERAL = "all_funds", "general_public_budget"
EVERY, BASIC, PROJECT = "all_natures", "basic_expenditure", "project_expenditure"


def test_columns_of_last_year_and_of_the_change_are_no_facts():
    found = read_form("""
        2025年一般公共预算支出表
        单位：元
        科目编码|科目名称|2024年执行数|2025年预算数|||2025年比2024年
        |||小计|基本支出|项目支出|增减额|增减%
        |合计|280|300|200|100|20|7.14
        2013201|行政运行|180|200|200||20|11.11
        2013202|一般行政管理事务|100|100||100||
    """)

    assert functions(found) == [(RUNNING, GENERAL, BASIC, "200"), (ADMINISTRATION, GENERAL, PROJECT, "100")]
    assert declared(found, 5)[RUNNING, "in_2024"] == "180"
    assert declared(found, 5)[RUNNING, "in_change"] == "20"
    assert found.amounts_printed == 12


def test_a_rate_is_no_money_even_without_a_percent_sign():
    found = read_form("""
        2025年一般公共预算支出表
        单位：元
        科目编码|科目名称|上年预算数|本年预算数||增长率
        |||小计|其中：基本支出|
        |合计|90|100|60|11.11
        2013201|行政运行|60|60|60|0.00
        2013202|一般行政管理事务|30|40||33.33
    """)

    assert functions(found) == [(RUNNING, GENERAL, EVERY, "60"), (ADMINISTRATION, GENERAL, EVERY, "40")]
    assert found.amounts_printed == 8
    assert declared(found, 5)["2013201", "in_last"] == "60"


def test_a_column_of_what_was_executed_is_no_budget():
    found = read_form("""
        2025年一般公共预算支出表
        单位：元
        科目编码|科目名称|执行数|预算数
        |合计|90|100
        2013201|行政运行|90|100
    """)

    assert functions(found) == [(RUNNING, GENERAL, EVERY, "100")]


def test_parts_that_stand_beside_their_whole_are_declared():
    found = read_form("""
        2024年一般公共预算支出表
        单位：元
        科目编码|科目名称|合计|基本支出|其中：人员经费|项目支出|其中：上级专项
        |合计|100|60|40|40|5
        2013201|行政运行|60|60|40||
        2013202|一般行政管理事务|40|||40|5
        |其中：信访专项|15|||15|
    """)

    assert functions(found) == [(RUNNING, GENERAL, BASIC, "60"), (ADMINISTRATION, GENERAL, PROJECT, "40")]
    assert declared(found, 5)[RUNNING, "personnel"] == "40"
    assert sums(found, 5)[1] == []
    assert troubles(found) == []


def test_a_group_headed_by_its_part_alone_is_whole():
    found = read_form("""
        2024年支出总表
        单位：元
        科目编码|科目名称|总计|其中
        |||基本支出|项目支出|上缴上级支出
        |合计|100|50|40|10
        2013201|行政运行|60|50||10
        2013202|一般行政管理事务|40||40|
    """)

    assert functions(found) == [
        (RUNNING, ALL, BASIC, "50"),
        (RUNNING, ALL, "to_superior", "10"),
        (ADMINISTRATION, ALL, PROJECT, "40"),
    ]


def test_money_left_over_from_last_year_keeps_its_origin():
    found = read_form("""
        2024年支出总表
        单位：元
        科目编码|科目名称|合计|本年支出|||上年结转支出||
        |||小计|基本支出|项目支出|小计|基本支出|项目支出
        |合计|120|100|60|40|20|5|15
        2013201|行政运行|65|60|60||5|5|
        2013202|一般行政管理事务|55|40||40|15||15
    """)
    origins = [(one.code, one.origin, str(one.amount)) for one in found.facts.expenditures]

    assert origins == [
        (RUNNING, "current", "60.00"),
        (RUNNING, "brought_forward", "5.00"),
        (ADMINISTRATION, "current", "40.00"),
        (ADMINISTRATION, "brought_forward", "15.00"),
    ]


def test_revenue_and_balances_beside_spending_are_no_spending():
    found = read_form("""
        2024年度部门决算
        政府性基金预算财政拨款收入支出决算表
        公开07表
        单位：元
        科目代码|科目名称|年初结转和结余|本年收入|本年支出|||年末结转和结余
        ||||小计|基本支出|项目支出|
        合计||10|90|95||95|5
        212|城乡社区支出|10|90|95||95|5
        21208|国有土地使用权出让收入安排的支出|10|90|95||95|5
        2120803|城市建设支出|10|90|95||95|5
    """)

    assert functions(found) == [("2120803", "government_managed_funds", PROJECT, "95")]
    assert declared(found, 7)["2120803", "brought_forward"] == "10"


def test_sources_of_which_one_names_no_fund_are_known_as_a_whole():
    """Facts of all funds and facts by fund live side by side, so that half of each would be added up wrongly."""
    found = read_form("""
        2016年支出预算总表
        单位：元
        科目编码|科目名称|支出合计|公共财政预算拨款||政府性基金预算拨款|上年结转结余|其他资金
        |||小计|其中：经费拨款|||
        |合计|100|70|50|10|15|5
        2013201|行政运行|70|60|50||10|
        2013202|一般行政管理事务|30|10||10|5|5
    """)

    assert functions(found) == [(RUNNING, ALL, EVERY, "70"), (ADMINISTRATION, ALL, EVERY, "30")]
    assert declared(found, 3)["2013201", "general_public_budget"] == "60"
    assert sums(found, 3) == (9, [])


def test_what_projects_spend_on_goods_stays_spending_on_projects():
    found = read_form("""
        2024年支出预算分类汇总表（按功能科目）
        单位：元
        功能科目|||单位名称（功能科目名称）|总计|基本支出||||项目支出||
        类|款|项|||合计|工资福利支出|商品和服务支出|对个人和家庭的补助|合计|商品和服务支出|资本性支出
        |||合计|100|70|50|15|5|30|20|10
        201|32|01|行政运行|70|70|50|15|5|||
        201|32|02|一般行政管理事务|30|||||30|20|10
    """)

    assert functions(found) == [
        (RUNNING, ALL, "wages", "50"),
        (RUNNING, ALL, "goods_services", "15"),
        (RUNNING, ALL, "household_subsidies", "5"),
        (ADMINISTRATION, ALL, PROJECT, "30"),
    ]


def test_columns_that_nobody_understands_leave_the_total_as_the_fact():
    found = read_form("""
        2024年支出预算分类汇总表（按功能科目）
        单位：元
        科目编码|科目名称|总计|甲类支出|乙类支出
        |合计|100|70|30
        2013201|行政运行|70|70|
        2013202|一般行政管理事务|30||30
    """)

    assert functions(found) == [(RUNNING, ALL, EVERY, "70"), (ADMINISTRATION, ALL, EVERY, "30")]
    assert [text for _place, text in troubles(found)] == ["甲类支出", "乙类支出"]
    assert not table_of(found, 3).is_understood


def test_both_units_of_money_in_one_document_and_amounts_to_the_fen():
    found = read_form("""
        2025年支出总表
        单位：元
        科目编码|科目名称|合计|基本支出|项目支出
        |合计|1234567.89|1000000.01|234567.88
        2013201|行政运行|1234567.89|1000000.01|234567.88
        2025年一般公共预算支出表
        单位：万元
        科目编码|科目名称|合计|基本支出|项目支出
        |合计|123.456789|100.000001|23.456788
        2013201|行政运行|123.456789|100.000001|23.456788
    """)

    assert functions(found) == [
        (RUNNING, ALL, BASIC, "1000000.01"),
        (RUNNING, ALL, PROJECT, "234567.88"),
        (RUNNING, GENERAL, BASIC, "1000000.01"),
        (RUNNING, GENERAL, PROJECT, "234567.88"),
    ]
    assert (table_of(found, 3).form["unit"], table_of(found, 5).form["unit"]) == (1, 10_000)
    assert table_of(found, 5).form["places"] == 6


def test_negative_full_width_and_footnoted_amounts():
    found = read_form("""
        2022年一般公共预算支出表
        单位：万元
        科目编码|科目名称|合计|基本支出|项目支出
        |合计|１，１９０．００|１，０００．００|190.00
        2013201|行政运行|1,000.00*|1,000.00|
        2013202|一般行政管理事务|200.00①||200.00①
        2013299|其他组织事务支出|-10.00||-10.00
    """)

    assert functions(found) == [
        (RUNNING, GENERAL, BASIC, "10000000"),
        (ADMINISTRATION, GENERAL, PROJECT, "2000000"),
        ("2013299", GENERAL, PROJECT, "-100000"),
    ]
    assert sums(found, 5) == (7, [])
    assert table_of(found, 5).rows[3]["cells"][2] == "1,000.00*"


def test_a_unit_printed_behind_each_amount_is_its_unit():
    found = read_form("""
        2024年一般公共预算支出表
        单位：元
        科目编码|科目名称|合计|基本支出|项目支出
        |合计|100.50万元|60.50万元|400000元
        2013201|行政运行|60.50万元|60.50万元|
        2013202|一般行政管理事务|40.00万元||400000
    """)

    assert functions(found) == [(RUNNING, GENERAL, BASIC, "605000"), (ADMINISTRATION, GENERAL, PROJECT, "400000")]
    assert declared(found, 5)["total", "total"] == "1005000"


def test_department_and_government_codes_side_by_side():
    found = read_form("""
        2025年一般公共预算基本支出表
        单位：元
        部门预算经济分类||政府预算经济分类||合计|人员经费|公用经费
        科目编码|科目名称|科目编码|科目名称|||
        ||||30|20|10
        301|工资福利支出|501|机关工资福利支出|20|20|
        30101|基本工资|50101|工资奖金津补贴|12|12|
        30102|津贴补贴|50101|工资奖金津补贴|8|8|
        302|商品和服务支出|502|机关商品和服务支出|10||10
        30201|办公费|50201|办公经费|10||10
    """)

    assert economics(found) == [
        ("30101", "50101", GENERAL, "personnel", "12"),
        ("30102", "50101", GENERAL, "personnel", "8"),
        ("30201", "50201", GENERAL, "operating", "10"),
    ]
    assert declared(found, 6)["total", "total"] == "30"
    assert sums(found, 6) == (13, [])
