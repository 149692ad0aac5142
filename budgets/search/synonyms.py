"""Words that mean the same, and how a word that is searched for is widened by them."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from budgets.models import Synonym
from budgets.search.units import Units, units_of

# So many spellings of one word are searched for at once.
MOST_VARIANTS = 12


class ShippedSynonym(NamedTuple):
    """A short form and what it stands for, as the project ships them."""

    term: str
    meaning: str
    is_mutual: bool


@cache
def shipped_synonyms() -> tuple[ShippedSynonym, ...]:
    """Return the synonyms that a new site begins with."""
    text = files("budgets").joinpath("data/search/synonyms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(ShippedSynonym(row["term"], row["meaning"], row["is_mutual"] == "1") for row in rows)


def load_synonyms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the shipped synonyms that the database does not have yet; for RunPython."""
    model = apps.get_model("budgets", "Synonym")
    model.objects.bulk_create([model(**one._asdict()) for one in shipped_synonyms()], ignore_conflicts=True)


class Synonyms:
    """The words that stand for each other, as staff keep them.

    Names for the same thing take each other's place within a word: 社保中心 is 社会保障中心. What a word only points to
    is looked for in place of the whole word: whoever searches for 三公 also wants 公务接待费.
    """

    def __init__(self, pairs: Iterable[tuple[str, str, bool]]) -> None:
        self.names: list[tuple[Units, Units]] = []
        self.pointers: dict[Units, list[Units]] = defaultdict(list)
        for term, meaning, is_mutual in pairs:
            short, long = units_of(term), units_of(meaning)
            if is_mutual:
                self.names += [(short, long), (long, short)]
            else:
                self.pointers[short].append(long)

    @classmethod
    def kept(cls) -> "Synonyms":
        """Return all that the database keeps, in one question."""
        return cls(Synonym.objects.values_list("term", "meaning", "is_mutual"))

    def variants(self, word: Units) -> list[Units]:
        """Return a word and what it is called otherwise: 人社局 is also 人力资源和社会保障局."""
        found = dict.fromkeys([word, *self._renamed(word), *self.pointers.get(word, ())])
        return list(found)[:MOST_VARIANTS]

    def _renamed(self, word: Units) -> Iterator[Units]:
        """Yield the word with one part of it under another name."""
        for old, new in self.names:
            at = position(word, old)
            # 住房公积金 would only become 住房住房公积金.
            if at is not None and position(word, new) is None:
                yield word[:at] + new + word[at + len(old) :]


def position(word: Units, part: Units) -> int | None:
    """Return where a part begins in a word, or None."""
    starts = range(len(word) - len(part) + 1) if part else ()
    return next((at for at in starts if word[at : at + len(part)] == part), None)
