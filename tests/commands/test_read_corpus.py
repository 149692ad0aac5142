"""Reading a folder: one line a document, a summary, a report; and storing a bureau's past years."""

import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from budgets.documents import corpus
from budgets.models import Department, Edition, Region
from tests.commands.importing import load_report, report_of, saved_rows
from tests.documents.office_files import make_xlsx, page
from tests.documents.twin import SAMPLE, of_another_department, twin, write
from tests.packages import ROOT
from tests.services import PATIENCE

LISTED = "文件\t部门代码\t部门名称\t年度\t阶段\n一.txt\t104\t组织人社局\t2023\t预算\n"


def read_corpus(folder, *options):
    """Read a folder and return the lines that the command prints."""
    output = io.StringIO()
    call_command("read_corpus", str(folder), "--processes=2", *options, stdout=output)
    return output.getvalue().splitlines()


def refusal(folder, *options):
    """Return why the command fails."""
    with pytest.raises(CommandError) as caught:
        read_corpus(folder, *options)
    return str(caught.value)


@pytest.fixture
def folder(tmp_path):
    """A folder with two budgets, one below it, one bad file and one that is no document."""
    folder = tmp_path / "公开"
    (folder / "旧").mkdir(parents=True)
    write(folder, twin().replace(172, "2,852.11", "1,2x"), "乙.txt")
    write(folder, SAMPLE.read_bytes(), "丙.xlsx")
    write(folder, b"%PDF-1.4 torn", "甲.pdf")
    write(folder, b"GIF89a\x00", "图.gif")
    write(folder / "旧", twin(), "丁.txt")
    return folder


@pytest.mark.django_db
def test_every_document_has_a_line_in_the_order_of_names(folder):
    before = saved_rows()
    lines = read_corpus(folder)

    assert [line.split("  ")[0] for line in lines[:5]] == ["图.gif", "丙.xlsx", "乙.txt", "旧/丁.txt", "甲.pdf"]
    assert "跳过：不是 PDF" in lines[0]
    assert "表 10 张（完全读懂 10）  金额 印出 398 读懂 398 未读懂 0" in lines[1]
    assert "表 10 张（完全读懂 9）  金额 印出 299 读懂 298 未读懂 1" in lines[2]
    assert "金额 印出 299 读懂 299 未读懂 0" in lines[3]
    assert "失败：PDF 文件已损坏" in lines[4]
    assert saved_rows() == before


@pytest.mark.django_db
def test_the_summary_adds_up(folder):
    lines = read_corpus(folder)[5:]

    assert lines[0].startswith("共 4 份：读取 3 份，失败 1 份，跳过 1 个文件；用时 ")
    assert lines[1] == "识别 30 张表，完全读懂 29 张，不能识别 0 张。"
    assert lines[2] == "印出金额 996 个，读懂 995 个（99.90%），未读懂 1 个。"
    assert "项目支出表 3" in lines[3]


@pytest.mark.django_db
def test_the_report_holds_every_document_and_the_summary(folder, tmp_path):
    option, path = report_of(tmp_path)
    read_corpus(folder, option)
    report = load_report(path)

    assert [one["file"] for one in report["documents"]] == ["丙.xlsx", "乙.txt", "旧/丁.txt", "甲.pdf"]
    assert [one["amounts_read"] for one in report["documents"]] == [398, 298, 299, 0]
    assert [one["error"] is None for one in report["documents"]] == [True, True, True, False]
    summary = report["summary"]
    assert (summary["documents"], summary["documents_read"], summary["documents_failed"]) == (4, 3, 1)
    assert summary["skipped"] == [{"file": "图.gif", "reason": "不是 PDF、Word、Excel、网页，也不是 .txt 文本"}]
    assert (summary["amounts_printed"], summary["amounts_read"], summary["share_read"]) == (996, 995, 0.999)
    assert summary["tables_by_kind"]["three_public"] == 3
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["report.json"]


@pytest.mark.django_db
def test_codes_are_taken_from_the_document_where_nobody_names_them(tmp_path):
    write(tmp_path, of_another_department(twin()), "budget.txt")
    option, path = report_of(tmp_path)
    read_corpus(tmp_path, option)
    (report,) = load_report(path)["documents"]

    assert (report["year"], report["error"], report["amounts_not_understood"]) == (2023, None, 0)
    assert "R19" not in {finding["rule"] for finding in report["findings"]}


