"""The chain of publications in public: every record, recomputed now, and what somebody wrote down found again."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import Edition, Publication
from budgets.pages.publications import PER_PAGE
from budgets.publishing import publish
from budgets.vocabulary import EditionStatus
from tests.make import make_budget, make_department, make_edition, make_line, make_text, publish_prepared
from tests.pages.words import links, words
from tests.published import ELSEWHERE
from tests.tampering import tamper

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

CHAIN = f"/{ELSEWHERE}/publications/"
FACTS, RECORDS = "budgets_functionexpenditure", "budgets_publication"


def publish_small(region, code, by="李四"):
    """Publish a small budget of another department."""
    edition = make_edition(make_budget(make_department(code, region=region)))
    make_line(edition)
    make_text(edition)
    return publish_prepared(edition, by=by)


@pytest.fixture
def records(draft):
    """Three publications of one region."""
    region = draft.budget.department.region
    return [publish(edition=draft, by="张三"), publish_small(region, "105"), publish_small(region, "106")]


def test_records_are_listed_newest_first(client, records):
    page = words(client.get(CHAIN))
    assert "公开过 3 次" in page
    newest, oldest = ("第 3 号 测试106 2023 年预算，第 1 版", "第 1 号 经开区组织人社局 2023 年预算，第 1 版")
    assert page.index(newest) < page.index(oldest)
    assert records[2].sha256[:12] in page
    assert f"{CHAIN}1/" in links(client.get(CHAIN))
    assert f"manage.py verify_publications {ELSEWHERE}" in page


def test_a_long_chain_is_listed_in_pages(client, records):
    copies = [
        Edition.objects.create(budget=make_budget(make_department("104"), year=1990 + number), number=1)
        for number in range(PER_PAGE)
    ]
    region = records[0].region
    Publication.objects.bulk_create(
        Publication(
            region=region,
            number=number,
            edition=edition,
            previous_sha256=f"{number:064}",
            published_at=records[0].published_at,
            actor="测试",
        )
        for number, edition in enumerate(copies, start=4)
    )
    first, second = (words(client.get(f"{CHAIN}?page={page}")) for page in (1, 2))
    assert first.count("测试104") == PER_PAGE
    assert "第 2 页，共 2 页" in second
    assert "第 1 号" in second
    assert words(client.get(f"{CHAIN}?page=x")) == words(client.get(CHAIN))
    assert "全部 53 条记录中的第 51 至 53 条" in words(client.get(f"{CHAIN}verify/?page=2"))


def test_a_record_is_recomputed_when_it_is_shown(client, records):
    page = words(client.get(f"{CHAIN}2/"))
    assert "重新计算：数据、记录和前后衔接全部相符。" in page
    for value in (records[1].facts_sha256, records[1].sha256, records[0].sha256):
        assert value in page
    assert "不符" not in page.split("这些记录证明什么")[0]
    assert "这是目前最后一条记录" in words(client.get(f"{CHAIN}3/"))


def test_what_is_downloaded_has_the_hash_that_is_shown(client, records):
    for record in records:
        written = client.get(f"{CHAIN}{record.number}/record.json")
        assert hashlib.sha256(written.content).hexdigest() == record.sha256
        told = json.loads(written.content)
        assert (told["number"], told["previous_sha256"]) == (record.number, record.previous_sha256)
        address = next(one for one in links(client.get(f"{CHAIN}{record.number}/")) if one.endswith("facts.json"))
        assert hashlib.sha256(client.get(address).content).hexdigest() == told["facts_sha256"]


def test_changed_facts_are_found_when_their_record_is_shown(client, records):
    before = client.get(f"{CHAIN}2/")
    tamper(FACTS, f"UPDATE {FACTS} SET amount = amount + 1 WHERE edition_id = {records[1].edition_id}")
    after = client.get(f"{CHAIN}2/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    page = words(after)
    assert "有不符之处，见下表。" in page
    assert "按数据重新计算的摘要与当时记下的不同" in page
    assert "全部相符" in words(client.get(f"{CHAIN}1/"))


@pytest.mark.parametrize("change", ["actor = 'anders'", "facts_sha256 = 'anders'", "sha256 = 'anders'"])
def test_a_changed_record_is_found_in_the_list_too(change, client, records):
    before = client.get(f"{CHAIN}verify/")
    assert "3 条记录中的第 1 至 3 条：每条记录的摘要和前后衔接都相符。" in words(before)
    tamper(RECORDS, f"UPDATE {RECORDS} SET {change} WHERE id = {records[1].pk}")
    after = client.get(f"{CHAIN}verify/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "条不符，第一条是第 2 号。" in words(after)
    assert "有不符之处" in words(client.get(f"{CHAIN}2/"))


def test_a_record_that_was_taken_out_is_missed(client, records):
    tamper(RECORDS, f"DELETE FROM {RECORDS} WHERE id = {records[1].pk}", "delete")
    assert "有 1 条不符，第一条是第 3 号。" in words(client.get(f"{CHAIN}verify/"))
    assert "中间的记录不见了" in words(client.get(f"{CHAIN}3/"))
    assert "有不符之处" in words(client.get(f"{CHAIN}1/"))
    assert client.get(f"{CHAIN}2/").status_code == 404


def test_a_hash_that_was_written_down_is_found_again(client, records):
    def answer(written):
        return words(client.get(f"{CHAIN}verify/", {"sha256": written}))

    assert "这是一条公开记录的摘要，还在：第 2 号" in answer(records[1].sha256)
    assert "这是一版数据的摘要，还在：第 3 号" in answer(f" {records[2].facts_sha256.upper()}\n")
    assert "没有这条摘要" in answer("0" * 64)
    for nonsense in ("abc", "g" * 64, "'; DROP", "\x00" * 64, "9" * 10_000):
        assert "这不是 SHA-256 摘要" in answer(nonsense)
    assert "摘要，还在" not in answer("")


def test_a_withdrawn_edition_stays_on_record_without_its_content(client, records):
    Edition.objects.filter(pk=records[0].edition_id).update(status=EditionStatus.WITHDRAWN)
    assert "经开区组织人社局 2023 年预算，第 1 版（已撤回）" in words(client.get(CHAIN))
    page = client.get(f"{CHAIN}1/")
    assert "数据、记录和前后衔接全部相符。" in words(page)
    assert "已经撤回" in words(page)
    assert not [address for address in links(page) if "/104/2023/" in address]


def test_who_has_published_nothing_has_no_chain(client, draft):
    for page in ("", "verify/", "1/", "1/record.json"):
        assert client.get(f"{CHAIN}{page}").status_code == 404
    assert client.get("/999999/publications/").status_code == 404


def test_numbers_that_are_none_are_not_found(client, records):
    for number in (0, 4, 10**12, 10**30):
        assert client.get(f"{CHAIN}{number}/").status_code == 404


def test_every_address_of_the_chain_leads_somewhere(client, records):
    for page in ("", "verify/", "2/"):
        for address in links(client.get(f"{CHAIN}{page}")):
            assert client.get(address).status_code == 200, address


def test_the_questions_do_not_grow_with_the_chain(client, records):
    def queries(page):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{CHAIN}{page}")
        return len(asked)

    before = {page: queries(page) for page in ("", "verify/", "2/")}
    for code in ("107", "108", "109"):
        publish_small(records[0].region, code)
    assert {page: queries(page) for page in before} == before
    assert before[""] <= 7
    assert before["verify/"] <= 8
    assert before["2/"] <= 26
