"""R20: 机关运行经费 in the text against the operating costs of the basic expenditure."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books, choose, total
from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.checks.text.agreement import rounded
from budgets.checks.text.figures import Figure
from budgets.checks.text.passages import Sentence, passages, sections_of
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, NarrativeKind, Nature, Phase

NAMED = re.compile(r"(?:机关运行经费|行政经费|机构运转经费)(?!指|反映|是指)")
# “行政单位1家，参公单位1家，事业单位0家”: the section on the offices counts the bodies by kind.
ADMINISTRATIVE_BODIES = re.compile(r"行政单位\s*[1-9]\d*\s*家")
INSTITUTIONS = re.compile(r"(?<!参公)(?<!管理的)事业单位\s*[1-9]\d*\s*家")
OPERATING = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.OPERATING)
OPERATING_CODES, ADMINISTRATIVE = ("302", "309", "310"), ("502", "503", "504")


def running_costs_agree(books: Books) -> Iterator[Evidence]:
    """R20: the running costs of administrative bodies are the operating costs of their basic expenditure."""
    stated = _stated(books)
    if not stated:
        yield Unchecked(_("文字中没有机关运行经费的金额。"))
        return
    if not (_is_administrative(books) or _has_no_institution(books)):
        yield Unchecked(_("不能确定所属单位都是行政单位，机关运行经费可以不等于公用经费。"))
        return
    lines = _operating_lines(books)
    if not lines:
        yield Unchecked(_("表中没有列出基本支出的公用经费。"))
        return
    sentence, figure = stated[0]
    yield Comparison(
        expected=rounded(total(lines), figure.step),
        found=figure.value,
        subject=_("文字“%s”所说的机关运行经费（对基本支出的公用经费）")
        % sentence.around(max(0, figure.start - 30), figure.end),
        table=books.number("basic_expenditure"),
        place=sentence.place,
        addends=len(lines),
    )


def _stated(books: Books) -> list[tuple[Sentence, Figure]]:
    """Return the running costs of this year and phase that the text states."""
    edition = books.facts.edition
    other = re.compile("预算") if edition.budget.phase == Phase.FINAL else re.compile("执行|决算")
    found = []
    for paragraph in passages(books.facts):
        if paragraph.kind != NarrativeKind.AGENCY_RUNNING_COSTS:
            continue
        for sentence in paragraph.sentences:
            for figure in sentence.figures:
                own_words = figure.before.replace("公共预算", "")
                if figure.is_amount and NAMED.search(figure.before) and not other.search(own_words):
                    found.append((sentence, figure))
    return found


def _is_administrative(books: Books) -> bool:
    """Tell whether the operating costs are those of administrative bodies, by their government economic classes."""
    lines = [
        line
        for line in books.facts.basic_economic_expenditures
        if line.department_code.startswith(OPERATING_CODES) and line.amount
    ]
    return bool(lines) and all(line.government_code.startswith(ADMINISTRATIVE) for line in lines)


def _has_no_institution(books: Books) -> bool:
    """Tell whether the text counts administrative bodies among its units, and no institutions."""
    sections = sections_of(books.facts, NarrativeKind.OFFICES, NarrativeKind.UNITS)
    text = "".join("".join(section.text.split()) for section in sections)
    return ADMINISTRATIVE_BODIES.search(text) is not None and INSTITUTIONS.search(text) is None


def _operating_lines(books: Books) -> list:
    """Return the lines of operating costs: by nature, or by economic class where no table gives the nature."""
    by_nature = choose(books.facts.fund_expenditures, OPERATING)
    if by_nature:
        return by_nature
    basic = books.facts.basic_economic_expenditures
    return [line for line in basic if line.department_code.startswith(OPERATING_CODES)]
