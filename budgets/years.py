"""Opening a year for a whole region, and adjusting a budget in the middle of its year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from budgets.compliance import approval_date
from budgets.compliance.acts import within_act
from budgets.copying import copy_facts
from budgets.editing import Log, User, actor_name, logging
from budgets.models import Budget, BudgetYear, Department, Edition, GlossaryTerm, Narrative, Region, Succession
from budgets.naming import former_in, former_names, go_by
from budgets.tables import Facts
from budgets.tables.catalogue import FORM_SETS
from budgets.vocabulary import EditionOrigin, EditionStatus, Phase

BATCH = 500
FIRST_YEAR, LAST_YEAR = 1990, 2100
# The texts that a year begins with, and what they say.
TEXTS: Mapping[type[Any], tuple[str, ...]] = {
    Narrative: ("position", "part", "kind", "heading", "text"),
    GlossaryTerm: ("position", "term", "meaning"),
}


class YearError(Exception):
    """A year that cannot be opened, or a budget that cannot be adjusted; the message says why and what to do."""


@dataclass(frozen=True)
class YearPlan:
    """What opening a year will make: budgets and drafts of which departments, from whose texts of the year before.

    `kept` are departments whose budget of the year has an edition already; `exempt` are not to be published.
    """

    region: Region
    year: int
    opened: BudgetYear | None
    new_budgets: Sequence[Department]
    new_drafts: Sequence[Department]
    kept: Sequence[Department]
    exempt: Sequence[Department]
    sources: dict[int, Edition]

    @property
    def with_texts(self) -> Sequence[Department]:
        """Departments whose draft begins with the texts of the year before."""
        return [department for department in self.new_drafts if department.pk in self.sources]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is missing."""
        return self.opened is not None and not self.new_budgets and not self.new_drafts


@dataclass(frozen=True)
class Opened:
    """What opening a year made."""

    year: BudgetYear
    budgets: int
    drafts: int
    with_texts: int


def disclosing_departments(region: Region, year: int) -> list[Department]:
    """Return who draws up a budget of its own in a year, by code, under the names of that year.

    Departments, and units that disclose by themselves (《预算法实施条例》第六条); not those closed before, nor those
    that others are only to become later.
    """
    later = Succession.objects.filter(successor=OuterRef("pk"), from_year__gt=year)
    earlier = Budget.objects.filter(department=OuterRef("pk"), year__lte=year)
    found = list(
        Department.objects.filter(Q(parent__isnull=True) | Q(discloses_separately=True), region=region)
        .filter(Q(closed_after__isnull=True) | Q(closed_after__gte=year))
        .exclude(Exists(later) & ~Exists(earlier))
        .order_by("code")
    )
    names = former_names(found)
    for department in found:
        former = former_in(names.get(department.pk, []), year)
        if former is not None:
            go_by(department, former)
    return found


def plan_year(region: Region, year: int) -> YearPlan:
    """Return what opening a year of a region would make now; some questions, however many departments."""
    departments = disclosing_departments(region, year)
    budgets = Budget.objects.filter(department__region=region, year=year, phase=Phase.BUDGET)
    grounds = dict(budgets.values_list("department", "exemption_ground"))
    begun = set(budgets.filter(editions__isnull=False).values_list("department", flat=True))
    last = (
        Edition.objects.published()
        .filter(budget__department__region=region, budget__year=year - 1, budget__phase=Phase.BUDGET)
        .annotate(department=F("budget__department"))
    )
    sources = {edition.department: edition for edition in last}  # type: ignore[attr-defined]
    exempt = [one for one in departments if grounds.get(one.pk)]
    return YearPlan(
        region=region,
        year=year,
        opened=BudgetYear.objects.filter(region=region, year=year).first(),
        new_budgets=[one for one in departments if one.pk not in grounds],
        new_drafts=[one for one in departments if one.pk not in begun and not grounds.get(one.pk)],
        kept=[one for one in departments if one.pk in begun],
        exempt=exempt,
        sources={one.pk: sources[one.pk] for one in departments if one.pk in sources},
    )


