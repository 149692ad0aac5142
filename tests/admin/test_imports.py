"""The pages of imports: uploaded, read, looked at, chosen, confirmed, taken back, each by those who may."""

import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from budgets.editing import editing
from budgets.imports.template import template_of
from budgets.models import Edition, FunctionExpenditure, ImportJob, Project, ProjectFunding, RevenueLine
from budgets.vocabulary import EditionOrigin, EditionStatus, ImportState
from tests.documents.pdf_files import twin_paper
from tests.documents.workbooks import sheets_of, workbook_of
from tests.imports.importing import again, importing_department, make_clerk, make_publisher, read, upload
from tests.make import make_budget, make_department, make_edition, make_project
from tests.published import TWIN, YEAR

ADDRESS = re.compile(r'(?:href|action|src)="(/admin/imports/[^"#?]*)"')


# In table 03, line 213 of the document.
BROKEN = TWIN.read_bytes().replace("行政运行\t627.30".encode(), "行政运行\t62x.30".encode(), 1)


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    """A folder of this test's own for the files that are kept."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


@pytest.fixture
def department(db):
    return importing_department()


@pytest.fixture
def clerk(department):
    return make_clerk(department)


@pytest.fixture
def browser_of(client):
    """A function that returns a client in which somebody is logged in."""

    def open_for(user):
        client.force_login(user)
        return client

    return open_for


@pytest.fixture
def desk(clerk, browser_of):
    return browser_of(clerk)


def sent(department, content=None, **values):
    """Return what a browser sends from the upload form."""
    file = SimpleUploadedFile(values.pop("name", "预算.txt"), TWIN.read_bytes() if content is None else content)
    usual = {"department": department.pk, "year": YEAR, "phase": "budget", "origin": "prepared", "file": file}
    return {**usual, **values}


def page_of(job):
    return reverse("admin:import_job", args=[job.pk])


def chosen_in(response):
    """Return what a browser would send from the preview as it was shown."""
    boxes = [one.content.key for one in response.context["choices"] if one.is_wanted]
    return {"contents": boxes, "revision": response.context["revision"]}


def test_from_upload_to_the_draft_and_back(desk, department):
    make_budget(department, YEAR)
    response = desk.post(reverse("admin:import_upload"), sent(department), follow=True)
    job = ImportJob.objects.get()
    assert response.redirect_chain == [(page_of(job), 302)]
    assert "等待读取" in response.content.decode()
    status = desk.get(reverse("admin:import_status", args=[job.pk])).json()
    assert (status["state"], status["running"], status["progress"]) == ("waiting", True, 0)
    read(job)
    assert desk.get(reverse("admin:import_status", args=[job.pk])).json()["running"] is False
    shown = desk.get(page_of(job))
    text = shown.content.decode()
    assert "认出 10 张表" in text
    assert "现在还没有草稿" in text
    done = desk.post(reverse("admin:import_confirm", args=[job.pk]), chosen_in(shown), follow=True)
    assert "已导入" in done.content.decode()
    edition = Edition.objects.get()
    assert RevenueLine.objects.get(edition=edition).amount == Decimal("28521100.00")
    assert "撤销导入" in done.content.decode()
    back = desk.post(reverse("admin:import_undo", args=[job.pk]), follow=True)
    assert "草稿恢复为导入以前的内容" in back.content.decode()
    assert not Edition.objects.exists()


def test_the_preview_says_what_is_new_changed_and_gone(desk, department, clerk):
    draft = make_edition(make_budget(department, YEAR))
    make_project(draft, name="旧项目")
    FunctionExpenditure.objects.create(
        edition=draft,
        code="2013201",
        name="行政运行",
        fund="fiscal_appropriation",
        nature="wages",
        amount=Decimal("100.00"),
    )
    job = read(upload(department, clerk))
    shown = desk.get(page_of(job))
    choices = {one.content.key: one for one in shown.context["choices"]}
    # Table 10 prints thirteen projects; the draft's one is not among them.
    assert (choices["projects"].stored, choices["projects"].gone) == (2, 2)
    assert choices["functions"].changed == 1
    cells = {(cell.row_name, cell.column_name): cell for cell in shown.context["changes"]["cells"].shown}
    assert any(cell.after == "546.86" for cell in cells.values())
    assert "旧项目" in shown.content.decode()
    assert "declared" not in chosen_in(shown)["contents"]


def test_a_draft_that_changed_is_shown_again(desk, department, clerk):
    draft = make_edition(make_budget(department, YEAR))
    job = read(upload(department, clerk))
    choice = chosen_in(desk.get(page_of(job)))
    with editing(draft, by=clerk):
        make_project(draft, name="刚加的项目")
    answer = desk.post(reverse("admin:import_confirm", args=[job.pk]), choice, follow=True)
    assert "草稿又有改动" in answer.content.decode()
    assert "刚加的项目" in answer.content.decode()
    assert again(job).state == ImportState.READY
    assert not RevenueLine.objects.filter(edition=draft).exists()


def test_what_was_edited_since_must_be_given_up_knowingly(desk, department, clerk):
    make_edition(make_budget(department, YEAR))
    job = read(upload(department, clerk))
    desk.post(reverse("admin:import_confirm", args=[job.pk]), chosen_in(desk.get(page_of(job))))
    edition = Edition.objects.get()
    with editing(edition, by=clerk):
        FunctionExpenditure.objects.filter(edition=edition, code="2013201").update(amount=Decimal("1.00"))
    asked = desk.post(reverse("admin:import_undo", args=[job.pk]), follow=True).content.decode()
    assert "导入以后又有人改过：支出（按功能科目）" in asked
    assert FunctionExpenditure.objects.filter(edition=edition).exists()
    desk.post(reverse("admin:import_undo", args=[job.pk]), {"accepts_loss": "on"})
    assert not FunctionExpenditure.objects.filter(edition=edition).exists()


def test_a_refused_document_cannot_be_confirmed_and_says_where(desk, department, clerk):
    job = read(upload(department, clerk, BROKEN))
    text = desk.get(page_of(job)).content.decode()
    assert "有数字或编码无法读取，不能导入" in text
    assert "62x.30" in text
    assert "文件第 213 行" in text
    assert "确认导入所选内容" not in text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"content": b""}, "空的"),
        ({"name": "a.exe"}, "不能读取扩展名"),
        ({"name": "a.pdf"}, "内容却是文本"),
        ({"year": 1890}, "1990"),
        ({"year": 2031}, "2031 年预算还没有开启"),
        ({"origin": "transcribed"}, "transcribed"),
    ],
)
def test_what_is_not_taken_in_says_why_and_leaves_nothing(values, message, desk, department):
    make_budget(department, YEAR)
    response = desk.post(reverse("admin:import_upload"), sent(department, **values))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not ImportJob.objects.exists()


def test_a_file_that_is_too_large_is_told_before_it_is_read(desk, department, settings):
    make_budget(department, YEAR)
    settings.UPLOAD_LIMIT_BYTES = 2**20
    response = desk.post(reverse("admin:import_upload"), sent(department, b"x" * (2**20 + 1)))
    assert "超过 1 MB 的上限" in response.content.decode()


@pytest.mark.parametrize("name", ["../../x.txt", "a\x00b.txt", "长" * 300 + ".txt"])
def test_a_hostile_name_is_only_ever_shown(name, desk, department):
    make_budget(department, YEAR)
    desk.post(reverse("admin:import_upload"), sent(department, name=name))
    job = ImportJob.objects.get()
    read(job)
    assert desk.get(page_of(job)).status_code == 200
    original = desk.get(reverse("admin:import_original", args=[job.pk]))
    assert original["Content-Disposition"].startswith("attachment")
    assert ".." not in original["Content-Disposition"]


def test_the_original_comes_back_as_it_was_and_is_never_opened_here(desk, department, clerk):
    job = upload(department, clerk, b"<html><body><script>alert(1)</script></body></html>", name="a.html")
    response = desk.get(reverse("admin:import_original", args=[job.pk]))
    assert response.getvalue() == b"<html><body><script>alert(1)</script></body></html>"
    assert response["Content-Disposition"] == 'attachment; filename="a.html"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_the_same_file_again_is_told_and_may_be_repeated(desk, department, clerk):
    make_budget(department, YEAR)
    job = read(upload(department, clerk))
    desk.post(reverse("admin:import_confirm", args=[job.pk]), chosen_in(desk.get(page_of(job))))
    response = desk.post(reverse("admin:import_upload"), sent(department), follow=True)
    assert "导入过；再导入一次也可以" in response.content.decode()
    second = ImportJob.objects.latest("pk")
    read(second)
    shown = desk.get(page_of(second))
    assert "完全一样" in shown.content.decode()
    desk.post(reverse("admin:import_confirm", args=[second.pk]), chosen_in(shown))
    assert again(second).state == ImportState.APPLIED


def test_a_table_is_shown_beside_the_picture_of_its_page(browser_of, department):
    publisher = make_publisher(department.region)
    job = read(upload(department, publisher, twin_paper(), name="预算.pdf", origin=EditionOrigin.TRANSCRIBED))
    visitor = browser_of(publisher)
    response = visitor.get(reverse("admin:import_table", args=[job.pk, 1]))
    figures = {(one.text, one.amount) for one in response.context["figures"]}
    assert ("546.86", "5,468,600.00") in figures
    (page,) = response.context["pages"]
    assert len(page.read) == len(response.context["figures"])
    picture = visitor.get(page.address)
    assert picture.content.startswith(b"\x89PNG")
    assert "no-store" in picture["Cache-Control"]
    assert visitor.get(reverse("admin:import_page", args=[job.pk, 999])).status_code == 404
    assert visitor.get(reverse("admin:import_table", args=[job.pk, 99])).status_code == 404


def test_cells_that_were_not_understood_are_marked(desk, department, clerk):
    job = read(upload(department, clerk, BROKEN))
    response = desk.get(reverse("admin:import_table", args=[job.pk, 1]))
    doubtful = [cell.text for row in response.context["rows"] for cell in row.cells if cell.is_doubtful]
    assert doubtful == ["62x.30"]
    assert "没有读懂" in response.content.decode()


def test_a_failed_reading_says_why_and_may_be_repeated(desk, department, clerk):
    job = read(upload(department, clerk, b"nothing of a budget"))
    text = desk.get(page_of(job)).content.decode()
    assert "没有在文件中找到任何预算表" in text
    desk.post(reverse("admin:import_retry", args=[job.pk]))
    assert again(job).state == ImportState.WAITING
    desk.post(reverse("admin:import_cancel", args=[job.pk]))
    assert again(job).state == ImportState.CANCELLED
    assert "已经放弃" in desk.get(page_of(job)).content.decode()


def test_what_is_another_departments_does_not_exist(browser_of, department, clerk):
    job = read(upload(department, clerk))
    addresses = [page_of(job), *(one for one in addresses_in(browser_of(clerk), job))]
    assert len(set(addresses)) >= 6
    foreign = make_clerk(make_department("105", department.region), "外人")
    visitor = browser_of(foreign)
    for address in addresses:
        if address not in (reverse("admin:import_list"), reverse("admin:import_upload")):
            assert {visitor.get(address).status_code, visitor.post(address).status_code} <= {404, 405}, address
    assert visitor.get(reverse("admin:import_list")).context["jobs"].paginator.count == 0
    assert again(job).state == ImportState.READY


def addresses_in(visitor, job):
    """Return every address of imports that a job's pages lead to."""
    return set(ADDRESS.findall(visitor.get(page_of(job)).content.decode()))


