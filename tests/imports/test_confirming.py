"""Confirming: what was chosen takes its place in the draft, logged, once, or not at all; and it can be taken back."""

from decimal import Decimal

import pytest

from budgets.canonical import canonical_facts
from budgets.editing import editing
from budgets.imports import jobs
from budgets.imports.confirming import confirm
from budgets.imports.contents import CONTENTS
from budgets.imports.jobs import DraftChangedError, EditedSinceError, ImportRefusedError
from budgets.imports.undoing import undo
from budgets.models import (
    ChangeRecord,
    DeclaredAmount,
    Department,
    Edition,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    Project,
    RevenueLine,
    SourceTable,
    StatedFigure,
    StepRecord,
)
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, EditionStatus, ImportState, Step
from tests.commands.importing import saved_rows
from tests.imports.importing import again, read, upload
from tests.make import make_budget, make_edition, make_line, make_project
from tests.published import TWIN, read_twin, shown, store_twin

pytestmark = pytest.mark.django_db

EVERYTHING = [one.key for one in CONTENTS]
# What a prepared edition takes from the start.
USUAL = [one.key for one in CONTENTS if not one.of_the_print]


def stored(edition):
    return Facts(Edition.objects.with_names().get(pk=edition.pk))


def draft_of(department, **fields):
    return make_edition(make_budget(department, 2023), **fields)


