"""The whole way of a budget in a real browser: import, mend, submit, approve, publish, correct, publish again."""

import re

import pytest
from playwright.sync_api import expect

from tests.admin.entry_typing import expect_saved, open_sheet, put
from tests.admin.staff_office import (
    APPROVER,
    CLERK,
    DEPARTMENT,
    PUBLISHER,
    REGION,
    YEAR,
    document,
    enter_office,
    expect_sound,
    follow,
    make_office,
    press,
)

pytestmark = pytest.mark.browser

BUDGET = f"/{REGION}/{DEPARTMENT}/{YEAR}/"
REASON = "本单位参照公务员法管理，人员经费按事业单位科目核算。"
WHY = "宣传覆盖率目标值录入有误，更正为不低于96%。"


@pytest.fixture
def enter(site, open_page):
    """A function that opens a window in which a person of the office has logged in."""
    make_office(site)
    return lambda person: enter_office(open_page, person)


def edition_of(page):
    """The id of the edition whose page a window shows."""
    return int(re.search(r"/editions/(\d+)/", page.url)[1])


def row_of(page, text):
    """The row, counted from nought, of the grid that holds a text."""
    rows = page.locator(".entry-table tbody:not(.gap) tr")
    return next(at for at in range(rows.count()) if text in rows.nth(at).inner_text())


def open_year(publisher):
    follow(publisher, "开启年度", "开启年度")
    publisher.get_by_label("年度", exact=True).fill(str(YEAR))
    publisher.get_by_role("button", name="先看会建立什么").click()
    expect(publisher.get_by_role("row", name="新建草稿")).to_contain_text("2 份")
    press(publisher, f"开启 {YEAR} 年", "新建 2 个部门的预算")


def import_document(clerk, site):
    """Upload, wait until it was read in the background, look, confirm; return the edition."""
    clerk.goto("/admin/")
    clerk.locator(".work").get_by_role("link", name="导入文件").click()
    expect_sound(clerk, "导入文件")
    clerk.get_by_label("文件").set_input_files(document())
    clerk.get_by_role("button", name="上传并读取").click()
    expect_sound(clerk, "组织人社局2023年部门预算.txt")
    expect(clerk.get_by_role("heading", name="正在读取")).to_be_visible()
    site.run("read_imports", "--once")
    # The page asks by itself how far the reading is.
    expect(clerk.get_by_text("认出 10 张表")).to_be_visible()
    expect(clerk.locator("#findings")).to_contain_text("预算10表其他运转类合计（对预算03表）为 67.00 万元")
    expect(clerk.get_by_role("row", name="项目、项目资金和绩效指标")).to_contain_text("新增 120 条")
    expect_sound(clerk, "导入")
    follow(clerk, "2023年项目支出表", "2023年项目支出表")
    clerk.go_back()
    press(clerk, "确认导入所选内容", "已导入")
    expect_sound(clerk, "导入")
    follow(clerk, "打开这一版", "组织人社局 2023 年预算")
    return edition_of(clerk)


def mend(clerk, edition):
    """Mend both errors where they are found: the mistyped project, and table 07, which the document does not have."""
    expect(clerk.get_by_role("heading", name="错误 3 处")).to_be_visible()
    clerk.locator("li", has_text="其他运转类合计").get_by_role("link", name="去改").click()
    expect_sound(clerk, "项目支出表")
    put(clerk, row_of(clerk, "人才发展工作经费"), "current_general_public_budget", "30")
    expect_saved(clerk)
    expect(clerk.locator("#entry-findings")).to_contain_text("错误 1 个，提示 1 个。")
    open_sheet(clerk, edition, "project_economic")
    # What projects spend stands in a row of its own, beside the basic expenditure that table 06 has.
    put(clerk, -1, "department_code", "30299")
    put(clerk, -2, "government_code", "50299")
    put(clerk, -2, "fiscal_appropriation", "2,129.47")
    expect_saved(clerk)
    expect(clerk.locator("#entry-findings")).to_contain_text("错误 0 个，提示 1 个。")