def test_who_only_reads_cannot_act(browser_of, department, clerk):
    job = read(upload(department, clerk))
    # The bureau sees what departments import, and leaves it to them.
    visitor = browser_of(make_publisher(department.region))
    text = visitor.get(page_of(job)).content.decode()
    assert "您可以查看，不能确认" in text
    for name in ("confirm", "undo", "cancel", "retry"):
        assert visitor.post(reverse(f"admin:import_{name}", args=[job.pk])).status_code == 403
    assert again(job).state == ImportState.READY


def test_acts_are_posted(desk, department, clerk):
    job = read(upload(department, clerk))
    for name in ("confirm", "undo", "cancel", "retry"):
        assert desk.get(reverse(f"admin:import_{name}", args=[job.pk])).status_code == 405


def test_a_submitted_edition_takes_no_confirmation(desk, department, clerk):
    job = read(upload(department, clerk))
    draft = make_edition(make_budget(department, YEAR))
    Edition.objects.filter(pk=draft.pk).update(status=EditionStatus.SUBMITTED)
    shown = desk.get(page_of(job))
    assert "待审核" in shown.content.decode()
    desk.post(reverse("admin:import_confirm", args=[job.pk]), {"contents": ["revenue"], "revision": "0"})
    assert again(job).state == ImportState.READY


