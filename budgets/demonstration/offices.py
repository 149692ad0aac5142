"""What invented departments are like: their names, duties, subjects and works."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

# The sexagenary cycle names sixty regions that do not exist.
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# Codes of administrative divisions end at 82; what begins with 98 belongs to nobody.
FIRST_REGION, FIRST_DEPARTMENT = 980001, 101


@dataclass(frozen=True)
class Office:
    """A field of work: names of its departments, duties, subjects (项), what projects are called and measured by."""

    names: tuple[str, ...]
    duties: str
    running: str
    subjects: tuple[str, ...]
    works: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]


@cache
def offices() -> Mapping[str, Office]:
    """Return all fields of work by name."""
    text = files("budgets").joinpath("data/demonstration/departments.toml").read_text(encoding="utf-8")
    return {name: _office(values) for name, values in tomllib.loads(text).items()}


def _office(values: dict[str, Any]) -> Office:
    """Make an office of what the file says of it."""
    return Office(
        names=tuple(values["names"]),
        duties=values["duties"],
        running=values["running"],
        subjects=tuple(values["subjects"]),
        works=tuple(values["works"]),
        measures=tuple((name, unit) for name, unit in values["measures"]),
    )


def region_name(number: int) -> str:
    """Return the name of the invented region of a number, counted from zero."""
    cycle, place = divmod(number, 60)
    return f"演示{STEMS[place % 10]}{BRANCHES[place % 12]}{'市县区镇乡'[cycle % 5]}"


def department_names(count: int) -> list[tuple[str, Office]]:
    """Return as many departments as are wanted, each with a name of its own, taking turns among the fields."""
    known = [(name, office) for office in offices().values() for name in office.names]
    found = []
    for number in range(count):
        turn, place = divmod(number, len(known))
        name, office = known[place]
        found.append((f"第{turn + 1}{name}" if turn else name, office))
    return found
