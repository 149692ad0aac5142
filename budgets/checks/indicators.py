"""R16: what indicators promise against the money of their project, and values that can be measured."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.books import Books, total
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.kinds import DEPARTMENT_PERFORMANCE, PROJECT_PERFORMANCE
from budgets.measures import parse_measure
from budgets.models import DepartmentIndicator, PerformanceIndicator, Project
from budgets.money import MoneyUnit, format_amount, printed_places
from budgets.vocabulary import IndicatorKind

# Units in which a cost is said as a whole; 元/人 is the cost of one.
MONEY_UNITS = {str(unit.label): unit for unit in MoneyUnit} | {"万": MoneyUnit.TEN_THOUSAND_YUAN}
# Values that name a time are words: nothing is measured by them.
TIME = re.compile(r"\d\s*(?:年|月|日|号|季度|点|时)|\d[:：/.]\d+[:：/.]\d|\d[:：]\d")
DIGIT = re.compile(r"\d")
# Several values in one cell, words before a number, and sentences that happen to hold one.
BETWEEN = re.compile(r"[；;、\n]")
LEADING_WORDS = re.compile(r"[\u4e00-\u9fff（）()：:]*")
# A number that is finer or lower than a bound can be, and yet says what is to be reached.
EXACT = re.compile(r"[-－−]?\d[\d,]*(?:\.\d+)?[^\d≥≤<>＞＜《》；]{0,10}")
# What stands in the place of a name where a form prints a level of indicators that has none.
LEVEL = re.compile(r".*(?:指标|效益|影响|满意度)")
SENTENCE = re.compile(r"[\u4e00-\u9fff]{6}")
FEWEST_PLACES = 2


def indicators_are_sound(books: Books) -> Iterator[Evidence]:
    """R16: no cost indicator is above its project's money; every value is measurable, or is a word."""
    of_projects = books.facts.of(PerformanceIndicator)
    of_department = books.facts.of(DepartmentIndicator)
    if not of_projects and not of_department:
        yield Unchecked(_("没有绩效指标。"))
        return
    for project in books.facts.projects:
        yield from _costs(books, project)
    yield from _values(of_projects, books.number(PROJECT_PERFORMANCE))
    yield from _values(of_department, books.number(DEPARTMENT_PERFORMANCE))


def _costs(books: Books, project: Project) -> Iterator[Evidence]:
    """Compare each cost that is said as an amount with the project's money."""
    fundings = books.facts.fundings_by_project.get(project.key, ())
    money = total(fundings)
    for indicator in books.facts.indicators_by_project.get(project.key, ()):
        cost = _cost(indicator) if fundings and indicator.kind == IndicatorKind.COST else None
        if cost is None:
            continue
        if cost <= money:
            yield Passed()
            continue
        message = _("项目“%(project)s”的成本指标“%(indicator)s”为“%(value)s”，高于项目资金 %(money)s 万元。") % {
            "project": project.name,
            "indicator": indicator.name,
            "value": indicator.value,
            "money": _exact(money),
        }
        yield Fault(message, books.number(PROJECT_PERFORMANCE), project.key, indicator.source_place)


def _cost(indicator: PerformanceIndicator) -> Decimal | None:
    """Return the amount in yuan that a cost indicator allows at most, or None where it is no amount."""
    measure = parse_measure(indicator.value)
    unit = MONEY_UNITS.get(measure.unit)
    return None if measure.highest is None or unit is None else measure.highest * unit.value


def _exact(money: Decimal) -> str:
    """Print an amount in 万元 with as many places as it needs."""
    unit = MoneyUnit.TEN_THOUSAND_YUAN
    finest = printed_places([money]) + len(str(unit.value)) - 1
    return str(format_amount(money, unit, max(finest, FEWEST_PLACES)))


def _values(indicators: Iterable[PerformanceIndicator | DepartmentIndicator], number: int | None) -> Iterator[Evidence]:
    """Name the values that are missing, and those with figures that say no bound."""
    for indicator in indicators:
        value = indicator.value.strip()
        row = indicator.project.key if isinstance(indicator, PerformanceIndicator) else ""
        if not value and LEVEL.fullmatch(indicator.name):
            continue
        if not value:
            message = _("绩效指标“%s”没有指标值。") % indicator.name
            yield Fault(message, number, row, indicator.source_place)
        elif _is_measurable(value):
            yield Passed()
        else:
            message = _("绩效指标“%(name)s”的值“%(value)s”有数字，但看不出要达到多少。") % {
                "name": indicator.name,
                "value": value,
            }
            yield Fault(message, number, row, indicator.source_place)


def _is_measurable(value: str) -> bool:
    """Tell whether a value is one bound or several, or else a word, a sentence or a time."""
    if not DIGIT.search(value) or TIME.search(value) or SENTENCE.search(value):
        return True
    return all(_has_bound(part.strip()) for part in BETWEEN.split(value) if part.strip())


def _has_bound(text: str) -> bool:
    """Tell whether a text is a bound, with or without words before it: 满意率≥95%."""
    words = LEADING_WORDS.match(text)
    assert words is not None
    return bool(EXACT.fullmatch(text[words.end() :])) or any(
        parse_measure(text[start:]).number is not None for start in range(words.end() + 1)
    )
