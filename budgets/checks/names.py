"""R15: codes and their names as the classifications have them, and economic codes that go together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.kinds import BASIC_EXPENDITURE, ECONOMIC_EXPENDITURE, EXPENDITURE, GENERAL_PUBLIC_BUDGET, REVENUE
from budgets.models import EconomicExpenditure, FunctionExpenditure, RevenueLine
from budgets.tables.official_names import (
    department_class_names,
    function_names,
    government_class_names,
    known_pairs,
)

# What printed names write in one way or another without meaning anything else.
MARKS = str.maketrans("", "", ' \u3000\n\r\t（）()“”"、，,·.。：:-—/的')
# Words that the same name has in one year or place and lacks in another.
ENDINGS = ("支出", "费用", "事务", "费")
# A cell that was cut short keeps so much of its name at least.
SHORTEST = 4
# Government classes for administrative bodies, and those for public institutions; the others serve both.
ADMINISTRATIVE, INSTITUTIONAL = ("501", "502", "503", "504"), ("505", "506")
# Where lines that were read from no table are shown.
SUBJECT_TABLES = (EXPENDITURE, GENERAL_PUBLIC_BUDGET)
ECONOMIC_TABLES = (BASIC_EXPENDITURE, ECONOMIC_EXPENDITURE)
# How many codes a finding names before it says 等.
NAMED = 3


@dataclass(frozen=True)
class Heading:
    """A code with the name printed beside it, and where that stands."""

    code: str
    name: str
    table: int | None
    place: str


def names_are_official(books: Books) -> Iterator[Evidence]:
    """R15: codes exist under the printed name, pairs of economic codes are known, one unit is one kind of body."""
    spoken = False
    for evidence in (*_codes(books), *_pairs(books), *_bodies(books)):
        spoken = True
        yield evidence
    if not spoken:
        yield Unchecked(_("没有科目编码。"))


def _codes(books: Books) -> Iterator[Evidence]:
    """Look up every code that is printed, each with its name once."""
    for known, classification, headings in (
        (function_names(), _("支出功能分类"), _function_headings(books)),
        (department_class_names(), _("部门预算支出经济分类"), _department_headings(books)),
        (government_class_names(), _("政府预算支出经济分类"), _government_headings(books)),
    ):
        for heading in {(one.code, one.name): one for one in headings if one.code}.values():
            yield _look_up(heading, known, classification)


def _function_headings(books: Books) -> Iterator[Heading]:
    """Yield the functional codes of spending and, where the document gives it by subject, of revenue."""
    for line in books.facts.of(FunctionExpenditure):
        yield Heading(line.code, line.name, _table_of(books, line, SUBJECT_TABLES), line.source_place)
    for line in books.facts.of(RevenueLine):
        yield Heading(line.function_code, line.function_name, _table_of(books, line, (REVENUE,)), line.source_place)


def _department_headings(books: Books) -> Iterator[Heading]:
    """Yield the departments' economic codes."""
    for line in books.facts.of(EconomicExpenditure):
        table = _table_of(books, line, ECONOMIC_TABLES)
        yield Heading(line.department_code, line.department_name, table, line.source_place)


def _government_headings(books: Books) -> Iterator[Heading]:
    """Yield the government's economic codes."""
    for line in books.facts.of(EconomicExpenditure):
        table = _table_of(books, line, ECONOMIC_TABLES)
        yield Heading(line.government_code, line.government_name, table, line.source_place)


def _table_of(books: Books, line: Any, kinds: Iterable[str]) -> int | None:
    """Return the number of the table that a line was read from, or of the first that shows such lines."""
    number = books.places.number_of(line)
    return number or next((books.number(kind) for kind in kinds if not books.is_missing(kind)), None)


def _look_up(heading: Heading, known: Mapping[str, str], classification: str) -> Evidence:
    """Compare a code and its name with a classification; what is not in it may belong to another year."""
    values = {"code": heading.code, "name": heading.name, "classification": classification}
    if heading.code not in known:
        message = _(
            "科目编码 %(code)s“%(name)s”不在系统收录的%(classification)s中，请核对编码，或确认它是其他年度的科目。"
        )
        return Fault(message % values, heading.table, heading.code, heading.place)
    if heading.name and not names_agree(heading.name, known[heading.code]):
        message = _(
            "科目编码 %(code)s 印作“%(name)s”，系统收录的名称是“%(official)s”，请核对，或确认它是其他年度的名称。"
        )
        return Fault(message % {**values, "official": known[heading.code]}, heading.table, heading.code, heading.place)
    return Passed()


