"""Publishing: a draft becomes public once, under a number and a hash that the next publication builds on."""

import hashlib
import json
from datetime import UTC
from decimal import Decimal

import pytest
from django.db import connection

from budgets.canonical import facts_sha256
from budgets.chain import find_broken_publication
from budgets.models import DeclaredAmount, Edition, Publication, Region, RegionAmount, SearchEntry
from budgets.publishing import PublishingError, blocking_reasons, publish, withdraw
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, EditionStatus, Fund, Nature, ProjectKind
from tests.make import (
    make_budget,
    make_department,
    make_edition,
    make_line,
    make_project,
    make_text,
    publish_prepared,
)
from tests.published import ELSEWHERE, store_twin
from tests.steps.processes import ended, go, still_waiting

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

BY = "张三"
ALREADY = "refused 第 1 版现在是“已公开”，不能办理“公开”。已公开的内容不再改动；如需更正，请新建更正版。"
# What processes of their own do, each with a region and a phase, or several.
STORE = """
from tests.published import store_twin
for phase in sys.argv[2:]:
    store_twin(region=sys.argv[1], phase=phase)
"""
PUBLISH = """
from budgets.models import Edition
from budgets.publishing import PublishingError, publish
whose = {"budget__department__region__code": sys.argv[1], "budget__phase": sys.argv[2]}
draft = Edition.objects.select_related("budget__department").get(**whose)
print("ready", flush=True)
sys.stdin.readline()
try:
    print("published", publish(edition=draft, by="两人之一").number)
except PublishingError as error:
    print("refused", error)
"""


def again(edition):
    return Edition.objects.get(pk=edition.pk)


def correction_of(edition, **fields):
    """Return a new draft of a budget, with one line and the text that belongs to it."""
    draft = make_edition(edition.budget, **fields)
    make_line(draft)
    make_text(draft)
    return draft


