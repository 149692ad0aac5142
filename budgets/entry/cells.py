"""The cells of an entry sheet: text as it is typed or sent, and what it means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budgets.entry.columns import CellKind, EntryColumn
from budgets.money import FEN, MalformedAmountError, parse_amount

Values = dict[str, str]
# Digits of a code by classification.
DIGITS: Mapping[str, tuple[re.Pattern[str], Any]] = {
    "function": (re.compile(r"[0-9]{3}|[0-9]{5}|[0-9]{7}"), 7),
    "department": (re.compile(r"[0-9]{3}|[0-9]{5}"), 5),
    "government": (re.compile(r"[0-9]{3}|[0-9]{5}"), 5),
}


def plain_amount(amount: Decimal | None) -> str:
    """Return an amount in yuan as it is sent: "6273000.00"; a blank is empty."""
    return "" if amount is None else str(amount.quantize(FEN))


def normal(column: EntryColumn, text: str) -> str:
    """Return what a cell says, so that 100 and 100.00 are the same; what is no amount stays as typed."""
    if column.kind != CellKind.AMOUNT:
        return text.strip()
    try:
        return plain_amount(parse_amount(text))
    except MalformedAmountError:
        return text.strip()


def say_the_same(columns: Iterable[EntryColumn], one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two rows have the same in every cell that is typed."""
    return all(
        normal(column, one.get(column.key, "")) == normal(column, other.get(column.key, ""))
        for column in columns
        if column.is_typed
    )


class Entered:
    """A row as it was typed: what each cell means, and in words what is wrong with it, by column.

    Amounts are Decimal in yuan, or None for a blank; everything else is text. `unread` are the columns of amounts
    in which something stands that is none.
    """

    def __init__(self, columns: Iterable[EntryColumn], values: Mapping[str, str]) -> None:
        self.errors: dict[str, str] = {}
        self.unread: set[str] = set()
        self.values: dict[str, Any] = {}
        for column in columns:
            if column.is_typed:
                self.values[column.key] = self._read(column, values.get(column.key, ""))

    def __getitem__(self, key: str) -> Any:
        # A column that this edition has no need of, as that of the unit, is blank.
        return self.values.get(key, "")

    def refuse(self, key: str, message: str) -> None:
        """Note what is wrong with a cell; the first objection stands."""
        self.errors.setdefault(key, message)

    def _read(self, column: EntryColumn, typed: str) -> Any:
        """Return what a cell means, noting what is wrong with it."""
        if column.kind == CellKind.AMOUNT:
            return self._read_amount(column, typed)
        text = typed.strip()
        if not text:
            if column.required:
                self.refuse(column.key, _("请填写“%(label)s”。") % {"label": column.label})
        elif column.kind == CellKind.CHOICE:
            text = self._read_choice(column, text)
        elif column.kind == CellKind.CODE:
            # Chinese input methods give figures of full width.
            text = unicodedata.normalize("NFKC", text)
            self._check_code(column, text)
        elif column.longest is not None and len(text) > column.longest:
            values = {"label": column.label, "longest": column.longest, "length": len(text)}
            self.refuse(column.key, _("“%(label)s”最多 %(longest)d 个字，现有 %(length)d 个。") % values)
        return text

    def _read_amount(self, column: EntryColumn, typed: str) -> Decimal | None:
        """Return an amount in yuan, or None for a blank."""
        try:
            amount = parse_amount(typed)
        except MalformedAmountError:
            self.unread.add(column.key)
            self.refuse(
                column.key, _("“%(text)s”不是金额。请填数字，最多精确到分，例如 6,273,000.00。") % {"text": typed}
            )
            return None
        if amount is None and column.required:
            self.refuse(column.key, _("请填写“%(label)s”；没有的填 0。") % {"label": column.label})
        return amount

    def _read_choice(self, column: EntryColumn, text: str) -> str:
        """Return the value chosen; a pasted label counts for its value."""
        values = {value for value, _label in column.choices}
        named = [value for value, label in column.choices if str(label) == text]
        # Two that are called the same are told apart by their values alone.
        value = named[0] if text not in values and len(named) == 1 else text
        if value not in values:
            offered = "、".join(str(label) for _value, label in column.choices[:12])
            self.refuse(
                column.key, _("“%(text)s”不在可选的内容里。可选：%(offered)s。") % {"text": text, "offered": offered}
            )
        return value

    def _check_code(self, column: EntryColumn, text: str) -> None:
        """Refuse what cannot be a code of its classification."""
        pattern, _longest = DIGITS[column.classification]
        if not pattern.fullmatch(text):
            message = (
                _("“%(text)s”不是功能科目编码：应为 3、5 或 7 位数字。")
                if column.classification == "function"
                else _("“%(text)s”不是经济科目编码：应为 3 或 5 位数字。")
            )
            self.refuse(column.key, message % {"text": text})
