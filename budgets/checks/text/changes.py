"""R14: what the text says has changed follows from the figures that it names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.text.completion import completion_follows
from budgets.checks.text.earlier import changes_follow_last_year
from budgets.checks.text.figures import FALL, RISE, Figure, name_of
from budgets.checks.text.passages import Paragraph, Sentence, passages
from budgets.checks.text.rates import change_shown, fits, rate_of
from budgets.vocabulary import StatedMeasure

# The percentage of a change stands right behind it: “减少1.49万元（18.63%）”, “增加50.32万元，增长3.08%”.
BESIDE = re.compile(rf"[\s，,、（(]*(?:同比|增幅|降幅|减幅)?(?:{RISE}|{FALL})?(?:了|为|约)?\s*")
REASON = re.compile(rf"[^。；增减]{{0,12}}?({RISE}|{FALL})的(?:主要)?原因")
LEVEL = re.compile(r"[比与较和同][^，。；]{0,24}?(?:基本)?(?:持平|相同|一致)")
ROUGHLY = "基本"
COMPARING = re.compile("[比与较和同]|相比|主要")
LAST_YEAR = re.compile("上年|去年|上一年")


def changes_follow(books: Books) -> Iterator[Evidence]:
    """R14: a stated change and its percentage follow from this year's figure and last year's."""
    spoken = False
    year = books.facts.edition.budget.year
    for paragraph in passages(books.facts):
        own = [piece for sentence in paragraph.sentences for piece in _examine(paragraph, sentence, year)]
        for piece in (*own, *completion_follows(paragraph)):
            spoken = True
            yield piece
    for piece in changes_follow_last_year(books):
        spoken = spoken or not isinstance(piece, Unchecked)
        yield piece
    if not spoken:
        yield Unchecked(_("文字中没有可以核对的增减。"))


def _examine(paragraph: Paragraph, sentence: Sentence, year: int) -> Iterator[Evidence]:
    """Ask everything that can be asked of the changes in one sentence."""
    figures = sentence.figures
    for number, figure in enumerate(figures):
        if figure.measure == StatedMeasure.CHANGE:
            beside = _beside(figures, number)
            yield from _amount_of_change(sentence, figures, number, year)
            yield from _more_than_all(sentence, figures, number)
            if beside is not None:
                yield from _amount_and_rate(paragraph, sentence, figure, beside)
            yield from _reason(sentence, figure, beside)
        elif figure.measure == StatedMeasure.CHANGE_RATE:
            yield from _rate_of_two_years(sentence, figures, number, year)
    yield from _level(sentence, year)


def _beside(figures: Sequence[Figure], number: int) -> Figure | None:
    """Return the percentage that belongs to a change."""
    after = figures[number + 1] if number + 1 < len(figures) else None
    if after is not None and after.is_percentage and BESIDE.fullmatch(after.before):
        return after
    return None


def _signed_rate(change: Figure, rate: Figure) -> Decimal:
    """Return a percentage with its sign; in brackets behind a change it has that of the change."""
    if rate.is_change:
        return rate.value
    return rate.value.copy_sign(change.value) if change.value else rate.value


def _amount_and_rate(paragraph: Paragraph, sentence: Sentence, change: Figure, rate: Figure) -> Iterator[Evidence]:
    """Hold a percentage against its change: they follow from one of the amounts that the paragraph names before."""
    signed = _signed_rate(change, rate)
    if change.value * signed < 0:
        yield _fault(sentence, change, rate, _("增减额与增减幅度的方向相反"))
        return
    amounts = _amounts_before(paragraph, sentence, change)
    own = _own_name(change)
    named = [one for one in amounts if own and (own in one.subject or (one.subject and one.subject in own))]
    if not amounts:
        return
    if any(_follows(one, change, signed, rate.step) for one in amounts):
        yield Passed()
    elif not own or named or own in paragraph.section.heading:
        nearest = (named or amounts)[-1]
        text = _("按%(amount)s和增减额计算，应为%(rate)s")
        computed = rate_of(nearest.value, nearest.value - change.value)
        if computed is not None and change.value:
            values = {"amount": nearest.printed, "rate": change_shown(computed, rate)}
            yield _fault(sentence, change, rate, text % values)


def _own_name(change: Figure) -> str:
    """Return what a change names itself; “比上年” and the like name nothing."""
    name = name_of(change.clause)
    return "" if COMPARING.match(name) else name.removesuffix("各")


def _follows(amount: Figure, change: Figure, rate: Decimal, step: Decimal) -> bool:
    """Tell whether a change of a percentage is possible with an amount of this year, or of last year."""
    inexact = amount.step / 2 + change.step / 2
    if LAST_YEAR.search(amount.clause):
        return fits(amount.value + change.value, amount.value, rate, step, inexact)
    return fits(amount.value, amount.value - change.value, rate, step, inexact)


def _amounts_before(paragraph: Paragraph, sentence: Sentence, change: Figure) -> list[Figure]:
    """Return the amounts that a paragraph names before a change."""
    found: list[Figure] = []
    for one in paragraph.sentences:
        if one is sentence:
            return found + [figure for figure in one.figures if figure.is_amount and figure.end <= change.start]
        found += [figure for figure in one.figures if figure.is_amount]
    return found


def _of_years(figures: Sequence[Figure], year: int) -> tuple[Figure, Figure] | None:
    """Return the one amount of this year and the one of last year that a sentence names, each with its year."""
    this = [figure for figure in figures if figure.is_amount and figure.year == year]
    last = [figure for figure in figures if figure.is_amount and figure.year == year - 1]
    return (this[0], last[0]) if len(this) == len(last) == 1 else None


def _amount_of_change(sentence: Sentence, figures: Sequence[Figure], number: int, year: int) -> Iterator[Evidence]:
    """Hold a change against the amounts of both years that the sentence names before it."""
    pair, change = _of_years(figures[:number], year), figures[number]
    if pair is None or number > 2:
        return
    difference = pair[0].value - pair[1].value
    if abs(difference - change.value) <= pair[0].step + pair[1].step + change.step:
        yield Passed()
    else:
        text = _("与所列两年金额之差不符：%(this)s与%(last)s")
        values = {"this": pair[0].printed, "last": pair[1].printed}
        yield _fault(sentence, pair[0], change, text % values)


def _rate_of_two_years(sentence: Sentence, figures: Sequence[Figure], number: int, year: int) -> Iterator[Evidence]:
    """Hold a percentage against the amounts of both years that the sentence names right before it."""
    pair, rate = _of_years(figures[:number], year), figures[number]
    if pair is None or number != 2 or not pair[1].value:
        return
    this, last = pair[0].value, pair[1].value
    computed = rate_of(this, last)
    if fits(this, last, rate.value, rate.step, (pair[0].step + pair[1].step) / 2):
        yield Passed()
    elif computed is not None:
        text = _("按%(this)s和%(last)s计算，应为%(rate)s")
        values = {"this": pair[0].printed, "last": pair[1].printed, "rate": change_shown(computed, rate)}
        yield _fault(sentence, pair[0], rate, text % values)


def _level(sentence: Sentence, year: int) -> Iterator[Evidence]:
    """Hold “持平” against the amounts of both years, where the sentence names just these."""
    match = LEVEL.search(sentence.text)
    before = [figure for figure in sentence.figures if match and figure.end <= match.start()]
    pair = _of_years(before, year)
    if match is None or pair is None or len(before) != 2 or ROUGHLY in match.group():
        return
    if abs(pair[0].value - pair[1].value) <= pair[0].step:
        yield Passed()
    else:
        yield _fault(sentence, pair[0], pair[1], _("两年金额不同，却说没有变化"))


def _more_than_all(sentence: Sentence, figures: Sequence[Figure], number: int) -> Iterator[Evidence]:
    """Report an increase that is larger than all there is: last year there would have been less than nothing."""
    change = figures[number]
    opening = sentence.text.rfind("；", 0, change.start) + 1
    amounts = [figure for figure in figures[:number] if figure.is_amount and figure.start >= opening]
    compares = re.match(r"[，,]?\s*[比较与和]", change.before)
    if change.value <= 0 or not amounts or not compares or not figures[number - 1].is_amount:
        return
    if all(figure.value + figure.step < change.value for figure in amounts):
        yield _fault(sentence, figures[number - 1], change, _("增加额大于本年金额"))


def _reason(sentence: Sentence, change: Figure, rate: Figure | None) -> Iterator[Evidence]:
    """Report a reason that is given for the opposite change."""
    end = rate.end if rate is not None else change.end
    match = REASON.match(sentence.text, end)
    if match is None or not change.value:
        return
    falls = re.fullmatch(FALL, match.group(1)) is not None
    if falls != (change.value < 0):
        text = _("前面说%(change)s，后面却说“%(reason)s”")
        direction = _("减少") if change.value < 0 else _("增加")
        fault = text % {"change": direction, "reason": match.group(1)}
        quote = sentence.around(change.start, match.end())
        yield Fault(_("“%(quote)s”%(fault)s。") % {"quote": quote, "fault": fault}, place=sentence.place)


def _fault(sentence: Sentence, first: Figure, last: Figure, text: str) -> Fault:
    """Say what does not follow, quoting the sentence."""
    start, end = min(first.start, last.start), max(first.end, last.end)
    quote = sentence.around(start, end)
    return Fault(
        _("“%(quote)s”中的“%(figure)s”：%(fault)s。") % {"quote": quote, "figure": last.printed, "fault": text},
        place=sentence.place,
    )
