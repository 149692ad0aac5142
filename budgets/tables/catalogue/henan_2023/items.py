"""Form set `henan-2023`: the rows that tables 01, 04 and 11 print whether there is money or not."""

from budgets.tables.rows import Item
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, MoneyOrigin, Nature

# The ordinal of a row is its category (类) less 200, so that 十八, 二十五, 二十六 and 二十八 do not occur.
ORDINALS = {
    201: "一",
    202: "二",
    203: "三",
    204: "四",
    205: "五",
    206: "六",
    207: "七",
    208: "八",
    209: "九",
    210: "十",
    211: "十一",
    212: "十二",
    213: "十三",
    214: "十四",
    215: "十五",
    216: "十六",
    217: "十七",
    219: "十九",
    220: "二十",
    221: "二十一",
    222: "二十二",
    223: "二十三",
    224: "二十四",
    227: "二十七",
    229: "二十九",
    230: "三十",
    231: "三十一",
    232: "三十二",
    233: "三十三",
    234: "三十四",
}
# Category names as table 01 prints them; table 04 adds 支出 to most and words three of them differently.
CATEGORIES = {
    201: "一般公共服务",
    202: "外交",
    203: "国防",
    204: "公共安全",
    205: "教育",
    206: "科学技术",
    207: "文化旅游体育与传媒",
    208: "社会保障和就业",
    209: "社会保险基金支出",
    210: "卫生健康",
    211: "节能环保",
    212: "城乡社区事务",
    213: "农林水事务",
    214: "交通运输",
    215: "资源勘探信息等",
    216: "商业服务业等",
    217: "金融支出",
    219: "援助其他地区支出",
    220: "自然资源海洋气象等支出",
    221: "住房保障支出",
    222: "粮油物资储备支出",
    223: "国有资本经营预算",
    224: "灾害防治及应急管理",
    227: "预备费",
    229: "其他支出",
    230: "转移性支出",
    231: "债务还本支出",
    232: "债务付息支出",
    233: "债务发行费用支出",
    234: "抗疫特别国债安排的支出",
}
# 209 is 社会保险基金支出; table 04 still prints an old name of 210 in its place.
APPROPRIATION_CATEGORIES = {207: "文化体育旅游与传媒支出", 209: "医疗卫生与计划生育支出"}
WITHOUT_SUFFIX = (223, 224, 227)

CURRENT = MoneyOrigin.CURRENT
BROUGHT_FORWARD = MoneyOrigin.BROUGHT_FORWARD
REVENUE = ("revenue_lines",)


def _revenue(key: str, label: str, fund: str | None = None, origin: str | None = CURRENT, foot: bool = False) -> Item:
    """Declare a row of revenue."""
    return Item(key, label, REVENUE, Criteria(fund=fund, origin=origin), foot=foot)


def _appropriation_name(category: int) -> str:
    """Return a category's name as table 04 prints it."""
    name = APPROPRIATION_CATEGORIES.get(category, CATEGORIES[category])
    return name if name.endswith("支出") or category in WITHOUT_SUFFIX else f"{name}支出"


REVENUE_ITEMS = (
    _revenue("general_public_budget", "一、一般公共预算", Fund.GENERAL_PUBLIC_BUDGET),
    _revenue("fiscal_appropriation", "其中：财政拨款", Fund.FISCAL_APPROPRIATION),
    _revenue("government_managed_funds", "二、政府性基金预算拨款收入", Fund.GOVERNMENT_MANAGED_FUNDS),
    _revenue("state_capital_operations", "三、国有资本经营预算拨款收入", Fund.STATE_CAPITAL_OPERATIONS),
    _revenue("special_account_funds", "四、财政专户管理资金收入", Fund.SPECIAL_ACCOUNT_FUNDS),
    _revenue("operational", "五、事业收入", Fund.OPERATIONAL),
    _revenue("business", "六、事业单位经营收入", Fund.BUSINESS),
    _revenue("from_superior", "七、上级补助收入", Fund.FROM_SUPERIOR),
    _revenue("from_subordinates", "八、附属单位上缴收入", Fund.FROM_SUBORDINATES),
    _revenue("other", "九、其他收入", Fund.OTHER),
    _revenue("current_total", "本年收入合计", foot=True),
    _revenue("brought_forward", "上年结转结余", origin=BROUGHT_FORWARD, foot=True),
    _revenue("grand_total", "收入总计", origin=None, foot=True),
)
EXPENDITURE_ITEMS = (
    *(
        Item(str(category), f"{ordinal}、{CATEGORIES[category]}", ("expenditures",), code=str(category))
        for category, ordinal in ORDINALS.items()
    ),
    Item("current_total", "本年支出合计", ("expenditures",), foot=True),
    Item("carried_forward", "年终结转结余", ("carry_forwards",), foot=True),
    Item("grand_total", "支出总计", ("expenditures", "carry_forwards"), foot=True),
)

_APPROPRIATIONS = (
    ("general_public_budget", "(一) 一般公共预算拨款", Fund.GENERAL_PUBLIC_BUDGET),
    ("fiscal_appropriation", "其中：财政拨款", Fund.FISCAL_APPROPRIATION),
    ("government_managed_funds", "(二) 政府性基金预算拨款", Fund.GOVERNMENT_MANAGED_FUNDS),
    ("state_capital_operations", "(三) 国有资本经营预算拨款", Fund.STATE_CAPITAL_OPERATIONS),
)
APPROPRIATION_REVENUE_ITEMS = (
    _revenue("current_total", "一、本年收入", Fund.GOVERNMENT_BUDGET_FUNDS),
    *(_revenue(key, label, fund) for key, label, fund in _APPROPRIATIONS),
    _revenue("brought_forward", "二、上年结转", Fund.GOVERNMENT_BUDGET_FUNDS, BROUGHT_FORWARD),
    *(
        _revenue(f"brought_forward_{key}", label, fund, BROUGHT_FORWARD)
        for key, label, fund in _APPROPRIATIONS
        if fund != Fund.FISCAL_APPROPRIATION
    ),
    _revenue("grand_total", "收入合计", Fund.GOVERNMENT_BUDGET_FUNDS, None, foot=True),
)
APPROPRIATION_EXPENDITURE_ITEMS = (
    Item("current_total", "一、本年支出", ("fund_expenditures",)),
    *(
        Item(
            str(category),
            f"({ordinal}) {_appropriation_name(category)}",
            ("fund_expenditures",),
            code=str(category),
        )
        for category, ordinal in ORDINALS.items()
    ),
    Item("carried_forward", "二、年终结转结余", ("carry_forwards",)),
    Item("grand_total", "支出合计", ("fund_expenditures", "carry_forwards"), foot=True),
)

MONEY_ITEMS = (
    Item("total", "部门预算总额（万元）", ("expenditures",)),
    _revenue("government_budget_funds", "1、资金来源：（1）政府预算资金", Fund.GOVERNMENT_BUDGET_FUNDS, origin=None),
    _revenue("special_account_funds", "（2）财政专户管理资金", Fund.SPECIAL_ACCOUNT_FUNDS, origin=None),
    _revenue("unit_funds", "（3）单位资金", Fund.UNIT_FUNDS, origin=None),
    Item(
        "basic_expenditure",
        "2、资金结构：（1）基本支出",
        ("expenditures",),
        Criteria(nature=Nature.BASIC_EXPENDITURE),
    ),
    Item("project_expenditure", "（2）项目支出", ("expenditures",), Criteria(nature=Nature.PROJECT_EXPENDITURE)),
)
