"""The large-print mode in a real browser: large, sound, whole on a narrow phone; and a form's errors."""

import pytest

from tests.browser import axe_violations, keep_picture

pytestmark = pytest.mark.browser
BUDGET = "/410796/104/2023/"
NARROW = {"width": 360, "height": 740}
PAGES = (BUDGET, f"{BUDGET}tables/3/", f"{BUDGET}projects/", "/error-report/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_large_print_is_large_and_sound(open_page, scheme):
    page = open_page(viewport=NARROW, color_scheme=scheme, java_script_enabled=True)
    page.goto(BUDGET)
    page.get_by_role("button", name="大字版").click()
    page.wait_for_url(f"**{BUDGET}")
    for address in PAGES:
        page.goto(address)
        assert page.get_by_role("button", name="返回标准版").is_visible()
        sizes = page.locator("main :is(p, li, td, dd, label)").evaluate_all(
            "found => found.filter(one => one.getClientRects().length && !one.closest('.unseen'))"
            ".map(one => parseFloat(getComputedStyle(one).fontSize))"
        )
        assert min(sizes) >= 22, address
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        assert axe_violations(page) == [], address
        keep_picture(page, f"large-{PAGES.index(address)}-{scheme}")


def test_a_message_is_written_without_scripts(open_page):
    page = open_page(viewport=NARROW, java_script_enabled=False)
    page.goto(f"/error-report/?page={BUDGET}")
    page.get_by_label("错在哪里").fill("合计应当是 2,852.12 万元。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/receipts/*/")
    assert page.get_by_text("已收到").is_visible()
    assert page.get_by_text(BUDGET).is_visible()
