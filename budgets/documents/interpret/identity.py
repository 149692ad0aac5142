"""Whose budget a document is, and of which year."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from budgets.documents.grids import Document, DocumentError, normalise
from budgets.models import Budget, Department, Edition
from budgets.vocabulary import EditionOrigin, Phase

YEAR = re.compile(r"((?:19|20)\d{2})年")
# Some print no year at all, and only the file's name says it.
NAMED_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
CHINESE_DATE = re.compile(r"([二〇○零一三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月")
PRINTED_DATE = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(?:\d{1,2}日)?")
DIGITS = {digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTHS = {numeral: month for month, numeral in enumerate(NUMERALS, start=1)}
# What the database takes for a year.
YEARS = range(1990, 2101)
# How far down a document its title page reaches.
TITLE_PAGE = 12


def find_identity(document: Document, department: Department, year: int | None, phase: Phase) -> Edition:
    """Return an unsaved edition for a document; raise DocumentError where its year contradicts the one asked for."""
    printed = _printed_year(document)
    if year is not None and printed is not None and year != printed:
        raise DocumentError(
            _("文件印的是 %(printed)d 年度，而要求导入的是 %(asked)d 年度。") % {"printed": printed, "asked": year}
        )
    found = year or printed
    if found is None:
        raise DocumentError(_("文件没有印出年度，请用 --year 指定。"))
    check_year(found)
    return Edition(
        budget=Budget(department=department, year=found, phase=phase),
        origin=EditionOrigin.TRANSCRIBED,
        department_name=department.name,
        department_short_name=department.short_name,
        printed_date=_printed_date(document),
    )


def check_year(year: int) -> None:
    """Raise DocumentError where a year is none of a budget's."""
    if year not in YEARS:
        raise DocumentError(
            _("年度 %(year)d 不在 %(first)d 至 %(last)d 之间。") % {"year": year, "first": YEARS[0], "last": YEARS[-1]}
        )


def _printed_year(document: Document) -> int | None:
    """Return the year that most tables' titles print, else the title page's, else the one that
    the file is named after."""
    titles = Counter(year for grid in document.grids for year in YEAR.findall(normalise(grid.title)))
    if titles:
        return int(titles.most_common(1)[0][0])
    for line in document.text[:TITLE_PAGE]:
        match = YEAR.search(normalise(line.text))
        if match:
            return int(match.group(1))
    named = NAMED_YEAR.search(document.name)
    return int(named.group(1)) if named else None


def find_phase(document: Document) -> Phase:
    """Return what a document is by its title page and its tables' titles: final accounts, or a budget."""
    lines = [grid.title for grid in document.grids] + [line.text for line in document.text[:TITLE_PAGE]]
    titles = [normalise(line) for line in lines]
    final = sum("决算" in title for title in titles)
    # 一般公共预算财政拨款支出决算表 is one of final accounts.
    budget = sum("预算" in title and "决算" not in title for title in titles)
    return Phase.FINAL if final > budget else Phase.BUDGET


def _printed_date(document: Document) -> str:
    """Return the date on the title page as 2023年2月, or an empty text."""
    for line in document.text[:TITLE_PAGE]:
        text = normalise(line.text)
        chinese = CHINESE_DATE.fullmatch(text)
        if chinese and chinese.group(2) in MONTHS:
            year = "".join(DIGITS.get(digit, digit) for digit in chinese.group(1))
            return f"{year}年{MONTHS[chinese.group(2)]}月"
        if PRINTED_DATE.fullmatch(text):
            return text
    return ""
