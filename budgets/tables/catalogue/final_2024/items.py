"""Form set `final-2024`: the rows that 公开01, 04 and 06 print whether there is money or not."""

from budgets.tables.rows import Item
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, MoneyOrigin

CURRENT = MoneyOrigin.CURRENT
BROUGHT_FORWARD = MoneyOrigin.BROUGHT_FORWARD
REVENUE = ("revenue_lines",)
# Amounts that no kind of fact gives.
PRINTED = Criteria(only_printed=True)
# The categories (类) of a department's spending in their order, as 公开01 and 04 number them.
CATEGORIES = (
    ("201", "一、一般公共服务支出"),
    ("202", "二、外交支出"),
    ("203", "三、国防支出"),
    ("204", "四、公共安全支出"),
    ("205", "五、教育支出"),
    ("206", "六、科学技术支出"),
    ("207", "七、文化旅游体育与传媒支出"),
    ("208", "八、社会保障和就业支出"),
    ("210", "九、卫生健康支出"),
    ("211", "十、节能环保支出"),
    ("212", "十一、城乡社区支出"),
    ("213", "十二、农林水支出"),
    ("214", "十三、交通运输支出"),
    ("215", "十四、资源勘探工业信息等支出"),
    ("216", "十五、商业服务业等支出"),
    ("217", "十六、金融支出"),
    ("219", "十七、援助其他地区支出"),
    ("220", "十八、自然资源海洋气象等支出"),
    ("221", "十九、住房保障支出"),
    ("222", "二十、粮油物资储备支出"),
    ("223", "二十一、国有资本经营预算支出"),
    ("224", "二十二、灾害防治及应急管理支出"),
    ("229", "二十三、其他支出"),
    ("231", "二十四、债务还本支出"),
    ("232", "二十五、债务付息支出"),
    ("234", "二十六、抗疫特别国债安排的支出"),
)


def _revenue(key: str, label: str, fund: str | None = None, origin: str | None = CURRENT, foot: bool = False) -> Item:
    """Declare a row of revenue."""
    return Item(key, label, REVENUE, Criteria(fund=fund, origin=origin), foot=foot)


def _blank(key: str) -> Item:
    """Declare a line of the foot that has nothing but its number."""
    return Item(key, "", (), foot=True)


REVENUE_ITEMS = (
    _revenue("general_public_budget", "一、一般公共预算财政拨款收入", Fund.GENERAL_PUBLIC_BUDGET),
    _revenue("government_managed_funds", "二、政府性基金预算财政拨款收入", Fund.GOVERNMENT_MANAGED_FUNDS),
    _revenue("state_capital_operations", "三、国有资本经营预算财政拨款收入", Fund.STATE_CAPITAL_OPERATIONS),
    _revenue("from_superior", "四、上级补助收入", Fund.FROM_SUPERIOR),
    _revenue("operational", "五、事业收入", Fund.OPERATIONAL),
    _revenue("business", "六、经营收入", Fund.BUSINESS),
    _revenue("from_subordinates", "七、附属单位上缴收入", Fund.FROM_SUBORDINATES),
    _revenue("other", "八、其他收入", Fund.OTHER),
    _revenue("current_total", "本年收入合计", foot=True),
    Item("non_fiscal_balance_used", "使用非财政拨款结余", REVENUE, PRINTED, foot=True),
    _revenue("brought_forward", "年初结转和结余", origin=BROUGHT_FORWARD, foot=True),
    _blank("blank"),
    _revenue("grand_total", "总计", origin=None, foot=True),
)
EXPENDITURE_ITEMS = (
    *(Item(code, label, ("expenditures",), code=code) for code, label in CATEGORIES),
    Item("current_total", "本年支出合计", ("expenditures",), foot=True),
    Item("balance_distribution", "结余分配", ("expenditures",), PRINTED, foot=True),
    Item("carried_forward", "年末结转和结余", ("carry_forwards",), foot=True),
    _blank("blank"),
    Item("grand_total", "总计", ("expenditures", "carry_forwards"), foot=True),
)

_GOVERNMENT = (
    ("general_public_budget", "一般公共预算财政拨款", Fund.GENERAL_PUBLIC_BUDGET),
    ("government_managed_funds", "政府性基金预算财政拨款", Fund.GOVERNMENT_MANAGED_FUNDS),
    ("state_capital_operations", "国有资本经营预算财政拨款", Fund.STATE_CAPITAL_OPERATIONS),
)
APPROPRIATION_REVENUE_ITEMS = (
    *(
        _revenue(key, f"{ordinal}、{label}", fund)
        for ordinal, (key, label, fund) in zip("一二三", _GOVERNMENT, strict=True)
    ),
    _revenue("current_total", "本年收入合计", Fund.GOVERNMENT_BUDGET_FUNDS, foot=True),
    _revenue("brought_forward", "年初财政拨款结转和结余", Fund.GOVERNMENT_BUDGET_FUNDS, BROUGHT_FORWARD, foot=True),
    *(_revenue(f"brought_forward_{key}", label, fund, BROUGHT_FORWARD, True) for key, label, fund in _GOVERNMENT),
    _revenue("grand_total", "总计", Fund.GOVERNMENT_BUDGET_FUNDS, None, foot=True),
)
APPROPRIATION_EXPENDITURE_ITEMS = (
    *(Item(code, label, ("fund_expenditures",), code=code) for code, label in CATEGORIES),
    Item("current_total", "本年支出合计", ("fund_expenditures",), foot=True),
    Item("carried_forward", "年末财政拨款结转和结余", ("carry_forwards",), foot=True),
    *(_blank(f"blank-{key}") for key, _label, _fund in _GOVERNMENT),
    Item("grand_total", "总计", ("fund_expenditures", "carry_forwards"), foot=True),
)


def _classes(category: str, *endings: str) -> tuple[str, ...]:
    """Return a 类 and its 款 as the form prints them."""
    return (category, *(f"{category}{ending}" for ending in endings))


# The three groups of 公开06: personnel, goods and services, and the rest of the operating costs.
PERSONNEL_CLASSES = (
    *_classes("301", "01", "02", "03", "06", "07", "08", "09", "10", "11", "12", "13", "14", "99"),
    *_classes("303", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "99"),
)
GOODS_CLASSES = _classes(
    *("302", "01", "02", "03", "04", "05", "06", "07", "08", "09", "11", "12", "13", "14", "15", "16", "17"),
    *("18", "24", "25", "26", "27", "28", "29", "31", "39", "40", "99"),
)
OTHER_CLASSES = (
    *_classes("307", "01", "02"),
    *_classes("310", "01", "02", "03", "05", "06", "07", "08", "09", "10", "11", "12", "13", "19", "21", "22", "99"),
    *_classes("399", "07", "08", "09", "10", "99"),
)


def is_personnel(code: str) -> bool:
    """Tell whether an economic code is 人员经费."""
    return code.startswith(("301", "303"))


def is_goods(code: str) -> bool:
    """Tell whether an economic code is 商品和服务支出."""
    return code.startswith("302")


def is_operating(code: str) -> bool:
    """Tell whether an economic code is 公用经费."""
    return not is_personnel(code)


def is_other(code: str) -> bool:
    """Tell whether an economic code belongs to the last group."""
    return is_operating(code) and not is_goods(code)


def is_none(code: str) -> bool:
    """Tell that no code counts."""
    return False
