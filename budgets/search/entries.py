"""What can be found of an edition, made of its facts; unsaved, so that many editions can be written at once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.models import (
    DepartmentIndicator,
    Edition,
    GlossaryTerm,
    Narrative,
    PerformanceTask,
    Project,
    SearchEntry,
    SearchKind,
)
from budgets.money import MoneyUnit, add, format_amount
from budgets.search.sounds import sounds_of
from budgets.search.synonyms import shipped_synonyms
from budgets.search.tokens import amount_marks
from budgets.search.units import MARK, lines_of
from budgets.tables import Facts, edition_tables
from budgets.tables.outline import ECONOMICS, FUNCTIONS, Outline
from budgets.vocabulary import IndicatorKind

# An id is made of year, edition and place, so that the newest year comes first where ids run down, and within an
# edition what is printed first. Departments have no year: their ids lie below all others.
YEAR_BITS, PLACE_BITS = 48, 16
LAST_PLACE = 2**PLACE_BITS - 1
DEPARTMENT_IDS = (0, 2**YEAR_BITS - 1)
SHORTEST_PREFIX = 3
TITLE_LENGTH = 200
# The key of what stands in a table of the whole department, and not on a page of its own.
TABLE_KEY = "tables/"


def entries_of(facts: Facts) -> list[SearchEntry]:
    """Return what can be found of a saved edition: its department, and everything in it."""
    edition = facts.edition
    found = [
        *_subjects(SearchKind.FUNCTION, Outline(FUNCTIONS, facts.expenditures)),
        *_subjects(SearchKind.ECONOMIC, Outline(ECONOMICS, facts.classified_expenditures)),
        *_projects(facts),
        *_department_performance(facts),
        *_tables(facts),
        *_texts(facts),
    ]
    budget = edition.budget
    marks = _owner_marks(edition)
    first = edition_ids(budget.year, edition.pk)[1]
    for place, entry in enumerate(found[:LAST_PLACE]):
        entry.pk, entry.edition = first - place, edition
        entry.text = "\n".join([entry.text, *marks])
    return [department_entry(edition), *found]


def edition_ids(year: int, edition: int) -> tuple[int, int]:
    """Return the least and the greatest id that an edition's entries have."""
    least = (year << YEAR_BITS) + (edition << PLACE_BITS)
    return least, least + LAST_PLACE


def year_ids(year: int) -> tuple[int, int]:
    """Return the least and the greatest id of a year's entries."""
    return year << YEAR_BITS, ((year + 1) << YEAR_BITS) - 1


def department_id(department: int) -> int:
    """Return the id of a department's entry."""
    return department << PLACE_BITS


def department_entry(edition: Edition) -> SearchEntry:
    """Return the entry of a department under the names that one edition gives it, with the way they sound."""
    budget = edition.budget
    names = list(dict.fromkeys(name for name in (edition.department_name, edition.department_short_name) if name))
    spoken = [*names, *_short_forms(names)]
    text = [
        *lines_of(*names, budget.department.code),
        *dict.fromkeys(sound for name in spoken for sound in sounds_of(name) if sound),
        *_owner_marks(edition),
    ]
    return SearchEntry(
        pk=department_id(budget.department_id),
        edition=edition,
        kind=SearchKind.DEPARTMENT,
        title=edition.department_name[:TITLE_LENGTH],
        body="\n".join(names[1:]),
        key=budget.department.code,
        text="\n".join(text),
    )


def _owner_marks(edition: Edition) -> list[str]:
    """Return the marks of an edition's region, department, phase and year."""
    budget = edition.budget
    values = {"r": budget.department.region_id, "d": budget.department_id, "p": budget.phase, "y": budget.year}
    return [f"{MARK}{letter}{value}" for letter, value in values.items()]


def _short_forms(names: list[str]) -> list[str]:
    """Return what parts of names are called for short: renshe stands for 人力资源和社会保障."""
    return [short for short, long, mutual in shipped_synonyms() if mutual and any(long in name for name in names)]


def _entry(
    kind: SearchKind, title: str, key: str, body: str = "", amount: Decimal | None = None, codes: tuple[str, ...] = ()
) -> SearchEntry:
    """Return an entry whose title, body, codes and amount can be searched; the amount in 万元 and in 元."""
    lines = [*lines_of(title, body, *codes)]
    if amount is not None:
        lines += lines_of(f"{format_amount(amount)}万元", f"{format_amount(amount, MoneyUnit.YUAN)}元")
        lines += amount_marks(amount)
    return SearchEntry(kind=kind, title=title[:TITLE_LENGTH], body=body, key=key, amount=amount, text="\n".join(lines))


def _subjects(kind: SearchKind, outline: Outline) -> Iterator[SearchEntry]:
    """Yield every code of a classification that has money; the beginnings of a code find it too."""
    for code in outline.codes:
        prefixes = tuple(code[:length] for length in range(SHORTEST_PREFIX, len(code) + 1))
        yield _entry(kind, outline.name(code), code, amount=outline.amount(code), codes=prefixes)


def _projects(facts: Facts) -> Iterator[SearchEntry]:
    """Yield each project with its money, and after it its indicators."""
    labels = {str(value): str(label) for value, label in IndicatorKind.choices}
    for project in facts.projects:
        amount = add(one.amount for one in facts.fundings_by_project.get(project.key, ()))
        yield _entry(SearchKind.PROJECT, project.name, project.key, amount=amount, codes=(project.code,))
        yield from _indicators(facts, project, labels)


def _indicators(facts: Facts, project: Project, labels: Mapping[str, str]) -> Iterator[SearchEntry]:
    """Yield what a project is to achieve, an indicator a line."""
    own = facts.indicators_by_project.get(project.key, ())
    if own:
        lines = [f"{labels[one.kind]}：{one.name} {one.value}".strip() for one in own]
        yield _entry(SearchKind.INDICATOR, project.name, project.key, body="\n".join(lines))


def _department_performance(facts: Facts) -> Iterator[SearchEntry]:
    """Yield what the department as a whole is to achieve: goal, tasks and indicators."""
    goal = facts.performance_goal
    lines = [goal.text] if goal else []
    lines += [f"{task.name} {task.content}".strip() for task in facts.of(PerformanceTask)]
    lines += [f"{one.level_two or one.level_one}：{one.name} {one.value}" for one in facts.of(DepartmentIndicator)]
    if lines:
        table = next((one for one in edition_tables(facts) if one.kind == "department_performance"), None)
        key = f"{TABLE_KEY}{table.number}" if table else ""
        yield _entry(SearchKind.INDICATOR, _("部门整体绩效目标"), key, body="\n".join(lines))


def _tables(facts: Facts) -> Iterator[SearchEntry]:
    """Yield the edition's tables by title and number."""
    for table in edition_tables(facts):
        yield _entry(SearchKind.TABLE, table.title, str(table.number), codes=(table.label,))


def _texts(facts: Facts) -> Iterator[SearchEntry]:
    """Yield the sections of the text, and the terms that it explains, by their anchors on the page of the text."""
    positions: Counter[int] = Counter()
    for section in facts.of(Narrative):
        positions[section.position] += 1
        again = f"-{positions[section.position]}" if positions[section.position] > 1 else ""
        key = f"section-{section.position}{again}"
        yield _entry(SearchKind.TEXT, section.heading, key, body=_clean(section.text))
    for number, term in enumerate(facts.of(GlossaryTerm), start=1):
        yield _entry(SearchKind.TERM, term.term, f"term-{number}", body=_clean(term.meaning))


def _clean(text: str) -> str:
    """Return a text without signs that a database cannot keep."""
    return text.replace("\0", "")
