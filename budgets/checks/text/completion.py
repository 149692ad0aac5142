"""How much of a budget was carried out, as the text of a final account says it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.figures import Figure
from budgets.checks.text.passages import Paragraph, Sentence
from budgets.checks.text.rates import HUNDRED, part_fits, shown

# 完成年初预算的91.14%, 完成全年预算数的98.69%, 完成预算的60.46%
OF = re.compile(r"完成(?:了)?(?P<which>年初|全年|调整)?预算(?:数)?的?\s*$")
BUDGETED = re.compile(r"(?P<which>年初|全年|调整)?预算(?:数)?(?:为|是)?\s*$")
SPENT = re.compile(r"(?:决算|执行)(?:数)?(?:为|是)?\s*$")
COMPARED = re.compile(r"决算数?(?P<than>大于|小于|高于|低于)(?:年初|全年)?预算")
OVER = ("大于", "高于")


def completion_follows(paragraph: Paragraph) -> Iterator[Evidence]:
    """Hold what was carried out of a budget against the amounts of budget and final account named with it."""
    for sentence in paragraph.sentences:
        for number, figure in enumerate(sentence.figures):
            match = OF.search(figure.before) if figure.is_percentage else None
            if match:
                yield from _rate(sentence, sentence.figures[:number], figure, match.group("which"))
    yield from _compared(paragraph)


def _rate(sentence: Sentence, before: Sequence[Figure], rate: Figure, which: str | None) -> Iterator[Evidence]:
    """Hold a percentage against the budget that it names and the amount that was spent."""
    budgets = [(one, found.group("which")) for one in before if (found := _budgeted(one))]
    spent = [one for one in before if one.is_amount and SPENT.search(one.before)]
    meant = [one for one, kind in budgets if which is None or kind is None or kind == which]
    if len(meant) != 1 or not spent:
        return
    budget, final = meant[0], spent[-1]
    if _follows(budget.value, final, rate):
        yield Passed()
        return
    text = (
        _("“%(quote)s”中的“%(rate)s”：按%(budget)s和%(final)s计算，应为 %(expected)s。")
        if budget.value
        else _("“%(quote)s”中的“%(rate)s”：该项预算为 0，算不出完成的比例。")
    )
    values = {
        "quote": sentence.around(budget.start, rate.end),
        "rate": rate.printed,
        "budget": budget.printed,
        "final": final.printed,
        "expected": shown(final.value * HUNDRED / budget.value, rate) if budget.value else "",
    }
    yield Fault(text % values, place=sentence.place)


def _budgeted(figure: Figure) -> re.Match[str] | None:
    """Return the words that make a figure a budgeted amount."""
    return BUDGETED.search(figure.before) if figure.is_amount else None


def _follows(budget: Decimal, final: Figure, rate: Figure) -> bool:
    """Tell whether a percentage is what the amounts say; of no budget only nothing was carried out."""
    if not budget:
        return rate.value == 0
    return part_fits(final.value, budget, rate.value, rate.step, final.step)


def _compared(paragraph: Paragraph) -> Iterator[Evidence]:
    """Report a final amount said to be above its budget that is below it, where the paragraph names just the two."""
    amounts = [figure for sentence in paragraph.sentences for figure in sentence.figures if figure.is_amount]
    budgets = [one for one in amounts if BUDGETED.search(one.before)]
    spent = [one for one in amounts if SPENT.search(one.before)]
    for sentence in paragraph.sentences:
        match = COMPARED.search(sentence.text)
        if match is None or len(budgets) != 1 or len(spent) != 1:
            continue
        difference = spent[0].value - budgets[0].value
        if (difference > 0) == (match.group("than") in OVER) and difference:
            yield Passed()
            continue
        text = _("“%(quote)s”与所列预算 %(budget)s、决算 %(final)s 不符。")
        values = {"quote": sentence.quote, "budget": budgets[0].printed, "final": spent[0].printed}
        yield Fault(text % values, place=sentence.place)
