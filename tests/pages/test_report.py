"""The page of the text: figures lead to pages that are there, terms open, contradictions and changes are said."""

import re

import pytest
from django.test import Client

from budgets.documents.load import store
from budgets.models import GlossaryTerm, Narrative, StatedFigure
from budgets.publishing import publish
from tests.published import ADDRESS, ELSEWHERE, read_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

REPORT = f"{ADDRESS}report/"
OTHER = f"/{ELSEWHERE}/104/2023/report/"
TEXT = (Narrative, GlossaryTerm, StatedFigure)


@pytest.fixture(scope="module")
def page(published_once, django_db_blocker):
    """The page of the twin's text."""
    with django_db_blocker.unblock():
        return Client().get(REPORT).content.decode()


def publish_twin(year=2023, **changes):
    """Publish the twin elsewhere with a changed text, or with none."""
    reading = read_twin(region=ELSEWHERE)
    for section in reading.rows[Narrative]:
        for old, new in changes.get("replaced", {}).items():
            section.text = section.text.replace(old, new)
    for model in TEXT if changes.get("silent") else ():
        reading.rows[model].clear()
    reading.edition.budget.year = year
    edition = store(reading).edition
    publish(edition=edition, by="测试")
    return edition


def test_every_linked_figure_leads_to_a_page(client, page, published):
    links = set(re.findall(r'<a class="figure" href="([^"]+)"', page))
    assert len(links) >= 10
    assert f"{ADDRESS}tables/1/cells/grand_total/revenue_amount/" in links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_contents_list_every_part_and_section(page):
    anchors = re.findall(r'<a href="#([\w-]+)">', page)
    assert {"part-1", "part-2", "part-3", "section-1", "section-5", "section-18"} <= set(anchors)
    for anchor in anchors:
        assert page.count(f'id="{anchor}"') == 1, anchor


def test_every_term_opens_a_meaning(page):
    targets = re.findall(r'popovertarget="([^"]+)"', page)
    assert len(targets) > 10
    for target in targets:
        assert page.count(f'<div class="meaning" id="{target}" popover>') == 1, target
    assert "是指机构维持正常运转、完成日常工作所需的支出" in page.partition('class="meaning"')[2]


def test_no_link_or_button_stands_within_another(page):
    depth = 0
    for closing, _tag in re.findall(r"<(/?)(a|button)\b", page):
        depth += -1 if closing else 1
        assert depth in (0, 1)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:], strict=False))


def test_a_contradiction_is_marked_and_leads_to_the_check(client):
    publish_twin(replaced={"收入总计 2852.11": "收入总计 2582.11"})
    page = client.get(OTHER).content.decode()
    assert "文字中有 1 个数字与表不符" in page
    assert ">2582.11 万元</a><sup>※</sup>" in page
    assert f'表中为 2,852.11 万元，<a href="/{ELSEWHERE}/104/2023/checks/#R13">见核对</a>' in page


def test_a_document_without_text_gets_one_that_is_marked_as_ours(client):
    publish_twin(silent=True)
    page = client.get(OTHER).content.decode()
    assert "公布的文件没有部门概况。" in page
    assert "本站根据表中数据生成" in page
    assert '<h4 id="generated-expenditure">' in page
    assert ">722.64 万元</a>，占 25.34%" in page


def test_last_years_edition_changes_the_page_and_its_version(client, django_assert_num_queries):
    publish_twin(silent=True)
    before = client.get(OTHER)
    assert "本站没有该部门 2022 年公开的预算，无法与上年比较。" in before.content.decode()
    publish_twin(year=2022, silent=True)
    held = {"if-none-match": before["ETag"]}
    after = client.get(OTHER, headers=held)
    assert after.status_code == 200
    assert f'href="/{ELSEWHERE}/104/2022/tables/1/cells/grand_total/revenue_amount/"' in after.content.decode()
    with django_assert_num_queries(1):
        assert client.get(OTHER, headers={"if-none-match": after["ETag"]}).status_code == 304


def test_what_a_document_says_is_shown_as_text_and_never_as_markup(client):
    publish_twin(replaced={"干部人才科": "<script>alert(1)</script>"})
    page = client.get(OTHER).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