@transaction.atomic
def open_year(*, region: Region, year: int, form_set: str, by: User) -> Opened:
    """Make a region's year, with a budget and a draft of every department; what exists stays as it is.

    Drafts begin with the texts of last year's published edition: the years named in them are the clerk's to change,
    and the checks find those that were forgotten (R21). Two at once make everything once. Raises YearError.
    """
    if form_set not in FORM_SETS:
        raise YearError(_("没有名为“%s”的表式。") % form_set)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearError(_("年度应在 %(first)d 到 %(last)d 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR})
    # Whoever opens at the same moment waits here, and then finds everything made.
    region = Region.objects.select_for_update().get(pk=region.pk)
    plan = plan_year(region, year)
    with logging(by=by) as log:
        opened = plan.opened or _make_year(region, year, form_set, log)
        budgets = _make_budgets(plan, log)
        drafts = _make_drafts(plan, opened, log)
        texts = _copy_texts(plan, drafts)
    return Opened(opened, budgets, len(drafts), texts)


def _make_year(region: Region, year: int, form_set: str, log: Log) -> BudgetYear:
    """Make the year itself."""
    opened = BudgetYear.objects.create(region=region, year=year, form_set=form_set, opened_by=actor_name(log.by))
    log.created([opened])
    return opened


def _make_budgets(plan: YearPlan, log: Log) -> int:
    """Make the budgets that are missing."""
    rows = [Budget(department=department, year=plan.year, phase=Phase.BUDGET) for department in plan.new_budgets]
    for row in Budget.objects.bulk_create(rows, batch_size=BATCH):
        within_act(log, row.department).created([row])
    return len(rows)


def _make_drafts(plan: YearPlan, opened: BudgetYear, log: Log) -> list[Edition]:
    """Make a first draft of each budget that has no edition."""
    departments = {department.pk: department for department in plan.new_drafts}
    budgets = Budget.objects.filter(department__region=plan.region, year=plan.year, phase=Phase.BUDGET)
    rows = []
    for budget in budgets.order_by("department__code"):
        if budget.department_id in departments:
            budget.department = departments[budget.department_id]
            rows.append(_first_draft(budget, opened))
    Edition.objects.bulk_create(rows, batch_size=BATCH)
    for row in rows:
        within_act(log, row.budget.department).created([row])
    return rows


def _first_draft(budget: Budget, opened: BudgetYear) -> Edition:
    """Return the unsaved first draft of a budget; it is nobody's edit yet."""
    return Edition(
        budget=budget,
        number=1,
        origin=EditionOrigin.PREPARED,
        form_set=opened.form_set,
        department_name=budget.department.name,
        department_short_name=budget.department.short_name,
        approved_on=approval_date(budget, opened),
    )


def _copy_texts(plan: YearPlan, drafts: Iterable[Edition]) -> int:
    """Copy last year's texts into the drafts of the same departments; return into how many."""
    targets = {
        plan.sources[draft.budget.department_id].pk: draft
        for draft in drafts
        if draft.budget.department_id in plan.sources
    }
    for model, fields in TEXTS.items():
        copies = []
        for text in model._default_manager.filter(edition__in=list(targets)).order_by("edition", "position", "id"):
            values = {name: getattr(text, name) for name in fields}
            copies.append(model(edition=targets[text.edition_id], **values))
        model._default_manager.bulk_create(copies, batch_size=BATCH)
    return len(targets)


@transaction.atomic
def begin_adjustment(*, budget: Budget, by: User) -> Edition:
    """Begin the adjusted budget of a year (预算法 arts. 67 to 71) with all that was published; return the draft.

    Raises YearError where there is no published budget, or an adjustment is already begun or published.
    """
    Region.objects.select_for_update().get(pk=budget.department.region_id)
    source = Edition.objects.published().with_names().filter(budget=budget).first()
    if source is None or budget.phase != Phase.BUDGET:
        raise YearError(_("预算公开以后才能调整；这份预算还没有公开。"))
    adjusted, _made = Budget.objects.get_or_create(department=budget.department, year=budget.year, phase=Phase.ADJUSTED)
    other = adjusted.editions.exclude(status=EditionStatus.WITHDRAWN).order_by("-number").first()
    if other is not None:
        raise YearError(_("%s已经有了，请在它上面继续；已公开的用“更正”。") % other)
    with logging(by=by, department=budget.department) as log:
        draft = _adjusted_draft(adjusted, source)
        log.created([draft])
        copy_facts(Facts(source), draft)
    return draft


def _adjusted_draft(adjusted: Budget, source: Edition) -> Edition:
    """Make the draft of an adjusted budget, named as the budget that it adjusts; nobody has edited it yet."""
    last = adjusted.editions.order_by("-number").first()
    return Edition.objects.create(
        budget=adjusted,
        number=last.number + 1 if last else 1,
        origin=EditionOrigin.PREPARED,
        form_set=source.form_set,
        department_name=source.department_name,
        department_short_name=source.department_short_name,
        approved_on=adjusted.approved_on,
    )
