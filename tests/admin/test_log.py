"""The log: what the models' pages write to it, who reads what of it, in words and as a file."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from budgets.admin.accounts.wording import differences, summary
from budgets.editing import editing, logging, snapshot
from budgets.models import (
    ChangeRecord,
    DeclaredAmount,
    Department,
    Edition,
    ErrorReport,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    Region,
    SiteSettings,
)
from budgets.vocabulary import ChangeAction, InquiryState, Role
from tests.admin.facts import address, filled_in
from tests.make import make_budget, make_department, make_edition, make_line, make_project
from tests.staff import client_of, foreign_department, make_person

pytestmark = pytest.mark.django_db
ADDED, CHANGED, DELETED = ChangeAction.CREATED, ChangeAction.CHANGED, ChangeAction.DELETED


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def clerk():
    return make_person("clerk", Role.CLERK, first_name="张三")


@pytest.fixture
def desk(clerk, edition) -> Client:
    return client_of(clerk)


def records(**conditions) -> list[ChangeRecord]:
    return list(ChangeRecord.objects.filter(**conditions).order_by("id"))


class TestWhatFormsWrite:
    def test_a_change_has_only_what_changed_before_and_after(self, edition, desk, clerk):
        line = make_line(edition)
        page = address(FunctionExpenditure, "change", line.pk)
        assert desk.post(page, filled_in(desk.get(page)) | {"amount": "627.30"}).status_code == 302
        (record,) = records()
        assert (record.action, record.kind, record.key) == (CHANGED, "FunctionExpenditure", str(line.pk))
        assert (record.before, record.after) == ({"amount": "100000"}, {"amount": "627.3"})
        assert (record.edition, record.department) == (edition, edition.budget.department)
        assert (record.by, record.actor) == (clerk, "张三")

    def test_what_says_the_same_leaves_no_record(self, edition, desk):
        page = address(FunctionExpenditure, "change", make_line(edition).pk)
        desk.post(page, filled_in(desk.get(page)))
        assert not records()

    def test_a_project_and_its_rows_are_one_act(self, edition, desk):
        project = make_project(edition)
        PerformanceIndicator.objects.create(project=project, kind="output", name="培训人次", value="≥2人次")
        page = address(Project, "change", project.pk)
        sent = filled_in(desk.get(page)) | {
            "name": "人才奖励",
            "projectfundings-0-amount": "1",
            "performanceindicators-0-DELETE": "on",
            "projectfundings-TOTAL_FORMS": "2",
            "projectfundings-1-fund": "other",
            "projectfundings-1-origin": "current",
            "projectfundings-1-amount": "2",
        }
        assert desk.post(page, sent).status_code == 302
        found = records()
        assert {(one.kind, one.action) for one in found} == {
            ("Project", CHANGED),
            ("ProjectFunding", CHANGED),
            ("ProjectFunding", ADDED),
            ("PerformanceIndicator", DELETED),
        }
        assert len({one.batch for one in found}) == 1
        assert {one.edition_id for one in found} == {edition.pk}
        gone = next(one for one in found if one.action == DELETED)
        assert (gone.before["name"], gone.after) == ("培训人次", None)

    @pytest.mark.parametrize("way", ["page", "list"])
    def test_what_goes_with_a_project_is_recorded_too(self, way, edition, desk):
        project = make_project(edition)
        if way == "page":
            desk.post(address(Project, "delete", project.pk), {"post": "yes"})
        else:
            chosen = {"action": "delete_selected", "_selected_action": [project.pk], "post": "yes"}
            desk.post(address(Project, "changelist"), chosen)
        assert not Project.objects.exists()
        assert {(one.kind, one.action) for one in records()} == {("Project", DELETED), ("ProjectFunding", DELETED)}
        assert records(kind="ProjectFunding")[0].before["amount"] == "2250000"

    def test_of_a_draft_that_is_deleted_the_log_keeps_every_fact(self, edition, desk):
        make_project(edition)
        make_line(edition)
        desk.post(address(Edition, "delete", edition.pk), {"post": "yes"})
        assert not Edition.objects.exists()
        kinds = {"Project", "ProjectFunding", "FunctionExpenditure", "Edition"}
        assert {one.kind for one in records(action=DELETED)} == kinds
        assert records(kind="FunctionExpenditure")[0].before["amount"] == "100000"

    def test_deleting_many_asks_the_database_no_more_often(self, edition, desk, count_queries):
        def delete(number: int) -> int:
            lines = [make_line(edition, code=f"20132{place:02}") for place in range(number)]
            chosen = {"action": "delete_selected", "_selected_action": [line.pk for line in lines], "post": "yes"}
            return count_queries(lambda: desk.post(address(FunctionExpenditure, "changelist"), chosen))

        delete(1)
        assert delete(20) <= delete(2)
        assert len(records(action=DELETED)) == 23

    def test_printed_totals_that_follow_a_project_are_recorded(self, edition, desk):
        project = make_project(edition)
        DeclaredAmount.objects.create(
            edition=edition, table_number=10, row=project.key, column="total", amount=Decimal(1)
        )
        page, code = address(Project, "change", project.pk), "410796220000000006533"
        desk.post(page, filled_in(desk.get(page)) | {"code": code})
        (record,) = records(kind="DeclaredAmount")
        assert record.after == {"row": code}

    def test_what_is_refused_leaves_no_record(self, edition, desk):
        page = address(FunctionExpenditure, "change", make_line(edition).pk)
        assert desk.post(page, filled_in(desk.get(page)) | {"amount": "x"}).status_code == 200
        assert not records()

    def test_what_the_database_refuses_leaves_no_record(self, edition, clerk):
        line = make_line(edition)
        before = snapshot(line)
        with pytest.raises(ZeroDivisionError), editing(edition, by=clerk) as log:
            line.amount = Decimal(1)
            line.save()
            log.changed(line, before)
            raise ZeroDivisionError
        assert not records()

    def test_regions_and_departments_and_the_site_are_recorded(self, edition):
        keeper = client_of(make_person("keeper", Role.ADMINISTRATOR))
        department = edition.budget.department
        for row, field in ((department.region, "name"), (department, "short_name")):
            page = address(type(row), "change", row.pk)
            sent = filled_in(keeper.get(page)) | {field: "新名"} | {"populations-TOTAL_FORMS": "0"}
            assert keeper.post(page, sent).status_code == 302
        keeper.post(address(SiteSettings, "add"), {"organiser": "某某市财政局"})
        found = {one.kind: one for one in records()}
        assert set(found) == {"Region", "Department", "SiteSettings"}
        assert found["Region"].after == {"name": "新名"}
        assert found["Department"].department == department
        assert found["Region"].department is None

    def test_what_citizens_told_of_themselves_stays_out(self, admin_client):
        report = ErrorReport.objects.create(receipt="7KQM-2XHD-9RTV-4WNB", text="打电话给我", contact="13900000000")
        page = address(ErrorReport, "change", report.pk)
        admin_client.post(page, filled_in(admin_client.get(page)) | {"state": InquiryState.IN_PROGRESS})
        admin_client.post(address(ErrorReport, "delete", report.pk), {"post": "yes"})
        changed, deleted = records(kind="ErrorReport")
        assert changed.after == {"state": "in_progress"}
        assert deleted.before["receipt"] == report.receipt
        assert "13900000000" not in str(deleted.before)
        assert "打电话" not in str(deleted.before)


class TestWhoReadsIt:
    @pytest.fixture
    def written(self, edition, clerk):
        """Records of the own department, another one of the region, a foreign one, and of a person."""
        beside = make_edition(make_budget(make_department(code="105")))
        foreign = make_edition(make_budget(foreign_department()))
        for one in (edition, beside, foreign):
            with editing(one, by=clerk) as log:
                log.created([make_line(one)])
        with logging(by=clerk) as log:
            log.step(clerk, "登录")

    @pytest.mark.parametrize(
        ("role", "seen"),
        [
            (Role.CLERK, {"104"}),
            (Role.APPROVER, {"104"}),
            (Role.PUBLISHER, {"104", "105"}),
            (Role.ADMINISTRATOR, {"104", "105", "205", None}),
        ],
    )
    def test_each_role_reads_its_own(self, role, seen, written):
        client = client_of(make_person("reader", role))
        shown = client.get(address(ChangeRecord, "changelist")).context["cl"].queryset
        assert {one.department and one.department.code for one in shown} == seen
        exported = read_file(client)
        assert {row["部门"].split(" ")[0] or None for row in exported} == seen
        for record in records():
            code = record.department and record.department.code
            answer = client.get(address(ChangeRecord, "change", record.pk))
            assert answer.status_code == (200 if code in seen else 404)

    def test_it_outlives_the_draft_it_speaks_of(self, written, edition):
        client = client_of(make_person("reader", Role.CLERK))
        edition.delete()
        (record,) = client.get(address(ChangeRecord, "changelist")).context["cl"].queryset
        assert client.get(address(ChangeRecord, "change", record.pk)).status_code == 200
        assert len(read_file(client)) == 1

    def test_nobody_writes_it(self, written, admin_client):
        pk = records()[0].pk
        for page in (address(ChangeRecord, "add"), address(ChangeRecord, "delete", pk)):
            assert admin_client.post(page, {"post": "yes"}).status_code == 403
        assert admin_client.post(address(ChangeRecord, "change", pk), {"actor": "x"}).status_code == 403

    @pytest.mark.parametrize(
        ("name", "value", "number"),
        [
            ("edition", lambda: records()[0].edition_id, 1),
            ("department", lambda: Department.objects.get(code="105").pk, 1),
            ("by", lambda: records()[0].by_id, 4),
            ("by", lambda: 0, 0),
            ("kind", lambda: "User", 1),
            ("action", lambda: "created", 3),
            ("at__gte", lambda: (timezone.now() + timedelta(days=1)).isoformat(), 0),
            ("q", lambda: "105", 1),
        ],
    )
    def test_it_is_filtered_on_the_page_and_in_the_file(self, name, value, number, written, admin_client):
        asked = {name: str(value())}
        assert admin_client.get(address(ChangeRecord, "changelist"), asked).context["cl"].result_count == number
        assert len(read_file(admin_client, **asked)) == number

    def test_a_clerk_is_offered_own_drafts_alone(self, written, edition):
        client = client_of(make_person("reader", Role.CLERK))
        shown = client.get(address(FunctionExpenditure, "changelist"))
        offered = [one.lookup_choices for one in shown.context["cl"].filter_specs if one.title == "版本"]
        assert [[key for key, _label in one] for one in offered] == [[str(edition.pk)]]


def read_file(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.get("/admin/budgets/changerecord/export.csv", asked)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


class TestItsWords:
    def test_fields_and_values_are_said_in_chinese(self, edition, clerk):
        line = make_line(edition)
        with editing(edition, by=clerk) as log:
            before = snapshot(line)
            line.amount, line.fund = Decimal("6273000"), "other"
            line.save()
            log.changed(line, before)
        (record,) = records()
        assert {(one.label, one.before, one.after) for one in differences(record)} == {
            ("金额（元）", "100,000.00 元", "6,273,000.00 元"),
            ("资金", "一般公共预算", "其他收入"),
        }
        assert "100,000.00 元 → 6,273,000.00 元" in summary(record)

    def test_every_field_that_is_recorded_has_a_chinese_name(self, edition, clerk):
        with logging(by=clerk, edition=edition) as log:
            log.created([edition, edition.budget, edition.budget.department, clerk, make_line(edition)])
        for record in records():
            assert not [one.label for one in differences(record) if one.label.isascii()], record.kind

    def test_what_a_model_has_no_more_is_still_shown(self, clerk):
        with logging(by=clerk) as log:
            log.step(clerk, "登录", {"gone": 1})
        ChangeRecord(kind="Vanished", before={"a": "b"}, after={"a": None})
        record = ChangeRecord(kind="Vanished", before={"a": "b"}, after={"a": None})
        assert summary(record) == "a：b → —"

    def test_a_page_shows_before_and_after(self, edition, desk, clerk):
        project = make_project(edition)
        with editing(edition, by=clerk) as log:
            before = snapshot(project)
            project.name = "<b>改</b>"
            project.save()
            log.changed(project, before)
        text = desk.get(address(ChangeRecord, "change", records()[0].pk)).content.decode()
        assert "<td>人才发展奖励</td><td>&lt;b&gt;改&lt;/b&gt;</td>" in text

    def test_a_spreadsheet_takes_no_cell_for_a_formula(self, edition, clerk):
        project = make_project(edition, name="=cmd|' /C calc'!A0")
        with logging(by=clerk, edition=edition) as log:
            log.created([project, ProjectFunding.objects.get(), Region.objects.get()])
        rows = read_file(client_of(clerk))
        assert rows[-1]["对象"].startswith("'=cmd")
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]

    def test_a_long_log_is_read_with_few_queries(self, edition, clerk, desk, count_queries):
        def write(number: int) -> int:
            with logging(by=clerk, edition=edition) as log:
                log.created([make_line(edition) for _line in range(number)])
            return count_queries(lambda: read_file(desk))

        write(1)
        assert write(2) == write(30)
