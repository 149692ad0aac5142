"""R21: the text is finished, speaks of the right years, and names subjects as the tables do."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.text.category_names import names_agree
from budgets.checks.text.figures import FALL, RISE
from budgets.checks.text.passages import Paragraph, Sentence, passages
from budgets.checks.text.years import years_fit

DIRECTION = rf"(?:{RISE}|{FALL})"
# Each defect of a sentence: what shows it, and what is wrong.
MARKS = (
    (re.compile(r"(?:主要)?原因(?:是|为|在于|：|:)*\s*(?:[。；]|，(?=[^，。]*[万亿]?元))"), lazy("没有写出原因")),
    (re.compile(r"主要(?:用于|包括)(?:：|:)?\s*[。；]"), lazy("没有写完")),
    (
        re.compile(rf"{DIRECTION}\s*(?:[（(]\s*(?:或)?{DIRECTION}\s*[)）]|[/／]\s*{DIRECTION})"),
        lazy("增减的选项没有选定"),
    ),
    (
        re.compile(r"大于\s*[（(/／]\s*小于|[（(](?:有|是)\s*[/／]\s*(?:无|否)[)）]|[有是]\s*[/／]\s*[无否]"),
        lazy("选项没有选定"),
    ),
    (re.compile(r"[（(]如有[)）]|局\s*[（(]部、委、办[)）]"), lazy("模板的提示没有删去")),
    (
        re.compile(r"(?<![A-Za-z0-9×])[XxＸ×*＊]{2,}(?![A-Za-z0-9×])|(?<![A-Za-z])[XＸ×](?=\s*(?:万元|年|个|%))"),
        lazy("占位符没有填写"),
    ),
    (re.compile(r"20[XxＸ×]{2}\s*年|(?<![\d.])0000(?!\d)|[_＿]{2,}|□"), lazy("占位符没有填写")),
    (re.compile(r"(?:…{1,2}|\.{3,})\s*(?:万元|亿元|元|%)"), lazy("金额没有填写")),
    (re.compile(r"\d\s*为\s*(?:万元|亿元)"), lazy("数字和单位的次序不对")),
    (
        re.compile(rf"(?:(?<![换算\d\s])为|{DIRECTION}|支出|收入|预算|安排|预算数|占)\s*(?:万元|亿元|%)"),
        lazy("金额没有填写"),
    ),
    (re.compile(r"请填写|此处填写|（填写|填报说明"), lazy("模板的提示没有删去")),
    (re.compile(r"[（(]\s*[)）]|“\s*”|《\s*》"), lazy("括号或引号内没有内容")),
    (re.compile(rf"{DIRECTION}\s*\d[\d,]*(?:\.\d+)?\s*(?=[，。；])"), lazy("数字后没有单位")),
    (re.compile(r"。\s*。|，\s*，|；\s*；|、\s*、|，\s*。|、\s*。|。\s*，|；\s*。(?!$)"), lazy("标点重复")),
)


def text_is_finished(books: Books) -> Iterator[Evidence]:
    """R21: no sentence breaks off, nothing is left to choose or to fill in, and years and names are right."""
    paragraphs = passages(books.facts)
    if not paragraphs:
        yield Unchecked(_("没有文字说明。"))
        return
    for place, paragraph in enumerate(paragraphs):
        for sentence in paragraph.sentences:
            yield from _defects(sentence)
        yield from _breaks_off(paragraph, paragraphs[place + 1 : place + 2])
    yield from years_fit(books, paragraphs)
    yield from names_agree(books, paragraphs)
    yield Passed()


def _defects(sentence: Sentence) -> Iterator[Evidence]:
    """Report what in a sentence was never filled in or finished."""
    for pattern, what in MARKS:
        match = pattern.search(sentence.text)
        if match:
            yield report(sentence, match, str(what))


def report(sentence: Sentence, match: re.Match[str], what: str) -> Fault:
    """Say what is wrong with a sentence, quoting the place."""
    quote = sentence.around(match.start(), match.end())
    message = _("“%(quote)s”中的“%(words)s”：%(what)s。")
    words = "".join(match.group().split())
    return Fault(message % {"quote": quote, "words": words, "what": what}, place=sentence.place)


def _breaks_off(paragraph: Paragraph, following: list[Paragraph]) -> Iterator[Evidence]:
    """Report a paragraph that stops in the middle, with nothing in its section to go on with."""
    last = paragraph.sentences[-1] if paragraph.sentences else None
    goes_on = bool(following) and following[0].section is paragraph.section
    if last is None or goes_on:
        return
    match = re.search(r"(?:[，、,]|(?:主要)?原因(?:是|为|：|:))\s*$", last.text)
    if match:
        yield report(last, match, _("句子没有写完"))