def submit(clerk, edition):
    """Hand over: from then on nothing can be typed."""
    clerk.goto(f"/admin/editions/{edition}/")
    follow(clerk, "提交审核", "提交审核")
    press(clerk, "确认提交", "已提交，等待审核")
    expect(clerk.get_by_text("内容不能再改")).to_be_visible()


def open_review(approver):
    """Open the page that asks before approving, from the desk."""
    approver.goto("/admin/")
    approver.locator(".work").get_by_role("link", name="审核").first.click()
    expect_sound(approver, "审核")


def approve(approver):
    """Without a reason for each warning nothing is approved; with it, it is."""
    open_review(approver)
    approver.get_by_role("button", name="审核通过").click()
    expect(approver.get_by_text("还有 1 条提示没有说明理由")).to_be_visible()
    approver.get_by_label("说明理由").fill(REASON)
    press(approver, "审核通过", "已审核通过")


def approve_again(approver):
    """The reason given for the edition before is proposed, and read before it is given again."""
    open_review(approver)
    expect(approver.get_by_label("说明理由")).to_have_value(REASON)
    press(approver, "审核通过", "已审核通过")


def open_publication(publisher):
    """Open the page that asks before publishing, from the desk."""
    publisher.goto("/admin/")
    expect_sound(publisher, "工作台")
    publisher.get_by_role("row", name="组织人社局").get_by_role("link", name="公开").first.click()
    expect_sound(publisher, "公开")


def publish(publisher, reader, number):
    """Publish what was previewed: before that the public reads nothing of it."""
    assert reader.request.get(f"{BUDGET}editions/{number}/").status == 404
    press(publisher, "确认公开", f"公开记录第 {number} 号")
    reader.goto(f"{BUDGET}tables/10/")
    expect(reader.get_by_role("row", name="人才发展工作经费")).to_contain_text("30.00")


def correct(clerk):
    """Begin a correction and change one value; return the new edition."""
    clerk.goto("/admin/")
    clerk.locator(".work").get_by_role("link", name="更正").click()
    expect_sound(clerk, "更正")
    clerk.get_by_label("更正原因").fill(WHY)
    press(clerk, "新建更正版", "第 2 版")
    edition = edition_of(clerk)
    open_sheet(clerk, edition, "indicators")
    put(clerk, row_of(clerk, "宣传覆盖率"), "value", "≥96%")
    expect_saved(clerk)
    return edition


def expect_the_one_change(page):
    """Only the corrected value is listed, before and after."""
    changes = page.locator("table", has=page.get_by_role("columnheader", name="改前"))
    expect(changes).to_have_count(1)
    expect(changes.locator("tbody tr")).to_have_count(1)
    for text in ("宣传覆盖率", "≥95%", "≥96%"):
        expect(changes).to_contain_text(text)


def withdraw(publisher, edition):
    """Take a publication back: the public reads why. Other tests then find nothing of it on the site."""
    publisher.goto(f"/admin/editions/{edition}/")
    follow(publisher, "撤回", "撤回")
    publisher.get_by_label("撤回原因").fill("演练结束。")
    press(publisher, "确认撤回", "已撤回")


def test_a_budget_is_imported_mended_approved_published_and_corrected(enter, open_page, site):
    publisher, clerk, approver = enter(PUBLISHER), enter(CLERK), enter(APPROVER)
    reader = open_page()
    open_year(publisher)
    first = import_document(clerk, site)
    mend(clerk, first)
    submit(clerk, first)
    approve(approver)
    open_publication(publisher)
    follow(publisher, "总览", "清河经济开发区组织人社局 2023 年部门预算")
    expect(publisher.get_by_text("尚未公开").first).to_be_visible()
    publisher.go_back()
    publish(publisher, reader, 1)

    second = correct(clerk)
    submit(clerk, second)
    approve_again(approver)
    open_publication(publisher)
    expect_the_one_change(publisher)
    publish(publisher, reader, 2)
    reader.goto(f"{BUDGET}editions/2/changes/")
    expect(reader.get_by_text(WHY)).to_be_visible()
    expect_the_one_change(reader)

    withdraw(publisher, second)
    withdraw(publisher, first)
    notice = reader.request.get(BUDGET)
    assert (notice.status, "演练结束。" in notice.text()) == (410, True)
