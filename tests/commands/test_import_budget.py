"""Importing a document: what is made, what stays, what is replaced and what is published."""

import pytest
from django.utils import timezone

from budgets.models import (
    Department,
    Edition,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    Publication,
    Region,
    SourceDocument,
)
from budgets.vocabulary import EditionOrigin, EditionStatus
from tests.commands.importing import import_budget, import_text, refusal, saved_rows
from tests.documents.twin import TWIN, of_another_department, twin, write
from tests.make import make_budget, make_edition

pytestmark = pytest.mark.django_db
NAME = "新乡经济技术开发区管理委员会组织和人力资源社会保障局"
CORRECTED = twin().replace(329, "故此表无数据", "故此表没有数据")


def states():
    """Return number and state of every edition, the oldest first."""
    return list(Edition.objects.order_by("number").values_list("number", "status"))


def edit(edition):
    """Let somebody have worked on a draft."""
    Edition.objects.filter(pk=edition.pk).update(edited_at=timezone.now())


def test_region_department_and_unit_take_their_names_from_the_document():
    import_budget(TWIN)

    assert Region.objects.get().name == "新乡经济技术开发区"
    assert list(Department.objects.values_list("code", "name", "short_name", "parent__code")) == [
        ("104", NAME, "经开区组织人社局", None),
        ("104001", f"{NAME}机关本级", "", "104"),
    ]


def test_the_region_may_be_named_on_the_command_line():
    import_budget(TWIN, "--region-name", "经开区")

    assert Region.objects.get().name == "经开区"


def test_what_exists_keeps_its_names():
    make_budget()
    before = list(Department.objects.values_list("name", "short_name"))
    import_budget(TWIN)

    assert list(Department.objects.filter(parent=None).values_list("name", "short_name")) == before


def test_the_edition_is_a_transcribed_draft_with_its_source(documents_folder):
    output = import_budget(TWIN)
    edition = Edition.objects.get()

    assert (edition.status, edition.origin, edition.number) == (EditionStatus.DRAFT, EditionOrigin.TRANSCRIBED, 1)
    assert edition.department_name == NAME
    assert edition.source_document.file.read() == TWIN.read_bytes()
    assert "识别 10 张表；印出金额 299 个，读懂 299 个；未读懂 0 处。" in output


def test_all_facts_are_stored():
    import_budget(TWIN)

    assert (FunctionExpenditure.objects.count(), Project.objects.count()) == (34, 13)
    assert PerformanceIndicator.objects.filter(project__code="410796230000000000413").count() == 12


def test_stored_facts_remember_their_cells():
    import_budget(TWIN)
    line = FunctionExpenditure.objects.get(code="2013201", nature="wages", fund="all_funds")

    assert (line.source_place, line.source_table.number) == ("line 213", 3)
    assert line.source_table.rows[line.source_row]["cells"][line.source_column] == "546.86"


def test_importing_the_same_file_again_changes_nothing():
    import_budget(TWIN, "--publish")
    before = (saved_rows(), list(Edition.objects.values()), list(Publication.objects.values()))
    output = import_budget(TWIN, "--publish")

    assert "没有改动" in output
    assert (saved_rows(), list(Edition.objects.values()), list(Publication.objects.values())) == before


def test_the_same_file_under_another_name_changes_nothing(tmp_path):
    import_budget(TWIN)
    before = saved_rows()
    import_text(tmp_path, twin())

    assert saved_rows() == before


def test_a_draft_that_nobody_touched_is_replaced_by_another_file(tmp_path):
    import_budget(TWIN)
    rows = saved_rows()
    output = import_text(tmp_path, CORRECTED)

    assert "已替换原有草稿" in output
    assert states() == [(1, EditionStatus.DRAFT)]
    assert saved_rows() == {**rows, "SourceDocument": 2}


def test_a_draft_that_somebody_edited_is_not_overwritten(tmp_path):
    import_budget(TWIN)
    edit(Edition.objects.get())
    before = saved_rows()
    said = refusal(write(tmp_path, CORRECTED))

    assert "--replace-draft" in said
    assert saved_rows() == before


def test_a_draft_that_was_prepared_here_is_not_overwritten():
    make_edition()

    assert "--replace-draft" in refusal(TWIN)
    assert Edition.objects.get().origin == EditionOrigin.PREPARED


