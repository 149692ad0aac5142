"""Where the money comes from, and where it goes, as one stream."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts.chart import BLANK, Chart, ChartKind, Flow
from budgets.charts.slices import PARTS, Slice, income_slices, named_rest, slices
from budgets.money import MoneyUnit, format_amount, rounding_allowance, scale, share
from budgets.tables import FilledTable

Address = Callable[[str], str]
# Feet of table 01 that are money as well: what was left of last year, and what is left for the next.
BROUGHT_FORWARD, CARRIED_FORWARD = "brought_forward", "carried_forward"


def money_sources(balance: FilledTable) -> list[Slice]:
    """Return where the money comes from, what was left of last year among it; the largest parts by themselves."""
    label = _("上年结转结余")
    return _with_foot(income_slices(balance), balance, (BROUGHT_FORWARD, "revenue_amount"), label)


def money_uses(balance: FilledTable) -> list[Slice]:
    """Return what the money goes to by category (类), what is left for the next year among it."""
    label = _("年终结转结余")
    return _with_foot(slices(balance, "expenditure_amount"), balance, (CARRIED_FORWARD, "expenditure_amount"), label)


def money_flow(balance: FilledTable, function_address: Address) -> Chart:
    """Return the stream from the sources through the department to the categories (类), from table 01."""
    department = balance.facts.edition.label
    sources, uses = money_sources(balance), money_uses(balance)
    taken = {department}
    inflows = [(_unlike(part.label, taken), part) for part in sources]
    outflows = [(_unlike(part.label, taken), part) for part in uses]
    flows = [_flow(name, department, part.amount) for name, part in inflows]
    flows += [
        _flow(department, name, part.amount, function_address(part.key) if part.key.isdecimal() else BLANK)
        for name, part in outflows
    ]
    return Chart(
        key="flow",
        title=_("钱从哪里来，到哪里去（万元）"),
        sentence=_sentence(sources, uses),
        kind=ChartKind.SANKEY,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("来源"),
        flows=tuple(flows) if inflows and outflows else (),
    )


def _with_foot(parts: list[Slice], balance: FilledTable, address: tuple[str, str], label: str) -> list[Slice]:
    """Return the largest parts, all others as one, and the money of a foot of the table; none is negative."""
    shown = [part for part in named_rest(parts, PARTS) if part.amount > 0]
    cell = balance.by_address.get(address)
    if cell is not None and cell.amount is not None and cell.amount > 0:
        shown.append(Slice(address[0], label, cell.amount, Decimal(0), Decimal(0)))
    whole = sum((part.amount for part in shown), Decimal(0))
    return [replace(part, share=share(part.amount, whole) or Decimal(0)) for part in shown]


def _unlike(label: str, taken: set[str]) -> str:
    """Return a name for a place of the picture that no other place has, and take it."""
    while label in taken:
        label = _("%(name)s（另一端）") % {"name": label}
    taken.add(label)
    return label


def _flow(source: str, target: str, amount: Decimal, address: str = BLANK) -> Flow:
    """Return a stream of so many yuan."""
    return Flow(source, target, scale(amount, MoneyUnit.TEN_THOUSAND_YUAN), format_amount(amount) or BLANK, address)


def difference(sources: list[Slice], uses: list[Slice]) -> Decimal:
    """Return by how many yuan a document's sources are not what its uses add up to, beyond rounding; else 0."""
    gap = sum((part.amount for part in sources), Decimal(0)) - sum((part.amount for part in uses), Decimal(0))
    is_rounding = abs(gap) <= rounding_allowance(len(sources) + len(uses))
    return Decimal(0) if is_rounding or not sources or not uses else gap


def _sentence(sources: list[Slice], uses: list[Slice]) -> str:
    """Say where most comes from and goes, or that it is not known."""
    if not sources:
        return _("文件里没有读到收入按来源的数字，画不出钱的来处。")
    if not uses:
        return _("文件里没有读到支出按功能分类的数字，画不出钱的去处。")
    gap = difference(sources, uses)
    if gap:
        return _("文件里来源合计与去向合计相差 %(gap)s 万元，下图按印出的数字画出。") % {"gap": format_amount(abs(gap))}
    source, use = max(sources, key=lambda part: part.amount), max(uses, key=lambda part: part.amount)
    values = {"source": source.label, "use": use.label, "amount": format_amount(use.amount), "count": len(uses)}
    if len(sources) == 1 and len(uses) == 1:
        return _("钱全部来自%(source)s，全部用于%(use)s。") % values
    if len(sources) == 1:
        return _("钱全部来自%(source)s；分在 %(count)d 处，最多的是%(use)s，%(amount)s 万元。") % values
    if len(uses) == 1:
        return _("钱最多的来源是%(source)s；全部用于%(use)s。") % values
    return _("钱最多的来源是%(source)s；分在 %(count)d 处，最多的是%(use)s，%(amount)s 万元。") % values
