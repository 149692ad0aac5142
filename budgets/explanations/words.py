"""A figure in words: which money it is, and how it is added up, in sentences that a citizen understands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budgets.explanations.counterparts import Counterpart, Verdict
from budgets.explanations.names import column_path, describe, exact_amount, plain_name, row_name
from budgets.explanations.same_money import Relation
from budgets.explanations.scope import ALL_ITEMS, Measure, Scope
from budgets.explanations.sums import Addition, Way
from budgets.money import add, round_half_up, scale
from budgets.tables import Cell, FilledTable
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ThreePublicItem

# So many addends are written out in a sentence; more of them stand in a list alone.
FEW = 8


def what_it_is(filled: FilledTable, cell: Cell, scope: Scope | None) -> str:
    """Say which money a figure is."""
    budget = filled.facts.edition.budget
    name = plain_name(row_name(filled, cell.row, cell.column.key))
    words = {"year": budget.year, "phase": budget.get_phase_display(), "name": name}
    if scope is None:
        column = "·".join(column_path(filled, cell.column.key))
        return _("这是 %(year)d 年%(phase)s中“%(name)s”一行、“%(column)s”一列的数。") % {**words, "column": column}
    return _("这是 %(year)d 年%(phase)s中%(money)s。") % {**words, "money": money_in_words(scope, name)}


def money_in_words(scope: Scope, name: str) -> str:
    """Return what money a scope is; `name` is what the row is called that the figure stands in."""
    if scope.measure == Measure.THREE_PUBLIC:
        items = [str(ThreePublicItem(item).label) for item in ThreePublicItem.values if item in scope.items]
        return _("全部“三公”经费") if scope.items == ALL_ITEMS else _("“三公”经费里的%s") % _("和").join(items)
    if scope.measure == Measure.CARRIED_FORWARD:
        return _("年终结转结余、留到下一年用的资金")
    if scope.measure == Measure.BALANCE:
        whose = "" if scope.fund == Fund.ALL_FUNDS else _without_brackets(str(Fund(scope.fund).label))
        return _("%s收支的总数：全部收入连同上年结转，等于全部支出连同年终结转") % whose
    return _revenue(scope, name) if scope.measure == Measure.REVENUE else _spending(scope, name)


def _revenue(scope: Scope, name: str) -> str:
    """Return what revenue a scope is."""
    whose = "" if scope.fund == Fund.ALL_FUNDS else _("来自“%s”的") % Fund(scope.fund).label
    unit = _("%s 单位") % scope.unit if scope.unit else ""
    subject = _("科目 %s 的") % scope.function if scope.function else ""
    kinds = {
        "": _("全部收入，包括本年的和上年结转结余的"),
        MoneyOrigin.CURRENT.value: _("本年收入"),
        MoneyOrigin.BROUGHT_FORWARD.value: _("上年结转结余"),
    }
    return f"{unit}{whose}{subject}{kinds[scope.origin]}"


def _spending(scope: Scope, name: str) -> str:
    """Return what spending a scope is: whose, of which fund, on what, as what."""
    is_all = scope.fund == Fund.ALL_FUNDS
    unit = _("%s 单位") % scope.unit if scope.unit else ""
    means = "" if is_all else _("由%s安排") % _without_brackets(str(Fund(scope.fund).label))
    left = _("用上年结转结余安排") if scope.origin == MoneyOrigin.BROUGHT_FORWARD else ""
    purpose, kind = _purpose(scope, name), _kind_of_spending(scope)
    whole = kind if purpose or unit else _("全部%s") % kind
    said = _("、").join(part for part in (means, left, purpose) if part)
    spending = _("%(said)s的%(kind)s") % {"said": said, "kind": whole} if said else whole
    return f"{unit}{spending}" + (_("，不分资金来源") if is_all else "")


def _purpose(scope: Scope, name: str) -> str:
    """Return on what money is spent: a project, a subject, an economic class; blank where on anything."""
    if scope.project:
        return _("用于项目“%s”") % name
    if scope.function:
        return _("用于“%(name)s”（科目 %(code)s）") % {"name": name, "code": scope.function}
    code = scope.economic or scope.government
    return _("经济分类为“%(name)s”（%(code)s）") % {"name": name, "code": code} if code else ""


def _kind_of_spending(scope: Scope) -> str:
    """Return what kind of spending it is; that on an economic class or a project has its kind by that."""
    if scope.nature == Nature.ALL_NATURES:
        return _("支出")
    return _without_brackets(str(Nature(scope.nature).label))


def _without_brackets(label: str) -> str:
    """Return a label without the remark in brackets behind it."""
    return label.split("（")[0]


@dataclass(frozen=True)
class Term:
    """An addend as a sentence names it: what it is called, its amount in yuan, and the cell or the line it is."""

    name: str
    amount: Decimal
    addend: Any


def opening(addition: Addition) -> str:
    """Return how the sentence begins that says what a figure adds."""
    count = len(addition.addends)
    if count == 1:
        return {
            Way.ACROSS: _("横着看，本行只有一列有数："),
            Way.DOWN: _("竖着看，本列只有一行有数："),
            Way.LINES: _("只有一笔："),
        }[addition.way]
    sentences = {
        Way.ACROSS: _("横着看，是本行 %d 列之和："),
        Way.DOWN: _("竖着看，是本列 %d 行之和："),
        Way.LINES: _("是 %d 笔之和："),
    }
    return sentences[addition.way] % count


def terms(filled: FilledTable, addition: Addition) -> list[Term]:
    """Return the addends that a sentence names: lines of one name together, and none where there are too many."""
    found = [Term(addend_name(filled, addition.way, one), one.amount, one) for one in addition.addends]
    if addition.way == Way.LINES and len(found) > 1:
        found = _grouped(found)
    return found if len(found) <= FEW else []


def _grouped(found: Sequence[Term]) -> list[Term]:
    """Put terms together that are called the same."""
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in found:
        groups[term.name].append(term)
    return [Term(name, add(one.amount for one in own) or Decimal(0), own[0].addend) for name, own in groups.items()]


def addend_name(filled: FilledTable, way: Way, addend: Any) -> str:
    """Return what an addend is called beside the others: a column, a row, or what a line is for."""
    if way == Way.ACROSS:
        return short_path(column_path(filled, addend.column.key))
    if way == Way.DOWN:
        return plain_name(row_name(filled, addend.row, addend.column.key))
    return describe(filled, addend)[0]


def short_path(path: Sequence[str]) -> str:
    """Return the name of a column: its label, and that of its group where the label alone says little."""
    label = path[-1] if path else ""
    return "·".join(path[-2:]) if label in (_("小计"), _("合计"), _("金额")) and len(path) > 1 else label


def difference_in_words(filled: FilledTable, cell: Cell, addition: Addition) -> str:
    """Say by how much a figure differs from what its addends add up to; nothing where it does not."""
    if not addition.gap:
        return ""
    words = {
        "shown": exact_amount(filled, cell.amount or Decimal(0)),
        "total": exact_amount(filled, addition.total),
        "gap": exact_amount(filled, abs(addition.gap)),
        "unit": filled.table.unit_label,
        "side": _("多") if addition.gap > 0 else _("少"),
    }
    if addition.rounds:
        return _("文件印作 %(shown)s，各项相加是 %(total)s，相差 %(gap)s %(unit)s，在四舍五入的范围之内。") % words
    return _("文件印作 %(shown)s，各项相加是 %(total)s：印出的数%(side)s了 %(gap)s %(unit)s，两者不符。") % words


def approved_in_words(filled: FilledTable, cell: Cell) -> str:
    """Say by how much what was approved differs from a prepared figure; nothing where it does not."""
    if cell.is_transcribed or cell.declared is None or cell.computed is None or cell.declared == cell.computed:
        return ""
    return _("申报或批复的数是 %(declared)s，与各项相加的 %(computed)s 相差 %(gap)s %(unit)s，两者不符。") % {
        "declared": exact_amount(filled, cell.declared),
        "computed": exact_amount(filled, cell.computed),
        "gap": exact_amount(filled, abs(cell.declared - cell.computed)),
        "unit": filled.table.unit_label,
    }


def why_alone(filled: FilledTable, cell: Cell) -> str:
    """Say why nothing is listed below a figure."""
    if cell.unknown:
        return _("公布的数据没有细分到可以列出它由什么组成，这里只有文件印出的数。")
    if not cell.lines and cell.declared is None:
        return _("没有这一类收支；表式要求此处印作零。")
    if not cell.lines and cell.amount:
        return _("这是文件印出的数，公布的数据里没有比它更细的。")
    return _("这是文件印出的数，没有更细的数据。")


def rounding_note(filled: FilledTable, additions: Iterable[Addition]) -> str:
    """Say that shown amounts are rounded one by one, where what is shown does not add up to what is shown."""
    table = filled.table
    for one in additions:
        shown = add(scale(addend.amount, table.unit, table.places) for addend in one.addends)
        if not one.gap and shown != round_half_up(one.total / table.unit.value, table.places):
            return _("各数分别四舍五入后显示，显示的数相加与合计可能差在末位；系统按元和分相加，没有差别。")
    return ""


def verdict_in_words(filled: FilledTable, found: Counterpart) -> str:
    """Say what comes of comparing a figure with another table."""
    gap = exact_amount(filled, abs(found.gap))
    words = {"gap": gap, "unit": filled.table.unit_label, "reason": found.reason}
    sentences = {
        Verdict.AGREES: _("相符"),
        Verdict.ROUNDS: _("相差 %(gap)s %(unit)s（四舍五入之内）"),
        Verdict.DIFFERS: _("相差 %(gap)s %(unit)s"),
        Verdict.EXCEEDS: _("部分大于整体，超出 %(gap)s %(unit)s"),
        Verdict.UNKNOWN: _("无从比较：%(reason)s"),
    }
    if found.verdict == Verdict.WITHIN and not found.gap:
        return _("金额相同")
    if found.verdict == Verdict.WITHIN:
        return _("是本数的一部分") if found.relation == Relation.PART else _("包含本数")
    return sentences[found.verdict] % words
