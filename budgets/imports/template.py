"""What the workbook to fill in begins with: the draft as it stands, or what of last year's budget is still so."""

from django.db.models import Model, Q

from budgets.exporters.workbook_template import template_xlsx
from budgets.imports.receiving import unpublished_edition
from budgets.models import (
    Budget,
    BudgetYear,
    Department,
    Edition,
    GlossaryTerm,
    Narrative,
    PerformanceIndicator,
    Project,
)
from budgets.tables import Facts
from budgets.tables.catalogue import FORM_SETS
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin

# What a department says again next year, with changes; its money it does not.
LASTING: tuple[type[Model], ...] = (Project, PerformanceIndicator, Narrative, GlossaryTerm)


def template_of(department: Department, year: int, phase: str) -> bytes:
    """Return the workbook to fill in for a department's budget."""
    edition = unpublished_edition(department, year, phase)
    facts = Facts(edition) if edition is not None and not edition.is_transcribed else None
    facts = facts or _begun(department, year, phase)
    units = {unit.code: unit for unit in [*facts.all_units, *department.units.all()]}
    if edition is None:
        units = {code: unit for code, unit in units.items() if not _is_closed(unit, year)}
    return template_xlsx(facts, [units[code] for code in sorted(units)])


def _is_closed(unit: Department, year: int) -> bool:
    """Tell whether a unit draws up no budget any more in a year."""
    return unit.closed_after is not None and unit.closed_after < year


def _begun(department: Department, year: int, phase: str) -> Facts:
    """Return the facts that a budget of the year begins with, of an edition that is not stored."""
    edition = Edition(
        budget=Budget(department=department, year=year, phase=phase),
        origin=EditionOrigin.PREPARED,
        form_set=_form_set(department, year),
        department_name=department.name,
        department_short_name=department.short_name,
    )
    last = _last_edition(department, year)
    rows: dict[type[Model], list] = {model: [] for model in FACT_MODELS}
    if last is not None:
        before = Facts(last)
        rows.update({model: before.of(model) for model in LASTING})
    return Facts(edition, rows)


def _form_set(department: Department, year: int) -> str:
    """Return the form set that the region has opened the year with, or the usual one."""
    opened = BudgetYear.objects.filter(region=department.region_id, year=year).first()
    usual = next(iter(FORM_SETS))
    return opened.form_set if opened is not None and opened.form_set in FORM_SETS else usual


def _last_edition(department: Department, year: int) -> Edition | None:
    """Return the edition of the year before, or of this year's other phases, that people know: the published one."""
    editions = Edition.objects.with_names().filter(budget__department=department).exclude(budget__year__gt=year)
    known = editions.filter(Q(pk__in=editions.readable()) | Q(pk__in=editions.unpublished()))
    return known.order_by("-budget__year", "-number").first()
