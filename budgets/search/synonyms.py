"""Words that mean the same, and how a word that is searched for is widened by them."""

import csv
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
    """The words that stand for each other, as staff keep them."""

    def __init__(self, pairs: Iterable[tuple[str, str, bool]]) -> None:
        self.replacements: list[tuple[Units, Units]] = []
        for term, meaning, is_mutual in pairs:
            short, long = units_of(term), units_of(meaning)
            self.replacements.append((short, long))
            if is_mutual:
                self.replacements.append((long, short))

    @classmethod
    def kept(cls) -> "Synonyms":
        """Return all that the database keeps, in one question."""
        return cls(Synonym.objects.values_list("term", "meaning", "is_mutual"))

    def variants(self, word: Units) -> list[Units]:
        """Return a word and what it is called otherwise: 人社局 is also 人力资源和社会保障局."""
        found = dict.fromkeys([word, *self._replaced(word)])
        return list(found)[:MOST_VARIANTS]

    def _replaced(self, word: Units) -> Iterator[Units]:
        """Yield the word with one part of it replaced, whatever part has another name."""
        for old, new in self.replacements:
            at = position(word, old)
            # 三公经费 would only become 三公经费经费.
            if at is not None and position(word, new) is None:
                yield word[:at] + new + word[at + len(old) :]


def position(word: Units, part: Units) -> int | None:
    """Return where a part begins in a word, or None."""
    starts = range(len(word) - len(part) + 1) if part else ()
    return next((at for at in starts if word[at : at + len(part)] == part), None)
