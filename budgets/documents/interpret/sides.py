"""Read tables whose rows are a fixed list, revenue and expenditure side by side (01, 04)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.sheet import Sheet
from budgets.models import CarryForward, FunctionExpenditure, RevenueLine
from budgets.places import describe_place
from budgets.tables.catalogue.henan_2023.items import CATEGORIES
from budgets.tables.rows import Item, ItemRows
from budgets.tables.spec import Block
from budgets.vocabulary import Fund, MoneyOrigin, Nature

Amounts = dict[tuple[str, str], tuple[Decimal, Line, int]]


def read_sides(sheet: Sheet, columns: dict[str, int], body: Sequence[Line]) -> None:
    """Read both sides: totals as declared, and as facts what no finer table of the document gives."""
    section = sheet.table.sections[0]
    amounts: Amounts = {}
    for block in section.blocks:
        amounts |= _read_block(sheet, block, columns, body)
    if sheet.table.kind == "revenue_and_expenditure":
        kept = _keep_revenue(sheet, amounts) | _keep_expenditure(sheet, amounts)
    else:
        kept = _keep_state_capital(sheet, amounts)
    for address, (amount, line, at) in amounts.items():
        if address not in kept:
            sheet.reading.declare(sheet.table, *address, amount, sheet.place(line, at))


def _read_block(sheet: Sheet, block: Block, columns: dict[str, int], body: Sequence[Line]) -> Amounts:
    """Read one side: match each row's label with the form's, then its amounts."""
    assert isinstance(block.rows, ItemRows)
    label_at = columns[block.rows.label]
    found: Amounts = {}
    for line, item in _match_items(sheet, block.rows.items, label_at, body):
        for column in block.leaves:
            if column.is_amount:
                amount = sheet.amount(line, columns[column.key])
                if amount is not None:
                    found[item.key, column.key] = amount, line, columns[column.key]
    return found


def _match_items(sheet: Sheet, items: Sequence[Item], column: int, body: Sequence[Line]) -> Iterator[tuple[Line, Item]]:
    """Yield each line with the form's row it is.

    A label may be cut short or run on. One that matches nothing, between two that do, is the one row the form
    has between them; how it was read is kept as a remark.
    """
    labelled = [line for line in body if column < len(line.cells) and line.cells[column].strip()]
    places = _places(items, [line.cells[column] for line in labelled])
    for index, (line, place) in enumerate(zip(labelled, places, strict=True)):
        chosen = place if place is not None else _between(places, index, len(items))
        if chosen is None:
            continue
        sheet.account(line, column)
        if place is None:
            sheet.reading.remark(sheet.table, _misprint(line, column, items[chosen]))
        yield line, items[chosen]


def _misprint(line: Line, column: int, item: Item) -> str:
    """Say how a label that is not the form's was read."""
    return _("%(place)s此处印作“%(printed)s”，按表式应为“%(label)s”，已按后者转录。") % {
        "place": describe_place(line.location),
        "printed": line.cells[column],
        "label": item.label,
    }


def _places(items: Sequence[Item], labels: Sequence[str]) -> list[int | None]:
    """Return the form's row of each label, looking onward from the last one found, since labels repeat."""
    places: list[int | None] = []
    last = -1
    for label in labels:
        place = next((n for n in range(last + 1, len(items)) if _is_label(label, items[n].label)), None)
        last = last if place is None else place
        places.append(place)
    return places


def _is_label(printed: str, label: str) -> bool:
    """Tell whether a printed label is the form's, whole, cut short or running on."""
    text, form = normalise(printed), normalise(label)
    return text == form or (min(len(text), len(form)) > 4 and (text.startswith(form) or form.startswith(text)))


def _between(places: Sequence[int | None], index: int, count: int) -> int | None:
    """Return the one row of the form between the neighbours of a label that matches nothing."""
    before = next((place for place in reversed(places[:index]) if place is not None), -1)
    after = next((place for place in places[index + 1 :] if place is not None), count)
    return before + 1 if after - before == 2 else None


def _keep_revenue(sheet: Sheet, amounts: Amounts) -> set[tuple[str, str]]:
    """Keep revenue by its finest source, unless table 02 gives it by unit; return the cells that became facts."""
    kept: set[tuple[str, str]] = set()
    if sheet.reading.rows[RevenueLine]:
        return kept
    column = "revenue_amount"
    general = amounts.get(("general_public_budget", column))
    appropriation = amounts.get(("fiscal_appropriation", column))
    for fund in Fund:
        printed = amounts.get((fund.value, column))
        if printed is None or (fund == Fund.GENERAL_PUBLIC_BUDGET and appropriation is not None):
            continue
        _add_revenue(sheet, fund, MoneyOrigin.CURRENT, *printed)
        kept.add((fund.value, column))
    if general and appropriation and general[0] > appropriation[0]:
        rest = general[0] - appropriation[0]
        _add_revenue(sheet, Fund.OTHER_GENERAL, MoneyOrigin.CURRENT, rest, *general[1:])
        kept.add((Fund.GENERAL_PUBLIC_BUDGET.value, column))
    brought_forward = amounts.get(("brought_forward", column))
    if brought_forward is not None:
        _add_revenue(sheet, Fund.ALL_FUNDS, MoneyOrigin.BROUGHT_FORWARD, *brought_forward)
        kept.add(("brought_forward", column))
    return kept


def _add_revenue(sheet: Sheet, fund: Fund, origin: MoneyOrigin, amount: Decimal, line: Line, column: int) -> None:
    """Keep one line of revenue."""
    sheet.reading.add(RevenueLine(fund=fund, origin=origin, amount=amount), sheet.place(line, column))


def _keep_expenditure(sheet: Sheet, amounts: Amounts) -> set[tuple[str, str]]:
    """Keep what is carried forward, and spending by category where no table gives it by item."""
    reading = sheet.reading
    finer = bool(reading.rows[FunctionExpenditure])
    kept: set[tuple[str, str]] = set()
    for (row, column), (amount, line, at) in amounts.items():
        if column != "expenditure_amount":
            continue
        if row == "carried_forward":
            reading.add(CarryForward(fund=Fund.ALL_FUNDS, amount=amount), sheet.place(line, at))
            kept.add((row, column))
        elif row.isdigit() and not finer:
            _add_category(sheet, row, Fund.ALL_FUNDS, amount, line, at)
            kept.add((row, column))
    return kept


def _keep_state_capital(sheet: Sheet, amounts: Amounts) -> set[tuple[str, str]]:
    """Keep spending of state capital by category: no other table of the form set gives it."""
    kept: set[tuple[str, str]] = set()
    for (row, column), (amount, line, at) in amounts.items():
        if column == "state_capital_operations" and row.isdigit():
            _add_category(sheet, row, Fund.STATE_CAPITAL_OPERATIONS, amount, line, at)
            kept.add((row, column))
    return kept


def _add_category(sheet: Sheet, code: str, fund: Fund, amount: Decimal, line: Line, column: int) -> None:
    """Keep spending on a whole category, its nature unknown."""
    fact = FunctionExpenditure(
        code=code, name=CATEGORIES[int(code)], fund=fund, nature=Nature.ALL_NATURES, amount=amount
    )
    sheet.reading.add(fact, sheet.place(line, column))
