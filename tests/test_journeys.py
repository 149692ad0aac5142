"""What a citizen comes for, click by click: with a mouse, by keyboard alone, on a phone, enlarged, without scripts."""

import pytest

from tests.browser import axe_violations

pytestmark = pytest.mark.browser

BUDGET = "/410796/104/2023/"
SUBJECTS = ["2013201 行政运行", "2013202 一般行政管理事务", "2013299 其他组织事务支出"]
PROJECTS = {
    "组织人事工作费用": "4.00",
    "社保中心运转经费": "8.00",
    "人才发展工作经费": "30.00",
    "引才引智工作经费": "10.00",
    "党建双基建设经费": "60.00",
    "人才发展奖励": "225.00",
    "优秀务工奖励": "13.00",
}
# Twice as large is half as many points to the window's width.
WINDOWS = {
    "wide": {},
    "without scripts": {"java_script_enabled": False},
    "narrow phone": {"viewport": {"width": 360, "height": 740}},
    "enlarged twice": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
LONGEST_WAY = 400


def assert_readable(page):
    """Nothing but a table's own frame scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def click(page, name, within="main", exact=True):
    """Follow the first link of a name, and look at the page that it leads to."""
    page.locator(within).get_by_role("link", name=name, exact=exact).first.click()
    page.wait_for_load_state()
    assert_readable(page)


def press(page, name, within="main"):
    """Go to a link by the keyboard and follow it."""
    script = "within => document.activeElement.closest(within) && document.activeElement.textContent.trim()"
    for _ in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        if page.evaluate(script, within) == name:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"The keyboard never came to {name} on {page.url}.")


@pytest.mark.parametrize("window", WINDOWS)
def test_from_home_to_the_indicators_of_a_project_in_three_clicks(open_page, window):
    page = open_page(**WINDOWS[window])
    page.goto("/")
    assert_readable(page)
    click(page, "经开区组织人社局 2023 年预算")
    click(page, "项目")
    click(page, "人才发展奖励")

    assert page.get_by_role("row", name="补贴群体覆盖率 ≥95% 不低于 95%").is_visible()
    assert page.get_by_role("row", name="获得奖励人才数量 ≥50人 不低于 50 人").is_visible()


def test_from_home_to_the_indicators_by_the_keyboard_alone(page):
    page.goto("/")
    for name, address in (
        ("经开区组织人社局 2023 年预算", BUDGET),
        ("项目", f"{BUDGET}projects/"),
        ("人才发展奖励", f"{BUDGET}projects/410796230000000000411/"),
    ):
        press(page, name)
        page.wait_for_url(f"**{address}")

    assert page.get_by_role("row", name="补贴群体覆盖率 ≥95% 不低于 95%").is_visible()


def open_figure(page):
    """Open the figure 935.30 of table 01: beside the table, or as a page where scripts do not run."""
    page.goto(f"{BUDGET}tables/1/")
    assert_readable(page)
    click(page, "935.30")
    figure = page.locator("#figure")
    figure.get_by_role("link", name="2013201 行政运行", exact=True).first.wait_for()
    assert_readable(page)


def assert_subjects_and_projects(page):
    """The page of the category lists its three subjects and the seven projects of these."""
    below = page.get_by_role("region", name="下一级科目").get_by_role("row")
    assert [" ".join(one.split()[:2]) for one in below.all_inner_texts()][2:] == SUBJECTS
    for name, amount in PROJECTS.items():
        row = page.get_by_role("region", name="项目列表").get_by_role("row", name=f"{name} {amount}")
        assert row.count() == 1, name


@pytest.mark.parametrize("window", WINDOWS)
def test_from_a_figure_to_its_subjects_and_projects_and_back(open_page, window):
    page = open_page(**WINDOWS[window])
    open_figure(page)
    click(page, "2013201 行政运行", within="#figure")
    assert page.url.endswith(f"{BUDGET}functions/2013201/")
    click(page, "201 一般公共服务支出", within="nav.crumbs")
    assert_subjects_and_projects(page)
    click(page, "其他组织事务支出")
    click(page, "人才发展奖励")
    assert page.get_by_text("225.00 + 13.00 = 238.00 万元，正好是 2013299").is_visible()
    assert page.get_by_role("row", name="接受奖励或补贴对象满意度 ≥98% 不低于 98%").is_visible()

    click(page, "2013299 其他组织事务支出")
    for step, address in (
        ("20132 组织事务", "functions/20132/"),
        ("201 一般公共服务支出", "functions/201/"),
        ("支出功能分类", "functions/"),
        ("2023 年预算", ""),
    ):
        click(page, step, within="nav.crumbs")
        assert page.url.endswith(f"{BUDGET}{address}")


def test_from_a_figure_to_a_project_by_the_keyboard_alone(page):
    page.goto(f"{BUDGET}tables/1/")
    press(page, "935.30")
    page.locator("#figure a").first.wait_for()
    press(page, "2013201 行政运行", within="#figure")
    page.wait_for_url(f"**{BUDGET}functions/2013201/")
    press(page, "201 一般公共服务支出", within="nav.crumbs")
    page.wait_for_url(f"**{BUDGET}functions/201/")
    press(page, "优秀务工奖励")
    page.wait_for_url("**/projects/*/")
    assert page.get_by_role("heading", name="优秀务工奖励").is_visible()


def test_a_list_of_projects_narrowed_to_a_subject_is_sound(page):
    page.goto(f"{BUDGET}projects/")
    click(page, "2013299 其他组织事务支出", within=".shares")
    assert page.get_by_text("2 个项目，共 238.00 万元。").is_visible()
    assert axe_violations(page) == []
    click(page, "显示全部")
    assert page.get_by_role("row", name="劳务派遣工资费用").is_visible()