def test_a_first_import_makes_the_draft_with_the_figures_of_the_document(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    assert (edition.number, edition.origin, edition.status) == (1, EditionOrigin.PREPARED, EditionStatus.DRAFT)
    # As printed in table 03 of the published document, in yuan.
    assert shown(stored(edition), 3, "2013201")["wages"] == "5468600.00"
    assert shown(stored(edition), 3, "total")["total"] == "28521100.00"
    assert Department.objects.get(region=ready.department.region, code="104001").parent == ready.department
    job = again(ready)
    assert (job.state, job.edition, job.applied_at is not None) == (ImportState.APPLIED, edition, True)


def test_a_prepared_edition_takes_no_totals_and_no_figures_of_the_text_unless_they_are_chosen(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    assert not DeclaredAmount.objects.filter(edition=edition).exists()
    assert not StatedFigure.objects.filter(edition=edition).exists()
    assert not SourceTable.objects.filter(edition=edition).exists()
    assert edition.source_document is None
    assert not FunctionExpenditure.objects.filter(edition=edition).exclude(source_place="").exists()


def test_a_transcription_is_the_same_as_that_of_the_command(department, publisher):
    job = read(upload(department, publisher, origin=EditionOrigin.TRANSCRIBED))
    edition = confirm(job, by=publisher, chosen=EVERYTHING, revision=None)
    expected = read_twin().facts
    assert canonical_facts(stored(edition)) == canonical_facts(expected)
    assert edition.source_document == job.document
    assert SourceTable.objects.filter(edition=edition).count() == len(expected.of(SourceTable))
    line = FunctionExpenditure.objects.filter(edition=edition).order_by("position").first()
    assert line.source_table.rows[line.source_row]["cells"][line.source_column] == "546.86"


def test_only_what_was_chosen_is_replaced(ready, clerk, department):
    draft = draft_of(department)
    term = GlossaryTerm.objects.create(edition=draft, term="旧词", meaning="旧义")
    make_line(draft, code="2050101", amount=Decimal("1.00"))
    confirm(ready, by=clerk, chosen=["functions"], revision=0)
    assert list(GlossaryTerm.objects.filter(edition=draft)) == [term]
    assert not RevenueLine.objects.filter(edition=draft).exists()
    assert not FunctionExpenditure.objects.filter(edition=draft, code="2050101").exists()
    assert FunctionExpenditure.objects.filter(edition=draft, code="2013201").exists()


def test_what_stays_the_same_stays_the_same_row_and_the_rest_is_logged_with_before_and_after(ready, clerk, department):
    first = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    line = FunctionExpenditure.objects.filter(edition=first, code="2013201", nature="wages").first()
    known = set(FunctionExpenditure.objects.filter(edition=first).values_list("pk", flat=True))
    with editing(first, by=clerk):
        FunctionExpenditure.objects.filter(pk=line.pk).update(amount=Decimal("1.00"))
    ChangeRecord.objects.filter(edition=first).count()
    second = read(upload(department, clerk))
    last = ChangeRecord.objects.latest("pk").pk
    confirm(second, by=clerk, chosen=USUAL, revision=2)
    assert set(FunctionExpenditure.objects.filter(edition=first).values_list("pk", flat=True)) == known
    (record,) = ChangeRecord.objects.filter(pk__gt=last, kind="FunctionExpenditure")
    assert (record.action, record.before, record.after) == ("changed", {"amount": "1"}, {"amount": "5468600"})
    assert (record.by_id, record.actor) == (clerk.pk, "王芳")


def test_projects_that_change_places_keep_their_indicators(ready, clerk, department):
    draft = draft_of(department)
    mine = make_project(draft, name="人才发展奖励", key="410796230000000000411", code="")
    confirm(ready, by=clerk, chosen=["projects"], revision=0)
    assert Project.objects.get(edition=draft, key=mine.key).pk == mine.pk
    facts, expected = canonical_facts(stored(draft)), canonical_facts(read_twin().facts)
    for kind in ("Project", "ProjectFunding", "PerformanceIndicator"):
        assert facts[kind] == expected[kind]


def test_confirmed_twice_it_is_done_once(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    before = saved_rows()
    assert confirm(ready, by=clerk, chosen=EVERYTHING, revision=None) == edition
    assert saved_rows() == before
    assert Edition.objects.get(pk=edition.pk).revision == 1


def test_a_draft_that_changed_since_the_preview_is_shown_again(ready, clerk, department):
    draft = draft_of(department)
    with editing(draft, by=clerk):
        make_line(draft)
    for revision in (0, None):
        with pytest.raises(DraftChangedError):
            confirm(ready, by=clerk, chosen=USUAL, revision=revision)
    assert FunctionExpenditure.objects.filter(edition=draft).count() == 1
    assert again(ready).state == ImportState.READY


@pytest.mark.parametrize("status", [EditionStatus.SUBMITTED, EditionStatus.APPROVED])
def test_what_is_no_draft_any_more_takes_nothing(status, ready, clerk, department):
    draft = draft_of(department)
    Edition.objects.filter(pk=draft.pk).update(status=EditionStatus.SUBMITTED)
    Edition.objects.filter(pk=draft.pk).update(status=status)
    before = saved_rows()
    with pytest.raises(ImportRefusedError, match=str(EditionStatus(status).label)):
        confirm(ready, by=clerk, chosen=USUAL, revision=0)
    assert saved_rows() == before


def test_nobody_imports_for_others(ready, publisher, django_user_model):
    for user in (publisher, django_user_model.objects.create_user("nobody")):
        with pytest.raises(ImportRefusedError):
            confirm(ready, by=user, chosen=USUAL, revision=None)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("chosen", [[], ["nonsense"]])
def test_nothing_chosen_is_nothing_imported(chosen, ready, clerk):
    with pytest.raises(ImportRefusedError, match="没有选取任何内容"):
        confirm(ready, by=clerk, chosen=chosen, revision=None)


def test_a_unit_of_another_department_is_refused(ready, clerk, department):
    Department.objects.create(region=department.region, code="104001", name="别人的单位")
    with pytest.raises(ImportRefusedError, match="104001.*别人的单位"):
        confirm(ready, by=clerk, chosen=USUAL, revision=None)
    assert not Edition.objects.exists()


def test_a_document_with_figures_that_cannot_be_read_is_refused(department, clerk):
    broken = TWIN.read_bytes().replace(b"627.30", b"62x.30", 1)
    job = read(upload(department, clerk, broken))
    assert (job.state, len(job.report["refusals"]) > 0) == (ImportState.READY, True)
    with pytest.raises(ImportRefusedError, match="无法读取"):
        confirm(job, by=clerk, chosen=USUAL, revision=None)
    assert not Edition.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(ready, clerk, monkeypatch):
    before = saved_rows()

    def fail(*args, **options):
        raise OSError

    monkeypatch.setattr(Narrative._default_manager, "bulk_create", fail)
    with pytest.raises(OSError):  # noqa: PT011
        confirm(ready, by=clerk, chosen=USUAL, revision=None)
    assert saved_rows() == before
    assert again(ready).state == ImportState.READY


def test_taken_back_a_draft_that_the_import_made_is_gone(ready, clerk):
    before = saved_rows()
    confirm(ready, by=clerk, chosen=USUAL, revision=None)
    undo(ready, by=clerk)
    assert not Edition.objects.exists()
    assert again(ready).state == ImportState.UNDONE
    # The log outlives it; the unit and the year's budget, which others may use by now, stay.
    gone = {"ChangeRecord": 0, "Department": 0, "Budget": 0}
    assert {**saved_rows(), **gone} == {**before, **gone}


def test_taken_back_a_draft_says_what_it_said_before(ready, clerk, department):
    draft = draft_of(department)
    make_line(draft, amount=Decimal("7.00"))
    make_project(draft)
    before = canonical_facts(stored(draft))
    confirm(ready, by=clerk, chosen=USUAL, revision=0)
    assert canonical_facts(stored(draft)) != before
    undo(ready, by=clerk)
    assert canonical_facts(stored(draft)) == before
    undo(ready, by=clerk)
    assert canonical_facts(stored(draft)) == before


def test_a_transcription_taken_back_prints_what_it_printed(department, publisher):
    draft = store_twin(region=department.region.code)
    before, tables = canonical_facts(stored(draft)), SourceTable.objects.filter(edition=draft).count()
    changed = TWIN.read_bytes().replace(b"546.86", b"547.86")
    job = read(upload(department, publisher, changed, origin=EditionOrigin.TRANSCRIBED))
    confirm(job, by=publisher, chosen=EVERYTHING, revision=0)
    assert shown(stored(draft), 3, "2013201")["wages"] == "5478600.00"
    undo(job, by=publisher)
    facts = stored(draft)
    assert canonical_facts(facts) == before
    assert facts.edition.source_document.sha256 != job.document.sha256
    assert SourceTable.objects.filter(edition=draft).count() == tables
    line = FunctionExpenditure.objects.filter(edition=draft).order_by("position").first()
    assert line.source_table.rows[line.source_row]["cells"][line.source_column] == "546.86"


def test_what_was_edited_since_is_not_lost_silently(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    with editing(edition, by=clerk):
        FunctionExpenditure.objects.filter(edition=edition, code="2013201").update(amount=Decimal("1.00"))
    with pytest.raises(EditedSinceError, match="支出（按功能科目）") as caught:
        undo(ready, by=clerk)
    assert caught.value.labels == ["支出（按功能科目）"]
    assert FunctionExpenditure.objects.filter(edition=edition, amount=Decimal("1.00")).exists()
    undo(ready, by=clerk, accepts_loss=True)
    assert not FunctionExpenditure.objects.filter(edition=edition).exists()


def test_what_was_submitted_is_not_taken_back(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.SUBMITTED)
    before = saved_rows()
    with pytest.raises(ImportRefusedError, match="待审核"):
        undo(ready, by=clerk)
    assert saved_rows() == before


def test_taken_back_a_draft_that_was_sent_back_stays_with_its_steps(ready, clerk):
    edition = confirm(ready, by=clerk, chosen=USUAL, revision=None)
    StepRecord.objects.create(edition=edition, step=Step.SUBMIT, actor="王芳")
    StepRecord.objects.create(edition=edition, step=Step.SEND_BACK, actor="李华", remark="请改")
    undo(ready, by=clerk)
    assert not FunctionExpenditure.objects.filter(edition=edition).exists()
    assert StepRecord.objects.filter(edition=edition).count() == 2
    assert again(ready).state == ImportState.UNDONE


def test_a_document_in_a_form_of_its_own_leaves_its_table_numbers_out_of_a_prepared_edition(department, clerk):
    path = TWIN.parent / "archives-2026.txt"
    job = read(upload(department, clerk, path.read_bytes(), name=path.name, year=2026))
    assert jobs.reading_of(job).names["form_set"] == "printed"
    edition = confirm(job, by=clerk, chosen=EVERYTHING, revision=None)
    assert edition.form_set == "henan-2023"
    assert not DeclaredAmount.objects.filter(edition=edition).exists()
    assert FunctionExpenditure.objects.filter(edition=edition).exists()
