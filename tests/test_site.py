"""Every kind of page in a real browser: no complaint, no axe-core violation, nothing scrolls sideways."""

import re

import pytest

from tests.browser import DESKTOP, PHONE, axe_violations, keep_picture, wait_until_true
from tests.site import CLERK

pytestmark = pytest.mark.browser

BUDGET = "/410796/104/2023/"
UNDECLARED = "/410796/105/2026/"
PAGES = {
    "home": "/",
    "region": "/410796/",
    "department": "/410796/104/",
    "overview": BUDGET,
    **{f"table-{number:02}": f"{BUDGET}tables/{number}/" for number in range(1, 13)},
    "cell": f"{BUDGET}tables/1/cells/201/expenditure_amount/",
    "cell-total": f"{BUDGET}tables/3/cells/total/total/",
    "projects": f"{BUDGET}projects/",
    "project": f"{BUDGET}projects/410796230000000000411/",
    "functions": f"{BUDGET}functions/",
    "function": f"{BUDGET}functions/201/",
    "economics": f"{BUDGET}economics/",
    "economic": f"{BUDGET}economics/30101/",
    "units": f"{BUDGET}units/",
    "unit": f"{BUDGET}units/104001/",
    "undeclared-function": f"{UNDECLARED}functions/20103/",
    **{f"chart-{key}": f"{BUDGET}charts/{key}/" for key in ("flow", "functions", "natures", "three-public")},
    "chart-embedded": f"{BUDGET}charts/balance/?embed=1",
    "report": f"{BUDGET}report/",
    "undeclared-report": f"{UNDECLARED}report/",
    "glossary": "/glossary/",
    "search": "/search/",
    "search-found": "/search/?q=社保",
    "search-filtered": "/search/?q=支出&kind=function&year=2023",
    "search-nothing": "/search/?q=吃瓜+群众&year=2023",
    "subjects": "/functions/",
    "subject": "/functions/20805/?region=410796&year=2023&phase=budget",
    "subject-by-region": "/functions/208/",
    "economic-classes": "/economics/?region=410796",
    "three-public": "/three-public/?region=410796&year=2023&phase=budget",
    "projects-of-all": "/projects/?region=410796&year=2023&phase=budget",
    "compare": "/compare/",
    "compare-two": "/compare/?budget=410796/104/2023&budget=410796/105/2026&region=410796",
    "compare-changes": "/compare/?budget=410796/104/2023&budget=410796/105/2026&show=change",
    "compare-chart": "/compare/charts/categories/?budget=410796/104/2023&budget=410796/105/2026",
    "checks": f"{BUDGET}checks/",
    "check": f"{BUDGET}checks/R05/",
    "editions": f"{BUDGET}editions/",
    "changes": f"{BUDGET}changes/",
    "publications": "/410796/publications/",
    "publication": "/410796/publications/1/",
    "verification": "/410796/publications/verify/",
    "source": f"{BUDGET}source/",
    "about": "/about/",
    "site-map": "/sitemap/",
    "reading-mode": "/reading-mode/",
    "error-report": f"/error-report/?page={BUDGET}tables/3/cells/total/total/",
    "disclosure-request": "/disclosure-request/",
    "receipts": "/receipts/",
    "undeclared": UNDECLARED,
    **{f"undeclared-table-{number:02}": f"{UNDECLARED}tables/{number}/" for number in (1, 2, 3, 8, 21)},
    "undeclared-cell": f"{UNDECLARED}tables/3/cells/20103/total/",
    "undeclared-checks": f"{UNDECLARED}checks/",
}
WINDOWS = {"wide": DESKTOP, "phone": PHONE}
NARROW = {"width": 360, "height": 740}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def scrolls_sideways(page):
    return page.evaluate(WIDER_THAN_WINDOW)


# Colours depend on the scheme and places on the window: two pairs show every one of each.
@pytest.mark.parametrize(("window", "scheme"), [("wide", "light"), ("phone", "dark")])
def test_every_page_is_sound(open_page, window, scheme):
    page = open_page(viewport=WINDOWS[window], color_scheme=scheme)
    for name, address in PAGES.items():
        page.set_viewport_size(WINDOWS[window])
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert axe_violations(page) == [], address
        assert not scrolls_sideways(page), address
        keep_picture(page, f"{name}-{window}-{scheme}")
        if window == "phone":
            page.set_viewport_size(NARROW)
            wait_until_true(page, f"!({WIDER_THAN_WINDOW})")


