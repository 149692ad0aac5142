"""R17 and R18: whether all that must be published is there, and whether it came in time."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.kinds import (
    BASIC_EXPENDITURE,
    EXPENDITURE,
    GOVERNMENT_MANAGED_FUNDS,
    PROJECTS,
    STATE_CAPITAL,
    STATUTORY,
    THREE_PUBLIC,
    WRITTEN_FROM_TABLES,
    kind_label,
)
from budgets.models import EconomicExpenditure, FunctionExpenditure, GlossaryTerm, Narrative
from budgets.tables import FilledTable
from budgets.vocabulary import NarrativeKind, NarrativePart, Nature, Severity, TableState

# Tables of other kinds that say the same.
EQUIVALENTS = {
    EXPENDITURE: ("expenditure_overview",),
    BASIC_EXPENDITURE: ("general_public_budget_economic_expenditure", "fiscal_appropriation_basic_expenditure"),
    GOVERNMENT_MANAGED_FUNDS: ("government_managed_funds",),
}
# Tables that may be empty but must then say why.
EXPLAINED = (*STATUTORY, STATE_CAPITAL, PROJECTS, *(kind for kinds in EQUIVALENTS.values() for kind in kinds))
# What the text calls the money of a table that may be empty, and how it says that there is none.
MONEY_NAMES = {
    GOVERNMENT_MANAGED_FUNDS: "政府性基金",
    "government_managed_funds": "政府性基金",
    STATE_CAPITAL: "国有资本经营",
    THREE_PUBLIC: "三公",
    PROJECTS: "项目",
}
SAYS_NONE = re.compile(r"没有|未安排|未使用|无|不涉及|为\s*0(?:\.0+)?\s*(?:万?元)|为零")
SENTENCE_END = re.compile(r"[。；\n]")
TRANSFER_FUNCTION, TRANSFER_CLASS = "230", "513"
ITEM_DIGITS, CLASS_DIGITS = 7, 5
# How many codes a finding names before it says 等.
NAMED = 5
DAYS_TO_PUBLISH = 20


@dataclass(frozen=True)
class Explanation:
    """A part of the text that must be there: a section of one of its kinds, or a text that uses one of its words."""

    label: object
    kinds: tuple[NarrativeKind, ...]
    words: tuple[str, ...] = ()

    def is_given(self, narratives: Iterable[Narrative]) -> bool:
        """Tell whether the text has it."""
        return any(
            one.kind in self.kinds or any(word in one.heading or word in one.text for word in self.words)
            for one in narratives
        )


EXPLANATIONS = (
    Explanation(gettext_lazy("部门职责"), (NarrativeKind.DUTIES,), ("主要职责", "主要职能", "部门职责", "部门职能")),
    Explanation(
        gettext_lazy("机构设置"),
        (NarrativeKind.OFFICES, NarrativeKind.UNITS),
        ("机构设置", "内设机构", "单位构成", "所属单位"),
    ),
    Explanation(
        gettext_lazy("收支增减变化情况"),
        (
            NarrativeKind.REVENUE_AND_EXPENDITURE,
            NarrativeKind.REVENUE,
            NarrativeKind.EXPENDITURE,
            NarrativeKind.FISCAL_APPROPRIATION,
            NarrativeKind.GENERAL_PUBLIC_BUDGET,
        ),
        ("收支预算情况", "预算编制说明", "收支总体情况"),
    ),
    Explanation(gettext_lazy("“三公”经费情况"), (NarrativeKind.THREE_PUBLIC,), ("三公",)),
    Explanation(
        gettext_lazy("机关运行经费情况"),
        (NarrativeKind.AGENCY_RUNNING_COSTS,),
        ("机关运行经费", "机构运转经费", "机构运行经费"),
    ),
    Explanation(gettext_lazy("政府采购情况"), (NarrativeKind.PROCUREMENT,), ("政府采购",)),
    Explanation(
        gettext_lazy("国有资产占用情况"),
        (NarrativeKind.STATE_ASSETS,),
        ("国有资产", "资产占用", "资产占有", "公务用车"),
    ),
    Explanation(gettext_lazy("预算绩效情况"), (NarrativeKind.PERFORMANCE,), ("绩效",)),
)
TRANSFERS = Explanation(gettext_lazy("转移支付情况"), (NarrativeKind.TRANSFER_PAYMENTS,), ("转移支付",))


def everything_is_there(books: Books) -> Iterator[Evidence]:
    """R17: tables, explanations, notes on empty tables, glossary, and codes as fine as they must be."""
    facts = books.facts
    severity = Severity.WARNING if facts.edition.is_transcribed else Severity.ERROR
    if not (facts.revenue_lines or facts.expenditures or facts.printed_tables or facts.of(Narrative)):
        # Nothing of a document was read; nothing of a prepared edition was written, and nothing is not handed on.
        nothing = _("还没有数据。")
        yield Unchecked(nothing) if facts.edition.is_transcribed else Fault(nothing, severity=severity)
        return
    faults = (*_missing_tables(books), *_bare_tables(books), *_missing_texts(books), *_coarse_codes(books))
    for table, place, message in faults:
        yield Fault(message, table, place=place, severity=severity)
    if not faults:
        yield Passed()


Gap = tuple[int | None, str, str]


def _missing_tables(books: Books) -> Iterator[Gap]:
    """Name the tables that are not printed: those of the form, or of the law where a document has its own form."""
    own_form = any(source.has_own_form for source in books.facts.printed_tables.values())
    declared = {} if own_form else {table.kind: table for table in reversed(books.tables)}
    for kind in dict.fromkeys((*reversed(declared), *STATUTORY)):
        if books.is_missing(kind) and all(books.is_missing(other) for other in EQUIVALENTS.get(kind, ())):
            table = declared.get(kind)
            name = f"{table.label}（{table.title}）" if table else kind_label(kind)
            yield books.number(kind), "", _("没有%s。") % name


def _bare_tables(books: Books) -> Iterator[Gap]:
    """Name the tables without figures that nothing is said of: those that a document prints, all of a prepared one."""
    if not books.facts.edition.is_transcribed:
        yield from _unexplained_tables(books)
        return
    for table in books.tables:
        source = books.facts.printed_tables.get(table.number)
        if source is None or (source.has_own_form and table.kind not in EXPLAINED):
            continue
        filled = books.filled(table)
        if filled.state == TableState.EMPTY and not _is_explained(books, filled):
            yield table.number, source.place, _("%s是空表，没有说明原因。") % table.label


def _unexplained_tables(books: Books) -> Iterator[Gap]:
    """Name the empty tables of a prepared edition that have no note: nobody has said yet that there is none of it."""
    for table in books.tables:
        noted = any(not note.made_in_reading for note in books.facts.notes(table.number))
        if not noted and books.filled(table).state == TableState.EMPTY:
            yield table.number, "", _("%s还没有数据，也没有说明原因；确实没有的，请在表格附注里说明。") % table.label


def _is_explained(books: Books, filled: FilledTable) -> bool:
    """Tell whether a note below an empty table, or a sentence of the text, says that there is none of its money."""
    notes = books.facts.notes(filled.table.number)
    if any(not note.made_in_reading and SAYS_NONE.search(note.text) for note in notes):
        return True
    name = MONEY_NAMES.get(filled.table.kind)
    texts = (one.text for one in books.facts.of(Narrative)) if name else ()
    sentences = (sentence for text in texts for sentence in SENTENCE_END.split(text))
    return any(str(name) in sentence and SAYS_NONE.search(sentence) for sentence in sentences)


def _missing_texts(books: Books) -> Iterator[Gap]:
    """Name the explanations that the text lacks, and the glossary; a document of tables alone lacks all at once."""
    narratives = books.facts.of(Narrative)
    if books.facts.edition.is_transcribed and not narratives:
        yield None, "", _("公布的文件只有表，没有文字说明。")
        return
    wanted = (*EXPLANATIONS, TRANSFERS) if _makes_transfers(books) else EXPLANATIONS
    # What the tables say of these is written from them, and stands in the text of an edition prepared here.
    written = frozenset() if books.facts.edition.is_transcribed else WRITTEN_FROM_TABLES
    for explanation in wanted:
        if not written.intersection(explanation.kinds) and not explanation.is_given(narratives):
            yield None, "", _("文字部分没有%s。") % explanation.label
    terms = books.facts.of(GlossaryTerm)
    if not terms and not any(one.part == NarrativePart.GLOSSARY or "名词解释" in one.heading for one in narratives):
        yield None, "", _("文字部分没有名词解释。")


def _makes_transfers(books: Books) -> bool:
    """Tell whether the department passes money on to governments below."""
    facts = books.facts
    return any(line.code.startswith(TRANSFER_FUNCTION) for line in facts.of(FunctionExpenditure)) or any(
        line.government_code.startswith(TRANSFER_CLASS) for line in facts.of(EconomicExpenditure)
    )


def _coarse_codes(books: Books) -> Iterator[Gap]:
    """Name the codes that stop above 项 or 款 (《预算法》第四十六条); a sum by 类 of table 01 or 04 is no such code."""
    spending = {
        line.code: line
        for line in books.facts.of(FunctionExpenditure)
        if len(line.code) < ITEM_DIGITS and line.nature != Nature.ALL_NATURES
    }
    classes = {
        line.department_code: line
        for line in books.facts.of(EconomicExpenditure)
        if len(line.department_code) < CLASS_DIGITS
    }
    for found, message in (
        (spending, _("支出功能科目 %s 没有细化到项。")),
        (classes, _("支出经济科目 %s 没有细化到款。")),
    ):
        if found:
            line = next(iter(found.values()))
            yield books.places.number_of(line), line.source_place, message % _named(list(found))


def _named(codes: list[str]) -> str:
    """Name some codes."""
    shown = "、".join(codes[:NAMED])
    return shown if len(codes) <= NAMED else _("%(shown)s 等 %(count)d 个") % {"shown": shown, "count": len(codes)}


def published_in_time(books: Books) -> Iterator[Evidence]:
    """R18: published within twenty days of the approval by the finance department (《预算法》第十四条)."""
    edition = books.facts.edition
    publication = getattr(edition, "publication", None)
    if edition.approved_on is None:
        yield Unchecked(_("没有批复日期。"))
    elif edition.is_transcribed:
        yield Unchecked(_("转录的文件没有写明原来公开的日期。"))
    elif publication is None:
        yield Unchecked(_("还没有公开。"))
    else:
        published_on = timezone.localdate(publication.published_at)
        late = published_on - edition.approved_on - timedelta(days=DAYS_TO_PUBLISH)
        yield _late(edition.approved_on, published_on, late.days) if late.days > 0 else Passed()


def _late(approved_on: object, published_on: object, days: int) -> Fault:
    """Say by how many days a publication is late."""
    values = {"approved": approved_on, "published": published_on, "days": days}
    return Fault(_("%(approved)s 批复，%(published)s 公开，超过二十日的期限 %(days)d 天。") % values)
