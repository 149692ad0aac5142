"""Final accounts as a central body published them for 2024: their facts, taken from the finest cells by hand.

Sums that the document prints otherwise than its lines add up, since both are rounded, are declared amounts.
"""

from decimal import Decimal
from typing import Any

from budgets.models import (
    Budget,
    CarryForward,
    DeclaredAmount,
    Department,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    Region,
    RevenueLine,
    SourceTable,
    ThreePublicExpense,
)
from budgets.tables import Facts, FilledTable, fill, find_table, tables_of
from budgets.tables.official_names import department_class_names
from budgets.vocabulary import EditionOrigin, Fund, MoneyOrigin, Nature, Phase, ThreePublicItem
from tests.published import GOLDEN, Grid, read_golden

FORM_SET = "final-2024"
TABLES = tables_of(FORM_SET)
GENERAL = Fund.GENERAL_PUBLIC_BUDGET
# 万元: appropriation, other revenue; basic and project expenditure; those of the general public budget.
SUBJECTS = [
    ("2014001", "行政运行", "5732.26", "268.50", "6026.13", "", "5757.63", ""),
    ("2014002", "一般行政管理事务", "33.00", "", "", "4.70", "", "4.70"),
    ("2014003", "机关服务", "229.19", "609.94", "799.43", "", "229.19", ""),
    ("2014004", "信访业务", "2124.72", "", "", "2066.84", "", "2066.84"),
    ("2014099", "其他信访事务支出", "7773.28", "", "540.61", "1247.85", "540.61", "1247.85"),
    ("2050803", "培训支出", "140.61", "", "", "180.03", "", "180.03"),
    ("2080501", "行政单位离退休", "1028.48", "", "1028.48", "", "1028.48", ""),
    ("2080503", "离退休人员管理机构", "211.51", "", "211.51", "", "211.51", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "414.34", "", "659.05", "", "659.05", ""),
    ("2080506", "机关事业单位职业年金缴费支出", "371.99", "", "329.53", "", "329.53", ""),
    ("2101101", "行政单位医疗", "497.53", "", "497.53", "", "497.53", ""),
    ("2210201", "住房公积金", "620.00", "", "586.32", "", "586.32", ""),
    ("2210202", "提租补贴", "65.00", "", "63.52", "", "63.52", ""),
    ("2210203", "购房补贴", "331.00", "", "331.00", "", "331.00", ""),
]
CLASSES = """
30101:1857.40 30102:2603.59 30103:143.61 30108:659.05 30109:329.53 30113:586.32 30114:497.53 30199:305.72
30201:83.92 30202:16.90 30203:1.55 30204:0.66 30205:38.95 30206:205.05 30207:90.88 30208:122.87 30209:439.44
30211:26.53 30213:90.60 30214:17.55 30215:22.91 30216:2.28 30217:0.90 30226:62.00 30227:36.88 30228:133.00
30231:40.61 30239:321.42 30299:484.52 30301:537.43 30302:257.54 30304:154.88 30309:1.09 30399:34.04
31002:24.67 31099:2.58
"""
BROUGHT_FORWARD = {GENERAL: "1154.62", Fund.OTHER: "460.62"}
CARRIED_FORWARD = {GENERAL: "6993.74", Fund.OTHER: "500.32"}
THREE_PUBLIC = {
    ThreePublicItem.OVERSEAS_VISITS: "4.69",
    ThreePublicItem.VEHICLE_OPERATION: "40.61",
    ThreePublicItem.HOSPITALITY: "0.90",
}
# Table, row, column: what is printed where the lines add up to 0.01 more or less, and what no line gives.
PRINTED = """
1 221 expenditure_amount 980.85
3 201 basic_expenditure 7366.16
3 20140 basic_expenditure 7366.16
3 221 total 980.85
3 221 basic_expenditure 980.85
3 22102 total 980.85
3 22102 basic_expenditure 980.85
4 221 total 980.85
4 221 general_public_budget 980.85
4 current_total total 13733.80
4 current_total general_public_budget 13733.80
5 total total 13733.80
5 221 total 980.85
5 221 basic_expenditure 980.85
5 22102 total 980.85
5 22102 basic_expenditure 980.85
6 302 goods_amount 2239.41
6 310 rest_amount 27.24
6 303 personnel_amount 984.97
6 personnel personnel_amount 7967.72
6 operating rest_amount 2266.65
9 total budget_total 76.43
9 total budget_overseas_visits 30.00
9 total budget_vehicles 40.63
9 total budget_vehicle_operation 40.63
9 total budget_hospitality 5.80
9 total total 46.21
"""


