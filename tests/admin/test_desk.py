"""The desk: what each role must do first, in words, with the next step; few questions, however many departments."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from budgets.models import Appointment, Budget, CheckSummary, Edition, StepRecord
from budgets.vocabulary import EditionStatus, Role, Step
from tests.compliance.stand import make_due, make_person, make_published, open_a_year
from tests.make import make_budget, make_department, make_region

TODAY = timezone.localdate()
DESK = "/admin/"


@pytest.fixture
def year(db):
    """A year whose budgets were approved 17 days ago: three days are left."""
    return open_a_year(2026, TODAY - timedelta(days=17))


def client_of(role: Role | None, where=None, name: str = "") -> Client:
    client = Client()
    client.force_login(make_person(name or str(role), role, where, first_name="张三"))
    return client


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def set_status(budget: Budget, *statuses: EditionStatus) -> Edition:
    for status in statuses:
        budget.editions.update(status=status)
    return budget.editions.get()


def actions(response, place: str = "own") -> dict[str, list[str]]:
    """Return the buttons of each budget on a desk, by the department's code."""
    works = response.context[place].works
    return {work.standing.budget.department.code: [action.label for action in work.actions] for work in works}


def test_a_clerk_finds_the_own_departments_with_days_findings_and_next_step(year):
    due = make_due("101")
    make_due("102")
    edition = due.editions.get()
    Edition.objects.filter(pk=edition.pk).update(edited_at=timezone.now(), revision=4)
    summary = {"edition": edition, "revision": 4, "checked_at": timezone.now(), "missing": ["缺少 02 表。"]}
    CheckSummary.objects.create(errors=2, warnings=5, unexplained=3, **summary)
    response = client_of(Role.CLERK, due.department).get(DESK)
    text = text_of(response)
    for said in (
        "测试101",
        "正在填写",
        "还有 3 天",
        "错误 2，提示 5（未说明 3）",
        "还缺 1 项",
        "缺少 02 表。",
        "张三",
        "经办人",
    ):
        assert said in text, said
    assert "测试102" not in text
    assert actions(response) == {"101": ["继续填写", "导入文件"]}


def test_what_has_changed_since_it_was_checked_is_called_unchecked(year):
    due = make_due("101")
    CheckSummary.objects.create(
        edition=due.editions.get(), revision=7, errors=0, warnings=0, unexplained=0, checked_at=timezone.now()
    )
    assert "未核对" in text_of(client_of(Role.CLERK, due.department).get(DESK))


def test_what_holds_may_be_submitted_at_once(year):
    due = make_due("101")
    edition = due.editions.get()
    Edition.objects.update(edited_at=timezone.now())
    CheckSummary.objects.create(
        edition=edition, revision=0, errors=0, warnings=0, unexplained=0, checked_at=timezone.now()
    )
    response = client_of(Role.CLERK, due.department).get(DESK)
    assert actions(response)["101"][0] == "提交审核"
    assert "没有问题" in text_of(response)


def test_what_was_sent_back_comes_first_with_its_remark(year):
    budgets = [make_due(code) for code in ("101", "102")]
    edition = budgets[1].editions.get()
    StepRecord.objects.create(edition=edition, step=Step.SUBMIT, actor="张三")
    StepRecord.objects.create(edition=edition, step=Step.SEND_BACK, remark="请说明“三公”经费。", actor="李四")
    client = client_of(Role.CLERK, budgets[0].department)
    Appointment.objects.create(user=Appointment.objects.get().user, role=Role.CLERK, department=budgets[1].department)
    response = client.get(DESK)
    assert [work.standing.label for work in response.context["own"].works] == ["测试102", "测试101"]
    text = text_of(response)
    assert "请说明“三公”经费。" in text and "已退回，等修改" in text and "李四 退回修改" in text


@pytest.mark.parametrize(
    ("statuses", "role", "first"),
    [
        ((), Role.APPROVER, "查看"),
        ((EditionStatus.SUBMITTED,), Role.CLERK, "查看"),
        ((EditionStatus.SUBMITTED,), Role.APPROVER, "审核"),
        ((EditionStatus.SUBMITTED, EditionStatus.APPROVED), Role.APPROVER, "查看"),
        ((EditionStatus.SUBMITTED, EditionStatus.APPROVED), Role.PUBLISHER, "公开"),
        ((EditionStatus.PUBLISHED,), Role.CLERK, "看公开页面"),
    ],
)
def test_the_next_step_is_that_of_the_role(year, statuses, role, first):
    due = make_due("101")
    set_status(due, *statuses)
    where = make_region() if role == Role.PUBLISHER else due.department
    response = client_of(role, where).get(DESK)
    assert actions(response, "bureau" if role == Role.PUBLISHER else "own")["101"][0] == first


def test_a_budget_without_edition_is_begun(year):
    make_budget(make_department("101"), 2026)
    response = client_of(Role.CLERK, make_department("101")).get(DESK)
    assert "还没有开始编制" in text_of(response)
    assert actions(response)["101"][0] == "开始编制"


