"""Form set `henan-2023`: headers and columns of the twelve tables; amounts in 万元."""

from typing import Any

from budgets.tables.rows import ItemRows
from budgets.tables.spec import Block, Column, Criteria, RowsOf, Section
from budgets.vocabulary import Fund, IndicatorKind, MoneyOrigin, Nature, ThreePublicItem

EVERYTHING = Criteria()


def amounts(key: str, label: str, *, derived: bool = False, **criteria: Any) -> Column:
    """Declare a column of amounts by what it adds."""
    return Column(key, label, criteria=Criteria(**criteria), derived=derived)


def sides(expenditure_amounts: tuple[Column, ...], revenue: ItemRows, expenditure: ItemRows) -> tuple[Section, ...]:
    """Declare revenue on the left and expenditure on the right."""
    left = (
        Column("revenue_item", "项目", names_row=True),
        Column("revenue_amount", "金额", criteria=EVERYTHING),
    )
    right = (Column("expenditure_item", "项目", names_row=True), *expenditure_amounts)
    blocks = (
        Block((Column("revenue", "收入", left),), revenue),
        Block((Column("expenditure", "支出", right),), expenditure),
    )
    return (Section("money", blocks),)


def one_section(columns: tuple[Column, ...], rows: RowsOf) -> tuple[Section, ...]:
    """Declare a table of one section with one block."""
    return (Section("money", (Block(columns, rows),)),)


def subjects(fund: str | None) -> tuple[Column, ...]:
    """Declare the columns of tables 03, 05 and 09: subject by nature, of one fund or of all."""
    of: dict[str, Any] = {} if fund is None else {"fund": fund}
    personnel = (
        amounts("wages", "工资福利支出", nature=Nature.WAGES, **of),
        amounts("household_subsidies", "对个人和家庭的补助", nature=Nature.HOUSEHOLD_SUBSIDIES, **of),
    )
    operating = (
        amounts("goods_services", "商品和服务支出", nature=Nature.GOODS_SERVICES, **of),
        amounts("capital", "资本性支出", nature=Nature.CAPITAL, **of),
    )
    basic = (
        amounts("basic_expenditure", "小计", derived=True, nature=Nature.BASIC_EXPENDITURE, **of),
        Column("personnel", "人员经费", personnel),
        Column("operating", "公用经费", operating),
    )
    project = (
        amounts("project_expenditure", "小计", derived=True, nature=Nature.PROJECT_EXPENDITURE, **of),
        amounts("other_operation", "其他运转类", nature=Nature.OTHER_OPERATION, **of),
        amounts("specific_purpose", "特定目标类", nature=Nature.SPECIFIC_PURPOSE, **of),
    )
    code = (
        Column("category", "类", is_code=True),
        Column("section", "款", is_code=True),
        Column("item", "项", is_code=True),
    )
    return (
        Column("code", "科目编码", code),
        Column("unit_code", "单位代码", is_code=True),
        Column("name", "单位（科目名称）", names_row=True),
        amounts("total", "合计", derived=True, **of),
        Column("basic", "基本支出", basic),
        Column("project", "项目支出", project),
    )


def funds(origin: str, prefix: str) -> tuple[Column, ...]:
    """Declare the three columns of table 10 that name a fund of the government's budget."""
    return tuple(
        amounts(f"{prefix}_{fund.value}", str(fund.label), fund=fund, origin=origin)
        for fund in (Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_MANAGED_FUNDS, Fund.STATE_CAPITAL_OPERATIONS)
    )


def economic_codes(department: str, government: str) -> tuple[Column, ...]:
    """Declare the columns of both economic classifications (tables 06, 07) under their headers."""
    return (
        Column(
            "department_class",
            department,
            (
                Column("department_code", "科目编码", is_code=True),
                Column("department_name", "科目名称", names_row=True),
            ),
        ),
        Column(
            "government_class",
            government,
            (Column("government_code", "科目编码", is_code=True), Column("government_name", "科目名称")),
        ),
    )


def indicators() -> tuple[Column, ...]:
    """Declare the columns of table 12 that set a project's indicators side by side."""
    return tuple(
        column
        for kind in IndicatorKind
        for column in (
            Column(
                f"{kind.value}_group",
                str(kind.label),
                (Column(f"{kind.value}_indicator", "三级指标"), Column(f"{kind.value}_value", "指标值")),
            ),
        )
    )


APPROPRIATION_AMOUNTS = (
    amounts("total", "合计", derived=True, fund=Fund.GOVERNMENT_BUDGET_FUNDS),
    Column(
        "general",
        "一般公共预算",
        (
            amounts("general_public_budget", "小计", derived=True, fund=Fund.GENERAL_PUBLIC_BUDGET),
            amounts("fiscal_appropriation", "其中：财政拨款", fund=Fund.FISCAL_APPROPRIATION),
        ),
    ),
    amounts("government_managed_funds", "政府性基金", fund=Fund.GOVERNMENT_MANAGED_FUNDS),
    amounts("state_capital_operations", "国有资本经营预算", fund=Fund.STATE_CAPITAL_OPERATIONS),
)