def names_agree(printed: str, official: str) -> bool:
    """Tell whether a printed name is the official one: whole, without its last word, or cut short by its cell."""
    text, name = _plain(printed), _plain(official)
    if _stem(text) == _stem(name):
        return True
    return len(text) >= SHORTEST and name.startswith(text)


def _plain(name: str) -> str:
    """Return a name without blanks, brackets and other marks."""
    return name.translate(MARKS)


def _stem(name: str) -> str:
    """Return a name without the last word that some forms leave out."""
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return _stem(name.removesuffix(ending))
    return name


def _pairs(books: Books) -> Iterator[Evidence]:
    """Look up every pair of a department's and a government's economic code."""
    lines = {(one.department_code, one.government_code): one for one in _paired(books)}
    for pair, line in sorted(lines.items(), key=lambda item: item[0]):
        if pair in known_pairs():
            yield Passed()
            continue
        message = _(
            "部门经济科目 %(department)s 对应政府经济科目 %(government)s，这种对应在已公开的预算中少见，请核对。"
        ) % {"department": pair[0], "government": pair[1]}
        yield Fault(message, _table_of(books, line, ECONOMIC_TABLES), "-".join(pair), line.source_place)


def _paired(books: Books) -> list[EconomicExpenditure]:
    """Return the lines that name a 款 of both classifications."""
    lines = books.facts.of(EconomicExpenditure)
    return [line for line in lines if len(line.department_code) == len(line.government_code) == 5]


def _bodies(books: Books) -> Iterator[Evidence]:
    """Hold the economic codes of each unit to one kind of body, administrative or institutional.

    A department of several units may have both kinds among them. Where its lines name no unit, that shows in one
    department code that stands with codes of both kinds.
    """
    by_unit: dict[str, list[EconomicExpenditure]] = {}
    for line in books.facts.of(EconomicExpenditure):
        by_unit.setdefault(line.unit.code if line.unit is not None else "", []).append(line)
    for unit, lines in by_unit.items():
        administrative = _with_government(lines, ADMINISTRATIVE)
        institutional = _with_government(lines, INSTITUTIONAL)
        if not administrative and not institutional:
            continue
        both = set(administrative) & set(institutional)
        if not administrative or not institutional or (not unit and both):
            yield Passed()
        else:
            yield _mixed(books, unit, administrative, institutional)


def _with_government(lines: Iterable[Any], classes: tuple[str, ...]) -> dict[str, Any]:
    """Return the lines of some government classes, the first of each department code."""
    found: dict[str, Any] = {}
    for line in lines:
        if line.government_code.startswith(classes):
            found.setdefault(line.department_code, line)
    return found


def _mixed(books: Books, unit: str, administrative: dict[str, Any], institutional: dict[str, Any]) -> Fault:
    """Say that the codes of one unit are those of two kinds of body."""
    message = _(
        "%(unit)s的政府经济科目既有机关的（%(administrative)s），又有事业单位的（%(institutional)s），"
        "一个单位应只用其中一种。"
    ) % {
        "unit": _("单位 %s ") % unit if unit else _("本部门"),
        "administrative": _named(administrative.values()),
        "institutional": _named(institutional.values()),
    }
    fewer = min(administrative, institutional, key=len)
    line = next(iter(fewer.values()))
    row = f"{line.department_code}-{line.government_code}"
    return Fault(message, _table_of(books, line, ECONOMIC_TABLES), row, line.source_place)


def _named(lines: Iterable[Any]) -> str:
    """Name some pairs of codes: 30201—50201、30211—50201 等 7 项."""
    pairs = [f"{line.department_code}—{line.government_code}" for line in lines]
    shown = "、".join(pairs[:NAMED])
    return shown if len(pairs) <= NAMED else _("%(shown)s 等 %(count)d 项") % {"shown": shown, "count": len(pairs)}
