"""Storing what was read: all of it or nothing, and from then on the same facts."""

import pytest
from django.db import DatabaseError

from budgets.canonical import canonical_facts, facts_sha256
from budgets.documents.load import Loaded, store
from budgets.models import DeclaredAmount, Edition, SourceTable
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS
from tests.commands.importing import saved_rows
from tests.documents.twin import of_another_department, read, twin

pytestmark = pytest.mark.django_db


def files_in(folder):
    """Return the files of a folder and those below it."""
    return [path for path in folder.rglob("*") if path.is_file()]


def fail(*args, **options):
    """Be a database that gives up."""
    raise DatabaseError("no space left on device")


def test_what_is_stored_is_what_was_read(reading):
    edition = store(read(twin())).edition

    assert canonical_facts(Facts(Edition.objects.get(pk=edition.pk))) == canonical_facts(reading.facts)


def test_facts_keep_their_order():
    edition = store(read(twin())).edition
    stored = Facts(Edition.objects.get(pk=edition.pk))

    assert [line.department_code for line in stored.economic_expenditures][:4] == ["30101", "30113", "30103", "30217"]


@pytest.mark.parametrize("model", [SourceTable, *FACT_MODELS], ids=lambda model: model.__name__)
def test_a_failure_at_any_kind_of_fact_leaves_nothing(monkeypatch, model):
    before = saved_rows()
    monkeypatch.setattr(model._default_manager, "bulk_create", fail)
    with pytest.raises(DatabaseError):
        store(read(twin()))

    assert saved_rows() == before


def test_a_failure_leaves_the_draft_that_was_there(monkeypatch):
    draft = store(read(twin())).edition
    before = saved_rows()
    monkeypatch.setattr(DeclaredAmount._default_manager, "bulk_create", fail)
    with pytest.raises(DatabaseError):
        store(read(twin().replace(329, "注：", "注:")))

    assert saved_rows() == before
    assert Edition.objects.get().pk == draft.pk


def test_an_import_after_a_failure_keeps_the_file_once(monkeypatch, documents_folder):
    with monkeypatch.context() as patch:
        patch.setattr(DeclaredAmount._default_manager, "bulk_create", fail)
        with pytest.raises(DatabaseError):
            store(read(twin()))
    edition = store(read(twin())).edition
    (kept,) = files_in(documents_folder)

    assert kept.name == edition.source_document.sha256
    assert kept.read_bytes() == twin().encode()


def test_a_file_that_was_half_written_is_written_again(documents_folder):
    reading = read(twin())
    half = documents_folder / "originals" / reading.document.sha256
    half.parent.mkdir(parents=True)
    half.write_bytes(reading.document.content[:1000])
    store(reading)

    assert files_in(documents_folder) == [half]
    assert half.read_bytes() == twin().encode()


def test_a_file_name_is_no_path(documents_folder):
    reading = read(twin())
    reading.document.name = "../../" + "长" * 300 + ".txt"
    document = store(reading).edition.source_document

    assert document.name == reading.document.name[-255:]
    assert [path.parent.name for path in files_in(documents_folder)] == ["originals"]


def test_storing_says_what_it_did():
    assert store(read(twin())).what == Loaded.CREATED
    assert store(read(twin())).what == Loaded.UNCHANGED
    assert store(read(twin().replace(329, "注：", "注:"))).what == Loaded.REPLACED


def test_two_departments_have_the_same_facts_and_other_hashes():
    first = store(read(twin())).edition
    second = store(read(of_another_department(twin()), department="105")).edition

    assert facts_sha256(Facts(first)) != facts_sha256(Facts(second))
    assert Facts(first).of(FACT_MODELS[1])[0].amount == Facts(second).of(FACT_MODELS[1])[0].amount
