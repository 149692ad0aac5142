"""The entry screens in a real browser, on the site as it is deployed: a whole budget, lost connections, two people."""

import csv
import io
import time

import pytest
from playwright.sync_api import expect

from tests.admin.entry_typing import (
    SCREEN,
    block,
    cell,
    choose,
    expect_saved,
    golden_block,
    log_in,
    make_drafts,
    open_sheet,
    paste,
    put,
    tables_of_edition,
    violations,
)
from tests.browser import keep_picture

pytestmark = pytest.mark.browser

STATUS = "#entry-status"
SUBJECTS = "function_expenditure"


@pytest.fixture(scope="module")
def drafts(site):
    """The ids of an empty draft, and of one that holds the whole sample."""
    return make_drafts(site, "410997", "410998")


@pytest.fixture
def clerk(open_page):
    """A window on which somebody has logged in."""
    page = open_page(viewport=SCREEN)
    page.on("dialog", lambda dialog: dialog.accept())
    log_in(page)
    return page


@pytest.fixture
def losing(watch):
    """Let a test lose its connection: what the browser itself says of that is no complaint."""
    yield
    watch.complaints[:] = [one for one in watch.complaints if "Failed to load resource" not in one]


def golden_rows(name):
    return list(csv.reader(io.StringIO(golden_block(name)), delimiter="\t", quoting=csv.QUOTE_NONE))


def enter_projects(page):
    """Paste the projects, choose the unit of all, then paste their codes as table 12 has them."""
    codes = {name: code for code, name, *_rest in golden_rows("12") if len(code) == 21}
    choose(page, -1, "name")
    paste(page, golden_block("10"))
    expect_saved(page)
    put(page, 0, "unit", "104001")
    choose(page, 0, "unit")
    for _row in range(12):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    expect_saved(page)
    choose(page, 0, "code")
    paste(page, block([[codes[name]] for kind, name, *_rest in golden_rows("10") if kind]))
    expect_saved(page)


def enter_everything(page, edition):
    """Enter the whole sample as a clerk would, by typing and by pasting from Excel."""
    open_sheet(page, edition, "revenue")
    put(page, 0, "fiscal_appropriation", "2,852.11")
    expect_saved(page)
    for sheet, column, text in (
        (SUBJECTS, "code", golden_block("03")),
        ("basic_economic", "department_code", golden_block("06")),
        ("three_public", "amount", "0\n0\n0\n0.20"),
        ("performance_tasks", "name", golden_block("11-tasks")),
        ("performance_indicators", "level_one", golden_block("11-indicators")),
    ):
        open_sheet(page, edition, sheet)
        choose(page, 0, column)
        paste(page, text)
        expect_saved(page)
    open_sheet(page, edition, "performance_goal")
    put(page, 0, "text", golden_rows("11-goal")[0][0])
    expect_saved(page)
    open_sheet(page, edition, "projects")
    enter_projects(page)
    open_sheet(page, edition, "indicators")
    choose(page, -1, "project_id")
    paste(page, golden_block("12"))
    expect_saved(page)


def by_project(rows):
    """Put the rows of table 12 in the order of their projects' codes: the clerk typed them in another."""
    groups = [[]]
    for row in rows:
        if row[0][0]:
            groups.append([])
        groups[-1].append(row)
    return sorted(groups, key=lambda group: group[0][0][0] or "" if group else "")


def without_zeros(tables):
    """A table prints 0.00 where somebody entered a nought: as money it is the same as none."""
    return {
        name: [[(text, amount if amount and float(amount) else None) for text, amount in row] for row in rows]
        for name, rows in tables.items()
    }


def test_the_whole_sample_is_entered_by_typing_and_pasting(clerk, site, drafts):
    empty, whole = drafts
    begun = time.monotonic()
    enter_everything(clerk, empty)
    assert time.monotonic() - begun < 15 * 60
    entered, sample = (without_zeros(tables_of_edition(site, edition)) for edition in (empty, whole))
    assert entered.keys() == sample.keys()
    assert len(entered["3-money"]) == 15
    # The sample prints no table 07, and names the funds of economic classes less finely than the screen asks.
    for name in entered.keys() - {"7-money"}:
        known, wanted = entered[name], sample[name]
        if name.startswith("12"):
            known, wanted = by_project(known), by_project(wanted)
        assert known == wanted, name


def test_nothing_is_lost_without_network_and_when_the_window_is_closed(clerk, losing, drafts):
    page, edition = clerk, drafts[1]
    open_sheet(page, edition, SUBJECTS)
    page.context.set_offline(True)
    put(page, 0, "capital", "1.5")
    expect(page.locator(STATUS)).to_contain_text("没有网络，1 处修改已保存在本机")
    page.context.set_offline(False)
    expect_saved(page)
    # The request does not arrive, and the window is loaded anew.
    page.route("**/save/", lambda route: route.abort())
    put(page, 1, "capital", "2.5")
    expect(page.locator(STATUS)).to_contain_text("没有网络")
    page.unroute("**/save/")
    page.reload()
    page.get_by_role("button", name="恢复这些修改").click()
    expect(page.get_by_text("已恢复 1 处修改。")).to_be_visible()
    expect_saved(page)
    page.reload()
    expect(cell(page, 0, "capital")).to_contain_text("1.50")
    expect(cell(page, 1, "capital")).to_contain_text("2.50")
    expect(page.get_by_role("button", name="恢复这些修改")).to_have_count(0)


