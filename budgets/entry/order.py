"""The order of rows: making room for new ones behind a row without touching more of the others than needed."""

from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

Place = tuple[int, int]
# The id of a row that stands behind all others of its position.
BEHIND_ALL = 2**63 - 1


def make_room(rows: QuerySet[Any], after: Place | None, wanted: int, field: str = "position") -> int:
    """Return the first of `wanted` free positions right behind the row at `after`, its position and id.

    None stands for the front. Rows behind are moved, all at once, only where there is too little room.
    """
    if after is None:
        first = rows.aggregate(first=Min(field))["first"]
        if first is not None and first < wanted:
            rows.update(**{field: F(field) + wanted})
            return first
        return 0 if first is None else first - wanted
    position, key = after
    behind = rows.filter(Q(**{f"{field}__gt": position}) | Q(**{field: position}, pk__gt=key))
    following = behind.aggregate(first=Min(field))["first"]
    room = wanted if following is None else following - position - 1
    if room < wanted:
        # A next row at the very same position has to move by one more: there the room is -1.
        behind.update(**{field: F(field) + (wanted - room)})
    return position + 1


def end_of(rows: QuerySet[Any], field: str = "position") -> int:
    """Return the position behind all rows."""
    last = rows.aggregate(last=Max(field))["last"]
    return 0 if last is None else last + 1