def yuan(amount: str) -> Decimal:
    """Return an amount of 万元 in yuan."""
    return (Decimal(amount) * 10000).quantize(Decimal("0.01"))


def final_facts(origin: EditionOrigin = EditionOrigin.TRANSCRIBED) -> Facts:
    """Return the final accounts in memory."""
    department = Department(region=Region(code="410796", name="测试区"), code="292", name="国家信访局")
    budget = Budget(department=department, year=2024, phase=Phase.FINAL)
    edition = Edition(budget=budget, origin=origin, form_set=FORM_SET, department_name="国家信访局", number=1)
    printed = [
        SourceTable(number=table.number, title=table.title, place=f"page {table.number + 6}") for table in TABLES
    ]
    return Facts(
        edition,
        {
            SourceTable: printed,
            RevenueLine: revenue(),
            FunctionExpenditure: spending(),
            EconomicExpenditure: classes(),
            CarryForward: [CarryForward(fund=fund, amount=yuan(amount)) for fund, amount in CARRIED_FORWARD.items()],
            ThreePublicExpense: [ThreePublicExpense(item=item, amount=yuan(one)) for item, one in THREE_PUBLIC.items()],
            DeclaredAmount: declared() if origin == EditionOrigin.TRANSCRIBED else [],
        },
    )


def revenue() -> list[RevenueLine]:
    """Return what came in by subject, and what was left from the year before."""
    found = []
    for code, name, appropriation, other, *_spent in SUBJECTS:
        for fund, amount in ((GENERAL, appropriation), (Fund.OTHER, other)):
            if amount:
                found.append(RevenueLine(fund=fund, function_code=code, function_name=name, amount=yuan(amount)))
    origin = MoneyOrigin.BROUGHT_FORWARD
    return found + [RevenueLine(fund=fund, origin=origin, amount=yuan(one)) for fund, one in BROUGHT_FORWARD.items()]


def spending() -> list[FunctionExpenditure]:
    """Return what was spent by subject, of all funds and of the general public budget."""
    found = []
    for code, name, _appropriation, _other, *amounts in SUBJECTS:
        kinds = [(fund, nature) for fund in (Fund.ALL_FUNDS, GENERAL) for nature in ("basic", "project")]
        for (fund, nature), amount in zip(kinds, amounts, strict=True):
            if amount:
                kind = Nature(f"{nature}_expenditure")
                line = FunctionExpenditure(code=code, name=name, fund=fund, nature=kind, amount=yuan(amount))
                found.append(line)
    return found


def classes() -> list[EconomicExpenditure]:
    """Return the basic expenditure of the general public budget by economic class."""
    pairs = [one.split(":") for one in CLASSES.split()]
    names = department_class_names()
    return [
        EconomicExpenditure(
            department_code=code,
            department_name=names[code],
            fund=GENERAL,
            nature=Nature.BASIC_EXPENDITURE,
            amount=yuan(amount),
        )
        for code, amount in pairs
    ]


def declared() -> list[DeclaredAmount]:
    """Return the printed sums that rounding keeps from what their lines add up to, and what no line gives."""
    found = []
    for line in PRINTED.split("\n"):
        if line.strip():
            table, row, column, amount = line.split()
            found.append(DeclaredAmount(table_number=int(table), row=row, column=column, amount=yuan(amount)))
    return found


def filled(facts: Facts, number: int) -> FilledTable:
    """Fill a table of final accounts by its number."""
    table = find_table(FORM_SET, number)
    assert table is not None
    return fill(table, facts)


def golden(number: int) -> tuple[list[str], Grid]:
    """Return the columns and the rows of a table as the document prints them."""
    return read_golden(GOLDEN / f"final-{number:02}.tsv")


def save(facts: Facts, budget: Any) -> Edition:
    """Store the facts as a draft of a budget, and return its edition."""
    edition = facts.edition
    edition.budget = budget
    edition.save()
    for model in (SourceTable, RevenueLine, FunctionExpenditure, EconomicExpenditure, CarryForward, ThreePublicExpense):
        keep(model, facts.of(model), edition)
    keep(DeclaredAmount, facts.of(DeclaredAmount), edition)
    return edition


def keep(model: Any, facts: list[Any], edition: Edition) -> None:
    """Store facts of one kind in their order."""
    for position, fact in enumerate(facts):
        fact.edition = edition
        if model is not SourceTable:
            fact.position = position
    model.objects.bulk_create(facts)
