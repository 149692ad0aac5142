"""The facts of an edition in one canonical form: what two readings are compared by, and publications hashed of."""

import hashlib
from decimal import Decimal
from typing import Any

import rfc8785
from django.db.models import Model

from budgets.models import Department, Edition, Project
from budgets.tables.facts import FACT_MODELS, Facts, fact_fields


def canonical_facts(facts: Facts) -> dict[str, list[dict[str, Any]]]:
    """Return all facts as plain values in printed order: amounts as decimal texts in yuan, units by their codes."""
    return {model.__name__: [_plain(fact) for fact in facts.of(model)] for model in FACT_MODELS}


def facts_sha256(facts: Facts) -> str:
    """Return the sha256 of an edition's canonical JSON."""
    return hashlib.sha256(facts_json(facts)).hexdigest()


def facts_json(facts: Facts) -> bytes:
    """Return the bytes that an edition is hashed by: of whom and what it speaks, and its facts (RFC 8785)."""
    return rfc8785.dumps({"edition": _identity(facts.edition), "facts": canonical_facts(facts)})


def sha256_of(value: Any) -> str:
    """Return the sha256 of a value as canonical JSON."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def _identity(edition: Edition) -> dict[str, Any]:
    """Return what names an edition."""
    department = edition.budget.department
    return {
        "region": department.region.code,
        "department": department.code,
        "department_name": edition.department_name,
        "year": edition.budget.year,
        "phase": edition.budget.phase,
        "number": edition.number,
        "origin": edition.origin,
        "department_short_name": edition.department_short_name,
        "form_set": edition.form_set,
        "printed_date": edition.printed_date,
        "reason": edition.reason,
    }


def _plain(fact: Model) -> dict[str, Any]:
    """Return the fields of a fact as plain values."""
    return {field.name: plain_value(getattr(fact, field.name)) for field in fact_fields(type(fact))}


def plain_value(value: Any) -> Any:
    """Return one value as JSON can hold it without loss."""
    if isinstance(value, Department):
        return value.code
    if isinstance(value, Project):
        return value.key
    if isinstance(value, Decimal):
        # The number of places is the field's affair: 100 and 100.0000 are one value.
        return format(value.normalize(), "f")
    return value if value is None or isinstance(value, (bool, int)) else str(value)
