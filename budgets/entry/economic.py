"""The sheets of spending by economic class: basic expenditure (06), and everything else (07)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn, amount_columns
from budgets.entry.ledger import Ledger
from budgets.entry.lefts import (
    BASIC_NATURES,
    GENERAL_FUNDS,
    LEAVES,
    NAME_LENGTH,
    choices,
    fund_column,
    origin_column,
    unit_column,
)
from budgets.entry.naming import fill_names
from budgets.entry.pivot import PivotSheet, first_stored
from budgets.entry.sheet import GridRow
from budgets.models import EconomicExpenditure
from budgets.money import add, parse_amount
from budgets.tables.catalogue.henan_2023.columns import BASIC_EXPENDITURE_COLUMNS, amounts
from budgets.tables.spec import Column
from budgets.vocabulary import Fund, MoneyOrigin, Nature


class EconomicSheet(PivotSheet):
    """What both sheets by economic class have in common."""

    model = EconomicExpenditure
    models = (EconomicExpenditure,)
    texts = ("department_name", "government_name")
    sought = "department_code"
    prints = {"brought_forward": "brought_forward_general_public_budget"}

    def classes(self) -> tuple[EntryColumn, ...]:
        """Return the columns of both classifications."""
        department = (_("部门预算经济分类"),)
        government = (_("政府预算经济分类"),)
        code, text = CellKind.CODE, CellKind.TEXT
        return (
            EntryColumn(
                "department_code",
                _("科目编码"),
                code,
                department,
                classification="department",
                names="department_name",
                required=True,
                width=7,
            ),
            EntryColumn("department_name", _("科目名称"), text, department, longest=NAME_LENGTH, width=11),
            EntryColumn(
                "government_code",
                _("科目编码"),
                code,
                government,
                classification="government",
                names="government_name",
                width=7,
            ),
            EntryColumn("government_name", _("科目名称"), text, government, longest=NAME_LENGTH, width=11),
        )

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Fill in the official names, and ask for an amount."""
        names = (
            ("department_code", "department_name", "department"),
            ("government_code", "government_name", "government"),
        )
        fill_names(ledger, entered, row, names)
        super().check(ledger, entered, row)

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of a pair of codes: "30101-50101", or "30101" alone."""
        department, _hyphen, government = key.partition("-")
        codes = (department, government)
        return first_stored(
            [row for row in rows if (row.values["department_code"], row.values["government_code"]) == codes]
        )


def is_basic(line: Any) -> bool:
    """Tell whether spending is basic expenditure of the general public budget: what table 06 shows."""
    return line.fund in GENERAL_FUNDS and line.nature in BASIC_NATURES


class BasicEconomicSheet(EconomicSheet):
    """Basic expenditure of the general public budget by economic class (06)."""

    key = "basic_economic"
    title = gettext_lazy("一般公共预算基本支出表")
    tables = (6,)
    help = gettext_lazy("只填一般公共预算的基本支出；项目支出按经济分类在 07 表填。")
    identity = ("unit", "department_code", "government_code", "fund", "origin")
    pivoted = ("nature",)
    amounts = amount_columns(BASIC_EXPENDITURE_COLUMNS, ("nature",))

    def lines(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the lines that table 06 shows."""
        return super().lines(ledger).filter(fund__in=GENERAL_FUNDS, nature__in=BASIC_NATURES)

    def shows(self, ledger: Ledger, line: Any) -> bool:
        """Tell whether an offered line is one of table 06."""
        return is_basic(line)

    def left(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return both classifications, and what a line needs besides."""
        used = ledger.used(EconomicExpenditure, "fund")
        offered = [one for one in GENERAL_FUNDS if one in LEAVES or one in used or ledger.edition.is_transcribed]
        coarse = Fund.GENERAL_PUBLIC_BUDGET in used and Fund.FISCAL_APPROPRIATION not in used
        default = Fund.GENERAL_PUBLIC_BUDGET if coarse else Fund.FISCAL_APPROPRIATION
        units = (unit_column(ledger),) if ledger.units else ()
        return (*self.classes(), *units, fund_column(offered, default.value), origin_column())


BELONGS_TO_06 = gettext_lazy(
    "一般公共预算的基本支出请在 06 表填写，本表会自动带入。这里要填的是项目支出的，请另加一行，性质选“项目支出”。"
)
LEFT_OVER = (
    Fund.GENERAL_PUBLIC_BUDGET,
    Fund.GOVERNMENT_MANAGED_FUNDS,
    Fund.STATE_CAPITAL_OPERATIONS,
    Fund.SPECIAL_ACCOUNT_FUNDS,
    Fund.UNIT_FUNDS,
)
CURRENT: dict[str, Any] = {"origin": MoneyOrigin.CURRENT}
CLASS_COLUMNS = (
    amounts("total", "总计", derived=True),
    Column(
        "general",
        "一般公共预算",
        (
            amounts("general_public_budget", "小计", derived=True, fund=Fund.GENERAL_PUBLIC_BUDGET, **CURRENT),
            amounts("fiscal_appropriation", "其中：财政拨款", fund=Fund.FISCAL_APPROPRIATION, **CURRENT),
            amounts("other_general", "财政拨款以外", fund=Fund.OTHER_GENERAL, **CURRENT),
        ),
    ),
    *(amounts(fund.value, str(fund.label), fund=fund, **CURRENT) for fund in LEFT_OVER[1:]),
    Column(
        "brought_forward",
        "上年结转结余",
        tuple(
            amounts(f"brought_forward_{fund.value}", str(fund.label), fund=fund, origin=MoneyOrigin.BROUGHT_FORWARD)
            for fund in LEFT_OVER
        ),
    ),
)


@dataclass(frozen=True)
class BasicPart:
    """What 06 has of one pair of codes: the names beside them, and the amount in yuan."""

    department_name: str
    government_name: str
    amount: Decimal

    def with_more(self, amount: Decimal) -> "BasicPart":
        """Return the part with another line's amount."""
        return replace(self, amount=self.amount + amount)


class ProjectEconomicSheet(EconomicSheet):
    """Project expenditure by economic class, and basic expenditure of other funds, beside what 06 has (07)."""

    key = "project_economic"
    title = gettext_lazy("支出经济分类汇总表")
    tables = (7,)
    help = gettext_lazy(
        "基本支出从 06 表自动带入，不用再填；这里只填项目支出，以及一般公共预算以外资金的基本支出。"
        "同一科目的项目支出另加一行。"
    )
    identity = ("unit", "department_code", "government_code", "nature")
    pivoted = ("fund", "origin")
    amounts = amount_columns(CLASS_COLUMNS, ("fund", "origin"))

    def lines(self, ledger: Ledger) -> QuerySet[Any]:
        """Return all lines but those of table 06."""
        return super().lines(ledger).exclude(fund__in=GENERAL_FUNDS, nature__in=BASIC_NATURES)

    def shows(self, ledger: Ledger, line: Any) -> bool:
        """Tell whether an offered line is none of table 06."""
        return not is_basic(line)

    def left(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return both classifications, the kind of spending, and the basic part as 06 has it."""
        ordinary = {
            Nature.PROJECT_EXPENDITURE,
            Nature.OTHER_OPERATION,
            Nature.SPECIFIC_PURPOSE,
            Nature.BASIC_EXPENDITURE,
        }
        offered = choices(ordinary | ledger.used(EconomicExpenditure, "nature"), Nature)
        default = Nature.PROJECT_EXPENDITURE.value
        units = (unit_column(ledger),) if ledger.units else ()
        return (
            *self.classes(),
            *units,
            EntryColumn(
                "nature", _("支出性质"), CellKind.CHOICE, choices=offered, required=True, default=default, width=10
            ),
            EntryColumn("basic", _("基本支出（06 表带入）"), CellKind.FIXED, width=10, totalled=True),
        )

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the columns; the grand total counts the basic part too."""
        return tuple(
            replace(column, adds=("basic", *column.adds)) if column.key == "total" else column
            for column in super().make_columns(ledger)
        )

    def offered(self, ledger: Ledger, stored: Sequence[GridRow], ids: Collection[str] | None) -> list[GridRow]:
        """Return the rows of the edition begun from, and one for each pair of codes of 06: what 06 has of it."""
        found = super().offered(ledger, stored, ids)
        known = {row.id for row in found}
        for (department, government, unit), part in self._basic(ledger).items():
            identity = {
                "department_code": department,
                "government_code": government,
                "unit": unit,
                "nature": Nature.BASIC_EXPENDITURE.value,
            }
            name = self.identify(ledger, identity) or ""
            if name not in known and (ids is None or name in ids):
                names = {"department_name": part.department_name, "government_name": part.government_name}
                amounts = {"basic": plain_amount(part.amount), "total": plain_amount(part.amount)}
                found.append(GridRow(name, {**identity, **names, **amounts}))
        return found

    def _basic(self, ledger: Ledger) -> dict[tuple[str, str, str], BasicPart]:
        """Return what 06 has by both codes and unit; nothing where lines of all natures hold it already."""
        if "basic_parts" not in ledger.kept:
            lines = EconomicExpenditure.objects.filter(
                edition=ledger.edition, fund__in=GENERAL_FUNDS, nature__in=BASIC_NATURES
            )
            if Nature.ALL_NATURES in ledger.used(EconomicExpenditure, "nature"):
                lines = lines.none()
            parts: dict[tuple[str, str, str], BasicPart] = {}
            fields = ("department_code", "government_code", "unit", "department_name", "government_name", "amount")
            for department, government, unit, *said in lines.values_list(*fields):
                key = (department, government, ledger.unit_codes.get(unit, ""))
                known = parts.get(key)
                parts[key] = BasicPart(*said) if known is None else known.with_more(said[-1])
            ledger.kept["basic_parts"] = parts
        return ledger.kept["basic_parts"]

    def fixed(self, ledger: Ledger, values: Values) -> Values:
        """Return the basic part of a pair of codes; it stands in their row of basic expenditure."""
        key = (values["department_code"], values["government_code"], values["unit"])
        part = self._basic(ledger).get(key) if values["nature"] == Nature.BASIC_EXPENDITURE else None
        return {"basic": "" if part is None else plain_amount(part.amount)}

    def totals(self, ledger: Ledger) -> Values:
        """Add the columns, and the basic part to the grand total."""
        basic = add(part.amount for part in self._basic(ledger).values())
        totals = super().totals(ledger)
        whole = add([basic, parse_amount(totals.get("total"))])
        return {**totals, "basic": plain_amount(basic), "total": plain_amount(whole)}

    def stays(self, ledger: Ledger, entered: Entered) -> bool:
        """Tell whether a row stands for a pair of codes of 06, or is offered as it is."""
        key = (entered["department_code"], entered["government_code"], entered.values.get("unit", ""))
        is_basic_part = entered["nature"] == Nature.BASIC_EXPENDITURE and key in self._basic(ledger)
        return is_basic_part or super().stays(ledger, entered)

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Refuse what belongs into 06."""
        if entered.values.get("nature") in BASIC_NATURES:
            for column in self.amounts:
                fund = dict(column.sets).get("fund")
                if fund in GENERAL_FUNDS and entered.values.get(column.key) is not None:
                    entered.refuse(column.key, str(BELONGS_TO_06))
        super().check(ledger, entered, row)
