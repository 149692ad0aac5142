"""The page of search: what it shows, and that nothing a reader types breaks it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Edition, Synonym
from budgets.pages.search import PER_PAGE, SHORT
from budgets.vocabulary import EditionStatus
from tests.published import ADDRESS, DEPARTMENT, REGION

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
HOSTILE = [
    "",
    "   ",
    "！？……",
    '"',
    '"社保',
    "社保 OR *",
    "NEAR(社 保, 3)",
    "pairs:社保 -支出",
    "'; DROP TABLE budgets_searchentry; --",
    "<script>alert(1)</script>",
    "%25 _ \\",
    "\0\x01\ufffe",
    "社" * 10_000,
    "1" * 10_000,
    "a b c d e f g h i j k l m n o p",
    "🏛️ 𠮷野家 é",
    "١٢٣",
]


@pytest.fixture
def page(client, published):
    """A function that asks and gives the page's text."""

    def text(**asked):
        response = client.get("/search/", asked)
        assert response.status_code == 200
        return response.content.decode()

    return text


def test_from_a_search_to_the_indicators_is_one_step(page, client):
    shown = page(q="人才发展奖励")
    address = f"{ADDRESS}projects/410796230000000000411/#goals"
    assert f'<a href="{address}"><mark>人才发展奖励</mark></a>' in shown
    assert "补贴群体覆盖率" in client.get(address).content.decode()


def test_a_hit_says_what_where_and_how_much(page):
    shown = page(q="1,668.46")
    assert '<span class="code">208</span> <a href="/410796/104/2023/functions/208/">社会保障和就业支出</a>' in shown
    assert "<mark>1,668.46</mark> 万元" in shown
    assert "新乡经济技术开发区 › 经开区组织人社局 › 2023 年预算" in shown


def test_the_beginning_of_a_code_is_marked(page):
    assert "<mark>20132</mark>01</span>" in page(q="20132")


def test_what_else_was_searched_for_is_said(page):
    shown = page(q="社保")
    assert "同时查找：社会保险、社会保障。" in shown
    assert "<mark>社会保障</mark>和就业支出" in shown


def test_every_address_of_a_result_is_a_page(page, client):
    for question in ("人才", "支出", "社保", "部门"):
        for group in client.get("/search/", {"q": question}).context["groups"]:
            for hit in group.hits:
                found = client.get(hit.address)
                assert found.status_code == 200, hit.address
                _path, _sign, anchor = hit.address.partition("#")
                assert not anchor or f'id="{anchor}"' in found.content.decode(), hit.address


def test_all_of_a_kind_come_in_pages(page, client):
    first = client.get("/search/", {"q": "支出", "kind": "function"}).context
    assert [group.kind.value for group in first["groups"]] == ["function"]
    assert len(first["groups"][0].hits) == min(PER_PAGE, first["groups"][0].count)
    last = client.get("/search/", {"q": "支出", "kind": "function", "page": "999"}).context
    assert last["pages"].number == last["pages"].count
    assert all(len(group.hits) <= SHORT for group in client.get("/search/", {"q": "支出"}).context["groups"])


def test_filters_are_kept_in_the_form(page):
    shown = page(q="奖励", region=REGION, year="2023", phase="budget", department=DEPARTMENT, low="200", high="300")
    assert "人才发展</a>" in shown or "人才发展<mark>奖励</mark>" in shown
    assert "优秀务工" not in shown
    for kept in (
        f'<option value="{REGION}" selected>',
        '<option value="2023" selected>',
        'value="200"',
        "details open",
    ):
        assert kept in shown


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"q": "奖励", "low": "很多"}, "“很多”不是金额"),
        ({"q": "奖励", "low": "300", "high": "200"}, "已对调"),
        ({"q": "奖励", "region": "999999"}, "没有公开过“999999”的内容"),
        ({"q": "奖励", "year": "1888"}, "没有公开过“1888”的内容"),
        ({"q": "奖励", "department": "审计局"}, "没有名称或代码为“审计局”的部门"),
        ({"q": "社" * 10_000}, "输入太长"),
        ({"q": "……"}, "没有可以查找的文字或数字"),
        ({"q": "奖"}, "单个字只在"),
        ({"q": "吃瓜 群众"}, "没有找到。"),
    ],
    ids=range(9),
)
def test_what_cannot_be_looked_for_is_said(page, asked, message):
    assert message in page(**asked)


def test_nothing_found_offers_what_helps(page):
    shown = page(q="吃瓜 群众", year="2023")
    for offer in (
        'href="/search/?q=%E5%90%83%E7%93%9C"',
        "去掉筛选条件再查",
        f'href="/{REGION}/"',
        'href="/glossary/"',
    ):
        assert offer in shown


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(page, typed):
    shown = page(q=typed, kind=typed[:20], page=typed[:20], department=typed, low=typed[:200], year=typed[:20])
    assert "<script>alert" not in shown
    # The frame of every page repeats its address; this page does not.
    assert len(shown) < 20_000 + 12 * len(typed) * 9


def test_what_no_longer_stands_is_nowhere(page):
    assert "查看" in page(q="支出")
    Edition.objects.update(status=EditionStatus.WITHDRAWN)
    assert "没有找到。" in page(q="支出")
    assert "人才发展" not in page(q="人才发展").replace('value="人才发展"', "").replace("查找：人才发展", "")


def test_questions_to_the_database_are_few(client, published):
    asked = {"q": "社保 人社局 支出", "department": "104", "year": "2023"}
    for values in ({"q": "支出"}, {"q": "社保"}, asked, {**asked, "kind": "text"}):
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/", values)
        assert len(queries) <= MOST_QUERIES


def test_a_new_synonym_changes_the_page(page, client):
    before = client.get("/search/", {"q": "奖金池"})
    Synonym.objects.create(term="奖金池", meaning="人才发展奖励")
    again = client.get("/search/", {"q": "奖金池"}, headers={"if-none-match": before["ETag"]})
    assert again.status_code == 200
    assert "<mark>人才发展奖励</mark>" in again.content.decode()
    assert client.get("/search/", {"q": "奖金池"}, headers={"if-none-match": again["ETag"]}).status_code == 304


def test_the_portals_own_terms_and_regions_stand_beside(page):
    assert 'href="/glossary/#' in page(q="三公经费")
    assert f'<a href="/{REGION}/"><mark>新乡</mark>' in page(q="新乡")
