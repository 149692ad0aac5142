"""The workbook to fill in: the sheets of facts with what is known, lists to choose from, and how it is done.

It is read back as the portal's own workbook is. The printed tables are left out: they are made of what is entered.
"""

import io
from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, DecimalField, Field, ForeignKey
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from budgets.exporters.table_xlsx import Formats, new_workbook
from budgets.exporters.workbook import cell_value, cover_values, write_rows, write_table_list, write_units
from budgets.models import DeclaredAmount, Department, StatedFigure
from budgets.tables import Facts
from budgets.workbook_form import COVER, FACT_SHEETS, TABLE_LIST, UNITS, CoverLine, FactSheet

GUIDE, CHOICES = "填表说明", "取值"
# So many rows can be filled in with lists to choose from; more may be entered without.
LAST_ROW = 3000
# What the portal itself keeps in order, and what only describes a printed document.
HIDDEN = (DeclaredAmount, StatedFigure)


def template_xlsx(facts: Facts, units: Sequence[Department]) -> bytes:
    """Return the workbook to fill in for an edition: its cover, the department's units, and the facts given."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as book:
        formats = Formats.of(book)
        _write_guide(book.add_worksheet(GUIDE), formats)
        _write_cover(book.add_worksheet(COVER), facts, formats)
        rows = [[unit.code, unit.name, unit.short_name] for unit in units]
        write_units(book.add_worksheet(UNITS), rows, formats)
        choices = Choices(formats)
        for sheet in FACT_SHEETS:
            _write_sheet(book, sheet, facts, formats, choices)
        listed = book.add_worksheet(TABLE_LIST)
        write_table_list(listed, facts, formats)
        listed.hide()
        choices.write(book)
    return buffer.getvalue()


class Choices:
    """The values to choose from, each list in a column of a sheet that nobody sees."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.lists: dict[tuple[str, ...], int] = {}

    def range_of(self, labels: Sequence[str]) -> str:
        """Return where a list stands, as a formula; the same list stands there once."""
        column = self.lists.setdefault(tuple(labels), len(self.lists))
        letter = chr(ord("A") + column)
        return f"='{CHOICES}'!${letter}$1:${letter}${len(labels)}"

    def write(self, book: Workbook) -> None:
        """Write all lists, when they are all known."""
        sheet = book.add_worksheet(CHOICES)
        for labels, column in self.lists.items():
            sheet.write_column(0, column, labels, self.formats.text)
        sheet.hide()


def _write_guide(sheet: Worksheet, formats: Formats) -> None:
    """Write how the workbook is filled in."""
    lines = (
        _("一、本工作簿每张以“数据-”开头的表填一类内容，一行一条；没有的内容留空，整张表可以不填。"),
        _("二、金额一律以元为单位。没有的金额留空，不要填 0；合计、小计不用填，系统会算。"),
        _("三、有下拉箭头的格请从列表中选；预算单位填“数据-预算单位”表里的代码，单位有增减先改那张表。"),
        _("四、科目编码按当年的收支分类科目填：功能科目填到项（7 位），部门经济科目填到款（5 位）。"),
        _("五、项目先填“数据-项目”表。有 21 位项目编码的填编码，“标识”可以留空；资金和指标的“项目”一列填编码或名称。"),
        _("六、上一年的项目、文字说明和名词解释已经带入，请逐条核对，不再有的整行删去。"),
        _("七、不要改各表的表名和第一行的栏目名称，也不要改“封面”上的代码、年度和阶段。"),
        _("八、填好后保存为 .xlsx，在工作台“导入”里上传；系统先给出预览，确认以前不会改动任何数据。"),
    )
    sheet.write_string(0, 0, _("填表说明"), formats.title)
    for at, line in enumerate(lines, start=2):
        sheet.write_string(at, 0, line, formats.text)
    sheet.set_column(0, 0, 110)


def _write_cover(sheet: Worksheet, facts: Facts, formats: Formats) -> None:
    """Write whose budget it is."""
    values = {**cover_values(facts.edition), CoverLine.HINT: _("怎么填，见“填表说明”。")}
    write_rows(sheet, [], [[line.value, values[line]] for line in CoverLine], formats)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)


def _write_sheet(book: Workbook, form: FactSheet, facts: Facts, formats: Formats, choices: Choices) -> None:
    """Write one kind of facts with what is known, and the lists that its columns are chosen from."""
    sheet = book.add_worksheet(form.name)
    rows = [[cell_value(fact, field) for field in form.fields] for fact in facts.of(form.model)]
    write_rows(sheet, form.labels, rows, formats)
    for column, field in enumerate(form.fields):
        looks = formats.amount if isinstance(field, DecimalField) else formats.text
        sheet.set_column(column, column, 60 if field.get_internal_type() == "TextField" else 22, looks)
        labels = _labels(field)
        if labels:
            _offer(sheet, column, choices.range_of(labels), field)
        elif isinstance(field, ForeignKey) and field.related_model is Department:
            _offer(sheet, column, f"='{UNITS}'!$A$2:$A$200", field)
        elif isinstance(field, DecimalField) and getattr(field, "decimal_places", 0) == 2:
            _ask_for_amounts(sheet, column)
    if form.model in HIDDEN:
        sheet.hide()


def _labels(field: Field) -> list[str]:
    """Return the words that a field is chosen from; none where it is free."""
    if isinstance(field, BooleanField):
        return [_("是"), _("否")]
    return [str(label) for value, label in field.flatchoices if value not in ("", None)]


def _offer(sheet: Worksheet, column: int, source: str, field: Field) -> None:
    """Let a column be chosen from a list."""
    message = _("请从列表中选一项。")
    rule = {"validate": "list", "source": source, "error_title": str(field.verbose_name)[:32], "error_message": message}
    sheet.data_validation(1, column, LAST_ROW, column, rule)


def _ask_for_amounts(sheet: Worksheet, column: int) -> None:
    """Let a column take amounts in yuan alone."""
    rule: dict[str, Any] = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -9_999_999_999_999,
        "maximum": 9_999_999_999_999,
        "error_title": _("金额"),
        "error_message": _("请填数字，以元为单位；没有就留空。"),
    }
    sheet.data_validation(1, column, LAST_ROW, column, rule)
