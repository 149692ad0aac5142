"""What became of a department over the years: former names, those it was merged into or split off from."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from budgets.models import Department, Edition, FormerName, Succession
from budgets.naming import former_in
from budgets.pages.addresses import department_address
from budgets.vocabulary import EditionStatus, SuccessionKind


@dataclass(frozen=True)
class Change:
    """One change: what is said before the other department, its name and address ("" without a page), and after."""

    year: int
    before: str
    name: str = ""
    address: str = ""
    after: str = ""


def has_changed(department: str) -> Q:
    """Tell, for a query, whether a department has a history; `department` is the path to it."""
    own = OuterRef(department)
    passed_on = Succession.objects.filter(Q(predecessor=own) | Q(successor=own))
    return Exists(FormerName.objects.filter(department=own)) | Exists(passed_on)


def changes_of(department: Department) -> list[Change]:
    """Return the changes of a department, the latest first; two questions."""
    own = list(FormerName.objects.filter(department=department).select_related("parent").order_by("until_year"))
    found = [*_renamings(department, own), *_successions(department)]
    return sorted(found, key=lambda one: -one.year)


def _renamings(department: Department, former: list[FormerName]) -> list[Change]:
    """Return the changes of its name."""
    found = []
    for row in former:
        following = former_in(former, row.until_year + 1)
        name = department.name if following is None else following.name
        if name != row.name:
            text = _("%(year)d 年起由“%(old)s”更名为“%(new)s”。")
            values = {"year": row.until_year + 1, "old": row.name, "new": name}
            found.append(Change(row.until_year + 1, text % values))
    return found


def _successions(department: Department) -> list[Change]:
    """Return to whom its work went, and from whom it came."""
    rows = (
        Succession.objects.filter(Q(predecessor=department) | Q(successor=department))
        .select_related("predecessor__region", "successor__region")
        .annotate(before_is_public=_is_public("predecessor"), after_is_public=_is_public("successor"))
        .order_by("from_year", "predecessor__code", "successor__code")
    )
    return [_change(row, department) for row in rows]


def _is_public(path: str) -> Exists:
    """Tell, for a query of successions, whether a department has a page."""
    standing = Edition.objects.filter(status=EditionStatus.PUBLISHED)
    return Exists(standing.filter(budget__department=OuterRef(path)))


def _change(row: Succession, department: Department) -> Change:
    """Put a succession in words, as seen from one of the two."""
    went = row.predecessor_id == department.pk
    other = row.successor if went else row.predecessor
    is_public = row.after_is_public if went else row.before_is_public  # type: ignore[attr-defined]
    address = department_address(other) if is_public else ""
    before, after = _words(row, went=went)
    return Change(row.from_year, before % {"year": row.from_year}, other.name, address, after)


def _words(row: Succession, *, went: bool) -> tuple[str, str]:
    """Return what is said before and after the name of the other department."""
    if row.kind == SuccessionKind.MERGED:
        return (_("%(year)d 年起并入"), _("。")) if went else (_("%(year)d 年起并入本部门的有"), _("。"))
    return (_("%(year)d 年起分出"), _("。")) if went else (_("%(year)d 年起由"), _("分立。"))
