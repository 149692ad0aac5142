"""What citizens write: taken with a receipt, refused with a reason, never shown to anybody but the staff."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from budgets.models import DisclosureRequest, ErrorReport, SiteSettings
from budgets.pages import senders
from budgets.vocabulary import InquiryState
from tests.published import ADDRESS, ELSEWHERE

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db
CELL = f"{ADDRESS}tables/3/cells/2013201/total/"
REPORT = {"address": CELL, "figure": "行政运行 627.30", "text": "合计应当是 627.31 万元。", "contact": "0373-7654321"}
REQUEST = {
    "applicant": "张三",
    "contact": "zhangsan@example.cn",
    "text": "2023 年差旅费明细",
    "reply_form": "email",
}
FORMS = {"/error-report/": REPORT, "/disclosure-request/": REQUEST}


@pytest.fixture(autouse=True)
def nobody_has_written():
    cache.clear()


def sent(client, form, /, **changes):
    return client.post(form, {**FORMS[form], **changes})


def test_a_report_is_kept_with_its_page_and_department(client, published):
    answer = sent(client, "/error-report/")
    report = ErrorReport.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/receipts/{report.receipt}/")
    assert (report.address, report.figure, report.text) == (CELL, REPORT["figure"], REPORT["text"])
    assert report.department == published.budget.department
    assert report.state == InquiryState.RECEIVED


def test_a_request_is_kept(client):
    assert sent(client, "/disclosure-request/", reply_form="post").status_code == 303
    request = DisclosureRequest.objects.get()
    assert (request.applicant, request.contact, request.reply_form) == ("张三", "zhangsan@example.cn", "post")


@pytest.mark.parametrize("address", FORMS)
def test_a_receipt_tells_the_state_and_nothing_of_the_sender(address, client):
    page = client.get(sent(client, address)["Location"])
    text = page.content.decode()
    assert "已收到" in text
    assert "还没有答复" in text
    for private in (FORMS[address]["contact"], FORMS[address]["text"], FORMS[address].get("applicant", "张三")):
        assert private not in text
    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in text


def test_receipts_cannot_be_guessed(client):
    receipts = {sent(client, "/error-report/")["Location"].split("/")[2] for _ in range(5)}
    assert len(receipts) == 5
    assert all(re.fullmatch(r"(?:[2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", receipt) for receipt in receipts)
    assert client.get("/receipts/AAAA-AAAA-AAAA-AAAA/").status_code == 404


def test_a_receipt_is_found_however_it_is_typed(client):
    receipt = sent(client, "/error-report/")["Location"].split("/")[2]
    for typed in (receipt, receipt.lower(), receipt.replace("-", ""), f" {receipt.replace('-', ' ')} "):
        assert client.get("/receipts/", {"receipt": typed})["Location"] == f"/receipts/{receipt}/"
    unknown = client.get("/receipts/", {"receipt": "2222"})
    assert unknown.status_code == 422
    assert "没有这个回执号" in unknown.content.decode()


@pytest.mark.parametrize(
    ("address", "changes", "message"),
    [
        ("/error-report/", {"text": ""}, "请填写这一项。"),
        ("/error-report/", {"text": "错"}, "至少 5 个字"),
        ("/error-report/", {"text": "错" * 2001}, "2000"),
        ("/error-report/", {"figure": "错" * 201}, "200"),
        ("/error-report/", {"address": "javascript:alert(1)"}, "请填写本站的页面地址"),
        ("/error-report/", {"address": "//evil.example/x"}, "请填写本站的页面地址"),
        ("/error-report/", {"address": "https://evil.example/x"}, "请填写本站的页面地址"),
        ("/error-report/", {"website": "http://spam.example"}, "请把这一栏留空"),
        ("/disclosure-request/", {"applicant": ""}, "请填写这一项。"),
        ("/disclosure-request/", {"contact": " "}, "请填写这一项。"),
        ("/disclosure-request/", {"reply_form": "carrier pigeon"}, "carrier pigeon"),
    ],
)
def test_what_is_not_in_order_is_said_beside_the_field(address, changes, message, client):
    answer = sent(client, address, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not ErrorReport.objects.exists()
    assert not DisclosureRequest.objects.exists()
    (name,) = changes
    assert message in page
    assert f'href="#id_{name}"' in page
    assert 'role="alert"' in page
    kept = [value for field, value in FORMS[address].items() if field not in (name, "reply_form")]
    assert all(value in page for value in kept), "what was written is lost"


def test_a_whole_address_of_this_site_may_be_pasted(client):
    assert sent(client, "/error-report/", address=f"http://testserver{CELL}").status_code == 303
    assert ErrorReport.objects.get().address == CELL


def test_the_form_names_the_figure_that_one_comes_from(client, published):
    page = client.get("/error-report/", {"page": CELL}).content.decode()
    assert f'value="{CELL}"' in page
    assert "预算03表 行政运行 · 合计：627.30 万元" in page
    table = client.get("/error-report/", {"page": f"{ADDRESS}tables/3/"}).content.decode()
    assert f'value="{ADDRESS}tables/3/"' in table
    assert "万元" not in table.split('name="figure"')[1].split(">")[0]


@pytest.mark.parametrize(
    "page",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/" + "x" * 600, "\\evil", "/\n/evil"],
)
def test_a_page_elsewhere_is_not_taken(page, client):
    answer = client.get("/error-report/", {"page": page})
    assert answer.status_code == 200
    assert "evil" not in answer.content.decode().split("<main")[1].split("</main>")[0]
    assert "x" * 600 not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_the_form_says_nothing_of_a_draft(client, draft):
    cell = f"/{ELSEWHERE}/104/2023/tables/3/cells/2013201/total/"
    assert "627.30" not in client.get("/error-report/", {"page": cell}).content.decode()
    nowhere = f"{ADDRESS}tables/3/cells/nothing/total/"
    assert client.get("/error-report/", {"page": nowhere}).status_code == 200


def test_every_page_of_an_edition_links_the_form(client, published):
    page = client.get(CELL).content.decode()
    assert (
        "/error-report/?page=%2F410796%2F104%2F2023%2Ftables%2F3%2Fcells%2F2013201%2Ftotal%2F"
        in page.split("</main>")[0]
    )


def test_too_much_at_once_waits_and_nothing_is_lost(client, monkeypatch):
    statuses = [sent(client, "/error-report/").status_code for _ in range(senders.MESSAGES + 1)]
    assert statuses == [303] * senders.MESSAGES + [429]
    refused = sent(client, "/error-report/").content.decode()
    assert "请过十分钟再提交" in refused
    assert REPORT["text"] in refused
    assert Client(REMOTE_ADDR="192.0.2.7").post("/error-report/", REPORT).status_code == 303
    monkeypatch.setattr(senders, "MESSAGES_OF_ALL", 3)
    assert Client(REMOTE_ADDR="192.0.2.8").post("/error-report/", REPORT).status_code == 429


def test_behind_a_proxy_the_sender_is_whom_the_proxy_saw(rf, settings):
    request = rf.post(
        "/error-report/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"}, REMOTE_ADDR="10.0.0.1"
    )
    settings.BEHIND_PROXY = False
    assert senders.sender_address(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert senders.sender_address(request) == "203.0.113.9"


@pytest.mark.parametrize("address", FORMS)
def test_a_form_needs_its_cookie_and_is_kept_by_nobody(address):
    client = Client(enforce_csrf_checks=True)
    refused = client.post(address, FORMS[address])
    assert refused.status_code == 403
    assert "表单已过期，没有保存" in refused.content.decode()
    shown = client.get(address)
    assert "no-store" in shown["Cache-Control"]
    token = shown.cookies["csrftoken"].value
    assert client.post(address, {**FORMS[address], "csrfmiddlewaretoken": token}).status_code == 303
    assert Client().put(address).status_code == 405


def test_the_guide_of_the_site_stands_above_the_request(client):
    SiteSettings.objects.create(id=1, disclosure_guide="受理机构：某某市财政局办公室\n\n请携带<身份证明>。")
    page = client.get("/disclosure-request/").content.decode()
    assert "受理机构：某某市财政局办公室" in page
    assert "&lt;身份证明&gt;" in page


def test_staff_answer_and_the_receipt_shows_it(admin_client, client):
    receipt = sent(client, "/disclosure-request/")["Location"]
    request = DisclosureRequest.objects.get()
    page = f"/admin/budgets/disclosurerequest/{request.pk}/change/"
    shown = admin_client.get(page).content.decode()
    assert "zhangsan@example.cn" in shown
    assert 'name="text"' not in shown
    refused = admin_client.post(page, {"state": "answered", "answer": "", "department": ""})
    assert "请写答复" in refused.content.decode()
    answer = {"state": "answered", "answer": "差旅费 12.30 万元。", "department": "", "text": "改写"}
    assert admin_client.post(page, answer).status_code == 302
    request.refresh_from_db()
    assert (request.text, request.answered_at is not None) == (REQUEST["text"], True)
    text = client.get(receipt).content.decode()
    assert "已答复" in text
    assert "差旅费 12.30 万元。" in text
    assert "还没有答复" not in text


def test_staff_find_what_waits(admin_client, client):
    sent(client, "/error-report/")
    assert REPORT["text"] in admin_client.get("/admin/budgets/errorreport/?state=received").content.decode()
    assert REPORT["text"] not in admin_client.get("/admin/budgets/errorreport/?state=answered").content.decode()
    assert admin_client.get("/admin/budgets/errorreport/add/").status_code == 403
