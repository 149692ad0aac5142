"""The log in words: kinds of rows and their fields as staff know them, values as forms print them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext, pgettext

from budgets.models import ChangeRecord
from budgets.models.fact import AmountField
from budgets.money import MoneyUnit, format_amount
from budgets.tables.catalogue import form_set_title

NOTHING = "—"
# More of a value does not fit a list or a cell of a sheet that people read.
SHOWN = 80
APPLICATIONS = ("budgets", "auth")


@dataclass(frozen=True)
class Difference:
    """What one field said before and says after, in words."""

    label: str
    before: str
    after: str


@cache
def kinds() -> Mapping[str, type[Model]]:
    """Return the kinds of rows by the names under which the log has them."""
    return {model.__name__: model for label in APPLICATIONS for model in apps.get_app_config(label).get_models()}


def kind_label(record: ChangeRecord) -> str:
    """Return what staff call the kind of row that a record is about."""
    model = kinds().get(record.kind)
    return str(model._meta.verbose_name) if model else record.kind


def differences(record: ChangeRecord) -> Iterator[Difference]:
    """Yield each field of a record that was, or is, filled in."""
    before, after = record.before or {}, record.after or {}
    model = kinds().get(record.kind)
    for name in [*before, *(name for name in after if name not in before)]:
        old, new = before.get(name), after.get(name)
        # Of a row that is new or gone, what was left blank says nothing.
        if old in (None, "") and new in (None, ""):
            continue
        field = _field(model, name)
        yield Difference(_label(field, name), say(field, old), say(field, new))


def _field(model: type[Model] | None, name: str) -> Field | None:
    """Return a field by its name; None for one that the model has no more."""
    fields = model._meta.concrete_fields if model else ()
    return next((field for field in fields if field.name == name), None)


def _label(field: Field | None, name: str) -> str:
    """Return what staff call a field."""
    if name == "first_name":
        return gettext("姓名")
    return str(field.verbose_name) if field is not None else name


def say(field: Field | None, value: Any) -> str:
    """Return a recorded value as a form prints it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return pgettext("answer", "是") if value else pgettext("answer", "否")
    if field is not None and field.name == "form_set":
        return form_set_title(str(value))
    if field is not None and field.flatchoices:
        return str({str(key): label for key, label in field.flatchoices}.get(str(value), value))
    if isinstance(field, AmountField):
        return gettext("%(amount)s 元") % {"amount": format_amount(Decimal(str(value)), MoneyUnit.YUAN)}
    return _say_moment(field, value) or str(value)


def _say_moment(field: Field | None, value: Any) -> str:
    """Return a date or a time of day as staff read it; blank for what is neither."""
    kind = field.get_internal_type() if field is not None else ""
    if kind == "DateTimeField" and (moment := parse_datetime(str(value))):
        return date_format(localtime(moment) if is_aware(moment) else moment, "Y-m-d H:i")
    if kind == "DateField" and (day := parse_date(str(value))):
        return date_format(day, "Y-m-d")
    return ""


def summary(record: ChangeRecord, *, shown: int | None = SHOWN) -> str:
    """Return what a record says in one line: "金额：100.00 元 → 200.00 元；…", cut after so many characters."""
    parts = [f"{one.label}：{_change(record, one)}" for one in differences(record)]
    text = "；".join([*([record.detail] if record.detail else []), *parts])
    return f"{text[:shown]}…" if shown and len(text) > shown else text


def _change(record: ChangeRecord, one: Difference) -> str:
    """Return what became of a field: both values where there are two."""
    if record.before is None:
        return one.after
    return one.before if record.after is None else f"{one.before} → {one.after}"
