"""Receiving files: what is taken in, what is refused and why, and that nothing is left of what could not be kept."""

import errno
import itertools
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import FileSystemStorage

from budgets.documents.grids import DocumentError
from budgets.imports.acceptance import Kind, check_upload, plain_name
from budgets.imports.receiving import give_up, may_import, receive
from budgets.models import ChangeRecord, Department, Edition, ImportJob, SourceDocument
from budgets.vocabulary import EditionOrigin, EditionStatus, ImportState, Phase
from tests.documents.office_files import make_docx, make_xls, make_xlsx
from tests.imports.importing import again, read, upload
from tests.make import make_budget, make_department, make_edition, make_region
from tests.published import TWIN, YEAR

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE_NAMES = ["../../x.txt", "a\x00b.txt", "长" * 300 + ".txt", "C:\\windows\\x.txt", "/etc/x.txt", "..txt"]


def archive(*names):
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("预算.PDF", b"%PDF-1.7 ...", Kind.PDF),
        ("a.docx", make_docx("文字"), Kind.WORD),
        ("a.xlsx", make_xlsx({"a": [["1"]]}), Kind.WORKBOOK),
        ("a.xls", make_xls({"a": [["1"]]}), Kind.OLD_WORKBOOK),
        ("a.xls", b"<html><body><table></table></body></html>", Kind.PAGE),
        ("a.htm", b"<!DOCTYPE html><html><body></body></html>", Kind.PAGE),
        ("a.txt", "收入\t支出".encode("gb18030"), Kind.TEXT),
    ],
    # Archives carry the minute in which they were made: workers would name the tests differently.
    ids=itertools.count(),
)
def test_a_file_is_told_by_its_first_bytes(name, content, kind):
    assert check_upload(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "空的"),
        ("a.txt", b" \n\t ", "空的"),
        ("a.pdf", "收入\t支出".encode(), "内容却是文本"),
        ("a.xlsx", make_docx("文字"), "内容却是Word"),
        ("a.exe", b"MZ", "不能读取扩展名是“.exe”"),
        ("a", b"text", "没有扩展名"),
        ("a.doc", OLE, "另存为 .docx"),
        ("a.et", OLE, "另存为 .xlsx"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        ("a.xlsx", archive("a.txt"), "压缩包"),
        ("a.xlsx", b"PK\x03\x04 broken", "已损坏"),
        ("a.pdf", b"Rar!\x1a\x07", "压缩包"),
        ("a.pdf", b"\xff\xd8\xff\xe0 JFIF", "图片"),
        ("a.txt", b"text\x00text", "二进制"),
    ],
    ids=itertools.count(),
)
def test_what_is_refused_says_what_to_do(name, content, message):
    with pytest.raises(DocumentError, match=message):
        check_upload(name, content)


def test_a_file_that_is_too_large_is_refused(settings):
    settings.UPLOAD_LIMIT_BYTES = 2**20
    with pytest.raises(DocumentError, match="超过 1 MB 的上限"):
        check_upload("a.txt", b"x" * (2**20 + 1))


def test_a_name_is_shown_and_never_a_path():
    assert [plain_name(name) for name in HOSTILE_NAMES] == [
        "x.txt",
        "ab.txt",
        ("长" * 300 + ".txt")[-255:],
        "x.txt",
        "x.txt",
        "..txt",
    ]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_becomes_no_path(name, department, clerk, documents_folder):
    job = read(upload(department, clerk, name=name))
    files = [path.relative_to(documents_folder) for path in documents_folder.rglob("*") if path.is_file()]
    assert [str(path) for path in files] == [f"originals/{job.document.sha256}"]
    assert job.state == ImportState.READY
    assert "/" not in job.document.name


def test_the_same_file_under_way_leads_to_the_same_job(department, clerk):
    first = upload(department, clerk)
    assert upload(department, clerk, name="another.txt") == first
    assert give_up(first, by=clerk)
    second = upload(department, clerk)
    assert second != first
    assert second.document == first.document
    assert SourceDocument.objects.count() == 1


def test_a_full_disk_leaves_nothing(department, clerk, documents_folder, monkeypatch):
    def fill_up(self, name, content):
        path = self.path(name)
        type(documents_folder)(path).parent.mkdir(parents=True, exist_ok=True)
        type(documents_folder)(path).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", fill_up)
        with pytest.raises(DocumentError, match="磁盘满了"):
            upload(department, clerk)
    assert not ImportJob.objects.exists()
    assert not SourceDocument.objects.exists()
    assert not ChangeRecord.objects.exists()
    assert [path for path in documents_folder.rglob("*") if path.is_file()] == []
    assert read(upload(department, clerk)).state == ImportState.READY


def test_an_upload_is_logged(department, clerk):
    job = upload(department, clerk)
    record = ChangeRecord.objects.get()
    assert (record.kind, record.key, record.department, record.by) == ("ImportJob", str(job.pk), department, clerk)
    assert record.after["sha256"] == job.document.sha256


def test_clerks_prepare_and_the_bureau_transcribes(department, clerk, publisher, django_user_model):
    prepared, transcribed = EditionOrigin.PREPARED, EditionOrigin.TRANSCRIBED
    unit = Department.objects.create(region=department.region, code="104001", name="单位", parent=department)
    other = make_department("105", department.region)
    elsewhere = make_department("104", make_region("410998", "另一县"))
    administrator = django_user_model.objects.create_superuser("root")
    asked = [department, unit, other, elsewhere]
    assert [may_import(clerk, one, prepared) for one in asked] == [True, True, False, False]
    assert [may_import(clerk, one, transcribed) for one in asked] == [False] * 4
    assert [may_import(publisher, one, transcribed) for one in asked] == [True, True, True, False]
    assert [may_import(publisher, one, prepared) for one in asked] == [False] * 4
    assert all(may_import(administrator, one, origin) for one in asked for origin in (prepared, transcribed))


def test_an_edition_that_is_examined_takes_no_upload(department, clerk):
    draft = make_edition(make_budget(department, YEAR))
    Edition.objects.filter(pk=draft.pk).update(status=EditionStatus.SUBMITTED)
    with pytest.raises(DocumentError, match="待审核.*退回修改"):
        upload(department, clerk)
    assert not SourceDocument.objects.exists()


def test_a_prepared_draft_takes_no_transcription(department, publisher):
    make_edition(make_budget(department, YEAR))
    with pytest.raises(DocumentError, match="已有“编制”的草稿"):
        upload(department, publisher, origin=EditionOrigin.TRANSCRIBED)


def test_given_up_once_it_is_given_up(department, clerk):
    job = upload(department, clerk)
    assert (give_up(job, by=clerk), give_up(job, by=clerk)) == (True, False)
    assert again(job).state == ImportState.CANCELLED
    assert read(job).state == ImportState.CANCELLED


def test_a_document_of_another_year_fails_with_its_reason(department, clerk):
    values = {"name": TWIN.name, "content": TWIN.read_bytes(), "department": department, "by": clerk}
    job = receive(**values, year=2024, phase=Phase.BUDGET, origin=EditionOrigin.PREPARED)
    job = read(job)
    assert job.state == ImportState.FAILED
    assert "2023" in job.message
    assert "2024" in job.message
