"""The amounts that the tables give for what a text names; several where several tables speak of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.checks.books import ZERO, Books, choose, total
from budgets.checks.text.naming import Name, Side
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, MoneyOrigin, Nature

FUNDS = (None, Fund.GOVERNMENT_BUDGET_FUNDS, Fund.GENERAL_PUBLIC_BUDGET)


@dataclass(frozen=True)
class Known:
    """An amount of the tables in yuan, how many lines it adds, and the kind of table that gives it."""

    amount: Decimal
    addends: int
    kind: str


def known_amounts(books: Books, name: Name) -> list[Known]:
    """Return every amount that the tables give for a name; none where they do not speak of it."""
    if name.scheme == "function":
        return list(_of_function(books, name.code))
    if name.scheme:
        return list(_of_economic(books, name))
    if name.items:
        return list(_of_three_public(books, name.items))
    found: list[Known] = []
    if name.nature == Nature.ALL_NATURES:
        sides = (Side.REVENUE, Side.EXPENDITURE) if name.side == Side.BOTH else (name.side,)
        for side in sides:
            found += _revenue(books, name.fund) if side == Side.REVENUE else _expenditure(books, name.fund)
        return found
    return list(_of_nature(books, name.nature))


def _sum(lines: Sequence[Any] | None, kind: str) -> Iterator[Known]:
    """Yield what lines add up to; lines too coarse to choose from say nothing."""
    if lines is not None:
        yield Known(total(lines), max(len(lines), 1), kind)


def _revenue(books: Books, fund: str) -> Iterator[Known]:
    """Yield the revenue of a fund, with and without what was brought forward."""
    lines = books.facts.revenue_lines
    if not lines:
        return
    for origin in (None, MoneyOrigin.CURRENT):
        chosen = choose(lines, Criteria(fund=None if fund == Fund.ALL_FUNDS else fund, origin=origin))
        yield from _sum(chosen, "revenue_and_expenditure")


def _expenditure(books: Books, fund: str) -> Iterator[Known]:
    """Yield the spending of a fund; over all funds also with what is carried forward."""
    facts = books.facts
    if fund == Fund.ALL_FUNDS:
        if not facts.expenditures:
            return
        spent = total(facts.expenditures)
        yield Known(spent, len(facts.expenditures), "function_expenditure")
        yield Known(spent + total(facts.carry_forwards), len(facts.expenditures), "revenue_and_expenditure")
        return
    for lines in _sources(books):
        yield from _sum(choose(lines, Criteria(fund=fund)), "fiscal_appropriation")


def _sources(books: Books) -> Iterator[Sequence[Any]]:
    """Yield the lines of spending that name their fund, in case there are any."""
    facts = books.facts
    if facts.fund_expenditures and all(line.fund != Fund.ALL_FUNDS for line in facts.fund_expenditures):
        yield facts.fund_expenditures


def _marginals(books: Books, keep: Callable[[Any], bool | None]) -> Iterator[list[Any] | None]:
    """Yield the lines that `keep` chooses of each way in which spending is given: over all funds, and fund by fund."""
    facts = books.facts
    for fund in FUNDS:
        lines = facts.expenditures if fund is None else facts.fund_expenditures
        own = choose(lines, Criteria(fund=fund)) if lines else None
        if not own:
            continue
        answers = [(line, keep(line)) for line in own]
        if any(answer is None for _line, answer in answers):
            continue
        yield [line for line, answer in answers if answer]


def _of_nature(books: Books, nature: str) -> Iterator[Known]:
    """Yield the spending of a nature, over all funds and fund by fund."""
    criteria = Criteria(nature=nature)
    for lines in _marginals(books, criteria.accept):
        yield from _sum(lines, "function_expenditure")


def _of_function(books: Books, code: str) -> Iterator[Known]:
    """Yield the spending on a subject, of all natures and of basic and project spending by themselves."""

    def belongs(line: Any) -> bool | None:
        """Tell whether a line is of the subject; one of a coarser level may be."""
        if line.code.startswith(code):
            return True
        return None if code.startswith(line.code) else False

    for lines in _marginals(books, belongs):
        yield from _sum(lines, "function_expenditure")
        for nature in (Nature.BASIC_EXPENDITURE, Nature.PERSONNEL, Nature.OPERATING, Nature.PROJECT_EXPENDITURE):
            yield from _sum(choose(lines, Criteria(nature=nature)), "function_expenditure") if lines else ()


def _of_economic(books: Books, name: Name) -> Iterator[Known]:
    """Yield the spending of an economic class, of all natures and of the basic spending."""
    facts = books.facts
    for lines in (facts.economic_expenditures, facts.basic_economic_expenditures):
        codes = [line.department_code if name.scheme == "department" else line.government_code for line in lines]
        # Lines of a part of the spending say nothing of the whole class.
        whole = facts.expenditures if lines is facts.economic_expenditures else ()
        if whole and abs(total(lines) - total(whole)) > Decimal(50) * (len(lines) + len(whole)):
            return
        if lines and all(codes):
            chosen = [line for line, code in zip(lines, codes, strict=True) if code.startswith(name.code)]
            yield from _sum(chosen, "economic_expenditure")


def _of_three_public(books: Books, items: Iterable[str]) -> Iterator[Known]:
    """Yield what items of “三公”经费 add up to."""
    expenses = books.facts.three_public_expenses
    wanted = set(items)
    if expenses and (len(wanted) > 1 or wanted & {expense.item for expense in expenses}):
        yield from _sum([one for one in expenses if one.item in wanted], "three_public")


def tables_agree(books: Books) -> bool:
    """Tell whether the tables were read so completely that revenue and spending are equal: else they prove nothing."""
    facts = books.facts
    revenue, spent = total(facts.revenue_lines), total(facts.expenditures)
    if not facts.revenue_lines or not facts.expenditures:
        return False
    allowance = Decimal(50) * (len(facts.revenue_lines) + len(facts.expenditures))
    with_carried = spent + (total(facts.carry_forwards) or ZERO)
    return min(abs(revenue - spent), abs(revenue - with_carried)) <= allowance
