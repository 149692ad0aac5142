"""The history of a budget: every publication of it, what a correction changed, and the facts to be hashed."""

import copy
import hashlib
import re
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.documents.load import store
from budgets.models import (
    DeclaredAmount,
    Edition,
    GlossaryTerm,
    Narrative,
    PerformanceIndicator,
    Project,
    ProjectFunding,
)
from budgets.pages.editions import PER_PAGE
from budgets.publishing import publish, withdraw
from budgets.vocabulary import EditionStatus
from tests.pages.words import links, words
from tests.published import ELSEWHERE, find, read_twin, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

BUDGET = f"/{ELSEWHERE}/104/2023/"
REASON = "人才发展奖励与优秀务工奖励之间调整 10 万元。"
AWARD, PRIZE = "410796230000000000411", "410796230000000000416"


def store_correction(change):
    """Store the twin once more as a draft of the same budget, changed by hand."""
    reading = read_twin(region=ELSEWHERE)
    change(reading)
    # Another file, else it would be the one that was read before.
    reading.document = replace(reading.document, sha256=uuid4().hex * 2)
    return store(reading).edition


def move_money(reading):
    """Move 10 万元 from one project to another, and say so in the text."""
    for key, amount in ((AWARD, "2350000.00"), (PRIZE, "30000.00")):
        project = find(reading.facts, Project, key=key)
        printed = [one for one in reading.rows[DeclaredAmount] if one.row == key]
        for fact in (find(reading.facts, ProjectFunding, project=project), *printed):
            fact.amount = Decimal(amount)
    section = next(one for one in reading.rows[Narrative] if one.text)
    section.text += "两个项目之间有调整。"


@pytest.fixture
def corrected(draft):
    """The second edition of a budget, with the first superseded by it."""
    publish(edition=draft, by="张三")
    correction = store_correction(move_money)
    publish(edition=correction, by="李四", reason=REASON)
    return correction


def test_one_publication_was_never_corrected(client, draft):
    publish(edition=draft, by="张三")
    page = words(client.get(f"{BUDGET}editions/"))
    assert "在本站公开过 1 次。没有更正过。" in page
    assert "公开人 张三" in page
    assert draft.publication.facts_sha256 in page
    changes = words(client.get(f"{BUDGET}changes/"))
    assert "这是第一次公开，没有更早的一版可以比较。" in changes


def test_every_publication_is_listed_with_its_reason(client, corrected):
    page = words(client.get(f"{BUDGET}editions/"))
    assert "在本站公开过 2 次。" in page
    assert page.index("第 2 版 现行") < page.index("第 1 版 已被更正取代")
    assert f"更正原因 {REASON}" in page
    assert "公开人 李四" in page
    assert f"{BUDGET}editions/1/" in links(client.get(f"{BUDGET}editions/"))


@pytest.mark.parametrize("page", ["editions/", "changes/", "editions/2/changes/"])
def test_a_small_correction_is_told_whole(page, client, corrected):
    response = client.get(f"{BUDGET}{page}")
    page = words(response)
    assert "改动了 8 个表格单元、2 个项目、1 段文字。" in page
    assert "人才发展奖励 合计 225.00 235.00 +10.00" in page
    assert "优秀务工奖励 项目金额 · 资金总额 13.00 3.00 -10.00" in page
    assert "两个项目之间有调整。" in page
    for edition in (1, 2):
        address = f"{BUDGET}editions/{edition}/tables/10/cells/{AWARD}/total/"
        assert address in links(response)
        assert client.get(address).status_code == 200


def test_words_that_came_are_marked_as_such(client, corrected):
    assert "<ins>两个项目之间有调整。</ins>" in client.get(f"{BUDGET}changes/").content.decode()


def test_every_address_of_a_correction_leads_somewhere(client, corrected):
    for page in ("editions/", "changes/"):
        for address in links(client.get(f"{BUDGET}{page}")):
            if address.startswith(BUDGET):
                assert client.get(address).status_code == 200, address


def test_an_edition_that_changes_nothing_says_so(client, draft):
    publish(edition=draft, by="张三")
    publish(edition=store_correction(lambda reading: None), by="李四", reason="重新公开")
    page = words(client.get(f"{BUDGET}changes/"))
    assert "两版的数据完全相同。" in page


