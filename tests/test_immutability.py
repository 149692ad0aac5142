"""The database itself refuses every change of what was published, whoever asks and however."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from budgets.immutability import MESSAGE, PROTECTED_TABLES, statements
from budgets.models import (
    Budget,
    CarryForward,
    ChangeRecord,
    CheckSummary,
    Department,
    EditingPresence,
    Edition,
    ImportJob,
    Publication,
    PublishedAmount,
    Region,
    SavedEntry,
    ScheduledPublication,
    SearchEntry,
    SourceDocument,
    StepRecord,
    Waiver,
    Withdrawal,
)
from budgets.publishing import publish
from budgets.vocabulary import EditionStatus
from tests.published import store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

PUBLISHED, SUPERSEDED, WITHDRAWN = EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED, EditionStatus.WITHDRAWN
ONWARD = {(PUBLISHED, SUPERSEDED), (PUBLISHED, WITHDRAWN), (SUPERSEDED, WITHDRAWN)}
# What else than facts is protected, and from what: a record may be added, what names a budget may not be renamed.
ACTIONS = {
    **dict.fromkeys((ChangeRecord, Edition, Publication, SourceDocument, Withdrawal), ("update", "delete")),
    **dict.fromkeys((Budget, Department, Region), ("update",)),
}


def path_to_edition(model: type[Model]) -> str | None:
    """Return the lookup that leads from a model to its edition, through whatever it belongs to."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        # That an edition offers the rows of another one does not make it that one's.
        if target is Edition and model is not Edition:
            return field.name
        if target not in (None, model) and target._meta.app_label == "budgets":
            further = path_to_edition(target)
            # The printed cell that a fact was read from is not what it belongs to.
            if further and field.name != "source_table":
                return f"{field.name}__{further}"
    return None


MODELS = list(apps.get_app_config("budgets").get_models())
PATHS = {model: path for model in MODELS if (path := path_to_edition(model))}
# What is made of the facts can be made anew, and goes with an edition that no longer stands.
MADE = {PublishedAmount, SearchEntry}
# What the workspace keeps of an edition beside its facts, and records that are only ever added to.
BESIDE = {CheckSummary, EditingPresence, ImportJob, SavedEntry, ScheduledPublication, StepRecord}
ADDED = {ChangeRecord, Publication, Withdrawal}
FACTS = [model for model in PATHS if model not in MADE | BESIDE | ADDED]
every_fact = pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)


@contextmanager
def refused():
    """Expect the database to refuse, and go on."""
    with pytest.raises(DatabaseError, match=MESSAGE), transaction.atomic():
        yield


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture(scope="module")
def editions(published_once, django_db_blocker):
    """The ids of a published edition and of a draft, both with a fact of every kind."""
    with django_db_blocker.unblock():
        both = [store_twin(region="410998"), store_twin(department="105")]
        CarryForward.objects.bulk_create([CarryForward(edition=edition, amount=1) for edition in both])
        Waiver.objects.bulk_create([Waiver(edition=edition, rule="R15", reason="理由") for edition in both])
        publish(edition=both[0], by="测试")
        return [edition.pk for edition in both]


@pytest.fixture
def frozen(editions, db):
    return Edition.objects.get(pk=editions[0])


@pytest.fixture
def writable(editions, db):
    return Edition.objects.get(pk=editions[1])


def row_of(model, edition):
    return model._base_manager.filter(**{PATHS[model]: edition}).first()


def owner_of(row):
    """Return the name of the field that says what a row belongs to."""
    return PATHS[type(row)].split("__", maxsplit=1)[0]


def columns_of(model):
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if not field.primary_key)


def table_of(model):
    return model._meta.db_table


def test_every_model_that_belongs_to_an_edition_is_protected():
    assert {table_of(model) for model in (*FACTS, *ACTIONS)} == set(PROTECTED_TABLES)


def test_every_trigger_stands_after_all_migrations():
    actions = dict.fromkeys(FACTS, ("insert", "update", "delete")) | ACTIONS
    assert triggers() == {f"{table_of(model)}_frozen_{action}" for model in actions for action in actions[model]}


def triggers():
    """Return the names of the triggers that the database has."""
    postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        return {name for (name,) in cursor.fetchall()}


def test_the_triggers_can_be_made_again(frozen):
    before = triggers()
    columns = [field.column for field in Edition._meta.concrete_fields if field.column != "status"]
    for statement in statements(connection.vendor, columns, set(PROTECTED_TABLES)):
        run(statement)
    assert triggers() == before
    with refused():
        Edition.objects.filter(pk=frozen.pk).update(number=9)


@every_fact
def test_a_published_row_does_not_change(model, frozen):
    row = row_of(model, frozen)
    with refused():
        model._base_manager.filter(pk=row.pk).update(**{owner_of(row): getattr(row, owner_of(row))})
    with refused():
        row.save()
    with refused():
        run(f"UPDATE {table_of(model)} SET id = id WHERE id = %s", row.pk)


@every_fact
def test_a_published_row_is_not_deleted(model, frozen):
    row = row_of(model, frozen)
    with refused():
        model._base_manager.filter(pk=row.pk).delete()
    with refused():
        run(f"DELETE FROM {table_of(model)} WHERE id = %s", row.pk)


@every_fact
def test_nothing_is_added_to_a_published_edition(model, frozen):
    row = row_of(model, frozen)
    with refused():
        run(
            f"INSERT INTO {table_of(model)} ({columns_of(model)}) "
            f"SELECT {columns_of(model)} FROM {table_of(model)} WHERE id = %s",
            row.pk,
        )
    row.pk, row._state.adding = None, True
    with refused():
        model._base_manager.bulk_create([row], ignore_conflicts=True)
    with refused():
        row.save(force_insert=True)


