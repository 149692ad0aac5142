"""Names of subjects (类、款、项) as the classification has them, and as texts write them."""

import csv
import re
from collections.abc import Mapping
from functools import cache

from budgets.classifications import DIRECTORY

# 一般公共服务支出（类）财政事务（款）行政运行（项）; headings name the 类 and leave it out below.
PATH = re.compile(
    r"(?:(?P<category>[^（(，。；：、“”\s]{2,24})[（(](?:\d{3})?类[)）](?:支出)?)?"
    r"(?:(?P<section>[^（(，。；：、“”\s]{2,30}(?:[（(]室[)）][^（(，。；：、“”\s]{0,20})?)[（(](?:\d{2})?款[)）](?:支出)?)?"
    r"(?:(?P<item>[^（(，。；：、“”\s]{2,40})[（(](?:\d{2})?项[)）])?"
)
ENDINGS = ("支出",)


@cache
def function_names() -> Mapping[str, str]:
    """Return the names of all known codes of the functional classification."""
    with (DIRECTORY / "function.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


@cache
def category_codes() -> Mapping[str, str]:
    """Return the codes of the 类 by their plain names."""
    return {plain_name(name): code for code, name in function_names().items() if len(code) == 3}


def plain_name(name: str) -> str:
    """Return a name without white space, brackets of one kind, and the final 支出 that offices add and leave out."""
    plain = "".join(name.split()).replace("(", "（").replace(")", "）").replace("其它", "其他")
    for ending in ENDINGS:
        plain = plain.removesuffix(ending)
    return plain


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are those of one subject."""
    return plain_name(one) == plain_name(other)
