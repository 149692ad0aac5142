"""From the home page to a project's indicators by search alone, with the keyboard, without scripts."""

import pytest

from tests.browser import PHONE

pytestmark = pytest.mark.browser


def test_two_steps_lead_from_the_home_page_to_the_indicators(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").last.fill("人才发展奖励")
    page.keyboard.press("Enter")
    page.get_by_role("region", name="绩效指标").get_by_role("link", name="人才发展奖励").press("Enter")
    assert page.get_by_role("row", name="补贴群体覆盖率").first.is_visible()


def test_filters_narrow_what_was_found(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/search/?q=经费")
    page.get_by_text("按地区、年度、部门、阶段、金额筛选").click()
    page.get_by_label("金额从（万元）").fill("60")
    page.get_by_label("金额至（万元）").fill("60")
    page.get_by_role("button", name="筛选").click()
    titles = page.get_by_role("region", name="项目").get_by_role("listitem").get_by_role("link").all_inner_texts()
    assert titles == ["党建双基建设经费"]
