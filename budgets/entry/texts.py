"""Sheets of text: sections, glossary, notes to tables; and the totals as approved."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.entry.cells import Entered, Values
from budgets.entry.columns import CellKind, EntryColumn
from budgets.entry.ledger import Ledger
from budgets.entry.record import RecordSheet
from budgets.entry.sheet import GridRow, Unshown, Work
from budgets.models import DeclaredAmount, GlossaryTerm, Narrative, TableNote
from budgets.tables import StatutoryTable, tables_of
from budgets.vocabulary import NarrativeKind, NarrativePart

OVERVIEW, EXPLANATION = NarrativePart.OVERVIEW, NarrativePart.EXPLANATION
# The sections that staff write, in the order of the official text: what no table gives, and the reasons of changes,
# which are set below what the portal writes from the tables.
OFFERED: tuple[tuple[NarrativePart, NarrativeKind, Any], ...] = (
    (OVERVIEW, NarrativeKind.DUTIES, gettext_lazy("一、部门主要职责")),
    (OVERVIEW, NarrativeKind.OFFICES, gettext_lazy("二、机构设置情况")),
    (OVERVIEW, NarrativeKind.UNITS, gettext_lazy("三、所属预算单位构成情况")),
    (EXPLANATION, NarrativeKind.REVENUE_AND_EXPENDITURE, gettext_lazy("一、收入支出预算总体情况说明")),
    (EXPLANATION, NarrativeKind.GENERAL_PUBLIC_BUDGET, gettext_lazy("五、一般公共预算支出预算情况说明")),
    (EXPLANATION, NarrativeKind.THREE_PUBLIC, gettext_lazy("七、“三公”经费支出预算情况说明")),
    (EXPLANATION, NarrativeKind.AGENCY_RUNNING_COSTS, gettext_lazy("（一）机关运行经费")),
    (EXPLANATION, NarrativeKind.PROCUREMENT, gettext_lazy("（二）政府采购支出情况")),
    (EXPLANATION, NarrativeKind.PERFORMANCE, gettext_lazy("（三）绩效目标设置情况")),
    (EXPLANATION, NarrativeKind.STATE_ASSETS, gettext_lazy("（四）国有资产占用情况")),
    (EXPLANATION, NarrativeKind.TRANSFER_PAYMENTS, gettext_lazy("（五）专项转移支付项目情况")),
)
PARTS = tuple((str(part.value), str(part.label)) for part in NarrativePart)
KINDS = tuple((kind.value, str(kind.label)) for kind in NarrativeKind)


class TextSheet(RecordSheet):
    """The sections of the text that staff write; what is written from the tables is not typed."""

    key = "text"
    title = gettext_lazy("文字说明")
    help = gettext_lazy("有数字的段落由系统按各表写出，不用再写；这里写职责、机构，以及增减变化的原因。每段换一行。")
    model = Narrative
    models = (Narrative,)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return part, kind, heading and text."""
        choice = CellKind.CHOICE
        return (
            EntryColumn("part", _("部分"), choice, choices=PARTS, required=True, default=PARTS[1][0], width=8),
            EntryColumn("kind", _("内容"), choice, choices=KINDS, required=True, default="other", width=12),
            EntryColumn("heading", _("标题"), CellKind.TEXT, required=True, longest=200, width=14),
            EntryColumn("text", _("正文"), CellKind.LONG, width=38),
        )

    def offered(self, ledger: Ledger, ids: Collection[str] | None) -> Sequence[GridRow]:
        """Return the sections that a text has and this one lacks; one that somebody just wrote is the stored one."""
        written: dict[str, Narrative] = {}
        for section in Narrative.objects.filter(edition=ledger.edition):
            written.setdefault(section.kind, section)
        found = []
        for part, kind, heading in OFFERED:
            name = f"o:{kind.value}"
            if kind not in written:
                values = {"part": str(part.value), "kind": kind.value, "heading": str(heading), "text": ""}
                found.append(GridRow(name, values))
            elif ids is not None and name in ids:
                stored = self.row(ledger, written[kind])
                found.append(GridRow(name, stored.values, stored.facts))
        return found

    def last(self, ledger: Ledger) -> int:
        """Return the position for a section that is offered: where the sections before it in the text end."""
        return ledger.kept["official_place"]

    def change(self, ledger: Ledger, work: Work, row: GridRow, entered: Entered) -> GridRow:
        """Change a section; one that is written for the first time takes its place in the official order."""
        if not row.facts:
            kinds = [kind.value for _part, kind, _heading in OFFERED]
            before = set(kinds[: kinds.index(entered["kind"])] if entered["kind"] in kinds else kinds)
            places = self.facts(ledger).filter(kind__in=before).order_by("position", "pk").values_list("position", "pk")
            last = list(places)[-1:]
            ledger.kept["official_place"] = self.make_room(ledger, last[0] if last else None, 1)
        return super().change(ledger, work, row, entered)

    def is_nothing(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> bool:
        """Tell whether a section that is offered has no text yet."""
        return row is not None and not row.facts and not entered["text"]

    def finish(self, ledger: Ledger, row: GridRow) -> GridRow:
        """Return the section as stored, or as offered."""
        return self.row(ledger, row.facts[0]) if row.facts else row


class GlossarySheet(RecordSheet):
    """The terms of 名词解释."""

    key = "glossary"
    title = gettext_lazy("名词解释")
    model = GlossaryTerm
    models = (GlossaryTerm,)
    unique = "term"

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return term and meaning."""
        return (
            EntryColumn("term", _("名词"), CellKind.TEXT, required=True, longest=100, width=14),
            EntryColumn("meaning", _("解释"), CellKind.LONG, required=True, width=56),
        )


class NoteSheet(RecordSheet):
    """Notes to tables; an empty table needs one that says why."""

    key = "notes"
    title = gettext_lazy("表格附注")
    help = gettext_lazy("没有数据的表必须写明原因；其他表需要时才写。")
    model = TableNote
    models = (TableNote,)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return table and text."""
        tables = tuple((str(table.number), f"{table.label} {table.title}") for table in form_tables(ledger))
        return (
            EntryColumn("table_number", _("表"), CellKind.CHOICE, choices=tables, required=True, width=18),
            EntryColumn("text", _("附注"), CellKind.LONG, required=True, width=54),
        )


def form_tables(ledger: Ledger) -> tuple[StatutoryTable, ...]:
    """Return the tables of the edition's form set."""
    return tables_of(ledger.edition.form_set)


# The totals that the finance bureau approves, by table, row and column; each is entered once, as the control of sums.
APPROVED: tuple[tuple[int, str, str, Any], ...] = (
    (1, "grand_total", "revenue_amount", gettext_lazy("01 表 收入总计")),
    (1, "grand_total", "expenditure_amount", gettext_lazy("01 表 支出总计")),
    (3, "total", "total", gettext_lazy("03 表 支出合计")),
    (3, "total", "basic_expenditure", gettext_lazy("03 表 基本支出")),
    (3, "total", "project_expenditure", gettext_lazy("03 表 项目支出")),
    (5, "total", "total", gettext_lazy("05 表 一般公共预算支出合计")),
    (8, "total", "total", gettext_lazy("08 表 “三公”经费合计")),
    (9, "total", "total", gettext_lazy("09 表 政府性基金支出合计")),
    (10, "total", "total", gettext_lazy("10 表 项目支出合计")),
)
CONTROLS = {cell[:3]: cell[3] for cell in APPROVED}


class ApprovedSheet(RecordSheet):
    """The totals as approved (批复数): a fixed list of cells, held against what the lines add up to."""

    key = "approved"
    title = gettext_lazy("批复数")
    help = gettext_lazy("照批复文件填写。各表合计由系统相加，与批复数不一致时会列为错误。")
    fixed_rows = True
    model = DeclaredAmount
    models = (DeclaredAmount,)
    keyed = ("table_number", "row", "column")

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return what is approved, and its amount."""
        return (
            EntryColumn("name", _("批复的内容"), CellKind.FIXED, width=28),
            EntryColumn("amount", _("批复数"), CellKind.AMOUNT, width=14),
        )

    def listed_keys(self, ledger: Ledger) -> Sequence[tuple[Any, ...]]:
        """Return the cells."""
        return list(CONTROLS)

    def shown(self, ledger: Ledger, fact: Any, key: tuple[Any, ...]) -> Values:
        """Return what the cell is called."""
        return {"name": str(CONTROLS[key])}

    def count(self, ledger: Ledger) -> int:
        """Return how many of the cells have an approved total."""
        return sum(bool(row.facts) for row in self.rows(ledger))

    def unshown(self, ledger: Ledger) -> Sequence[Unshown]:
        """Tell of declared amounts of other cells."""
        stored = DeclaredAmount.objects.filter(edition=ledger.edition)
        count = sum(key not in CONTROLS for key in stored.values_list("table_number", "row", "column"))
        sentence = _("本版另有 %(count)d 个印出的合计数，不在这几项之内。")
        return (Unshown(count, sentence % {"count": count}, DeclaredAmount),) if count else ()

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return nothing: findings name the rows of the tables."""
        return None


def adopt_note(ledger: Ledger, work: Work, sheet: NoteSheet, table: StatutoryTable) -> None:
    """Add the ordinary sentence under an empty table."""
    work.create(
        TableNote(
            edition=ledger.edition,
            table_number=table.number,
            text=str(table.empty_note),
            position=sheet.end(ledger),
        )
    )