@pytest.mark.parametrize("content", [twin(), CORRECTED], ids=["the same file", "another file"])
def test_an_edited_draft_is_replaced_on_request(tmp_path, content):
    import_budget(TWIN)
    edit(Edition.objects.get())
    FunctionExpenditure.objects.filter(code="2013201").update(amount=1)
    output = import_text(tmp_path, content, "--replace-draft")

    assert "已替换原有草稿" in output
    assert Edition.objects.get().edited_at is None
    assert not FunctionExpenditure.objects.filter(amount=1).exists()


def test_the_same_file_leaves_an_edited_draft_alone():
    import_budget(TWIN)
    edit(Edition.objects.get())

    assert "没有改动" in import_budget(TWIN)
    assert Edition.objects.get().edited_at is not None


def test_an_edited_draft_is_not_published_by_importing_its_file_again():
    import_budget(TWIN)
    edit(Edition.objects.get())

    assert "人工编辑" in refusal(TWIN, "--publish")
    assert states() == [(1, EditionStatus.DRAFT)]


def test_another_file_becomes_a_draft_beside_the_published_edition(tmp_path):
    import_budget(TWIN, "--publish")
    import_text(tmp_path, CORRECTED)

    assert states() == [(1, EditionStatus.PUBLISHED), (2, EditionStatus.DRAFT)]


def test_a_correction_supersedes_what_was_published(tmp_path):
    import_budget(TWIN, "--publish")
    import_text(tmp_path, CORRECTED, "--publish", "--reason", "更正附注文字")

    assert states() == [(1, EditionStatus.SUPERSEDED), (2, EditionStatus.PUBLISHED)]
    assert Edition.objects.get(number=2).reason == "更正附注文字"
    assert list(Publication.objects.order_by("number").values_list("number", "actor")) == [(1, "命令行"), (2, "命令行")]


def test_a_correction_without_a_reason_leaves_nothing(tmp_path):
    import_budget(TWIN, "--publish")
    before = saved_rows()
    said = refusal(write(tmp_path, CORRECTED), "--publish")

    assert "更正原因" in said
    assert (saved_rows(), states()) == (before, [(1, EditionStatus.PUBLISHED)])


def test_a_superseded_file_does_not_come_back_by_itself(tmp_path):
    """A start script imports the sample at every start: that must not undo a correction."""
    import_budget(TWIN, "--publish")
    import_text(tmp_path, CORRECTED, "--publish", "--reason", "更正")
    output = import_budget(TWIN, "--publish")

    assert "没有改动" in output
    assert states() == [(1, EditionStatus.SUPERSEDED), (2, EditionStatus.PUBLISHED)]


def test_publishing_a_draft_imported_before_publishes_it():
    import_budget(TWIN)
    output = import_budget(TWIN, "--publish")

    assert "没有改动" in output
    assert states() == [(1, EditionStatus.PUBLISHED)]


def test_a_dry_run_saves_nothing(documents_folder):
    before = saved_rows()
    output = import_budget(TWIN, "--dry-run", "--publish")

    assert "没有保存" in output
    assert saved_rows() == before
    assert not documents_folder.exists()


def test_final_accounts_are_a_budget_of_their_own():
    import_budget(TWIN)
    import_budget(TWIN, "--phase", "final")

    assert list(Edition.objects.values_list("budget__phase", "number").order_by("budget__phase")) == [
        ("budget", 1),
        ("final", 1),
    ]


def test_departments_of_one_region_keep_to_themselves(tmp_path):
    import_budget(TWIN)
    import_text(tmp_path, of_another_department(twin()), department="105")

    assert Region.objects.count() == 1
    assert list(Department.objects.values_list("code", "parent__code").order_by("code")) == [
        ("104", None),
        ("104001", "104"),
        ("105", None),
        ("105001", "105"),
    ]


def test_one_file_may_stand_for_two_budgets(documents_folder):
    import_budget(TWIN, "--phase", "budget")
    import_budget(TWIN, "--phase", "final")

    assert SourceDocument.objects.count() == 1
    assert len([path for path in documents_folder.rglob("*") if path.is_file()]) == 1
