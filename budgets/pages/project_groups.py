"""What the projects of a budget come to by kind and by subject."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgets.money import add, share
from budgets.pages.project_subjects import ProjectRow

# Stands in an address for projects whose kind or subject nobody knows.
NOT_KNOWN = "unknown"


@dataclass(frozen=True)
class Group:
    """Projects of one kind or subject: how many, their money in yuan, its share of that of all projects."""

    key: str
    name: str
    count: int
    amount: Decimal | None
    share: Decimal | None


def group_projects(rows: Iterable[ProjectRow], key: Callable[[ProjectRow], tuple[str, str]]) -> list[Group]:
    """Group projects by a key and a name, in the order of the keys; what is not known comes last."""
    found: dict[tuple[str, str], list[ProjectRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    amounts = {group: add(row.amount for row in own) for group, own in found.items()}
    whole = add(amounts.values())
    ordered = sorted(found, key=lambda group: (group[0] == NOT_KNOWN, group[0]))
    return [Group(*group, len(found[group]), amounts[group], share(amounts[group], whole)) for group in ordered]
