"""How names sound: pinyin written out and by its initials, for whoever types without Chinese characters."""

from functools import cache
from importlib import import_module
from typing import Any

from budgets.search.units import SOUND


@cache
def sounds_of(name: str) -> tuple[str, str]:
    """Return a name's pinyin written out and its initials, in the letters kept for pinyin."""
    syllables = [one.lower() for one in _library().lazy_pinyin(name, errors="ignore")]
    written, initials = "".join(syllables), "".join(one[:1] for one in syllables)
    return tuple(_letters(text).translate(SOUND) for text in (written, initials))  # type: ignore[return-value]


@cache
def _library() -> Any:
    """Load the library when a name is first indexed.

    Its dictionary takes 50 MB and a quarter of a second, which a process that only answers readers need not spend.
    """
    return import_module("pypinyin")


def _letters(text: str) -> str:
    """Keep the letters a to z; ü is typed as v."""
    return "".join(letter for letter in text.replace("ü", "v") if letter.isascii() and letter.isalpha())
