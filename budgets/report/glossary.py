"""The portal's own plain meanings of the field's standard terms."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class StandardTerm:
    """A term with its meaning in plain words, the law that decides it where one does, and its other names.

    `in_text` says that it is explained where it stands; words of every sentence, such as 预算, are not.
    """

    slug: str
    term: str
    meaning: str
    subject: str
    source: str = ""
    also: tuple[str, ...] = ()
    in_text: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """All its names."""
        return (self.term, *self.also)


@cache
def standard_terms() -> Sequence[StandardTerm]:
    """Return all terms, subject by subject, those of a subject in the order of their sounds."""
    text = files("budgets").joinpath("data/glossary/terms.toml").read_text(encoding="utf-8")
    found: list[StandardTerm] = []
    for subject, terms in tomllib.loads(text).items():
        own = [_term(subject, slug, values) for slug, values in terms.items()]
        found += sorted(own, key=lambda one: _by_sound(one.term))
    return tuple(found)


def by_subject() -> Mapping[str, Sequence[StandardTerm]]:
    """Return the terms of each subject."""
    groups: dict[str, list[StandardTerm]] = {}
    for term in standard_terms():
        groups.setdefault(term.subject, []).append(term)
    return groups


def _term(subject: str, slug: str, values: dict) -> StandardTerm:
    """Make a term of what the file says of it."""
    return StandardTerm(slug=slug, subject=subject, also=tuple(values.pop("also", ())), **values)


def _by_sound(word: str) -> bytes:
    """Return what sorts words as dictionaries do: the national encoding holds common signs in order of their sounds."""
    return word.strip("“”").encode("gb18030")
