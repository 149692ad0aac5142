"""R13: the figures of the text against the tables, and against each other."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Comparison, Evidence, Fault, Unchecked
from budgets.checks.text.figures import Figure
from budgets.checks.text.known import Known, known_amounts, tables_agree
from budgets.checks.text.naming import Name, named
from budgets.checks.text.passages import Paragraph, Sentence, passages
from budgets.checks.text.paths import names_item, subject_code
from budgets.checks.text.repeated import one_figure_each
from budgets.checks.text.shares import shares_agree
from budgets.checks.text.totals import parts_add_up
from budgets.models import DeclaredAmount
from budgets.vocabulary import MoneyOrigin, NarrativeKind, Nature, Outcome, Phase

# Sections that speak of the budget as the tables do; others speak of projects, assets or a part of the spending.
SPEAKING = {
    NarrativeKind.REVENUE_AND_EXPENDITURE,
    NarrativeKind.REVENUE,
    NarrativeKind.EXPENDITURE,
    NarrativeKind.FISCAL_APPROPRIATION,
    NarrativeKind.GENERAL_PUBLIC_BUDGET,
    NarrativeKind.BASIC_EXPENDITURE,
    NarrativeKind.THREE_PUBLIC,
    NarrativeKind.GOVERNMENT_MANAGED_FUNDS,
}
THREE_PUBLIC_ONLY = {NarrativeKind.THREE_PUBLIC}
NATURES = {NarrativeKind.BASIC_EXPENDITURE, NarrativeKind.EXPENDITURE, NarrativeKind.GENERAL_PUBLIC_BUDGET}
PARTED = re.compile(r"[①-⑳]|经费[：:]")
CARRIED_OUT, PLANNED = re.compile("执行|决算|完成"), re.compile("预算")


def figures_agree(books: Books) -> Iterator[Evidence]:
    """R13: every figure of the text is that of the tables; shares follow; nothing has two figures."""
    paragraphs = passages(books.facts)
    own = [
        *against_tables(books, paragraphs),
        *shares_agree(paragraphs),
        *one_figure_each(books, paragraphs),
        *parts_add_up(paragraphs),
    ]
    yield from own
    if not own:
        yield Unchecked(_("文字中没有可以核对的数字。"))


def against_tables(books: Books, paragraphs: list[Paragraph]) -> Iterator[Evidence]:
    """Set every amount whose subject is certain beside what the tables give for it."""
    complete, printed = tables_agree(books), {fact.amount for fact in books.facts.of(DeclaredAmount)}
    carried = any(line.origin == MoneyOrigin.BROUGHT_FORWARD and line.amount for line in books.facts.revenue_lines)
    if not complete and not books.facts.three_public_expenses:
        yield Unchecked(_("没有完整的收入和支出数据，文字中的数字无从与表核对。"))
        return
    for paragraph in paragraphs:
        if paragraph.kind not in SPEAKING:
            continue
        for sentence, figure, name in _named_amounts(books, paragraph):
            if not name.items and not complete:
                continue
            known = known_amounts(books, name) if _is_of(name, paragraph, carried=carried) else []
            if known and _is_unknown(books, name):
                text = _("“%(quote)s”中的科目 %(code)s 在表中没有。")
                values = {"quote": _quote(sentence, figure), "code": name.code}
                yield Fault(text % values, place=sentence.place)
            elif known:
                own = set() if name.items else printed
                yield from _held(compare(books, sentence, figure, known), own, figure)


def _held(compared: Comparison, printed: set[Decimal], figure: Figure) -> Iterator[Evidence]:
    """Keep a comparison; where the lines do not add up but the total is printed so, the fault is not the text's."""
    differs = compared.outcome(rounds=True) == Outcome.FAILS
    if differs and any(rounded(amount, figure.step) == figure.value for amount in printed):
        return
    yield compared


def _is_unknown(books: Books, name: Name) -> bool:
    """Tell whether a text prints a whole code that no table has, though the tables go down to whole codes."""
    codes = {line.code for line in books.facts.expenditures}
    return name.scheme == "function" and len(name.code) == 7 and name.code not in codes


def _quote(sentence: Sentence, figure: Figure) -> str:
    """Quote a figure with the words before it."""
    return sentence.around(max(0, figure.start - len(figure.before)), figure.end)


def _is_of(name: Name, paragraph: Paragraph, *, carried: bool) -> bool:
    """Tell whether a section is the one that speaks of a name; elsewhere the same words may mean a part of it."""
    if name.items:
        return paragraph.kind in THREE_PUBLIC_ONLY
    if name.scheme:
        # Where money was brought forward, other sections may count it in.
        return paragraph.kind == NarrativeKind.GENERAL_PUBLIC_BUDGET or not carried
    if name.nature in (Nature.PERSONNEL, Nature.OPERATING):
        return paragraph.kind in NATURES
    return paragraph.kind not in THREE_PUBLIC_ONLY


def _named_amounts(books: Books, paragraph: Paragraph) -> Iterator[tuple[Sentence, Figure, Name]]:
    """Yield the amounts of this year and this phase with what they are said of."""
    edition = books.facts.edition
    year, is_final = edition.budget.year, edition.budget.phase == Phase.FINAL
    for sentence in paragraph.sentences:
        earlier: int | None = None
        for figure in sentence.figures:
            earlier = figure.year or earlier
            if not figure.is_amount or earlier not in (None, year) or not _is_of_phase(figure, is_final=is_final):
                continue
            code = subject_code(books, paragraph, figure)
            name = Name(code=code, scheme="function") if code else named(figure.subject, edition.department_name)
            if name is None or not figure.subject or not _directly_named(figure):
                continue
            if not _speaks_of_a_part(name, paragraph, sentence):
                yield sentence, figure, name


def _speaks_of_a_part(name: Name, paragraph: Paragraph, sentence: Sentence) -> bool:
    """Tell whether words that elsewhere name a total are said of one item here, or a class of one kind of spending."""
    if not name.scheme:
        return names_item(paragraph)
    return name.scheme != "function" and PARTED.search(sentence.text) is not None


def _directly_named(figure: Figure) -> bool:
    """Tell whether a subject stands right before its figure, and in no bracket of another one."""
    return not re.search(r"[（(][^）)]*$", figure.before) or figure.subject in figure.clause


def _is_of_phase(figure: Figure, *, is_final: bool) -> bool:
    """Tell whether an amount is of the phase of the edition: of a budget, or of what was carried out."""
    if is_final:
        return not PLANNED.search(figure.clause.replace("公共预算", "").replace("基金预算", "").replace("经营预算", ""))
    return not CARRIED_OUT.search(figure.before)


def compare(books: Books, sentence: Sentence, figure: Figure, known: list[Known]) -> Comparison:
    """Set a figure beside the amount of the tables that is nearest to it, rounded to the places that it prints."""
    nearby = [(rounded(one.amount, figure.step), one) for one in known]
    expected, nearest = min(nearby, key=lambda pair: abs(pair[0] - figure.value))
    return Comparison(
        expected=expected,
        found=figure.value,
        subject=_("文字“%(quote)s”中的%(subject)s") % {"quote": _quote(sentence, figure), "subject": figure.subject},
        table=books.number(nearest.kind),
        place=sentence.place,
        addends=nearest.addends,
    )


def rounded(amount: Decimal, step: Decimal) -> Decimal:
    """Round an amount to a printed place."""
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
