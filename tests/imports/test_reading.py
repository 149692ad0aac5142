"""Reading in the background: in stages, once, taken up again after a death, and never without end."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from budgets.imports import reading
from budgets.imports.jobs import reading_of
from budgets.imports.reading import DEAD_AFTER, DELAYED_AFTER, MOST_ATTEMPTS, due_jobs, read_import
from budgets.imports.receiving import give_up, read_again
from budgets.models import ImportJob, Project
from budgets.vocabulary import ImportState
from tests.imports.importing import again, read, upload
from tests.published import read_twin

pytestmark = pytest.mark.django_db


def dead(job):
    """Let a job be one whose reader has died."""
    beat = timezone.now() - DEAD_AFTER - timedelta(seconds=1)
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.READING, beat_at=beat)


def test_a_document_is_read_and_reported(ready):
    assert (ready.state, ready.progress, ready.attempts, ready.message) == (ImportState.READY, 100, 1, "")
    # Ten of the twelve tables are printed; 02 and 07 are only promised by its list of contents.
    assert ready.report["tables_missing"] == [2, 7]
    assert len(ready.report["tables_found"]) == 10
    assert ready.report["totals"] == {"revenue": "28521100.00", "expenditure": "28521100.00"}
    assert ready.report["refusals"] == []


def test_it_is_read_alike_whatever_the_portal_calls_the_department(ready):
    named = {project.name: project.code for project in reading_of(ready).rows[Project]}
    assert named == {project.name: project.code for project in read_twin().rows[Project]}


def test_the_stages_are_told_while_it_is_read(department, clerk, monkeypatch):
    job, told = upload(department, clerk), []
    note = reading._note
    monkeypatch.setattr(reading, "_note", lambda job, **values: (told.append(values.get("stage")), note(job, **values)))
    read(job)
    assert [stage for stage in told if stage] == ["正在核对", "正在整理", "等待确认"]


def test_what_was_read_is_not_read_again(ready):
    read_import(ready.pk)
    assert again(ready).attempts == 1
    assert due_jobs() == []


def test_a_job_whose_reader_died_is_taken_up_again(department, clerk):
    job = upload(department, clerk)
    ImportJob.objects.filter(pk=job.pk).update(state=ImportState.READING, attempts=1, beat_at=timezone.now())
    assert due_jobs() == []
    read_import(job.pk)
    assert again(job).state == ImportState.READING
    dead(job)
    assert due_jobs() == [job.pk]
    call_command("read_imports", "--once")
    assert (again(job).state, again(job).attempts) == (ImportState.READY, 2)


def test_after_three_deaths_it_fails_and_may_be_read_once_more(department, clerk):
    job = upload(department, clerk)
    ImportJob.objects.filter(pk=job.pk).update(attempts=MOST_ATTEMPTS)
    dead(job)
    read_import(job.pk)
    failed = again(job)
    assert (failed.state, failed.reading) == (ImportState.FAILED, None)
    assert "读取了 3 次都中断了" in failed.message
    assert read_again(failed, by=clerk)
    assert not read_again(failed, by=clerk)
    assert read(job).state == ImportState.READY


def test_a_reader_that_was_taken_for_dead_overwrites_nothing(department, clerk, monkeypatch):
    job = upload(department, clerk)

    def overtaken(*args, **options):
        ImportJob.objects.filter(pk=job.pk).update(attempts=2)
        return read_twin()

    monkeypatch.setattr(reading, "read_isolated", overtaken)
    read_import(job.pk)
    left = again(job)
    assert (left.state, left.reading, left.report) == (ImportState.READING, None, None)


def test_giving_up_ends_the_reading(department, clerk, monkeypatch):
    job = upload(department, clerk)

    def slow(*args, alive, **options):
        give_up(job, by=clerk)
        alive()
        raise AssertionError("read on")

    monkeypatch.setattr(reading, "read_isolated", slow)
    read_import(job.pk)
    assert again(job).state == ImportState.CANCELLED


def test_a_fault_of_ours_is_told_and_leaves_no_reading(department, clerk, monkeypatch):
    job = upload(department, clerk)
    monkeypatch.setattr(reading, "keep", lambda *args: 1 // 0)
    read_import(job.pk)
    failed = again(job)
    assert (failed.state, failed.reading) == (ImportState.FAILED, None)
    assert "请联系系统维护人员" in failed.message


def test_a_file_that_is_gone_is_told(department, clerk, documents_folder):
    job = upload(department, clerk)
    (documents_folder / "originals" / job.document.sha256).unlink()
    read_import(job.pk)
    assert "打不开" in again(job).message


def test_waiting_too_long_is_noticed(department, clerk):
    job = upload(department, clerk)
    call_command("read_imports", "--check")
    ImportJob.objects.filter(pk=job.pk).update(created_at=timezone.now() - DELAYED_AFTER - timedelta(seconds=1))
    with pytest.raises(CommandError, match="1 个"):
        call_command("read_imports", "--check")