def test_unfinished_work_of_other_years_is_not_forgotten(year):
    make_due("101", year=2024)
    make_published("101", TODAY, year=2025)
    make_due("101")
    own = client_of(Role.CLERK, make_department("101")).get(DESK).context["own"]
    assert (own.year, own.years) == (2026, [2026, 2025, 2024])
    assert [work.year for work in own.others] == [2024]
    assert client_of(Role.CLERK, make_department("101"), "other").get(f"{DESK}?year=2025").context["own"].year == 2025


@pytest.fixture
def bureau(year):
    """The bureau's client, with a department in each state."""
    for code in ("101", "102"):
        make_due(code)
    make_due("103", approved_on=TODAY - timedelta(days=30))
    make_published("104", TODAY)
    make_due("105", exemption_ground="国家秘密")
    make_due("106", approved_on=TODAY - timedelta(days=21))
    make_due("101", year=2025)
    return client_of(Role.PUBLISHER, make_region())


def test_the_bureau_sees_all_departments_late_ones_first(bureau):
    make_person("stranger")
    elsewhere = make_department("101", make_region("410999", "别处"), short_name="别处的局")
    make_budget(elsewhere, 2026)
    response = bureau.get(DESK)
    codes = [work.standing.budget.department.code for work in response.context["bureau"].works]
    assert codes == ["103", "106", "101", "102", "104", "105"]
    counts = {str(one.label): one.count for one in response.context["bureau"].counts}
    assert counts == {"全部": 6, "逾期未公开": 2, "期限内未公开": 2, "已公开": 1, "不予公开": 1}
    text = text_of(response)
    assert "已超过 10 天" in text and "已超过 1 天" in text and "别处的局" not in text


def test_the_bureau_filters_by_state_name_year_and_phase(bureau):
    def codes(query: str) -> list[str]:
        return [work.standing.budget.department.code for work in bureau.get(DESK + query).context["bureau"].works]

    assert codes("?state=late") == ["103", "106"]
    assert codes("?q=测试102") == ["102"]
    assert codes("?q=10&state=published") == ["104"]
    assert codes("?year=2025") == ["101"]
    assert codes("?phase=final") == []
    # What makes no sense is as if it were not asked for.
    assert len(codes("?year=x&phase=y&state=z&page=²&region=999999")) == 6


def test_reminders_are_copied_as_lines_and_downloaded(bureau):
    late = Edition.objects.get(budget__department__code="103")
    summary = {"errors": 1, "warnings": 0, "unexplained": 0, "checked_at": timezone.now()}
    CheckSummary.objects.create(edition=late, revision=0, missing=["缺少 02 表。", "=危险"], **summary)
    lines = bureau.get("/admin/reminders/").context["text"].splitlines()
    assert [line.split()[0] for line in lines] == ["103", "106", "101", "102"]
    assert lines[0].startswith("103 测试103；逾期未公开（草稿还没有提交）；缺少 02 表。 =危险；已超过 10 天")
    response = bureau.get("/admin/reminders.csv?state=late")
    assert response["Content-Disposition"] == 'attachment; filename="reminders-410796-2026-budget.csv"'
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["代码", "103", "106"]
    late.check_summary.missing = ["=危险"]
    late.check_summary.save()
    assert list(csv.reader(StringIO(bureau.get("/admin/reminders.csv").content.decode("utf-8-sig"))))[1][3] == "'=危险"


def test_only_the_bureau_has_reminders(year):
    client = client_of(Role.CLERK, make_department("101"))
    assert client.get("/admin/reminders/").status_code == 403
    assert client.get("/admin/reminders.csv").status_code == 403
    assert Client().get("/admin/reminders/").status_code == 302
    assert client.post("/admin/reminders/").status_code == 405


def test_an_administrator_finds_people_and_settings(year):
    response = client_of(Role.ADMINISTRATOR).get(DESK)
    text = text_of(response)
    for said in ("人员", "锁定的账户", "网站信息", "新乡经济技术开发区 2026 年", "全部数据表"):
        assert said in text, said
    assert response.context["own"] is None and response.context["bureau"] is None


def test_who_has_no_role_is_told_whom_to_ask(db):
    text = text_of(client_of(None, name="newcomer").get(DESK))
    assert "您还没有岗位" in text and "请联系管理员" in text


def test_what_is_to_be_done_stands_before_the_plain_lists(bureau):
    text = text_of(bureau.get(DESK))
    assert text.index("各部门 2026 年") < text.index("全部数据表")
    assert 'aria-current="page"' in text and "公开网站" in text and "退出登录" in text


def test_many_departments_take_as_many_questions_as_few(bureau, count_queries):
    few = count_queries(lambda: bureau.get(DESK))
    for code in range(200, 260):
        make_due(str(code))
    assert count_queries(lambda: bureau.get(DESK)) <= few <= 24
    assert len(bureau.get(f"{DESK}?page=2").context["bureau"].works) == 16
    assert count_queries(lambda: bureau.get("/admin/reminders/")) <= 16