def test_pages_are_whole_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(BUDGET)
    assert page.get_by_role("row", name="社会保障和就业 1,668.46 58.50").is_visible()
    page.goto(f"{BUDGET}projects/")
    page.get_by_role("link", name="人才发展奖励").click()
    assert page.get_by_role("row", name="补贴群体覆盖率 ≥95%").first.is_visible()


def test_a_figure_leads_to_what_it_is_made_of(page):
    page.goto(f"{BUDGET}tables/1/")
    page.get_by_role("link", name="935.30").click()
    page.locator("table.parts").wait_for()
    shares = page.locator("table.parts tbody td.amount").all_inner_texts()
    assert shares == ["546.86", "38.44", "42.00", "10.00", "60.00", "238.00"]
    places = page.locator("table.parts tbody td:last-child").all_inner_texts()
    assert places == [f"文件第 {line} 行" for line in (213, 213, 213, 214, 214, 215)]


def test_the_chart_is_drawn_from_table_01(page):
    page.goto(f"{BUDGET}charts/balance/")
    page.locator("#chart-balance").scroll_into_view_if_needed()
    wait_until_true(page, "window.Chart && Chart.getChart(document.querySelector('#chart-balance canvas'))")
    drawn = page.evaluate(
        "Chart.getChart(document.querySelector('#chart-balance canvas'))"
        ".data.datasets.map(set => [set.label, Math.max(...set.data)])"
    )
    assert drawn == [
        ["一般公共预算", 2852.11],
        ["社会保障和就业", 1668.46],
        ["一般公共服务", 935.3],
        ["卫生健康", 248.35],
    ]


def test_name_and_head_stay_in_sight_on_a_phone(open_page):
    page = open_page(viewport=PHONE)
    page.goto(f"{BUDGET}tables/3/")
    frame = page.locator(".frame")
    frame.evaluate("frame => frame.scrollTo(400, 400)")
    edges = frame.bounding_box()
    name = page.locator("tbody th.stay").nth(8).bounding_box()
    head = page.locator("thead").bounding_box()
    assert abs(name["x"] - edges["x"]) < 2
    assert abs(head["y"] - edges["y"]) < 2


def test_a_table_prints_as_a_form(open_page):
    page = open_page()
    page.goto(f"{BUDGET}tables/3/")
    page.emulate_media(media="print")
    assert page.get_by_text("预算03表　单位：万元").is_visible()
    assert not page.get_by_role("navigation").first.is_visible()
    assert page.locator(".frame").evaluate("frame => getComputedStyle(frame).overflow") == "visible"
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1


def test_the_keyboard_reaches_the_table(page):
    page.goto(f"{BUDGET}tables/3/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('frame')"):
            return
    pytest.fail("The table's frame never took the focus.")


def test_the_admin_is_sound_under_the_same_policy(open_page):
    page = open_page()
    page.goto("/admin/")
    page.fill("#id_username", CLERK["username"])
    page.fill("#id_password", CLERK["password"])
    page.get_by_role("button", name="登录").click()
    for address in ("/admin/", "/admin/budgets/edition/", "/admin/budgets/project/"):
        response = page.goto(address)
        assert response is not None
        assert response.status == 200
        assert axe_violations(page) == [], address


def test_a_figure_of_an_undeclared_form_leads_to_its_printed_parts(page):
    """The rows below 20103 lack 10,000 yuan: the page shows both figures, and the row that is there."""
    page.goto(f"{UNDECLARED}tables/3/")
    page.get_by_role("row", name="20103").get_by_role("link", name="900,000.00").click()
    page.locator(".formulas").wait_for()
    assert page.get_by_text("890,000.00 元").first.is_visible()
    assert (
        "是本列 2 行之和：行政运行 540,000.00 ＋ 一般行政管理事务 350,000.00 ＝"
        in page.locator(".formulas").inner_text()
    )
    assert page.get_by_text("印出的数多了 10,000.00 元").is_visible()


def test_a_table_that_was_not_understood_says_so(page):
    page.goto(f"{UNDECLARED}tables/21/")
    assert page.get_by_role("row", name="县志").is_visible()
    assert page.get_by_text("没有完全读懂").is_visible()