def test_the_list_asks_the_database_as_often_for_many_as_for_few(desk, department, clerk, count_queries):
    upload(department, clerk)
    # The first page of a session asks for more.
    desk.get(reverse("admin:import_list"))
    few = count_queries(lambda: desk.get(reverse("admin:import_list")))
    for number in range(10):
        upload(department, clerk, f"文件{number}".encode())
    assert count_queries(lambda: desk.get(reverse("admin:import_list"))) == few


def test_the_template_is_filled_in_by_hand_and_read_back(desk, department, clerk):
    budget = make_budget(department, 2026)
    make_department("104001", department.region, name="局机关", parent=department)
    last = make_edition(make_budget(department, 2025))
    make_project(last, name="人才工作", code="410796250000000000411", key="410796250000000000411")
    address = reverse("admin:import_template")
    answer = desk.get(address, {"department": department.pk, "year": 2026, "phase": "budget"})
    assert answer["Content-Disposition"].startswith("attachment")
    sheets = sheets_of(answer.content)
    assert sheets["数据-预算单位"][1][:2] == ["104001", "局机关"]
    assert [row[3] for row in sheets["数据-项目"][1:]] == ["人才工作"]
    # What a clerk types: a new project without a key, its money and another's by code and by name.
    heads = sheets["数据-项目"][0]
    row = {"项目编码": "410796260000000000001", "项目名称": "新项目", "类型": "特定目标类", "预算单位": "104001"}
    sheets["数据-项目"].append([row.get(head, "") for head in heads])
    heads = sheets["数据-项目资金"][0]
    for project, amount in (("新项目", 1000.5), ("410796250000000000411", 2000)):
        row = {"项目": project, "资金": "一般公共预算", "本年或结转": "本年", "金额（元）": amount}
        sheets["数据-项目资金"].append([row.get(head, "") for head in heads])
    job = read(upload(department, clerk, workbook_of(sheets), name="填报.xlsx", year=2026))
    assert (job.state, job.report["refusals"]) == (ImportState.READY, [])
    desk.post(reverse("admin:import_confirm", args=[job.pk]), chosen_in(desk.get(page_of(job))))
    edition = Edition.objects.get(budget=budget)
    new = Project.objects.get(edition=edition, name="新项目")
    assert (new.key, new.unit.code) == ("410796260000000000001", "104001")
    amounts = ProjectFunding.objects.filter(project__edition=edition).values_list("project__name", "amount")
    assert dict(amounts) == {"新项目": Decimal("1000.50"), "人才工作": Decimal("2000.00")}


def test_the_template_offers_lists_to_choose_from_and_asks_for_amounts(department):
    content = template_of(department, 2026, "budget")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names[:3] == ["填表说明", "封面", "数据-预算单位"]
    choices = book.get_sheet_by_name("取值").to_python()
    assert "一般公共预算" in {cell for row in choices for cell in row}


def test_the_template_is_made_for_own_departments_alone(desk, department):
    foreign = make_department("105", department.region)
    address = reverse("admin:import_template")
    assert desk.get(address, {"department": foreign.pk, "year": 2026, "phase": "budget"}).status_code == 404
    assert desk.get(address).url == reverse("admin:import_upload")
    assert desk.get(address, {"department": department.pk, "year": "26", "phase": "budget"}).status_code == 404


def test_the_upload_page_knows_the_budget_it_was_opened_from(desk, department):
    budget = make_budget(department, 2026)
    form = desk.get(reverse("admin:import_upload"), {"budget": budget.pk}).context["form"]
    assert [form[name].value() for name in ("department", "year", "phase")] == [department.pk, 2026, "budget"]
    foreign = make_budget(make_department("105", department.region), 2026)
    assert desk.get(reverse("admin:import_upload"), {"budget": foreign.pk}).status_code == 404
