"""A figure opens beside its table, and without scripts as a page."""

import pytest

from tests.browser import PHONE, axe_violations, wait_until_true

pytestmark = pytest.mark.browser

TABLE = "/410796/104/2023/tables/1/"
FIGURE = f"{TABLE}cells/201/expenditure_amount/"
PARTS = ["546.86", "38.44", "42.00", "10.00", "60.00", "238.00"]


def open_figure(page):
    page.goto(TABLE)
    page.get_by_role("link", name="935.30").click()
    page.locator(".panel table.parts").wait_for()


def test_a_figure_opens_beside_its_table_and_closes_again(page):
    open_figure(page)
    panel = page.get_by_role("dialog", name="一、一般公共服务 · 支出 · 金额")
    assert panel.locator("table.parts tbody td.amount").all_inner_texts() == PARTS
    assert page.evaluate("document.activeElement.id") == "figure-name"
    assert page.locator(".statutory a[aria-current]").inner_text() == "935.30"
    assert page.url.endswith(TABLE)
    assert axe_violations(page) == []

    page.keyboard.press("Escape")
    wait_until_true(page, "!document.querySelector('.panel').open")
    assert page.evaluate("document.activeElement.textContent") == "935.30"
    assert page.locator(".statutory a[aria-current]").count() == 0


def test_going_back_leads_through_the_figures_to_the_table(page):
    open_figure(page)
    page.locator(".panel .elsewhere").get_by_role("link", name="其他组织事务支出").first.click()
    page.get_by_role("dialog", name="其他组织事务支出 · 合计").wait_for()
    assert page.locator(".panel .sum").inner_text() == "238.00 万元"
    page.go_back()
    page.get_by_role("dialog", name="一、一般公共服务 · 支出 · 金额").wait_for()
    page.go_back()
    wait_until_true(page, "!document.querySelector('.panel').open")
    assert page.url.endswith(TABLE)


def test_the_panel_leads_to_the_page_and_a_failure_does_so_too(page, watch):
    open_figure(page)
    page.get_by_role("link", name="单独打开这一页").click()
    page.wait_for_url(f"**{FIGURE}")
    page.goto(TABLE)
    page.route(
        f"**{FIGURE}", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    page.get_by_role("link", name="935.30").click()
    page.wait_for_url(f"**{FIGURE}")
    assert page.get_by_role("heading", name="一、一般公共服务 · 支出 · 金额").is_visible()
    # The console tells of the request that was cut off here.
    watch.complaints[:] = [one for one in watch.complaints if "ERR_FAILED" not in one]


def test_on_a_phone_the_sheet_leaves_the_figure_in_sight(open_page):
    page = open_page(viewport=PHONE, color_scheme="dark")
    open_figure(page)
    panel = page.locator(".panel").bounding_box()
    figure = page.locator(".statutory a[aria-current]").bounding_box()
    assert figure["y"] + figure["height"] <= panel["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe_violations(page) == []


def test_without_scripts_a_figure_is_a_page(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(TABLE)
    page.get_by_role("link", name="935.30").click()
    page.wait_for_url(f"**{FIGURE}")
    assert page.locator("table.parts tbody td.amount").all_inner_texts() == PARTS


def test_the_panel_is_not_printed(page):
    open_figure(page)
    page.emulate_media(media="print")
    assert not page.locator(".panel").is_visible()
