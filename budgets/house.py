"""Departments that are renamed, merged or split from a year on; pages of the years before stay as they were.

Every change begins with a year of which nothing has been handed in yet: what a published table calls a unit is read
from the unit's row, under the name of the edition's year (`naming.py`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from budgets.compliance.acts import within_act
from budgets.editing import Log, User, logging, snapshot
from budgets.models import (
    Budget,
    Department,
    EconomicExpenditure,
    Edition,
    FormerName,
    FunctionExpenditure,
    Project,
    Region,
    RevenueLine,
    Succession,
)
from budgets.vocabulary import EditionStatus, SuccessionKind

# What names a unit in an edition.
NAMING_UNITS = (RevenueLine, FunctionExpenditure, EconomicExpenditure, Project)


class HouseError(Exception):
    """A change of the house that cannot be made; the message says why and what to do."""


@transaction.atomic
def rename(
    *, department: Department, from_year: int, name: str, short_name: str, parent: Department | None, by: User
) -> None:
    """Give a department another name, or another parent, from a year on. Raises HouseError."""
    _lock(department)
    current = Department.objects.get(pk=department.pk)
    if not name.strip():
        raise HouseError(_("请写明新的名称。"))
    _refuse_parent(current, parent)
    if (current.name, current.short_name, current.parent_id) == (name, short_name, parent and parent.pk):
        raise HouseError(_("新的名称和主管部门与现在的相同，没有要改的。"))
    with logging(by=by, department=current) as log:
        _rename(current, from_year, name.strip(), short_name.strip(), parent, log)


@transaction.atomic
def merge(*, predecessors: Collection[Department], into: Department, from_year: int, by: User) -> None:
    """Let departments be part of another one from a year on, their units becoming its units. Raises HouseError.

    They draw up their last budget in the year before. `into` may be one of them, or a department made for it.
    """
    _lock(into)
    merged = [one for one in _current(predecessors) if one.pk != into.pk]
    if not merged:
        raise HouseError(_("请至少选一个要并入的部门，它不能就是承接部门。"))
    _refuse_foreign([*merged, into])
    _refuse_closed([*merged, into], from_year)
    with logging(by=by, department=into) as log:
        for one in merged:
            _succeed(one, [into], from_year, SuccessionKind.MERGED, log)
            _move_units(one, dict.fromkeys(_units_of(one), into), from_year, log)
        _close(merged, from_year, log)


@transaction.atomic
def split(
    *,
    department: Department,
    into: Sequence[Department],
    from_year: int,
    units: Mapping[Department, Department] | None = None,
    by: User,
) -> None:
    """Let a department's work go to others from a year on; where it is among them, it goes on itself.

    `units` says which of them gets which of its units. Raises HouseError, also where a unit would be left behind.
    """
    _lock(department)
    source = Department.objects.get(pk=department.pk)
    others = [one for one in into if one.pk != source.pk]
    goes_on = len(others) < len(into)
    if len(into) < 2:
        raise HouseError(_("分立要有至少两个部门；原部门继续存在的，把它也选上。"))
    _refuse_foreign([source, *others])
    _refuse_closed([source, *others], from_year)
    _refuse_units(source, into, units or {}, goes_on=goes_on)
    with logging(by=by, department=source) as log:
        _succeed(source, others, from_year, SuccessionKind.SPLIT, log)
        _move_units(source, {unit: new for unit, new in (units or {}).items() if new.pk != source.pk}, from_year, log)
        if not goes_on:
            _close([source], from_year, log)


def _lock(department: Department) -> None:
    """Let one change of a region's house be made at a time."""
    Region.objects.select_for_update().get(pk=department.region_id)


def _current(departments: Iterable[Department]) -> list[Department]:
    """Return departments as they are stored now, by code."""
    return list(Department.objects.filter(pk__in=[one.pk for one in departments]).order_by("code"))


def _units_of(department: Department) -> list[Department]:
    """Return the units of a department that are still there."""
    return list(department.units.filter(closed_after__isnull=True))


def _rename(
    department: Department, from_year: int, name: str, short_name: str, parent: Department | None, log: Log
) -> None:
    """Keep the former name up to the year before, and give the new one; drafts of the years after take it over."""
    _refuse_handed_in([department], from_year)
    if department.former_names.filter(until_year__gte=from_year - 1).exists():
        raise HouseError(
            _("“%(name)s”在 %(year)d 年或以后已经登记过一次变更，请选更晚的年度。")
            % {"name": department.label, "year": from_year}
        )
    former = FormerName.objects.create(
        department=department,
        until_year=from_year - 1,
        name=department.name,
        short_name=department.short_name,
        parent_id=department.parent_id,
    )
    own = within_act(log, department)
    own.created([former])
    before = snapshot(department)
    department.name, department.short_name, department.parent = name, short_name, parent
    department.save(update_fields=["name", "short_name", "parent"])
    own.changed(department, before)
    _rename_drafts(department, from_year, former, log)