def sha256_of(value):
    """Hash a value as canonical JSON, written here by hand: keys in order, nothing between the tokens."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_record(record):
    """Hash a record of publication as its readers do."""
    names = ("number", "facts_sha256", "previous_sha256", "actor")
    values = {name: getattr(record, name) for name in names}
    at = record.published_at.astimezone(UTC).isoformat()
    return sha256_of({**values, "region": record.region.code, "published_at": at})


def test_a_draft_becomes_public(draft):
    record = publish(edition=draft, by=BY)
    assert again(draft).status == EditionStatus.PUBLISHED
    assert (record.edition, record.number, record.actor) == (draft, 1, BY)
    assert record.region.code == ELSEWHERE
    assert record.published_at.utcoffset() is not None
    assert record.published_at.microsecond == 0


def test_the_record_holds_the_hash_of_the_facts_and_of_itself(draft):
    record = publish(edition=draft, by=BY)
    assert record.facts_sha256 == facts_sha256(Facts(again(draft)))
    assert record.previous_sha256 == ""
    assert record.sha256 == hash_of_record(record)


def test_publications_of_a_region_are_a_chain(draft):
    first = publish(edition=draft, by=BY)
    second = publish(edition=store_twin(region=ELSEWHERE, department="105"), by=BY)
    third = publish_prepared(correction_of(draft), by=BY, reason="金额有误")
    assert [record.number for record in (first, second, third)] == [1, 2, 3]
    assert [second.previous_sha256, third.previous_sha256] == [first.sha256, second.sha256]
    assert [record.sha256 for record in (second, third)] == [hash_of_record(second), hash_of_record(third)]


def test_every_region_has_a_chain_of_its_own(draft):
    publish(edition=draft, by=BY)
    record = publish(edition=store_twin(region="410998"), by=BY)
    assert (record.number, record.previous_sha256) == (1, "")


def test_what_was_published_is_not_published_again(draft):
    publish(edition=draft, by=BY)
    with pytest.raises(PublishingError, match="第 1 版现在是“已公开”，不能办理“公开”。"):
        publish(edition=draft, by="李四", reason="再来一次")
    assert Publication.objects.get(edition=draft).actor == BY


def test_a_correction_takes_the_place_of_what_it_corrects(draft):
    publish(edition=draft, by=BY)
    correction = correction_of(draft)
    correction.origin = EditionOrigin.TRANSCRIBED
    correction.save()
    publish(edition=correction, by="李四", reason=" 金额有误 ")
    assert (again(draft).status, again(correction).status) == (EditionStatus.SUPERSEDED, EditionStatus.PUBLISHED)
    assert again(correction).reason == "金额有误"
    assert again(draft).publication.number == 1


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_a_correction_needs_a_reason(reason, draft):
    publish(edition=draft, by=BY)
    correction = correction_of(draft)
    with pytest.raises(PublishingError, match="请写明更正原因"):
        publish_prepared(correction, by=BY, reason=reason)
    assert (again(draft).status, again(correction).status) == (EditionStatus.PUBLISHED, EditionStatus.APPROVED)
    assert not Publication.objects.filter(edition=correction).exists()


def test_the_reason_may_stand_on_the_draft(draft):
    publish(edition=draft, by=BY)
    correction = correction_of(draft, reason="金额有误")
    publish_prepared(correction, by=BY)
    assert again(correction).reason == "金额有误"


def test_what_was_withdrawn_needs_no_reason_to_be_followed(draft):
    publish(edition=draft, by=BY)
    withdraw(edition=draft, by=BY, reason="误发")
    publish_prepared(correction_of(draft), by=BY)
    assert again(draft).status == EditionStatus.WITHDRAWN


def test_what_was_withdrawn_is_in_no_sum_and_cannot_be_found(draft):
    publish(edition=draft, by=BY)
    assert RegionAmount.objects.exists()
    withdraw(edition=draft, by=BY, reason="误发")
    assert not RegionAmount.objects.exists()
    assert not SearchEntry.objects.exists()


def test_only_what_is_public_can_be_withdrawn(draft):
    with pytest.raises(PublishingError, match="第 1 版现在是“草稿”，不能办理“撤回”。"):
        withdraw(edition=draft, by=BY, reason="误发")


def test_withdrawing_needs_a_reason_and_leaves_a_notice(draft):
    publish(edition=draft, by=BY)
    with pytest.raises(PublishingError, match="请写明撤回原因"):
        withdraw(edition=draft, by=BY, reason=" ")
    notice = withdraw(edition=draft, by=BY, reason=" 误发 ")
    assert (notice.edition, notice.reason, notice.by) == (draft, "误发", BY)


def wrong_edition(origin):
    """Return a draft whose declared total is not the sum of its lines."""
    edition = make_edition(make_budget(make_department(code="106")), origin=origin)
    make_line(edition)
    make_text(edition)
    DeclaredAmount.objects.create(
        edition=edition, table_number=3, row="total", column="total", amount=Decimal("120000.00")
    )
    return edition


def test_a_prepared_edition_with_an_error_is_refused():
    edition = wrong_edition(EditionOrigin.PREPARED)
    (reason,) = blocking_reasons(edition)
    assert reason == "预算03表“合计”行“合计”为 12.00 万元，按分项应为 10.00 万元，相差 2.00 万元。"
    with pytest.raises(PublishingError, match="有 1 处错误须先改正：预算03表“合计”行“合计”为 12.00 万元"):
        publish_prepared(edition, by=BY)
    assert again(edition).status == EditionStatus.APPROVED
    assert not Publication.objects.filter(edition=edition).exists()


def test_a_transcribed_edition_shows_its_errors_instead():
    edition = wrong_edition(EditionOrigin.TRANSCRIBED)
    assert blocking_reasons(edition) == []
    publish(edition=edition, by=BY)
    assert again(edition).status == EditionStatus.PUBLISHED


def test_a_warning_does_not_keep_an_edition_from_being_published():
    edition = make_edition(make_budget(make_department(code="106")))
    make_text(edition)
    make_line(edition, nature=Nature.SPECIFIC_PURPOSE, fund=Fund.ALL_FUNDS)
    project = make_project(edition, amount="100000.00", kind=ProjectKind.SPECIFIC_PURPOSE)
    project.performanceindicators.create(kind="cost", name="成本", value="≤10万元")
    publish_prepared(edition, by=BY)
    assert again(edition).status == EditionStatus.PUBLISHED


def test_a_sound_chain_verifies(draft):
    publish(edition=draft, by=BY)
    publish_prepared(correction_of(draft), by=BY, reason="金额有误")
    assert find_broken_publication(Region.objects.get(code=ELSEWHERE)) is None


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("budgets_functionexpenditure", "amount = amount + 1"),
        ("budgets_narrative", "text = 'anders'"),
        ("budgets_project", "name = 'anders'"),
        ("budgets_edition", "department_name = 'anders'"),
        ("budgets_publication", "actor = 'anders'"),
        ("budgets_publication", "number = number + 100"),
        ("budgets_publication", "previous_sha256 = 'anders'"),
    ],
)
def test_whoever_goes_around_the_triggers_breaks_the_chain(table, change, draft):
    record = publish(edition=draft, by=BY)
    owner = "id" if table == "budgets_edition" else "edition_id"
    without_trigger(table, f"UPDATE {table} SET {change} WHERE {owner} = {draft.pk}")
    assert find_broken_publication(record.region) == record


def without_trigger(table, statement):
    """Run a statement as somebody who took the trigger away; PostgreSQL first wants what is pending to be done."""
    trigger = f"{table}_frozen_update"
    drops = {
        "postgresql": ["SET CONSTRAINTS ALL IMMEDIATE", f"DROP TRIGGER {trigger} ON {table}"],
        "sqlite": [f"DROP TRIGGER {trigger}"],
    }
    with connection.cursor() as cursor:
        for sql in [*drops[connection.vendor], statement]:
            cursor.execute(sql)


def test_publishers_at_once_take_turns(processes):
    processes.run(STORE, "410001", "budget", "final")
    publishers = [processes.start(PUBLISH, "410001", phase) for phase in ("budget", "budget", "final")]
    with processes.holding("SELECT 1 FROM budgets_region FOR UPDATE"):
        for publisher in publishers:
            go(publisher)
        assert still_waiting(publishers)
    said = sorted(ended(publisher) for publisher in publishers)
    assert said == ["published 1", "published 2", ALREADY]
    assert "2 条公开记录全部相符" in processes.manage("verify_publications", "410001")


def test_nothing_slips_in_while_somebody_publishes(processes):
    processes.run(STORE, "410002", "budget")
    publisher = processes.start(PUBLISH, "410002", "budget")
    term = "INSERT INTO budgets_glossaryterm (position, source_place, term, meaning, edition_id) "
    with processes.holding(term + "SELECT 99, '', '新词', '新义', id FROM budgets_edition WHERE status = 'draft'"):
        go(publisher)
        assert still_waiting([publisher])
    assert ended(publisher) == "published 1"
    assert "1 条公开记录全部相符" in processes.manage("verify_publications", "410002")