def test_nothing_is_lost_when_the_session_ends(clerk, losing, drafts):
    open_sheet(clerk, drafts[1], SUBJECTS)
    clerk.context.clear_cookies(name="sessionid")
    put(clerk, 2, "capital", "3.5")
    expect(clerk.locator(STATUS)).to_contain_text("登录已过期，1 处修改已保存在本机")
    with clerk.context.expect_page() as opened:
        clerk.get_by_role("link", name="在新窗口登录").click()
    opened.value.get_by_label("用户名").fill("clerk")
    opened.value.get_by_label("密码").fill("a-long-test-password")
    opened.value.get_by_role("button", name="登录").click()
    expect(opened.value.locator(".entry-table")).to_be_visible()
    opened.value.close()
    clerk.evaluate("dispatchEvent(new Event('focus'))")
    expect_saved(clerk)
    clerk.reload()
    expect(cell(clerk, 2, "capital")).to_contain_text("3.50")


def test_two_people_on_one_row_are_both_heard(clerk, open_page, drafts):
    other = open_page(viewport=SCREEN)
    log_in(other)
    for page in (clerk, other):
        open_sheet(page, drafts[1], SUBJECTS)
    put(clerk, 3, "specific_purpose", "11")
    expect_saved(clerk)
    put(other, 3, "capital", "22")
    conflict = other.locator("#entry-conflicts")
    expect(conflict).to_contain_text("同一行有两种修改")
    expect(conflict.locator("tr", has_text="特定目标类")).to_contain_text("11.00")
    assert violations(other) == []
    # Nothing was overwritten.
    clerk.reload()
    expect(cell(clerk, 3, "specific_purpose")).to_contain_text("11.00")
    expect(cell(clerk, 3, "capital")).not_to_contain_text("22.00")
    conflict.get_by_role("button", name="用我的").click()
    expect_saved(other)
    clerk.reload()
    expect(cell(clerk, 3, "capital")).to_contain_text("22.00")


def test_the_keyboard_moves_as_in_a_spreadsheet(clerk, drafts):
    page = clerk
    open_sheet(page, drafts[1], SUBJECTS)
    at = page.locator("#entry-cell strong")
    count = page.locator(".entry-table tbody:not(.gap) tr").count()
    choose(page, 0, "wages")
    for keys, place in (
        (["ArrowDown", "ArrowRight"], "第 2 行，对个人和家庭的补助"),
        (["Shift+Tab"], "第 2 行，工资福利支出"),
        (["Home"], "第 2 行，科目编码"),
        (["Control+End"], "新的一行，特定目标类"),
        (["Control+Home"], "第 1 行，科目编码"),
        (["End", "ArrowUp"], "第 1 行，特定目标类"),
        (["Control+Enter"], "第 2 行，科目编码"),
    ):
        for key in keys:
            page.keyboard.press(key)
        expect(at).to_have_text(place)
    # A code is found by its name; what Esc gives up is gone; undo takes the row away again.
    page.keyboard.insert_text("行政运行")
    expect(page.get_by_role("option", name="2013201")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "code").locator(".shown")).to_have_text("")
    page.keyboard.press("Control+z")
    expect(page.locator(".entry-table tbody:not(.gap) tr")).to_have_count(count)


def test_what_the_keyboard_changes_can_be_undone(clerk, drafts):
    page = clerk
    open_sheet(page, drafts[1], SUBJECTS)
    # F2 changes what is there, Delete clears, undo and redo go back and forth.
    choose(page, 0, "goods_services")
    shown = cell(page, 0, "goods_services").locator(".shown")
    page.keyboard.press("F2")
    page.keyboard.press("Backspace")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(shown).to_have_text("38.49")
    page.keyboard.press("Control+z")
    expect(shown).to_have_text("38.44")
    page.keyboard.press("Delete")
    expect(shown).to_have_text("")
    page.keyboard.press("Control+z")
    expect(shown).to_have_text("38.44")
    expect_saved(page)
    # Esc, then Tab, leaves the grid.
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.entry-table')") is None


def test_each_kind_of_screen_is_sound_at_1366(clerk, drafts):
    for sheet, column in (
        (SUBJECTS, "wages"),
        ("indicators", "value"),
        ("three_public", "reason"),
        ("text", "text"),
    ):
        open_sheet(clerk, drafts[1], sheet)
        choose(clerk, 0, column)
        expect(clerk.locator("#entry-findings .entry-count")).to_be_visible()
        keep_picture(clerk, f"entry-{sheet}")
        assert violations(clerk) == []
        assert clerk.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]