@pytest.mark.parametrize(
    ("name", "content", "is_document"),
    [
        ("a.dat", SAMPLE.read_bytes(), True),
        ("a.dat", b"%PDF-1.7", True),
        ("a.dat", page("<p>x</p>").encode(), True),
        ("a.txt", b"text", True),
        ("a.pdf", b"", True),
        ("a.json", b"{}", False),
        (".a.pdf", b"%PDF-1.7", False),
        ("~$a.xlsx", SAMPLE.read_bytes(), False),
        ("departments.tsv", b"x\t104", False),
    ],
)
def test_first_bytes_tell_what_is_a_document(tmp_path, name, content, is_document):
    write(tmp_path, content, name)
    jobs, _skipped = corpus.find_files(tmp_path)
    assert [job.name for job in jobs] == [name] * is_document


@pytest.mark.django_db
def test_a_folder_without_documents_is_named(tmp_path):
    assert "没有可以读取的文件" in refusal(tmp_path)
    assert "找不到文件夹" in refusal(tmp_path / "absent")
    assert "无法写入报告" in refusal(tmp_path, f"--report={tmp_path / 'absent' / 'r.json'}")


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "x", "1000"])
def test_a_number_of_processes_that_is_none_is_named(tmp_path, number):
    assert "1 至 999" in refusal(tmp_path, f"--processes={number}")


@pytest.mark.django_db
def test_stored_documents_are_whose_the_list_says(tmp_path):
    write(tmp_path, twin(), "一.txt")
    write(tmp_path, LISTED.encode("gb18030"), "departments.tsv")
    lines = read_corpus(tmp_path, "--store", "--region=410796")
    edition = Edition.objects.get()

    assert "读懂 299" in lines[0]
    assert (edition.budget.year, edition.budget.department.code, edition.status) == (2023, "104", "draft")
    assert Region.objects.get().name == "新乡经济技术开发区"


@pytest.mark.django_db
def test_stored_documents_are_whose_their_names_say(tmp_path):
    write(tmp_path, twin(), "104-2023.txt")
    write(tmp_path, of_another_department(twin()), "105-2023-final.txt")
    write(tmp_path, twin(), "某局.txt")
    lines = read_corpus(tmp_path, "--store", "--region=410796")

    assert lines[0].startswith("某局.txt  跳过：不知是哪个部门的")
    assert list(Edition.objects.values_list("budget__department__code", "budget__phase").order_by("pk")) == [
        ("104", "budget"),
        ("105", "final"),
    ]


@pytest.mark.django_db
def test_storing_again_changes_nothing(tmp_path):
    write(tmp_path, twin(), "104-2023.txt")
    read_corpus(tmp_path, "--store", "--region=410796", "--publish")
    before = (saved_rows(), list(Edition.objects.values()))
    read_corpus(tmp_path, "--store", "--region=410796", "--publish")

    assert Edition.objects.get().status == "published"
    assert (saved_rows(), list(Edition.objects.values())) == before


@pytest.mark.django_db
def test_a_bad_document_keeps_no_other_from_being_stored(tmp_path):
    write(tmp_path, twin().replace(172, "2,852.11", "1,2x"), "104-2023.txt")
    write(tmp_path, of_another_department(twin()), "105-2023.txt")
    write(tmp_path, make_xlsx({"a": [["b"]]}), "106-2023.xlsx")
    option, path = report_of(tmp_path)

    assert refusal(tmp_path, "--store", "--region=410796", option) == "有 2 份文件没有保存。"
    assert list(Department.objects.filter(parent=None).values_list("code", flat=True)) == ["105"]
    assert "“1,2x”" in load_report(path)["documents"][0]["error"]


@pytest.mark.django_db
def test_storing_needs_a_region_and_a_sound_list(tmp_path):
    write(tmp_path, twin(), "一.txt")
    assert "--region" in refusal(tmp_path, "--store")
    write(tmp_path, b"a.txt\t104\n\xe4\xb8\x80.txt\t1O4\n", "departments.tsv")
    assert "第 2 行" in refusal(tmp_path, "--store", "--region=410796")


@pytest.mark.django_db
def test_a_rule_that_fails_is_named_and_stops_nothing(tmp_path, monkeypatch):
    write(tmp_path, twin(), "a.txt")
    monkeypatch.setattr(corpus, "report_reading", lambda *arguments: {}["a fault"])

    assert "核对这份文件时程序出错" in read_corpus(tmp_path)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_reading_reports_what_was_read(tmp_path, ending):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(200):
        write(folder, twin(), f"{number:03}.txt")
    option, path = report_of(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "read_corpus", str(folder), "--processes=1", option],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline().startswith("000.txt")
    process.send_signal(ending)
    start = time.monotonic()
    _output, error = process.communicate(timeout=PATIENCE)

    assert (process.returncode, error) == (130, "CommandError: 已中断。\n")
    assert time.monotonic() - start < 20
    documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
    assert 1 <= len(documents) < 200
    assert documents[0]["amounts_read"] == 299
