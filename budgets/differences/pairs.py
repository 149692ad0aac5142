"""Pair what two editions have in common: by names that tell things apart, in printed order."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Name = Callable[[Thing], Hashable]


def numbered(things: Iterable[Thing], name: Name) -> dict[Hashable, Thing]:
    """Return things by their names and, where several have one name, by their number among these."""
    taken: Counter[Hashable] = Counter()
    found: dict[Hashable, Thing] = {}
    for thing in things:
        key = name(thing)
        taken[key] += 1
        found[key, taken[key]] = thing
    return found


def pair(before: Sequence[Thing], after: Sequence[Thing], *names: Name) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Yield what has a partner of the same name with it, and what has none alone; later names pair what is left.

    What the later edition has comes in its order, then what only the earlier one had.
    """
    partners: dict[int, Thing] = {}
    left_before, left_after = list(before), list(after)
    for name in names:
        earlier = numbered(left_before, name)
        found = {id(thing): earlier[key] for key, thing in numbered(left_after, name).items() if key in earlier}
        partners |= found
        taken = {id(partner) for partner in found.values()}
        left_before = [thing for thing in left_before if id(thing) not in taken]
        left_after = [thing for thing in left_after if id(thing) not in found]
    yield from ((partners.get(id(thing)), thing) for thing in after)
    yield from ((thing, None) for thing in left_before)
