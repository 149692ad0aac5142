"""Hold what was read against the models' own rules, so that nothing fails in the database first."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import CharField, Field, ForeignKey, Model, TextField, UniqueConstraint
from django.utils.translation import gettext as _

from budgets.documents.reading import Reading
from budgets.models import Department, Edition, Project, SourceTable
from budgets.tables.facts import FACT_MODELS

VALIDATED: tuple[type[Model], ...] = (Department, SourceTable, *FACT_MODELS)
# PostgreSQL holds no text with it.
NUL = "\x00"
# What is given only when a reading is stored, and what may well be empty.
LEFT_OUT: Mapping[type[Model], tuple[str, ...]] = {Edition: ("number",), SourceTable: ("rows",)}


def validate(reading: Reading) -> None:
    """Name every value that its field cannot hold and every fact that is there twice; either refuses a document."""
    named = {trouble.place for trouble in reading.refusals}
    department = reading.edition.budget.department
    for owner in (reading.edition, department, department.region):
        _validate_fields(reading, owner)
    for model in VALIDATED:
        facts = [fact for fact in reading.rows[model] if _place(fact) not in named]
        for fact in facts:
            _validate_fields(reading, fact)
        for fields in _unique_together(model):
            _validate_unique(reading, facts, fields)


def _place(fact: Any) -> str:
    """Return where a fact stands in the document; units, which stand in many places, are called by their name."""
    return getattr(fact, "source_place", "") or getattr(fact, "place", "") or str(fact._meta.verbose_name)


def _validate_fields(reading: Reading, fact: Any) -> None:
    """Hold one fact against its fields: lengths, codes, choices, amounts that are missing."""
    excluded = {field.name for field in fact._meta.fields if _is_excluded(fact, field)}
    try:
        fact.clean_fields(exclude=excluded)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            _name(reading, fact, name, " ".join(messages))
    for name, value in vars(fact).items():
        if isinstance(value, str) and NUL in value:
            _name(reading, fact, name, _("不能含有空字符"))


def _name(reading: Reading, fact: Any, field: str, message: str) -> None:
    """Name a value that its field cannot hold."""
    value = getattr(fact, field)
    label = fact._meta.get_field(field).verbose_name
    reading.trouble(_place(fact), "" if value is None else str(value), f"{label}：{message}", refuses=True)


def _is_excluded(fact: Model, field: Field) -> bool:
    """Tell what is not held against its field: what is given in storing, and texts that a document prints blank."""
    if isinstance(field, ForeignKey) or field.primary_key or field.name in LEFT_OUT.get(type(fact), ()):
        return True
    is_free = not field.choices and all(isinstance(rule, MaxLengthValidator) for rule in field.validators)
    return isinstance(field, (CharField, TextField)) and is_free and getattr(fact, field.name) == ""


def _unique_together(model: type[Model]) -> list[tuple[str, ...]]:
    """Return the fields that name a fact of a model within its edition."""
    constraints = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    together = [tuple(name for name in one.fields if name not in ("edition", "region")) for one in constraints]
    single = [field.name for field in model._meta.fields if field.unique and not field.primary_key]
    return [*together, *([()] if "edition" in single else [])]


def _validate_unique(reading: Reading, facts: list[Any], fields: tuple[str, ...]) -> None:
    """Name facts that say of the same thing what another has said before; a blank names nothing."""
    seen: set[tuple[object, ...]] = set()
    for fact in facts:
        name = tuple(_plain(getattr(fact, field)) for field in fields)
        if name in seen and not {None, ""} & set(name):
            reading.trouble(_place(fact), str(fact), _("同一事项在文件中出现了两次"), refuses=True)
        seen.add(name)


def _plain(value: Any) -> object:
    """Return what names a fact: of a project that is not stored yet, its key."""
    return value.key if isinstance(value, Project) else value
