"""The chain of publications: what does not fit is found and named, and anybody can recompute it."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budgets.canonical import facts_json
from budgets.chain import Breach, publication_json, verify, verify_links, verify_region
from budgets.models import Edition, Publication
from budgets.publishing import publish
from budgets.tables import Facts
from tests.make import make_budget, make_department, make_edition, make_line, make_text, publish_prepared
from tests.published import ELSEWHERE
from tests.tampering import tamper

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db


def publish_small(draft, code):
    """Publish a small budget of another department of the same region."""
    region = draft.budget.department.region
    edition = make_edition(make_budget(make_department(code, region=region)))
    make_line(edition)
    make_text(edition)
    return publish_prepared(edition, by="李四")


@pytest.fixture
def chain(draft):
    """Three publications of one region."""
    return [publish(edition=draft, by="张三"), publish_small(draft, "105"), publish_small(draft, "106")]


def breaches(region):
    return {one.publication.number: one.breaches for one in verify_region(region) if not one.fits}


def run(*arguments):
    out = StringIO()
    call_command("verify_publications", *arguments, stdout=out)
    return out.getvalue()


def test_what_is_hashed_can_be_hashed_by_anybody(chain):
    for record in chain:
        edition = Edition.objects.with_names().get(pk=record.edition_id)
        assert hashlib.sha256(facts_json(Facts(edition))).hexdigest() == record.facts_sha256
        assert hashlib.sha256(publication_json(record)).hexdigest() == record.sha256


def test_a_sound_chain_has_no_breach_and_the_command_says_so(chain):
    assert breaches(chain[0].region) == {}
    said = run(ELSEWHERE)
    assert "3 条公开记录全部相符" in said
    assert chain[2].sha256 in said


@pytest.mark.parametrize(
    ("table", "change", "found"),
    [
        ("budgets_functionexpenditure", "amount = amount + 1", {2: (Breach.FACTS,)}),
        ("budgets_narrative", "text = 'anders'", {2: (Breach.FACTS,)}),
        ("budgets_publication", "actor = 'anders'", {2: (Breach.RECORD,)}),
        ("budgets_publication", "facts_sha256 = 'anders'", {2: (Breach.RECORD, Breach.FACTS)}),
        ("budgets_publication", "sha256 = 'anders'", {2: (Breach.RECORD,), 3: (Breach.LINK,)}),
        ("budgets_publication", "previous_sha256 = 'anders'", {2: (Breach.LINK, Breach.RECORD)}),
    ],
)
def test_tampering_is_found_where_it_was_done(table, change, found, chain):
    tamper(table, f"UPDATE {table} SET {change} WHERE edition_id = {chain[1].edition_id}")
    assert breaches(chain[0].region) == found
    with pytest.raises(CommandError) as caught:
        run(ELSEWHERE)
    assert str(caught.value).startswith(f"{chain[0].region} 第 2 号：测试105 2023 年预算（第 1 版） 与记录的摘要不符（")
    assert f"3 条记录中共有 {len(found)} 条不符。" in str(caught.value)


def test_a_record_that_was_taken_out_leaves_a_gap(chain):
    tamper("budgets_publication", f"DELETE FROM budgets_publication WHERE id = {chain[1].pk}", "delete")
    assert breaches(chain[0].region) == {3: (Breach.GAP, Breach.LINK)}
    with pytest.raises(CommandError, match="序号与前一条不连续"):
        run(ELSEWHERE)


def test_a_first_record_that_was_taken_out_leaves_one_too(chain):
    tamper("budgets_publication", f"DELETE FROM budgets_publication WHERE id = {chain[0].pk}", "delete")
    assert breaches(chain[0].region) == {2: (Breach.GAP, Breach.LINK)}


def test_links_are_verified_in_pieces_without_reading_facts(chain, django_assert_num_queries):
    tamper(
        "budgets_functionexpenditure",
        f"UPDATE budgets_functionexpenditure SET amount = 1 WHERE edition_id = {chain[1].edition_id}",
    )
    records = list(Publication.objects.select_related("region").order_by("number"))
    with django_assert_num_queries(0):
        found = list(verify_links(records[1:], records[0]))
    assert [one.fits for one in found] == [True, True]
    assert [one.facts_sha256 for one in found] == [None, None]
    assert verify(records[1], records[0]).breaches == (Breach.FACTS,)


def test_every_region_is_verified_before_anything_is_said_to_be_wrong(chain, published):
    tamper(
        "budgets_publication",
        f"UPDATE budgets_publication SET actor = 'anders' WHERE id = {chain[0].pk}",
    )
    with pytest.raises(CommandError, match="第 1 号"):
        run()
    assert "1 条公开记录全部相符" in run("410796")


def test_a_region_that_is_none_is_said_to_be_none(db):
    with pytest.raises(CommandError, match="没有区划 999999。"):
        run("999999")
