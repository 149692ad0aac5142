"""The admin in a real browser, on the site as it is deployed: the fixtures fail a test whose page complains."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site import CLERK

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page) -> Page:
    """A page on which the clerk has logged in."""
    page.goto("/admin/")
    page.get_by_label("用户名").fill(CLERK["username"])
    page.get_by_label("密码").fill(CLERK["password"])
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="工作台")).to_be_visible()
    return page


@pytest.fixture
def correction(desk: Page):
    """The page of a new draft of the sample budget, begun in the browser and deleted in it, never published."""
    desk.goto("/admin/budgets/edition/add/")
    desk.locator(".select2-selection").click()
    desk.locator(".select2-search__field").fill("104")
    # Other tests make departments of the same code elsewhere.
    desk.locator(".select2-results__option", has_text="经开区组织人社局 2023 年预算").first.click()
    desk.get_by_label("形成方式").select_option("transcribed")
    desk.locator(".datetimeshortcuts a").first.click()
    save(desk)
    address = desk.url
    yield desk
    desk.goto(address)
    desk.get_by_role("link", name="删除").click()
    desk.get_by_role("button", name="确定删除").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def save(desk: Page) -> None:
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def test_a_clerk_enters_a_project_and_is_asked_before_publishing(correction):
    address = correction.url
    correction.get_by_role("link", name="增加项目").click()
    correction.get_by_label("项目名称").fill("基层党建")
    correction.get_by_role("button", name="再加一条项目资金").click()
    correction.locator("#id_projectfundings-0-amount").fill("6,273,000")
    correction.get_by_role("button", name="再加一条项目绩效指标").click()
    correction.locator("#id_performanceindicators-0-kind").select_option("cost")
    correction.locator("#id_performanceindicators-0-name").fill("总成本")
    correction.locator("#id_performanceindicators-0-value").fill("≤627.3万元")
    save(correction)
    expect(correction.locator("#result_list")).to_contain_text("6,273,000.00")

    correction.goto(address)
    correction.get_by_role("link", name="公开", exact=True).click()
    expect(correction.get_by_text("它将标为“已被更正”")).to_be_visible()
    correction.get_by_role("button", name="确认公开").click()
    # Without a reason the browser itself does not send the form, or the page says so: nothing is published.
    expect(correction).to_have_url(re.compile(r"/admin/editions/\d+/publish/$"))


def test_what_is_published_is_shown_without_a_form(desk):
    for page in ("edition", "project", "functionexpenditure", "sourcetable"):
        status = "status__exact" if page == "edition" else "edition__status__exact"
        desk.goto(f"/admin/budgets/{page}/?{status}=published")
        desk.locator("#result_list tbody th a").first.click()
        expect(desk.get_by_role("heading", level=1)).to_contain_text("查看")
        expect(desk.get_by_role("button", name="保存", exact=True)).to_have_count(0)
