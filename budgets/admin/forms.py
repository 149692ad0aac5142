"""Fields and forms of facts: amounts as clerks write them, names from the classification, measures in parts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseInlineFormSet
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from budgets.measures import parse_measure
from budgets.models import Department, Edition
from budgets.models.classification import ClassificationCode
from budgets.money import MalformedAmountError, MoneyUnit, format_amount, parse_amount
from budgets.vocabulary import EditionStatus

NOT_AN_AMOUNT = _("“%(text)s”不是金额。请写以元为单位的数字，最多两位小数，例如 6,273,000.00。")


class AmountFormField(forms.DecimalField):
    """An amount in yuan, with or without thousands separators, half or full width."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "vTextField", "size": "20"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the amount in yuan; None for a blank; raise ValidationError for what is none."""
        try:
            return parse_amount(None if value is None else str(value))
        except MalformedAmountError:
            raise ValidationError(NOT_AN_AMOUNT, code="invalid", params={"text": value}) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with its thousands separators."""
        return format_amount(value, MoneyUnit.YUAN) if isinstance(value, Decimal) else value


class SeenForm(forms.ModelForm):
    """A form that knows what its page showed: what somebody else changed meanwhile is told, and never overwritten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # What was shown comes back with the form.
            field.show_hidden_initial = self.instance.pk is not None

    def clean(self) -> dict[str, Any] | None:
        """Keep what only others changed, and refuse what both did, saying what it is now."""
        values = super().clean() or self.cleaned_data
        for name, stored in self._changed_by_others():
            if name not in self.changed_data:
                values[name] = stored
            elif values.get(name) != stored:
                self.add_error(name, _("别人刚刚改过这一项，现在是“%s”。请核对后再改。") % stored)
        return values

    def _changed_by_others(self) -> Iterator[tuple[str, Any]]:
        """Yield the fields that are not what the page showed, with what they are now."""
        if self.instance.pk is None:
            return
        stored = type(self.instance)._base_manager.get(pk=self.instance.pk)
        now = model_to_dict(stored)
        for name, field in self.fields.items():
            shown = self.data.get(self.add_initial_prefix(name))
            if shown is not None and name in now and not _says(field, now[name], shown):
                yield name, getattr(stored, name)


def _says(field: forms.Field, stored: Any, shown: str) -> bool:
    """Tell whether a page showed what is stored; browsers send line breaks in a way of their own."""
    return stored.split() == shown.split() if isinstance(stored, str) else not field.has_changed(stored, shown)


class FactForm(SeenForm):
    """A form of a fact: offers the units of the edition's own department, and checks what is unique in an edition."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].queryset = units_of(self.find_edition())  # type: ignore[attr-defined]
            self.fields["unit"].help_text = _("不选，则说的是整个部门。")

    def find_edition(self) -> Edition | None:
        """Return the edition that the fact belongs to, or the one chosen so far."""
        if self.instance.edition_id:
            return self.instance.edition
        try:
            return self.fields["edition"].clean(self["edition"].value())
        except (ValidationError, KeyError):
            return None

    def _get_validation_exclusions(self) -> set[str]:
        # The edition is fixed once a fact exists; without it Django would not ask what must be unique in it.
        return super()._get_validation_exclusions() - {"edition"}  # type: ignore[misc]


def units_of(edition: Edition | None) -> Any:
    """Return a department and its units; without an edition those of all drafts."""
    if edition is not None:
        department = edition.budget.department_id
        return Department.objects.filter(Q(pk=department) | Q(parent=department))
    draft = EditionStatus.DRAFT
    own, above = Q(budgets__editions__status=draft), Q(parent__budgets__editions__status=draft)
    return Department.objects.filter(own | above).distinct()


class CodedFactForm(FactForm):
    """A form with codes of a classification: a name left blank is the official one.

    `codes` pairs the fields of code and name.
    """

    classification: ClassVar[type[ClassificationCode]]
    codes: ClassVar[Sequence[tuple[str, str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _code, name in self.codes:
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = _("留空则按分类填入正式名称。")

    def clean(self) -> dict[str, Any] | None:
        """Fill in the names left blank."""
        values = super().clean() or self.cleaned_data
        open_codes = {name: values[code] for code, name in self.codes if values.get(code) and not values.get(name)}
        known = self.classification._default_manager.filter(code__in=open_codes.values())
        names = dict(known.values_list("code", "name")) if open_codes else {}
        for field, code in open_codes.items():
            if code in names:
                values[field] = names[code]
            else:
                self.add_error(field, _("分类里没有这个编码，请核对编码，或填写名称。"))
        return values


class MeasuredForm(forms.ModelForm):
    """A form of an indicator: comparison, number and unit are read from the value."""

    def save(self, commit: bool = True) -> Any:
        """Save the value and its parts."""
        measure = parse_measure(self.instance.value)
        self.instance.comparison = measure.comparison or ""
        self.instance.number = measure.number
        self.instance.measure_unit = measure.unit
        return super().save(commit)


class LabelledFormSet(BaseInlineFormSet):
    """Rows whose fields say aloud what the head of their column says."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name every field of a row for a screen reader."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = field.label
