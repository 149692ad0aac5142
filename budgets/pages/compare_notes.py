"""What keeps budgets from being compared, said in sentences: it is said, and not drawn."""

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _

from budgets.models import SourceTable
from budgets.money import format_amount, rounding_allowance
from budgets.pages.compare_entries import Comparand
from budgets.pages.compare_tables import CLASS_LENGTH, Section, whole_of
from budgets.tables.editions import PRINTED
from budgets.vocabulary import Dimension

# Tables that the figures of a comparison are read from.
KINDS = (
    "revenue_and_expenditure",
    "revenue",
    "function_expenditure",
    "general_public_budget_expenditure",
    "basic_expenditure",
    "three_public",
)


def notes(entries: Sequence[Comparand], made: Sequence[Section]) -> list[str]:
    """Return what a reader must know before comparing."""
    return [
        *_phases(entries),
        *_years(entries),
        *_forms(entries),
        *_missing(made),
        *_coarse(entries),
        *_sums(entries),
        *_unread(entries),
    ]


def mixes_phases(entries: Sequence[Comparand]) -> bool:
    """Tell whether plans and outcomes of different departments or years stand side by side."""
    phases = {one.phase for one in entries}
    same = {(one.edition.budget.department_id, one.year) for one in entries}
    return len(phases) > 1 and len(same) > 1


def _phases(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say that plans stand beside outcomes."""
    if mixes_phases(entries):
        yield _(
            "预算是年初的计划，决算是年终的结果。这里把不同部门或年度的预算和决算放在一起，增减不能当作同口径的变化，因此不画图。"
        )
    elif len({one.phase for one in entries}) > 1:
        yield _("预算是年初的计划，决算是年终的结果；同一部门同一年度的两者之差，说明计划执行得怎样。")


def _years(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say that prices change from year to year."""
    if len({one.year for one in entries}) > 1:
        yield _("不同年度的金额没有扣除物价变动。")


def _forms(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say whose document uses another form."""
    if len({one.edition.form_set for one in entries}) > 1:
        own = [one.label for one in entries if one.edition.form_set == PRINTED]
        if own:
            yield _("%(labels)s用的是文件自己的表式，其余用统一表式；同名的行可能包括不同的钱。") % {
                "labels": "、".join(own)
            }
        else:
            yield _("各份文件的表式不同，同名的行可能包括不同的钱。")


def _missing(made: Sequence[Section]) -> Iterator[str]:
    """Say who does not give a dimension at all."""
    for section in made:
        if section.missing:
            yield _("%(labels)s没有可比的“%(title)s”数字，这一项只列出、不画图。") % {
                "labels": "、".join(section.missing),
                "title": section.title,
            }


def _coarse(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say who gives spending as a whole where others divide it."""
    by_nature = [one for one in entries if Dimension.NATURE in one.dimensions]
    coarse = [one.label for one in by_nature if one.amount(Dimension.NATURE, "basic_expenditure") is None]
    if coarse and len(coarse) < len(by_nature):
        yield _("%(labels)s没有分出基本支出，只有合计可比。") % {"labels": "、".join(coarse)}
    detailed = [one for one in by_nature if one.amount(Dimension.NATURE, "wages") is not None]
    rough = [one.label for one in by_nature if one not in detailed and one.label not in coarse]
    if detailed and rough:
        yield _("%(labels)s没有把基本支出再分为工资、商品和服务等，相应的格空着；空着不等于零。") % {
            "labels": "、".join(rough)
        }


def _sums(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say whose 类 do not add up to its spending: something was not printed, or not read."""
    for one in entries:
        whole, total = whole_of(one, Dimension.FUNCTION), one.amount(Dimension.NATURE, "total")
        allowed = rounding_allowance(len(one.codes(Dimension.FUNCTION, CLASS_LENGTH)))
        if whole is not None and total is not None and abs(whole - total) > allowed:
            yield _(
                "%(label)s按类相加是 %(whole)s 万元，支出合计是 %(total)s 万元，两者不等：数字不全，占比只供参考。"
            ) % {
                "label": one.label,
                "whole": format_amount(whole),
                "total": format_amount(total),
            }


def _unread(entries: Sequence[Comparand]) -> Iterator[str]:
    """Say whose tables were not understood as a whole."""
    rows = SourceTable.objects.filter(
        edition__in=[one.edition.pk for one in entries], kind__in=KINDS, is_understood=False
    )
    counts = dict(rows.order_by().values_list("edition").annotate(count=Count("pk")))
    for one in entries:
        if counts.get(one.edition.pk):
            yield _("%(label)s有 %(count)d 张表没有完全读懂，数字可能不全。") % {
                "label": one.label,
                "count": counts[one.edition.pk],
            }
