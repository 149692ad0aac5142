"""An import in a real browser, on the site as it is deployed: the page waits for the reading and opens the preview."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe_violations
from tests.site import CLERK, TWIN, Site

pytestmark = pytest.mark.browser

NARROW = {"width": 1366, "height": 768}


def log_in(page: Page, address: str) -> None:
    page.goto(f"/admin/login/?next={address}")
    page.get_by_label("用户名").fill(CLERK["username"])
    page.get_by_label("密码").fill(CLERK["password"])
    page.get_by_role("button", name="登录").click()


def assert_sound(page: Page) -> None:
    """Hold a page against axe, and against the width of a common screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert axe_violations(page) == []


def test_a_document_goes_from_upload_to_the_draft_and_back(open_page, site: Site):
    page = open_page(viewport=NARROW)
    log_in(page, "/admin/imports/new/")
    page.locator("#id_department").select_option(label=page.locator("option", has_text="104").first.inner_text())
    page.get_by_label("年度").fill("2023")
    page.get_by_label("阶段").select_option("adjusted")
    with page.expect_download() as template:
        page.get_by_role("button", name="下载填报工作簿").click()
    assert template.value.suggested_filename == "410796-104-2023-adjusted-template.xlsx"
    page.get_by_label("文件", exact=True).set_input_files(TWIN)
    assert_sound(page)
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    site.run("read_imports", "--once")
    # The script asks how far it is, and opens the preview by itself.
    expect(page.get_by_text("认出 10 张表")).to_be_visible(timeout=20_000)
    assert_sound(page)
    page.get_by_role("link", name="2023年部门支出总体情况表").click()
    expect(page.locator("td.read", has_text="546.86").first).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="回到预览").click()
    page.get_by_role("button", name="确认导入所选内容").click()
    expect(page.get_by_text("在提交审核以前可以撤销")).to_be_visible()
    assert_sound(page)
    page.get_by_role("button", name="撤销导入").click()
    expect(page.get_by_text("已撤销这次导入")).to_be_visible()
