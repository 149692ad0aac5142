"""Charts in a real browser: drawn for the scheme in force, leading on, given away; absent without scripts."""

import pytest

from tests.browser import PHONE

pytestmark = pytest.mark.browser

BUDGET = "/410796/104/2023/"
CANVAS = ".chart canvas"
# What draws charts is fetched when one comes near the window.
DRAWN = ".chart .canvas.drawn"
# The colour of the middle of the first bar, or of whatever is drawn there.
COLOUR = """() => {
    const canvas = document.querySelector('.chart canvas');
    const scale = devicePixelRatio;
    const chart = Chart.getChart(canvas);
    const { x, y } = chart.getDatasetMeta(0).data[0].getCenterPoint();
    return [...canvas.getContext('2d').getImageData(x * scale, (y - 15) * scale, 1, 1).data].slice(0, 3);
}"""
SHIFT = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.shifted += one.value)))
    .observe({ type: 'layout-shift', buffered: true });"""
BLUE, DARK_BLUE = [31, 75, 122], [143, 184, 230]


def test_a_chart_is_drawn_anew_when_the_scheme_changes(page):
    page.goto(f"{BUDGET}charts/balance/")
    page.wait_for_selector(DRAWN)
    assert page.evaluate(COLOUR) == BLUE
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert page.evaluate(COLOUR) == DARK_BLUE


def test_a_part_of_the_picture_leads_to_its_page(page):
    page.goto(f"{BUDGET}charts/functions/")
    page.wait_for_selector(DRAWN)
    page.locator(CANVAS).click(position={"x": 100, "y": 120})
    page.wait_for_url(f"**{BUDGET}functions/20801/")


def test_a_chart_is_given_away_as_a_picture(page, tmp_path):
    page.goto(f"{BUDGET}charts/flow/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载图片").click()
    assert download.value.suggested_filename == "钱从哪里来，到哪里去（万元）.png"
    download.value.save_as(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_page_keeps_the_place_of_a_chart_free(open_page):
    page = open_page(viewport=PHONE)
    page.add_init_script(SHIFT)
    page.goto(f"{BUDGET}charts/functions/")
    page.wait_for_selector(DRAWN)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") < 0.01


def test_who_does_not_look_at_a_chart_does_not_wait_for_it(open_page):
    page = open_page(viewport=PHONE)
    page.goto(BUDGET)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("typeof Chart") == "undefined"
    page.locator(CANVAS).first.scroll_into_view_if_needed()
    page.wait_for_selector(DRAWN)


def test_without_scripts_there_is_the_table_alone(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(f"{BUDGET}charts/functions/")
    assert not page.locator(CANVAS).is_visible()
    assert not page.get_by_role("button", name="下载图片").is_visible()
    assert page.get_by_role("row", name="组织事务 一般公共服务支出 935.30").is_visible()
