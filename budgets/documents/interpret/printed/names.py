"""Finding the code of a subject by its name, where a document prints names alone."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from budgets.documents.grids import normalise

FILES = {"function": "function.csv", "economic": "economic_department.csv", "government": "economic_government.csv"}


def plain_name(name: str) -> str:
    """Return a subject's name without what varies in print: white space, brackets' width, a final 支出."""
    plain = normalise(name)
    return plain.removesuffix("支出") if len(plain) > len("支出") + 1 else plain


@cache
def codes_by_name(scheme: str) -> Mapping[str, tuple[str, ...]]:
    """Return the codes that bear each name in a classification: "function", "economic" or "government"."""
    text = files("budgets").joinpath(f"data/classifications/{FILES[scheme]}").read_text(encoding="utf-8-sig")
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(plain_name(row["name"]), []).append(row["code"])
    return {name: tuple(codes) for name, codes in found.items()}


def find_code(scheme: str, name: str, above: str = "") -> str:
    """Return the code of a name below the subject that stands above it, or an empty text where none or several fit.

    Among the levels the document may go on to, the next one below comes first; then a sibling of what stands above
    it; a category (类) is found wherever it stands.
    """
    known = codes_by_name(scheme).get(plain_name(name), ())
    for prefix in _prefixes(above):
        below = [code for code in known if code.startswith(prefix) and code != above]
        below.sort(key=lambda code: (len(code), code))
        later = [code for code in below if len(code) == len(below[0]) and code > above]
        if below and (len(below) == 1 or len(below[0]) < len(below[1])):
            return below[0]
        if prefix and later:
            # An old code and its successor have one name: lists go on in the order of the codes.
            return later[0]
    return ""


def _prefixes(above: str) -> list[str]:
    """Return what a code may begin with below another: the other itself, then what that one belongs to."""
    return [above[:length] for length in (7, 5, 3) if len(above) >= length] + [""]