REVENUE_BY_FUND = (
    ("government_managed_funds", "政府性基金预算", Fund.GOVERNMENT_MANAGED_FUNDS),
    ("state_capital_operations", "国有资本经营预算", Fund.STATE_CAPITAL_OPERATIONS),
    ("special_account_funds", "财政专户管理资金", Fund.SPECIAL_ACCOUNT_FUNDS),
)
UNIT_REVENUE = (
    ("operational", "事业收入", Fund.OPERATIONAL),
    ("business", "事业单位经营收入", Fund.BUSINESS),
    ("from_superior", "上级补助收入", Fund.FROM_SUPERIOR),
    ("from_subordinates", "附属单位上缴收入", Fund.FROM_SUBORDINATES),
    ("other", "其他收入", Fund.OTHER),
)
CURRENT: dict[str, Any] = {"origin": MoneyOrigin.CURRENT}
BROUGHT_FORWARD: dict[str, Any] = {"origin": MoneyOrigin.BROUGHT_FORWARD}
REVENUE_COLUMNS = (
    Column("unit_code", "单位代码", is_code=True),
    Column("unit_name", "单位名称", names_row=True),
    amounts("grand_total", "总计", derived=True),
    Column(
        "current",
        "本年收入",
        (
            amounts("current_total", "合计", derived=True, **CURRENT),
            Column(
                "current_general",
                "一般公共预算",
                (
                    amounts("general_public_budget", "小计", derived=True, fund=Fund.GENERAL_PUBLIC_BUDGET, **CURRENT),
                    amounts("fiscal_appropriation", "其中：财政拨款", fund=Fund.FISCAL_APPROPRIATION, **CURRENT),
                ),
            ),
            *(amounts(key, label, fund=fund, **CURRENT) for key, label, fund in (*REVENUE_BY_FUND, *UNIT_REVENUE)),
        ),
    ),
    Column(
        "brought_forward",
        "上年结转结余",
        (
            amounts("brought_forward_total", "小计", derived=True, **BROUGHT_FORWARD),
            *(
                amounts(f"brought_forward_{key}", label, fund=fund, **BROUGHT_FORWARD)
                for key, label, fund in (
                    ("general_public_budget", "一般公共预算", Fund.GENERAL_PUBLIC_BUDGET),
                    *REVENUE_BY_FUND,
                    ("unit_funds", "单位资金", Fund.UNIT_FUNDS),
                )
            ),
        ),
    ),
)

VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE.value, ThreePublicItem.VEHICLE_OPERATION.value)


def three_public(key: str, label: str, *items: str, derived: bool = False) -> Column:
    """Declare a column of table 08 by the items it adds."""
    return Column(key, label, criteria=Criteria(items=items), derived=derived)


GENERAL: dict[str, Any] = {"fund": Fund.GENERAL_PUBLIC_BUDGET}
BASIC_EXPENDITURE_COLUMNS = (
    *economic_codes("部门预算支出经济分类科目", "政府预算支出经济分类科目"),
    Column(
        "basic",
        "本年一般公共预算基本支出",
        (
            amounts("total", "合计", derived=True, nature=Nature.BASIC_EXPENDITURE, **GENERAL),
            amounts("personnel", "人员经费", nature=Nature.PERSONNEL, **GENERAL),
            amounts("operating", "公用经费", nature=Nature.OPERATING, **GENERAL),
        ),
    ),
)

ECONOMIC_COLUMNS = (
    *economic_codes("部门预算经济分类", "政府预算经济分类"),
    amounts("total", "总计", derived=True),
    Column(
        "general",
        "一般公共预算",
        (
            amounts("general_public_budget", "小计", derived=True, fund=Fund.GENERAL_PUBLIC_BUDGET, **CURRENT),
            amounts("fiscal_appropriation", "其中：财政拨款", fund=Fund.FISCAL_APPROPRIATION, **CURRENT),
        ),
    ),
    *(amounts(key, label, fund=fund, **CURRENT) for key, label, fund in REVENUE_BY_FUND),
    amounts("unit_funds", "单位资金", fund=Fund.UNIT_FUNDS, **CURRENT),
    amounts("brought_forward", "上年结转结余", **BROUGHT_FORWARD),
)

THREE_PUBLIC_COLUMNS = (
    three_public("total", "“三公”经费合计", derived=True),
    three_public("overseas_visits", "因公出国(境)费", ThreePublicItem.OVERSEAS_VISITS),
    Column(
        "vehicle_group",
        "公务用车购置及运行费",
        (
            three_public("vehicles", "小计", *VEHICLES, derived=True),
            three_public("vehicle_purchase", "公务用车购置费", ThreePublicItem.VEHICLE_PURCHASE),
            three_public("vehicle_operation", "公务用车运行费", ThreePublicItem.VEHICLE_OPERATION),
        ),
    ),
    three_public("hospitality", "公务接待费", ThreePublicItem.HOSPITALITY),
)

PROJECT_COLUMNS = (
    Column("kind", "类型"),
    Column("name", "项目名称", names_row=True),
    Column("unit", "项目单位"),
    amounts("total", "合计", derived=True),
    Column("current", "本年拨款", funds(MoneyOrigin.CURRENT, "current")),
    Column("brought_forward", "财政拨款结转结余", funds(MoneyOrigin.BROUGHT_FORWARD, "brought_forward")),
    amounts("special_account_funds", "财政专户管理资金", fund=Fund.SPECIAL_ACCOUNT_FUNDS),
    amounts("unit_funds", "单位资金", fund=Fund.UNIT_FUNDS),
)

PROJECT_PERFORMANCE_COLUMNS = (
    Column("code", "单位编码（项目编码）", is_code=True),
    Column("name", "项目单位（项目名称）", names_row=True),
    Column(
        "money",
        "项目金额",
        (
            amounts("total", "资金总额", derived=True),
            amounts("government_budget_funds", "政府预算资金", fund=Fund.GOVERNMENT_BUDGET_FUNDS),
            amounts("special_account_funds", "财政专户管理资金", fund=Fund.SPECIAL_ACCOUNT_FUNDS),
            amounts("unit_funds", "单位资金", fund=Fund.UNIT_FUNDS),
        ),
    ),
    Column("performance", "绩效目标", indicators()),
)
