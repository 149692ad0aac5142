"""Form set `final-2024`: headers and columns of the nine tables; amounts in 万元."""

from typing import Any

from budgets.tables.catalogue.final_2024.items import (
    APPROPRIATION_EXPENDITURE_ITEMS,
    APPROPRIATION_REVENUE_ITEMS,
    CATEGORIES,
    EXPENDITURE_ITEMS,
    GOODS_CLASSES,
    OTHER_CLASSES,
    PERSONNEL_CLASSES,
    PRINTED,
    REVENUE_ITEMS,
    is_goods,
    is_none,
    is_operating,
    is_other,
    is_personnel,
)
from budgets.tables.catalogue.henan_2023.columns import EVERYTHING, amounts, one_section, three_public
from budgets.tables.final_rows import ClassRows, NumberedRows
from budgets.tables.rows import Item, ItemRows
from budgets.tables.spec import Block, Column, Criteria, Row, RowKind, Section
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ThreePublicItem

BODY = len(CATEGORIES)
CURRENT: dict[str, Any] = {"origin": MoneyOrigin.CURRENT}


def _side(side: str, head: str, amount_columns: tuple[Column, ...], rows: NumberedRows) -> Block:
    """Declare one side of 公开01 or 04: items, their lines, their amounts."""
    item = Column(f"{side}_item", "项目", names_row=True)
    return Block((Column(side, head, (item, Column(f"{side}_line", "行次"), *amount_columns)),), rows)


def _rows(side: str, items: tuple[Item, ...], first: int, moved: tuple[int, str, str] | None = None) -> NumberedRows:
    """Declare the rows of one side."""
    return NumberedRows(ItemRows(f"{side}_item", items), f"{side}_line", first, BODY, moved)


def _sides(*blocks: Block) -> tuple[Section, ...]:
    """Declare two sides whose rows the form prints by itself."""
    return (Section("money", blocks, is_fixed=True),)


REVENUE_AND_EXPENDITURE = _sides(
    _side(
        "revenue",
        "收入",
        (Column("revenue_amount", "金额", criteria=EVERYTHING),),
        _rows("revenue", REVENUE_ITEMS, 1, (1, "non_fiscal_balance_used", "revenue_amount")),
    ),
    _side(
        "expenditure",
        "支出",
        (Column("expenditure_amount", "金额", criteria=EVERYTHING),),
        _rows("expenditure", EXPENDITURE_ITEMS, 32, (1, "balance_distribution", "expenditure_amount")),
    ),
)
APPROPRIATION = _sides(
    _side(
        "revenue",
        "收入",
        (Column("revenue_amount", "金额", criteria=EVERYTHING),),
        _rows("revenue", APPROPRIATION_REVENUE_ITEMS, 1),
    ),
    _side(
        "expenditure",
        "支出",
        (
            amounts("total", "合计", derived=True, fund=Fund.GOVERNMENT_BUDGET_FUNDS),
            amounts("general_public_budget", "一般公共预算财政拨款", fund=Fund.GENERAL_PUBLIC_BUDGET),
            amounts("government_managed_funds", "政府性基金预算财政拨款", fund=Fund.GOVERNMENT_MANAGED_FUNDS),
            amounts("state_capital_operations", "国有资本经营预算财政拨款", fund=Fund.STATE_CAPITAL_OPERATIONS),
        ),
        _rows("expenditure", APPROPRIATION_EXPENDITURE_ITEMS, 33),
    ),
)


def subject(code: str = "科目代码") -> Column:
    """Declare the columns of a subject's code and name."""
    return Column("subject", "项目", (Column("code", code, is_code=True), Column("name", "科目名称", names_row=True)))


REVENUE_COLUMNS = (
    subject(),
    amounts("total", "本年收入合计", derived=True, **CURRENT),
    amounts("government_budget_funds", "财政拨款收入", fund=Fund.GOVERNMENT_BUDGET_FUNDS, **CURRENT),
    amounts("from_superior", "上级补助收入", fund=Fund.FROM_SUPERIOR, **CURRENT),
    amounts("operational", "事业收入", fund=Fund.OPERATIONAL, **CURRENT),
    amounts("business", "经营收入", fund=Fund.BUSINESS, **CURRENT),
    amounts("from_subordinates", "附属单位上缴收入", fund=Fund.FROM_SUBORDINATES, **CURRENT),
    amounts("other", "其他收入", fund=Fund.OTHER, **CURRENT),
)
EXPENDITURE_COLUMNS = (
    subject(),
    amounts("total", "本年支出合计", derived=True),
    amounts("basic_expenditure", "基本支出", nature=Nature.BASIC_EXPENDITURE),
    amounts("project_expenditure", "项目支出", nature=Nature.PROJECT_EXPENDITURE),
    amounts("to_superior", "上缴上级支出", nature=Nature.TO_SUPERIOR),
    amounts("business_expenditure", "经营支出", nature=Nature.BUSINESS_EXPENDITURE),
    amounts("to_subordinates", "对附属单位补助支出", nature=Nature.TO_SUBORDINATES),
)


