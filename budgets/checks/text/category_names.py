"""Names of 类、款 and 项 in the text against those of the classification and of the tables."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.passages import Paragraph, Sentence
from budgets.checks.text.subject_names import PATH, category_codes, function_names, plain_name, same_name

# The names of today hold since the classification of 2020; before it the old ones were right.
FIRST_YEAR = 2020
QUOTES = str.maketrans("", "", '“”" ')
NUMBERED = re.compile(r"(?P<name>[^（(，。；：、]{2,30})[（(](?P<code>\d{3})类[)）]")
MARK = re.compile(r"^(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳])")
LISTED = re.compile(r"其中|包括|用于|方面")


def names_agree(books: Books, paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Report a 类 or a 款 that the text calls by a name that is not its own."""
    if books.facts.edition.budget.year < FIRST_YEAR:
        return
    said: set[str] = set()
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            for fault in (*_numbered(sentence), *_paths(sentence)):
                # A name that stands in every sentence is reported once.
                if isinstance(fault, Passed) or fault.message.partition("：")[2] not in said:
                    yield fault
                if isinstance(fault, Fault):
                    said.add(fault.message.partition("：")[2])


def _numbered(sentence: Sentence) -> Iterator[Fault | Passed]:
    """Report a 类 whose number is that of another name: 医疗卫生与计划生育支出（210类）."""
    for match in NUMBERED.finditer(sentence.text.translate(QUOTES)):
        official = function_names().get(match.group("code"))
        name = MARK.sub("", match.group("name"))
        if official is None:
            continue
        if same_name(name, official):
            yield Passed()
        else:
            yield _fault(sentence, name, official, match.group("code"))


def _paths(sentence: Sentence) -> Iterator[Fault | Passed]:
    """Report a 款 that its 类 does not have, where its 项 shows which is meant."""
    for match in PATH.finditer(sentence.text.translate(QUOTES)):
        category, section, item = (match.group(name) for name in ("category", "section", "item"))
        code = category_codes().get(plain_name(MARK.sub("", category))) if category else None
        if not (section and item and code) or "类" not in match.group():
            continue
        known = {plain_name(name) for own, name in function_names().items() if len(own) == 5 and own.startswith(code)}
        meant = _sections_with(code, item)
        if plain_name(section) in known:
            yield Passed()
        elif len(meant) == 1:
            yield _fault(sentence, section, function_names()[meant.pop()], "")


def _sections_with(category: str, item: str) -> set[str]:
    """Return the 款 of a 类 that have a 项 of this name."""
    return {
        code[:5]
        for code, name in function_names().items()
        if len(code) == 7 and code.startswith(category) and same_name(name, item)
    }


def _fault(sentence: Sentence, name: str, official: str, code: str) -> Fault:
    """Say that a name is not the one in force."""
    text = _("“%(quote)s”：科目“%(name)s”%(code)s的名称应为“%(official)s”。")
    values = {
        "quote": sentence.quote,
        "name": name,
        "code": _("（%s）") % code if code else "",
        "official": official,
    }
    return Fault(text % values, place=sentence.place)