def _rename_drafts(department: Department, from_year: int, former: FormerName, log: Log) -> None:
    """Print the new name on drafts of the year and later ones that still print the former one.

    The name is part of what is published: who looked at the draft before looks at it again.
    """
    drafts = Edition.objects.select_for_update(of=("self",)).with_budget().filter(status=EditionStatus.DRAFT)
    rows = list(drafts.filter(budget__department=department, budget__year__gte=from_year, department_name=former.name))
    for draft in rows:
        before = snapshot(draft)
        draft.department_name, draft.department_short_name = department.name, department.short_name
        draft.revision += 1
        within_act(log, department).changed(draft, before)
    Edition.objects.bulk_update(rows, ["department_name", "department_short_name", "revision"])


def _succeed(
    predecessor: Department, successors: Iterable[Department], from_year: int, kind: SuccessionKind, log: Log
) -> None:
    """Note to whom a department's work goes."""
    for successor in successors:
        if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
            raise HouseError(
                _("从“%(old)s”到“%(new)s”的变更已经登记过。") % {"old": predecessor.label, "new": successor.label}
            )
        row = Succession.objects.create(predecessor=predecessor, successor=successor, from_year=from_year, kind=kind)
        within_act(log, predecessor).created([row])
        within_act(log, successor).created([row])


def _move_units(old: Department, units: Mapping[Department, Department], from_year: int, log: Log) -> None:
    """Make units those of another department, the former one kept for the years before."""
    for unit, parent in units.items():
        current = Department.objects.get(pk=unit.pk)
        if current.parent_id != old.pk:
            raise HouseError(_("“%(unit)s”不是“%(old)s”的预算单位。") % {"unit": unit.label, "old": old.label})
        _rename(current, from_year, current.name, current.short_name, parent, log)


def _close(departments: Collection[Department], from_year: int, log: Log) -> None:
    """Let departments draw up their last budget in the year before; empty drafts made for later years go."""
    _refuse_handed_in(departments, from_year)
    for department in departments:
        _drop_untouched(department, from_year, log)
        before = snapshot(department)
        department.closed_after = from_year - 1
        department.save(update_fields=["closed_after"])
        within_act(log, department).changed(department, before)


def _drop_untouched(department: Department, from_year: int, log: Log) -> None:
    """Delete drafts that nobody has edited, with their budgets; HouseError where somebody has."""
    drafts = Edition.objects.filter(budget__department=department, budget__year__gte=from_year).with_budget()
    for draft in list(drafts):
        if _is_touched(draft):
            raise HouseError(
                _("“%(name)s”的 %(year)d 年预算草稿已有人填写，请先删除这份草稿，或者选更晚的年度。")
                % {"name": department.label, "year": draft.budget.year}
            )
        within_act(log, department).deleted([draft])
        draft.delete()
    gone = Budget.objects.filter(department=department, year__gte=from_year)
    within_act(log, department).deleted(gone)
    gone.delete()


def _is_touched(draft: Edition) -> bool:
    """Tell whether a draft holds anything that was not copied when its year was opened."""
    written = any(model._default_manager.filter(edition=draft).exists() for model in NAMING_UNITS)
    return written or draft.edited_at is not None


def _refuse_handed_in(departments: Collection[Department], from_year: int) -> None:
    """Refuse a change from a year of which an edition that names a department has been handed in or published."""
    for department in departments:
        own = Q(budget__department=department)
        named = [Q(pk__in=model._default_manager.filter(unit=department).values("edition")) for model in NAMING_UNITS]
        for condition in (own, *named):
            found = Edition.objects.filter(condition, budget__year__gte=from_year).exclude(status=EditionStatus.DRAFT)
            latest = found.order_by("-budget__year").values_list("budget__year", flat=True).first()
            if latest is not None:
                raise HouseError(
                    _("“%(name)s”的 %(year)d 年预算已经提交或公开，页面要保持原样；变更最早从 %(next)d 年起。")
                    % {"name": department.label, "year": latest, "next": latest + 1}
                )


def _refuse_foreign(departments: Sequence[Department]) -> None:
    """Refuse departments of several regions."""
    if len({one.region_id for one in departments}) > 1:
        raise HouseError(_("各部门须在同一行政区划。"))


def _refuse_closed(departments: Iterable[Department], from_year: int) -> None:
    """Refuse departments that are no longer there in the year."""
    for one in departments:
        if one.closed_after is not None and one.closed_after < from_year:
            raise HouseError(_("“%(name)s”已在 %(year)d 年以后撤销。") % {"name": one.label, "year": one.closed_after})


def _refuse_parent(department: Department, parent: Department | None) -> None:
    """Refuse a parent that is the department itself, a unit, of another region; or one for a department with units."""
    if parent is None:
        return
    if parent.pk == department.pk or parent.parent_id is not None or parent.region_id != department.region_id:
        raise HouseError(_("“%s”不能作主管部门：须是同一行政区划的另一个部门。") % parent.label)
    if department.units.exists():
        raise HouseError(_("“%s”自己有预算单位，不能成为别人的预算单位。") % department.label)


def _refuse_units(
    source: Department, into: Sequence[Department], units: Mapping[Department, Department], *, goes_on: bool
) -> None:
    """Refuse units that would be left with a department that is closed, or given to one that is not among them."""
    allowed = {one.pk for one in into}
    if any(new.pk not in allowed for new in units.values()):
        raise HouseError(_("预算单位只能划给分立后的部门。"))
    left = [unit.label for unit in _units_of(source) if unit not in units]
    if left and not goes_on:
        raise HouseError(_("请写明这些预算单位划给谁：%s。") % "、".join(left))
