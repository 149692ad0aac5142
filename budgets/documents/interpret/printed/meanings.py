"""What the labels of heads and rows mean: whose money, of which year, spent on what; as data in labels.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from budgets.documents.grids import normalise
from budgets.parts import belongs_to_nature
from budgets.vocabulary import Nature

YEAR = re.compile(r"((?:19|20)\d{2})年")
LAST_YEAR = re.compile(r"^(上年|去年)(度)?(预算|决算|执行|年初|$)")
# Money of a project over all its years, or of years other than the document's.
OTHER_YEARS = re.compile(r"总投资|累计|概算|(以前|以后|往|后续)年度|已(安排|下达|支付|完成)")
EXECUTED = re.compile(r"执行数|完成数|预计数|决算数")
CHANGE = re.compile(r"增减|比上年|增长")
DIMENSIONS = ("fund", "origin", "nature", "item")


@dataclass(frozen=True)
class Meaning:
    """What a label says of an amount; what is blank it does not say.

    `time` is the year it names, or "last" for the year before; `is_known` tells that all of it was understood.
    """

    fund: str = ""
    origin: str = ""
    nature: str = ""
    item: str = ""
    time: str = ""
    is_known: bool = True

    def below(self, above: "Meaning") -> "Meaning":
        """Return what this label means under another: it says more exactly what the other said."""
        return Meaning(
            self.fund or above.fund,
            self.origin or above.origin,
            self._nature_below(above.nature),
            self.item or above.item,
            self.time or above.time,
            self.is_known and above.is_known,
        )

    def _nature_below(self, above: str) -> str:
        """Return the nature of spending under a label: what projects spend on wages or goods is spent on projects."""
        is_project = above == Nature.PROJECT_EXPENDITURE and bool(self.nature)
        if is_project and belongs_to_nature(self.nature, above) is False:
            return above
        return self.nature or above

    @property
    def said(self) -> tuple[str, ...]:
        """All that it tells of the money, without its year."""
        return self.fund, self.origin, self.nature, self.item

    @property
    def says_nothing(self) -> bool:
        """Whether it tells nothing of the money."""
        return not any(self.said)

    def key(self) -> str:
        """Return the words that name a column or a row of this meaning in addresses."""
        origin = "" if self.origin == "current" else self.origin
        words = [self.time and f"in_{self.time}", origin, self.fund, self.nature, self.item]
        said = "_".join(filter(None, words))
        return said or ("current_total" if self.origin else "total")


@cache
def patterns() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    """Return the patterns of each list with the values they stand for."""
    text = files("budgets").joinpath("data/forms/labels.toml").read_text(encoding="utf-8")
    return {
        name: [(line["value"], re.compile(line["pattern"])) for line in lines]
        for name, lines in tomllib.loads(text).items()
    }


def find_value(name: str, label: str) -> str:
    """Return the value of the first pattern of a list that a label fits, or an empty text."""
    return next((value for value, pattern in patterns()[name] if pattern.search(label)), "")


@cache
def meaning_of(label: str) -> Meaning:
    """Return what one label means."""
    plain = normalise(label)
    found = Meaning(**{name: find_value(name, plain) for name in DIMENSIONS})  # type: ignore[arg-type]
    if CHANGE.search(plain):
        found = replace(found, time="change")
    elif OTHER_YEARS.search(plain):
        found = replace(found, time="other")
    elif LAST_YEAR.search(plain):
        found = replace(found, time="last")
    elif YEAR.search(plain):
        found = replace(found, time=YEAR.search(plain).group(1))  # type: ignore[union-attr]
    is_known = not found.says_nothing or bool(found.time or find_value("neutral", plain) or find_value("role", plain))
    return replace(found, is_known=is_known)


def meaning_of_path(path: Sequence[str]) -> Meaning:
    """Return what the labels above a column mean together, from the top down."""
    found = Meaning()
    for label in path:
        found = meaning_of(label).below(found)
    return found
