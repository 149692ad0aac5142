"""Changes that the text states against last year's published edition, where the system has it."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.checks.text.figures import Figure
from budgets.checks.text.known import known_amounts, tables_agree
from budgets.checks.text.naming import Name, named
from budgets.checks.text.passages import passages
from budgets.models import Edition
from budgets.tables import Facts
from budgets.vocabulary import StatedMeasure

# A comparison with what was carried out is not one with last year's budget.
OTHER_BASIS = re.compile("执行|决算")


def changes_follow_last_year(books: Books) -> Iterator[Evidence]:
    """Hold stated changes of certain totals against this year's tables less those published last year."""
    earlier = _published_last_year(books.facts)
    if earlier is None:
        yield Unchecked(_("系统中没有上一年度公开的同类预算，文字所说的增减只能按文中的数字核对。"))
        return
    last = Books(Facts(earlier))
    if not (tables_agree(books) and tables_agree(last)):
        yield Unchecked(_("两年的收入和支出数据不完整，增减无从核对。"))
        return
    for paragraph in passages(books.facts):
        for sentence in paragraph.sentences:
            for number, figure in enumerate(sentence.figures):
                name = _changed(books, sentence.figures, number)
                if name is not None:
                    yield from _compare(books, last, figure, name, sentence.place)


def _published_last_year(facts: Facts) -> Edition | None:
    """Return last year's published edition of the same department and phase."""
    budget = facts.edition.budget
    if budget.department.pk is None:
        return None
    last = {"budget__department": budget.department, "budget__year": budget.year - 1, "budget__phase": budget.phase}
    return Edition.objects.published().with_budget().filter(**last).first()


def _changed(books: Books, figures: list[Figure], number: int) -> Name | None:
    """Return what a change is said of: its own subject, or that of the amount right before it."""
    figure = figures[number]
    if figure.measure != StatedMeasure.CHANGE or OTHER_BASIS.search(figure.before):
        return None
    before = figures[number - 1] if number and figures[number - 1].is_amount else None
    own = named(figure.subject, books.facts.edition.department_name)
    return own or (named(before.subject, books.facts.edition.department_name) if before else None)


def _compare(books: Books, last: Books, figure: Figure, name: Name, place: str) -> Iterator[Evidence]:
    """Set a stated change beside the difference of the two years."""
    this_year, last_year = known_amounts(books, name), known_amounts(last, name)
    if not this_year or not last_year or len({one.amount for one in (*this_year,)}) > 1:
        return
    if len({one.amount for one in last_year}) > 1:
        return
    difference = this_year[0].amount - last_year[0].amount
    close = abs(difference - figure.value) <= figure.step
    yield Comparison(
        expected=figure.value if close else difference,
        found=figure.value,
        subject=_("文字“%s”所说的增减额（对上一年度公开的预算）") % "".join(figure.sentence.split())[:80],
        place=place,
        addends=this_year[0].addends + last_year[0].addends,
    )
