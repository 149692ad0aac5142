"""What a browser asks to save: rows as it got them and as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from budgets.entry.cells import Values

MOST_CHANGES = 1000
# PostgreSQL can neither store nor compare it.
NUL = "\x00"
LONGEST_ID = 200
FRESH = "n-"


class EntryError(Exception):
    """A request that no sheet can make sense of; the message says why."""


@dataclass(frozen=True, eq=False)
class RowChange:
    """One row as the browser got it and as it is now; None was not there, or is to go.

    `after` is the row behind which a new one stands, or one that `moves` is put; None is the front.
    """

    row: str
    was: Values | None
    now: Values | None
    after: str | None = None
    moves: bool = False

    @property
    def is_fresh(self) -> bool:
        """Whether the row is new."""
        return self.row.startswith(FRESH)


def read_changes(data: Any) -> list[RowChange]:
    """Return the changes that a request names; EntryError where it is malformed."""
    if not isinstance(data, list) or len(data) > MOST_CHANGES:
        raise EntryError(_("一次最多保存 %(most)d 行。") % {"most": MOST_CHANGES})
    return [_read_change(one) for one in data]


def _read_change(data: Any) -> RowChange:
    """Return one change."""
    if not isinstance(data, dict) or not isinstance(data.get("row"), str) or len(data["row"]) > LONGEST_ID:
        raise EntryError(_("请求的内容不完整，没有保存。请刷新页面后重试。"))
    after = data.get("after")
    if NUL in data["row"] + str(after):
        raise EntryError(_("请求的内容不完整，没有保存。请刷新页面后重试。"))
    was, now = _read_values(data.get("was")), _read_values(data.get("now"))
    return RowChange(data["row"], was, now, after if isinstance(after, str) else None, "after" in data)


def _read_values(data: Any) -> Values | None:
    """Return the values of a row, all of them text."""
    if data is None:
        return None
    if not isinstance(data, dict) or not all(isinstance(one, str) for pair in data.items() for one in pair):
        raise EntryError(_("请求的内容不完整，没有保存。请刷新页面后重试。"))
    return {key: value.replace(NUL, "") for key, value in data.items()}


def chains_of(placed: Sequence[RowChange]) -> Mapping[str | None, list[RowChange]]:
    """Return rows that are placed by the stored row behind which they stand, in their order."""
    found: dict[str | None, list[RowChange]] = {}
    roots: dict[str, str | None] = {}
    for change in placed:
        root = roots.get(change.after, change.after) if change.after is not None else None
        chain = found.setdefault(root, [])
        before = next((place for place, one in enumerate(chain) if one.row == change.after), -1)
        chain.insert(before + 1, change)
        roots[change.row] = root
    return found
