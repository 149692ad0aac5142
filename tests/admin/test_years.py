"""The bureau's pages of years, approvals, exemptions, adjustments and changes of the house."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets.models import Budget, BudgetYear, Department, Edition, Succession
from budgets.vocabulary import Phase, Role
from tests.compliance.stand import make_due, make_person, make_published, open_a_year
from tests.make import make_budget, make_department, make_region

PAGES = ("year_open", "year_approval", "year_exemption", "house", "house_rename", "house_merge", "house_split")
OPEN = "/admin/years/open/"


@pytest.fixture
def bureau(db):
    client = Client()
    client.force_login(make_person("publisher", Role.PUBLISHER, make_region()))
    return client


def error_of(response) -> str:
    assert response.status_code == 200
    return str(response.context["form"].errors)


@pytest.mark.parametrize("name", PAGES)
def test_these_pages_are_the_bureaus_alone(name, bureau):
    address = reverse(f"admin:{name}")
    make_due("101")
    assert bureau.get(address).status_code == 200
    assert Client().get(address).status_code == 302
    for role, where in ((Role.CLERK, make_department("101")), (Role.ADMINISTRATOR, None)):
        client = Client()
        client.force_login(make_person(f"{name}{role}", role, where))
        assert client.get(address).status_code == 403
        assert client.post(address).status_code in (403, 405)
    if name != "year_open":
        make_region("410999", "别处")
        assert bureau.get(address, {"region": "410999"}).status_code == 404


def test_a_year_is_previewed_and_opened_and_a_second_press_changes_nothing(bureau):
    make_department("101")
    make_department("102")
    values = {"region": make_region().pk, "year": 2027, "form_set": "henan-2023"}
    page = bureau.get(OPEN, values)
    assert [one.code for one in page.context["plan"].new_drafts] == ["101", "102"]
    assert "开启 2027 年" in page.content.decode() and not BudgetYear.objects.exists()
    told = bureau.post(OPEN, values, follow=True).content.decode()
    assert "2027 年：新建 2 个部门的预算、2 份草稿" in told
    assert "已经开启，没有缺少的" in bureau.post(OPEN, values, follow=True).content.decode()
    assert Edition.objects.count() == 2
    assert "什么也不缺" in bureau.get(OPEN, values).content.decode()


def test_a_year_of_another_region_is_not_opened(bureau):
    elsewhere = make_region("410999", "别处")
    make_department("101", elsewhere)
    response = bureau.post(OPEN, {"region": elsewhere.pk, "year": 2027, "form_set": "henan-2023"})
    assert "region" in error_of(response) and not BudgetYear.objects.exists()


def test_the_day_of_approval_is_entered_once_with_an_exception(bureau):
    open_a_year(2026)
    first, second = make_due("101"), make_due("102")
    address = f"{reverse('admin:year_approval')}?year=2026"
    values = {"approved_on": "2026-02-10", "budget": second.pk, "own_day": "2026-02-20"}
    text = bureau.post(address, values, follow=True).content.decode()
    assert "2 份草稿的批复日期随之更新" in text and "2026年3月2日（含当日）以前公开" in text and "2026-03-12" in text
    days = {one.budget_id: one.approved_on for one in Edition.objects.all()}
    assert days == {first.pk: date(2026, 2, 10), second.pk: date(2026, 2, 20)}
    bureau.post(f"{reverse('admin:year_approval_drop', args=[second.pk])}?year=2026")
    assert set(Edition.objects.values_list("approved_on", flat=True)) == {date(2026, 2, 10)}


def test_a_day_that_has_not_come_and_a_half_exception_are_refused(bureau):
    open_a_year(2026)
    due = make_due("101")
    address = f"{reverse('admin:year_approval')}?year=2026"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "还没有到" in error_of(bureau.post(address, {"approved_on": tomorrow}))
    assert "要一起填" in error_of(bureau.post(address, {"approved_on": "2026-02-10", "budget": due.pk}))
    assert not Edition.objects.filter(approved_on__isnull=False).exists()


def test_a_year_nobody_opened_is_said_to_be_opened_first(bureau):
    make_due("101")
    address = f"{reverse('admin:year_approval')}?year=2026"
    assert "请先在“开启年度”里开启" in error_of(bureau.post(address, {"approved_on": "2026-02-10"}))


def test_a_budget_is_marked_exempt_with_its_ground_and_back(bureau):
    due, public = make_due("101"), make_published("102", date(2026, 2, 20))
    address = f"{reverse('admin:year_exemption')}?year=2026"
    assert "已经公开" in error_of(bureau.post(address, {"budget": public.pk, "ground": "国家秘密"}))
    assert "ground" in error_of(bureau.post(address, {"budget": due.pk, "ground": " "}))
    bureau.post(address, {"budget": due.pk, "ground": "国家秘密"})
    assert Budget.objects.get(pk=due.pk).exemption_ground == "国家秘密"
    bureau.post(f"{reverse('admin:year_exemption_drop', args=[due.pk])}?year=2026")
    assert Budget.objects.get(pk=due.pk).exemption_ground == ""


def test_an_adjustment_is_begun_by_the_clerk_of_the_department(bureau, settings):
    public, foreign = make_published("101", date(2026, 2, 20)), make_published("102", date(2026, 2, 20))
    clerk, approver = Client(), Client()
    clerk.force_login(make_person("clerk", Role.CLERK, public.department))
    approver.force_login(make_person("approver", Role.APPROVER, public.department))
    address = reverse("admin:budget_adjust", args=[public.pk])
    assert "调整预算" in clerk.get(address).content.decode()
    assert approver.get(address).status_code == 403
    assert clerk.get(reverse("admin:budget_adjust", args=[foreign.pk])).status_code == 404
    assert clerk.post(address).status_code == 302
    assert Edition.objects.get(budget__phase=Phase.ADJUSTED).budget.department == public.department
    assert "已经有了" in bureau.post(address).content.decode()


def test_a_department_is_renamed_on_a_page(bureau):
    department = make_department("101")
    values = {"department": department.pk, "from_year": 2027, "name": "新名局", "short_name": "新名"}
    text = bureau.post(reverse("admin:house_rename"), values, follow=True).content.decode()
    assert "已登记：部门更名，从 2027 年起。" in text and "测试局101" in text
    department.refresh_from_db()
    assert department.name == "新名局"
    assert "更晚的年度" in error_of(bureau.post(reverse("admin:house_rename"), {**values, "name": "又改"}))


def test_departments_are_merged_on_a_page(bureau):
    first, second = make_department("101"), make_department("102")
    values = {"predecessors": [first.pk], "into": second.pk, "from_year": 2027}
    assert bureau.post(reverse("admin:house_merge"), values).status_code == 302
    assert Succession.objects.get().successor == second
    # What is closed is offered no more.
    assert "predecessors" in error_of(bureau.post(reverse("admin:house_merge"), values))


@pytest.mark.parametrize(("name", "fields"), [("merge", ("predecessors", "into")), ("split", ("department", "into"))])
def test_departments_are_merged_and_split_and_no_units(name, fields, bureau):
    department = make_department("101")
    unit = make_department("101001", parent=department)
    form = bureau.get(reverse(f"admin:house_{name}")).context["form"]
    for field in fields:
        assert list(form.fields[field].queryset) == [department]
    form = bureau.get(reverse("admin:house_rename")).context["form"]
    assert list(form.fields["department"].queryset) == [department, unit]
    assert list(form.fields["parent"].queryset) == [department]


def test_the_form_set_is_shown_by_its_title(bureau):
    page = bureau.get(OPEN).content.decode()
    assert '<option value="henan-2023" selected>河南省 2023 年部门预算公开表（12 张）</option>' in page


def test_a_split_asks_where_the_units_go(bureau):
    old, one, two = (make_department(code) for code in ("101", "102", "103"))
    unit = make_department("101001", parent=old)
    values = {"department": old.pk, "into": [one.pk, two.pk], "from_year": 2027}
    page = bureau.post(reverse("admin:house_split"), values)
    assert "预算单位划给谁" in page.content.decode() and not Succession.objects.exists()
    done = bureau.post(reverse("admin:house_split"), {**values, "units": "1", f"unit-{unit.pk}": two.pk})
    assert done.status_code == 302
    assert Department.objects.get(pk=unit.pk).parent == two


def test_pages_carry_no_inline_style_or_script(bureau):
    make_budget(make_department("101"), 2026)
    for address in ("/admin/", "/admin/reminders/", *(reverse(f"admin:{name}") for name in PAGES)):
        text = bureau.get(address).content.decode()
        assert " style=" not in text and "<script>" not in text, address