def test_a_withdrawn_edition_is_listed_without_its_content(client, corrected):
    withdraw(edition=Edition.objects.get(budget=corrected.budget, number=1), by="王五", reason="含有个人信息")
    page = words(client.get(f"{BUDGET}editions/"))
    assert re.search(r"第 1 版 已撤回 这一版已于 \d+年\d+月\d+日 撤回，内容不再公开。撤回原因：含有个人信息", page)
    assert "235.00" not in page
    assert not [address for address in links(client.get(f"{BUDGET}editions/")) if "editions/1/" in address]
    assert "前一版（第 1 版）已经撤回" in words(client.get(f"{BUDGET}changes/"))
    for gone in ("editions/1/changes/", "editions/1/facts.json", "editions/1/editions/"):
        assert client.get(f"{BUDGET}{gone}").status_code == 410


def test_where_all_were_withdrawn_their_record_is_left(client, corrected):
    Edition.objects.filter(budget=corrected.budget).update(status=EditionStatus.WITHDRAWN)
    response = client.get(f"{BUDGET}editions/")
    assert response.status_code == 200
    assert words(response).count("已撤回") == 2
    assert REASON not in words(response)
    assert [address for address in links(response) if address.startswith(BUDGET)] == []
    for gone in ("changes/", "facts.json", "editions/2/changes/"):
        assert client.get(f"{BUDGET}{gone}").status_code == 410


def test_a_draft_is_in_no_history(client, corrected):
    drafted = Edition.objects.create(budget=corrected.budget, number=3, department_name="绝密的名字")
    GlossaryTerm.objects.create(edition=drafted, term="绝密", meaning="绝密")
    assert "第 3 版" not in words(client.get(f"{BUDGET}editions/"))
    assert client.get(f"{BUDGET}editions/3/changes/").status_code == 404


def test_the_history_changes_with_the_standing_of_any_edition(client, corrected):
    before = client.get(f"{BUDGET}editions/")["ETag"]
    Edition.objects.filter(budget=corrected.budget, number=1).update(status=EditionStatus.WITHDRAWN)
    assert client.get(f"{BUDGET}editions/")["ETag"] != before


def test_facts_are_answered_as_they_were_hashed(client, corrected):
    for number, edition in enumerate(Edition.objects.filter(budget=corrected.budget).order_by("number"), start=1):
        response = client.get(f"{BUDGET}editions/{number}/facts.json")
        assert response["Content-Type"] == "application/json"
        assert hashlib.sha256(response.content).hexdigest() == edition.publication.facts_sha256
        assert f'filename="{ELSEWHERE}-104-2023-budget-{number}-facts.json"' in response["Content-Disposition"]


def add_projects(reading):
    """Make so many new projects that their cells take several pages."""
    award = find(reading.facts, Project, key=AWARD)
    funding = find(reading.facts, ProjectFunding, project=award)
    for number in range(PER_PAGE):
        project, own = copy.copy(award), copy.copy(funding)
        project.code, project.key, project.name, own.project = "", f"new-{number}", f"新项目{number}", project
        reading.rows[Project].append(project)
        reading.rows[ProjectFunding].append(own)
    assert reading.rows[PerformanceIndicator]


def test_a_large_correction_is_told_page_by_page(client, draft):
    publish(edition=draft, by="张三")
    publish(edition=store_correction(add_projects), by="李四", reason="补充项目")
    history = client.get(f"{BUDGET}editions/")
    assert f"{PER_PAGE} 个项目" in words(history)
    assert "新项目7" not in words(history)
    assert f"{BUDGET}editions/2/changes/" in links(history)
    first, second = (words(client.get(f"{BUDGET}changes/?page={page}")) for page in (1, 2))
    assert "新项目7 合计 — 225.00" in first
    assert "涉及的数据" in second
    assert "第 2 页，共" in second
    assert "项目编码" not in second


def test_the_questions_do_not_grow_with_the_history(client, corrected):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{BUDGET}{address}")
        return len(asked)

    before = {address: queries(address) for address in ("editions/", "changes/")}
    publish(edition=store_correction(lambda reading: None), by="李四", reason="再来一次")
    publish(edition=store_correction(move_money), by="李四", reason="又来一次")
    after = {address: queries(address) for address in before}
    assert after == before
    assert max(before.values()) <= 42


def test_other_phases_have_a_history_of_their_own(client, corrected):
    publish(edition=store_twin(region=ELSEWHERE, phase="final"), by="王五")
    page = words(client.get(f"{BUDGET}final/editions/"))
    assert "在本站公开过 1 次。" in page
    assert "李四" not in page
