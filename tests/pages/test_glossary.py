"""The portal's glossary: every term at its address, beside how departments explain it, at a bounded cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Edition, GlossaryTerm
from budgets.publishing import publish
from budgets.report.glossary import standard_terms
from budgets.vocabulary import EditionStatus
from tests.published import ADDRESS, ELSEWHERE, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db


def entry(page: str, slug: str) -> str:
    """Return the part of the page that is about one term."""
    return page.partition(f'<div id="{slug}">')[2].partition("</div>")[0]


def test_every_term_has_its_address_and_is_listed(client):
    page = client.get("/glossary/").content.decode()
    for term in standard_terms():
        assert page.count(f'id="{term.slug}"') == 1
        assert page.count(f'href="#{term.slug}"') == 1
    assert "《预算法》第六条" in entry(page, "general-public-budget")
    assert "部门自己怎么解释" not in page


def test_departments_explain_a_term_in_their_own_words(client, published):
    page = client.get("/glossary/").content.decode()
    own = entry(page, "basic-expenditure")
    assert "部门自己怎么解释（1 份有解释）" in own
    assert f'<a href="{ADDRESS}report/#term-7">经开区组织人社局 2023 年预算</a>：是指机构维持正常运转' in own
    assert 'id="term-7"><dt>基本支出</dt>' in client.get(f"{ADDRESS}report/").content.decode()


def test_the_same_words_are_an_example_once(client, published):
    publish(edition=store_twin(department="105"), by="测试")
    own = entry(client.get("/glossary/").content.decode(), "basic-expenditure")
    assert "（2 份有解释）" in own
    assert own.count("是指机构维持正常运转") == 1


def test_drafts_and_withdrawn_editions_explain_nothing(client, draft):
    GlossaryTerm.objects.filter(edition=draft, term="基本支出").update(meaning="草稿的解释。")
    assert "草稿的解释" not in client.get("/glossary/").content.decode()
    publish(edition=draft, by="测试")
    assert "草稿的解释" in client.get("/glossary/").content.decode()
    Edition.objects.filter(pk=draft.pk).update(status=EditionStatus.WITHDRAWN)
    assert "草稿的解释" not in client.get("/glossary/").content.decode()
    assert ELSEWHERE not in client.get("/glossary/").content.decode()


def test_more_editions_cost_no_more_questions(client, published):
    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/glossary/")
        return len(asked)

    before = ask()
    for number in range(105, 109):
        publish(edition=store_twin(department=str(number)), by="测试")
    assert ask() == before <= 4


def test_a_reader_who_holds_the_page_is_told_so_until_something_is_published(client, published):
    held = {"if-none-match": client.get("/glossary/")["ETag"]}
    assert client.get("/glossary/", headers=held).status_code == 304
    publish(edition=store_twin(department="105"), by="测试")
    assert client.get("/glossary/", headers=held).status_code == 200


def test_every_list_is_a_list_of_terms_and_meanings(client, published):
    page = client.get("/glossary/").content.decode()
    for group in re.findall(r'<dl class="glossary">(.*?)</dl>', page, re.S):
        assert re.match(r"\s*<div id=", group)