def spending(fund: str, total: str) -> Column:
    """Declare this year's spending of one fund, its basic and its project part."""
    return Column(
        "current",
        "本年支出",
        (
            amounts("total", total, derived=True, fund=fund),
            amounts("basic_expenditure", "基本支出", fund=fund, nature=Nature.BASIC_EXPENDITURE),
            amounts("project_expenditure", "项目支出", fund=fund, nature=Nature.PROJECT_EXPENDITURE),
        ),
    )


MANAGED_FUNDS_COLUMNS = (
    subject("功能分类科目编码"),
    Column("brought_forward", "年初结转和结余", criteria=PRINTED),
    Column("current_revenue", "本年收入", criteria=PRINTED),
    spending(Fund.GOVERNMENT_MANAGED_FUNDS, "小计"),
    Column("carried_forward", "年末结转和结余", criteria=PRINTED),
)

BASIC = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.BASIC_EXPENDITURE)


def _classes(prefix: str, head: str, rows: ClassRows) -> Block:
    """Declare one group of 公开06."""
    return Block(
        (
            Column(
                prefix,
                head,
                (
                    Column(f"{prefix}_code", "科目代码", is_code=True),
                    Column(f"{prefix}_name", "科目名称", names_row=True),
                    Column(f"{prefix}_amount", "决算数", criteria=BASIC),
                ),
            ),
        ),
        rows,
    )


def _foot(key: str, **texts: str) -> Row:
    """Declare the foot of a group."""
    return Row(key, RowKind.TOTAL, texts, foot=True)


_PERSONNEL_FOOT = _foot("personnel", personnel_code="人员经费合计")
_OPERATING_FOOT = _foot("operating_label", goods_code="公用经费合计")
BASIC_EXPENDITURE = (
    Section(
        "money",
        (
            _classes(
                "personnel",
                "人员经费",
                ClassRows("personnel", PERSONNEL_CLASSES, is_personnel, _PERSONNEL_FOOT, is_personnel),
            ),
            _classes("goods", "公用经费", ClassRows("goods", GOODS_CLASSES, is_goods, _OPERATING_FOOT, is_none)),
            _classes("rest", "公用经费", ClassRows("rest", OTHER_CLASSES, is_other, _foot("operating"), is_operating)),
        ),
        is_fixed=True,
    ),
)

VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE.value, ThreePublicItem.VEHICLE_OPERATION.value)
THREE_PUBLIC = (
    ("total", "合计", ()),
    ("overseas_visits", "因公出国（境）费", (ThreePublicItem.OVERSEAS_VISITS.value,)),
    ("vehicles", "小计", VEHICLES),
    ("vehicle_purchase", "公务用车购置费", VEHICLES[:1]),
    ("vehicle_operation", "公务用车运行维护费", VEHICLES[1:]),
    ("hospitality", "公务接待费", (ThreePublicItem.HOSPITALITY.value,)),
)


def _grouped(key: str, label: str, leaves: list[Column]) -> Column:
    """Declare the six columns of one side of 公开09, those of the vehicles under their header."""
    total, overseas, *vehicles, hospitality = leaves
    group = Column(f"{key}_vehicle_group", "公务用车购置及运行维护费", tuple(vehicles))
    return Column(key, label, (total, overseas, group, hospitality))


THREE_PUBLIC_COLUMNS = (
    _grouped("budget", "预算数", [Column(f"budget_{key}", label, criteria=PRINTED) for key, label, _ in THREE_PUBLIC]),
    _grouped(
        "final",
        "决算数",
        [three_public(key, label, *items, derived=len(items) != 1) for key, label, items in THREE_PUBLIC],
    ),
)

__all__ = [
    "APPROPRIATION",
    "BASIC_EXPENDITURE",
    "EXPENDITURE_COLUMNS",
    "MANAGED_FUNDS_COLUMNS",
    "REVENUE_AND_EXPENDITURE",
    "REVENUE_COLUMNS",
    "THREE_PUBLIC_COLUMNS",
    "one_section",
    "spending",
    "subject",
]
