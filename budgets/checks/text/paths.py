"""Which subject of the tables a text names by its 类、款 and 项, or by its 类 alone."""

import re
from collections.abc import Iterator

from budgets.checks.books import Books
from budgets.checks.text.figures import Figure
from budgets.checks.text.naming import MARK, code_in
from budgets.checks.text.passages import Paragraph
from budgets.checks.text.subject_names import PATH, category_codes, function_names, plain_name, same_name

# 一般公共服务（类）支出, 社会保障和就业支出（类）
CATEGORY = re.compile(r"(?P<name>[^（(，。；：、]{2,24})[（(]类[)）](?:支出)?")
WHOLE = re.compile(r"(?P<name>[^（(，。；：、]{2,24}支出)")
SPENT = re.compile(r"(?:支出)?决算")
QUOTES = str.maketrans("", "", '“”"')
# These are names of a 类, and words for other things as well.
AMBIGUOUS = {"其他", "转移性", "预备费"}


def subject_code(books: Books, paragraph: Paragraph, figure: Figure) -> str:
    """Return the code of the subject that a figure is said of; empty where that is not certain."""
    if SPENT.fullmatch(figure.subject):
        # A final account names the item first: “行政运行（项）。年初预算为…，支出决算为…”.
        words = MARK.sub("", "".join(paragraph.sentences[0].text.translate(QUOTES).split()))
    else:
        words = MARK.sub("", "".join(figure.clause.translate(QUOTES).split())) or figure.subject
    numbered = code_in(words)
    if numbered is not None and numbered.scheme == "function":
        return numbered.code
    subject = "".join(figure.subject.translate(QUOTES).split())
    path = find_path(words, _category_of(paragraph))
    if path is not None:
        codes = list(_codes_of(books, *path))
        return codes[0] if len(codes) == 1 else ""
    match = CATEGORY.fullmatch(MARK.sub("", subject)) or WHOLE.fullmatch(MARK.sub("", subject))
    name = plain_name(match.group("name")) if match else ""
    return "" if name in AMBIGUOUS else category_codes().get(name, "")


def names_item(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is about one item, by its path or its code."""
    plain = "".join(paragraph.sentences[0].text.split())
    code = code_in(plain)
    return find_path(plain) is not None or (code is not None and code.scheme == "function")


def find_path(words: str, heading: str = "") -> tuple[str, str, str] | None:
    """Return 类, 款 and 项 as words name them; the 类 may stand in the heading. None without a 项."""
    plain = words.translate(QUOTES)
    for match in PATH.finditer(plain):
        if match.group("item"):
            return match.group("category") or heading, match.group("section") or "", match.group("item")
    return None


def _category_of(paragraph: Paragraph) -> str:
    """Return the 类 that the heading of a section names."""
    match = CATEGORY.search(MARK.sub("", paragraph.section.heading))
    return re.sub(r"^[（(]?[一二三四五六七八九十]+[)）、]", "", match.group("name")) if match else ""


def _codes_of(books: Books, category: str, section: str, item: str) -> Iterator[str]:
    """Yield the codes of the tables whose names are those of a path."""
    names = function_names()
    printed = {line.code: line.name for line in books.facts.expenditures if len(line.code) == 7}
    for code, name in printed.items():
        if not same_name(name, item) and not same_name(names.get(code, name), item):
            continue
        if section and not same_name(names.get(code[:5], section), section):
            continue
        if category and not same_name(names.get(code[:3], category), category):
            continue
        yield code