@every_fact
def test_a_row_moves_neither_into_a_published_edition_nor_out_of_it(model, frozen, writable):
    own, other = row_of(model, frozen), row_of(model, writable)
    for row, target in ((own, other), (other, own)):
        owner = owner_of(row)
        with refused():
            model._base_manager.filter(pk=row.pk).update(**{owner: getattr(target, owner)})
        with refused():
            run(f"UPDATE {table_of(model)} SET {owner}_id = %s WHERE id = %s", getattr(target, f"{owner}_id"), row.pk)


@every_fact
def test_a_draft_may_change(model, writable):
    row = row_of(model, writable)
    assert run(f"UPDATE {table_of(model)} SET id = id WHERE id = %s", row.pk) == 1
    row.save()
    row.delete()
    assert not model._base_manager.filter(pk=row.pk or 0).exists()


def test_a_draft_may_be_deleted_with_all_it_has(frozen, writable):
    writable.delete()
    assert not Edition.objects.filter(pk=writable.pk).exists()
    assert all(row_of(model, frozen) is not None for model in FACTS)


@pytest.mark.parametrize("status", [SUPERSEDED, WITHDRAWN])
def test_what_is_no_longer_current_is_frozen_as_well(status, frozen):
    Edition.objects.filter(pk=frozen.pk).update(status=status)
    row = row_of(CarryForward, frozen)
    with refused():
        CarryForward.objects.filter(pk=row.pk).update(amount=2)
    with refused():
        row.delete()
    with refused():
        CarryForward.objects.create(edition=frozen, amount=2)


@pytest.mark.parametrize("before", [PUBLISHED, SUPERSEDED, WITHDRAWN])
@pytest.mark.parametrize("after", EditionStatus)
def test_an_edition_only_goes_on(before, after, frozen):
    if before != PUBLISHED:
        Edition.objects.filter(pk=frozen.pk).update(status=before)
    if before == after or (before, after) in ONWARD:
        Edition.objects.filter(pk=frozen.pk).update(status=after)
        assert Edition.objects.get(pk=frozen.pk).status == after
    else:
        with refused():
            Edition.objects.filter(pk=frozen.pk).update(status=after)


OTHER_VALUES = {
    "id": 987654,
    "number": 9,
    "revision": 9,
    "budget_id": 987654,
    "source_document_id": None,
    "rows_from_id": 987654,
    "edited_by_id": 987654,
    "approved_on": "2023-01-20",
    "created_at": "2001-01-01 00:00:00+00:00",
    "edited_at": "2001-01-01 00:00:00+00:00",
}


@pytest.mark.parametrize("status", ["status", "'superseded'"])
@pytest.mark.parametrize("column", [field.column for field in Edition._meta.concrete_fields if field.name != "status"])
def test_nothing_else_of_a_published_edition_changes(column, status, frozen):
    with refused():
        run(
            f"UPDATE budgets_edition SET {column} = %s, status = {status} WHERE id = %s",
            OTHER_VALUES.get(column, "anders"),
            frozen.pk,
        )


def test_a_published_edition_is_not_deleted(frozen):
    with refused():
        run("DELETE FROM budgets_edition WHERE id = %s", frozen.pk)


def test_the_record_of_a_publication_never_changes(frozen):
    record = frozen.publication
    with refused():
        Publication.objects.filter(pk=record.pk).update(actor="别人")
    with refused():
        record.delete()
    with refused():
        run("DELETE FROM budgets_publication")


def test_the_document_of_a_published_edition_is_kept(frozen):
    with refused():
        SourceDocument.objects.filter(pk=frozen.source_document_id).update(name="另一个")
    with refused():
        run("DELETE FROM budgets_sourcedocument WHERE id = %s", frozen.source_document_id)


def test_a_document_of_no_published_edition_may_go(writable):
    document = SourceDocument.objects.create(sha256="0" * 64, name="草稿", size=1)
    Edition.objects.filter(pk=writable.pk).update(source_document=document)
    assert SourceDocument.objects.filter(pk=document.pk).update(name="改名") == 1
    Edition.objects.filter(pk=writable.pk).update(source_document=None)
    assert SourceDocument.objects.filter(pk=document.pk).delete()[0] == 1


@pytest.mark.parametrize(
    ("model", "column", "value"),
    [
        (Budget, "year", 2024),
        (Budget, "phase", "final"),
        (Budget, "department_id", 987654),
        (Department, "code", "999"),
        (Department, "region_id", 987654),
        (Region, "code", "999999"),
    ],
)
def test_what_names_a_published_budget_keeps_its_name_in_addresses(model, column, value, frozen):
    with refused():
        run(f"UPDATE {table_of(model)} SET {column} = %s WHERE id = %s", value, naming(frozen)[model].pk)


def naming(edition):
    """Return what an edition is named by in addresses."""
    budget = edition.budget
    return {Budget: budget, Department: budget.department, Region: budget.department.region}


def test_a_department_and_a_region_may_be_called_otherwise(frozen):
    for model in (Department, Region):
        assert model.objects.filter(pk=naming(frozen)[model].pk).update(name="新的名称") == 1


def test_what_has_published_nothing_may_be_named_otherwise(draft):
    for model, values in ((Budget, {"year": 2024}), (Department, {"code": "999"}), (Region, {"code": "999999"})):
        assert model.objects.filter(pk=naming(draft)[model].pk).update(**values) == 1
