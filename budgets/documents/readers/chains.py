"""The chains of sectors that an OLE file (XLS) is made of, looked at before a reader follows them."""

from struct import error as StructError
from struct import unpack_from

from django.utils.translation import gettext_lazy as _

from budgets.documents.grids import DocumentError

# Sectors of an OLE file have smaller numbers; streams below this length stand in sectors of their own kind.
LAST_SECTOR, SMALL_STREAM = 0xFFFFFFFA, 4096
DAMAGED = _("文件损坏，无法打开。请重新保存后再试。")


def check_chains(content: bytes) -> None:
    """Raise DocumentError where an OLE file claims more than it has, or its sectors lead in a circle.

    A reader would fill the memory with the first and go round the second for ever.
    """
    try:
        is_sound = _chains_end(content)
    except StructError:
        is_sound = False
    if not is_sound:
        raise DocumentError(DAMAGED)


def _chains_end(content: bytes) -> bool:
    """Tell whether the tables, the directory and every stream of an OLE file end inside of it."""
    size = 512 if unpack_from("<H", content, 30)[0] == 9 else 4096
    at_most = len(content) // size + 110
    directories, fats, directory, _mark, _cutoff, mini, minis, more, _more = unpack_from("<9I", content, 40)
    places = list(unpack_from("<109I", content, 76))
    while more < LAST_SECTOR and len(places) <= at_most + size:
        *further, more = _numbers(content, more, size)
        places += further
    places = [place for place in places if place < LAST_SECTOR]
    if max(directories, fats, minis, len(places)) > at_most or more < LAST_SECTOR:
        return False
    table = [number for place in places for number in _numbers(content, place, size)]
    sectors, smalls = _follow(table, directory), _follow(table, mini)
    if sectors is None or smalls is None:
        return False
    small_table = [number for sector in smalls for number in _numbers(content, sector, size)]
    entries = b"".join(content[(sector + 1) * size : (sector + 2) * size] for sector in sectors)
    return _streams_end(entries, len(content), "<II" if size == 512 else "<IQ", table, small_table)


def _streams_end(entries: bytes, at_most: int, form: str, table: list[int], small_table: list[int]) -> bool:
    """Tell whether the streams of a directory end, none of them longer than the file."""
    seen: tuple[set[int], set[int]] = (set(), set())
    for at in range(0, len(entries) - 127, 128):
        start, length = unpack_from(form, entries, at + 116)
        is_small = at > 0 and length < SMALL_STREAM
        chain = _follow(small_table if is_small else table, start, seen[is_small])
        if any(entries[at : at + 2]) and (length > at_most or chain is None):
            return False
    return True


def _numbers(content: bytes, sector: int, size: int) -> tuple[int, ...]:
    """Return the numbers in a sector of an OLE file, which its header precedes."""
    return unpack_from(f"<{size // 4}I", content, (sector + 1) * size)


def _follow(table: list[int], sector: int, known: set[int] | None = None) -> list[int] | None:
    """Return the sectors of a chain up to one that is known to end; nothing where they lead in a circle."""
    chain: dict[int, None] = {}
    while sector < len(table) and sector not in (known or ()):
        if sector in chain:
            return None
        chain[sector] = None
        sector = table[sector]
    if known is not None:
        known.update(chain)
    return list(chain)
