"""The bureau's rarer acts in a real browser: an hour of publication, a withdrawal, a renaming, a merger."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.admin.entry_typing import SCREEN
from tests.admin.staff_office import enter_office, expect_sound, follow, press
from tests.browser import PHONE

pytestmark = pytest.mark.browser

REGION, YEAR = "410797", 2023
BUDGET = f"/{REGION}/201/{YEAR}/"
PERSON = "zhaolei"
# An approved edition, and departments of which nothing was handed in.
MAKE = f"""
from budgets.models import Department
from budgets.publishing import approve, submit
from budgets.vocabulary import Role
from tests.make import make_budget, make_edition, make_line, make_region, make_text
from tests.staff import make_person
region = make_region("{REGION}", "临水新区")
first, second, third = (
    Department.objects.create(region=region, code=code, name=f"临水新区{{name}}", short_name=name)
    for code, name in (("201", "财政局"), ("202", "教育局"), ("203", "体育局"))
)
Department.objects.create(region=region, code="203001", name="临水新区体育场", parent=third)
make_person("{PERSON}", Role.PUBLISHER, of=first, first_name="赵磊")
edition = make_edition(make_budget(first, {YEAR}), department_name=first.name, department_short_name="财政局")
make_text(edition)
make_line(edition)
submit(edition=edition, by=make_person("sunjie", Role.CLERK, of=first))
approve(edition=edition, by=make_person("zhoumei", Role.APPROVER, of=first))
print(edition.pk)
"""
# The hour is at least a minute away: the clock is put forward.
HOUR_HAS_COME = """
from django.utils import timezone
from budgets.models import ScheduledPublication
ScheduledPublication.objects.filter(edition={}).update(publish_at=timezone.now())
"""


@pytest.fixture
def edition(site):
    """The id of the approved edition."""
    return int(site.run("shell", "--verbosity", "0", "--command", MAKE))


@pytest.fixture
def bureau(edition, open_page):
    """A window in which the publisher has logged in."""
    return enter_office(open_page, PERSON)


def schedule(bureau, edition):
    """Plan the hour, and see it on the edition's page."""
    bureau.goto(f"/admin/editions/{edition}/")
    expect_sound(bureau, "财政局 2023 年预算")
    follow(bureau, "定时公开", "定时公开")
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    bureau.get_by_label("公开时间").fill(f"{now:%Y-%m-%dT%H:%M}")
    bureau.get_by_role("button", name="确认定时").click()
    expect_refusal(bureau, "公开时间至少要在一分钟以后")
    bureau.get_by_label("公开时间").fill(f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    press(bureau, "确认定时", "已定时公开")
    expect(bureau.get_by_text("已安排公开时间，到时自动公开。")).to_be_visible()
    follow(bureau, "办理记录", "办理记录")
    expect(bureau.get_by_text("以赵磊的名义公开")).to_be_visible()


def expect_refusal(bureau, said):
    """Read why a step was refused, in a frame of its own, also on a telephone, whose page does not scroll sideways."""
    bureau.set_viewport_size(PHONE)
    refusal = bureau.locator(".errorlist.nonfield")
    expect(refusal).to_contain_text(said)
    expect(refusal).to_have_css("border-left-width", "4px")
    assert bureau.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    bureau.set_viewport_size(SCREEN)
    expect_sound(bureau, "定时公开")


def withdraw(bureau, edition):
    """Take the publication back with a notice."""
    bureau.goto(f"/admin/editions/{edition}/")
    follow(bureau, "撤回", "撤回")
    bureau.get_by_label("撤回原因").fill("演练结束。")
    press(bureau, "确认撤回", "已撤回")
    expect_sound(bureau, "财政局 2023 年预算")


def test_a_publication_is_planned_comes_out_and_is_withdrawn(bureau, edition, site, page):
    schedule(bureau, edition)
    assert page.request.get(BUDGET).status == 404
    site.run("shell", "--verbosity", "0", "--command", HOUR_HAS_COME.format(edition))
    site.run("publish_scheduled")
    page.goto(BUDGET)
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023 年")
    withdraw(bureau, edition)
    notice = page.request.get(BUDGET)
    assert (notice.status, "演练结束。" in notice.text()) == (410, True)

    bureau.goto("/admin/house/")
    follow(bureau, "更名或换主管部门", "部门更名")
    bureau.get_by_label("部门或预算单位").select_option(label="202 教育局")
    bureau.get_by_label("新的全称").fill("临水新区教育体育局")
    bureau.get_by_label("新的简称").fill("教育体育局")
    press(bureau, "登记", "已登记：部门更名")
    expect_sound(bureau, "部门变更")
    expect(bureau.get_by_role("row", name="临水新区教育局")).to_contain_text("202 教育体育局")

    follow(bureau, "合并", "部门合并")
    gone = bureau.get_by_label("并入的部门")
    expect(gone.get_by_role("option")).to_have_text(["201 财政局", "202 教育体育局", "203 体育局"])
    gone.select_option(label="203 体育局")
    bureau.get_by_label("承接部门").select_option(label="202 教育体育局")
    press(bureau, "登记", "已登记：部门合并")
    expect_sound(bureau, "部门变更")
    expect(bureau.get_by_role("row", name="203 体育局")).to_contain_text("202 教育体育局")
