"""What stands around a table's rows: its title, its number, its captions, the notes below it."""

import re
import unicodedata

from budgets.documents.grids import normalise
from budgets.tables.kinds import Kind, kinds

FIGURE = "(?:[0-9]{1,2}?|[一二三四五六七八九十]{1,3})"
ORIGIN = "(?:附|附件|部门|单位|财政|财|预算|决算|预|决|公开)*"
# The number of a table, before or after the word: 公开01表, 预算表12, 附表3:, 表一. A year may follow without a space.
NUMBER = (
    rf"(?:{ORIGIN}表|附件)({FIGURE}(?:-[0-9]{{1,2}})?)(?=(?:19|20)[0-9]{{2}}年|[^0-9-]|$)"
    rf"|{ORIGIN}({FIGURE}(?:-[0-9]{{1,2}})?)表"
)
MARK = re.compile(rf"[(]?(?:{NUMBER})[)]?[:.、]?")
NUMBER_BEFORE = re.compile(rf"[(]?(?:{NUMBER})[)]?[:.、]?(?=.)")
NUMBER_BEHIND = re.compile(rf"[(](?:(?:{NUMBER})[)]?|{ORIGIN}表?)$")
HEADING_NUMBER = re.compile(
    r"第?[一二三四五六七八九十]{1,3}(?:部分|[、.])|[(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)]|\d{1,2}[、.](?!\d)"
)
YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")
GOES_ON = re.compile(r"[(]续(?:表)?[一二三四五六七八九十\d]*[)]|续表[一二三四五六七八九十\d]*[:：]?")
QUOTATION = re.compile("[“”\"‘’'《》]")

UNIT = re.compile(r"单位[:：]?\s*(?:人民币)?[(（]?(亿元|万元|元)(?![\u4e00-\u9fff])|[(（](亿元|万元|元)[)）]")
BARE_UNIT = re.compile(r"(?:^|[^\d\s.]\s+)(亿元|万元|元)$")
UNIT_BEHIND = re.compile(r"[(（]?(?:金额)?单位[:：]?\s*(?:人民币)?[(（]?(?:亿元|万元|元)[)）]*\s*$")
OWNER = re.compile(
    r"[(]?(?:(?:预算|编制|填报|编报|申报|主管|公开)?(?:部门|单位)(?:[(](?:部门|单位)[)])?(?:名称|代码|编码)?"
    r"|(?:编制|填报)?日期):.*"
)
SPAN_OF_TIME = re.compile(r"[(]?(?:19|20)\d{2}年度?[)]?")
NOTE = re.compile(
    r"[\s(]*(?:备注|附?注|说明|表注|数据说明|注释)(?:\s*\d*\s*[:.、)]|\s|\d|$)"
    r"|[\s(]*(?:本表|本套|此表|以上表)|.{0,12}(?:制表人?|填表人|填报人|负责人|审核人|经办人)\s*[:：]"
    r"|.{0,60}(?:本表|该表)(?:无数据|为空|格式)"
)
# A title: short, no sentence, and ending as titles do, or breaking off in a bracket.
TITLE = re.compile(r"[^。；;，!?:]{1,60}表(?:-{1,2}[^()。；;，!?:]{1,12})?(?:[(][^()]{0,30}[)]?){0,3}")
NO_TITLE = re.compile(r".*(?:[见如]|[附以]?[上下列])(?:[附以]?[上下列附])?表|(?:填|制|报|列|代)表|.*见.{0,8}表.*")
CUT_TITLE = re.compile(r"[^。；;，!?:\d](?:[^。；;，!?:]{5,50})")


def plain(text: str) -> str:
    """Return a text without white space and full width, as texts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def unit_in(text: str) -> str:
    """Return the unit of money that a caption or a label names, or an empty text."""
    found = UNIT.search(text) or (BARE_UNIT.search(text.strip()) if len(text) < 40 else None)
    return next(filter(None, found.groups()), "") if found else ""


def is_mark(text: str) -> bool:
    """Tell whether a text is nothing but a table's number, such as 公开01表."""
    return bool(MARK.fullmatch(plain(text)))


def is_caption(text: str) -> bool:
    """Tell whether a text says of a table whose it is, of which year, or in which unit, and nothing else."""
    bare = plain(text)
    if not bare or len(bare) > 80 or "。" in bare:
        return False
    return bool(OWNER.fullmatch(bare) or SPAN_OF_TIME.fullmatch(bare) or (unit_in(text) and not is_title(text)))


def is_note(text: str) -> bool:
    """Tell whether a text is a note below a table."""
    return bool(NOTE.match(unicodedata.normalize("NFKC", text)))


def is_title(text: str) -> bool:
    """Tell whether a text reads like a table's title, with its number and its unit or without."""
    bare = bare_title(text)
    return bool(TITLE.fullmatch(bare)) and len(bare) > 2 and not is_mark(text) and not NO_TITLE.fullmatch(bare)


def is_cut_title(text: str) -> bool:
    """Tell whether a text reads like a title that the border of its cell cut off."""
    bare = bare_title(text)
    return bool(CUT_TITLE.fullmatch(bare)) and (is_title(text) or bool(kinds_named(text)))


def bare_title(text: str) -> str:
    """Return a title without white space, number, year and unit."""
    bare = GOES_ON.sub("", plain(UNIT_BEHIND.sub("", text)))
    for number in (HEADING_NUMBER, NUMBER_BEFORE, HEADING_NUMBER):
        found = number.match(bare)
        bare = bare[found.end() :] if found else bare
    bare = YEAR.sub("", NUMBER_BEHIND.sub("", bare))
    return bare.rstrip(":")


def clean_title(text: str) -> str:
    """Return a title as it is shown: as printed, without the unit that stands on its line."""
    return UNIT_BEHIND.sub("", text).strip()


def same_title(first: str, second: str) -> bool:
    """Tell whether two texts are one title, numbered or not."""
    return bare_title(first) == bare_title(second)


def number_of(text: str) -> int:
    """Return the number that a table prints in its title or its mark, or zero; 表3-2 is no third table."""
    bare = plain(UNIT_BEHIND.sub("", text))
    found = MARK.fullmatch(bare) or NUMBER_BEFORE.match(bare) or NUMBER_BEHIND.search(bare)
    printed = next(filter(None, found.groups()), "") if found else ""
    return int(printed) if printed.isdecimal() else _count(printed)


def _count(printed: str) -> int:
    """Return a number written in Chinese, up to 十九, or zero."""
    digits = "一二三四五六七八九"
    tens, ten, ones = printed.rpartition("十")
    return (10 if ten and not tens else 0) + (digits.index(ones) + 1 if len(ones) == 1 else 0)


def kinds_named(title: str) -> list[Kind]:
    """Return the kinds of table that a title's words name, best first."""
    words = QUOTATION.sub("", normalise(bare_title(title)))
    return [kind for kind in kinds().values() if _has_words(words, kind.titles, kind.never)]


def kinds_headed(labels: str) -> list[Kind]:
    """Return the kinds of table that the labels in a table name, best first."""
    words = QUOTATION.sub("", labels)
    return [kind for kind in kinds().values() if _has_words(words, kind.heads, ())]


def _has_words(text: str, choices: tuple[tuple[str, ...], ...], never: tuple[str, ...]) -> bool:
    """Tell whether a text has all words of one of the choices, and none that it must not have."""
    return any(all(word in text for word in words) for words in choices) and not any(word in text for word in never)
