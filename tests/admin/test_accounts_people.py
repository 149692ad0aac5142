"""People as administrators keep them: appointments, first passwords, superusers, the last administrator."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client

from budgets.models import Appointment, ChangeRecord, FirstPassword
from budgets.vocabulary import ChangeAction, Role
from tests.make import make_department
from tests.staff import PASSWORD, client_of, log_in, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_person("keeper", Role.ADMINISTRATOR, first_name="李四")


@pytest.fixture
def keeper(administrator) -> Client:
    return client_of(administrator)


def appointments(*rows: dict[str, Any], person: User | None = None) -> dict[str, Any]:
    """Return what a browser sends of the appointments: those there are, changed by `rows` in order, and new ones."""
    held = list(person.appointments.all()) if person else []
    sent: dict[str, Any] = {
        "appointments-TOTAL_FORMS": max(len(rows), len(held)),
        "appointments-INITIAL_FORMS": len(held),
    }
    for number, one in enumerate(held):
        known = {"id": one.pk, "role": one.role, "department": one.department_id or "", "region": one.region_id or ""}
        sent |= {f"appointments-{number}-{name}": value for name, value in known.items()}
    for number, row in enumerate(rows):
        sent |= {f"appointments-{number}-{name}": value for name, value in row.items()}
    return sent


def person_fields(person: User, **fields: Any) -> dict[str, Any]:
    """Return what a browser sends of a person."""
    known = {"username": person.username, "first_name": person.first_name or "某人", "email": person.email}
    return known | ({"is_active": "on"} if person.is_active else {}) | fields


def change(client: Client, person: User, *rows: dict[str, Any], **fields: Any):
    sent = person_fields(person, **fields) | appointments(*rows, person=person)
    return client.post(f"/admin/auth/user/{person.pk}/change/", {name: v for name, v in sent.items() if v is not None})


def add(client: Client, *rows: dict[str, Any], **fields: Any):
    values = {"username": "wang", "first_name": "王五", "password1": PASSWORD, "password2": PASSWORD, **fields}
    return client.post("/admin/auth/user/add/", values | appointments(*rows))


def test_a_new_person_is_staff_with_a_role_and_a_password_to_be_changed(keeper):
    department = make_department()
    answer = add(keeper, {"role": "clerk", "department": department.pk})
    assert answer.status_code == 302, answer.context["errors"]
    person = User.objects.get(username="wang")
    assert (person.is_staff, person.is_superuser, person.get_full_name()) == (True, False, "王五")
    assert person.appointments.get().department == department
    assert FirstPassword.objects.filter(user=person).exists()
    client = Client()
    log_in("wang", client=client)
    assert client.get("/admin/").url.startswith("/admin/password_change/")
    records = ChangeRecord.objects.exclude(detail="登录").order_by("id")
    assert [(one.kind, one.action) for one in records] == [
        ("User", ChangeAction.CREATED),
        ("User", ChangeAction.STEP),
        ("Appointment", ChangeAction.CREATED),
    ]
    assert {one.actor for one in records} == {"李四"}
    assert PASSWORD not in str([one.after for one in records])
    assert not any("password" in (one.after or {}) for one in records)


@pytest.mark.parametrize(
    ("row", "field", "why"),
    [
        ({"role": "clerk"}, "department", "须选部门"),
        ({"role": "approver"}, "department", "须选部门"),
        ({"role": "publisher"}, "region", "须选行政区划"),
        ({"role": "publisher", "department": True, "region": True}, "department", "请留空"),
        ({"role": "clerk", "department": True, "region": True}, "region", "请留空"),
        ({"role": "administrator", "department": True}, "department", "请留空"),
    ],
)
def test_a_role_wants_what_it_is_for(row, field, why, keeper):
    department = make_department()
    keys = {"department": department.pk, "region": department.region_id}
    answer = add(keeper, {name: keys[name] if value is True else value for name, value in row.items()})
    assert answer.status_code == 200
    (formset,) = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    assert why in str(formset.errors[0][field])
    assert not User.objects.filter(username="wang").exists()


def test_the_same_appointment_is_made_once(keeper):
    row = {"role": "clerk", "department": make_department().pk}
    answer = add(keeper, row, row)
    assert answer.status_code == 200
    (formset,) = [inline.formset for inline in answer.context["inline_admin_formsets"]]
    assert "只填一次" in str(formset.non_form_errors())


def test_a_weak_first_password_is_refused(keeper):
    assert "字母和数字" in add(keeper, password1="nur-buchstaben", password2="nur-buchstaben").content.decode()


def test_the_log_has_appointments_before_and_after(keeper):
    person = make_person("wang", Role.CLERK)
    other = make_department(code="105")
    assert change(keeper, person, {"role": "approver", "department": other.pk}).status_code == 302
    record = ChangeRecord.objects.get(kind="Appointment")
    assert record.before == {"role": "clerk", "department": "104"}
    assert record.after == {"role": "approver", "department": "105"}
    change(keeper, person, {"DELETE": "on"})
    assert not Appointment.objects.filter(user=person).exists()
    assert ChangeRecord.objects.get(kind="Appointment", action=ChangeAction.DELETED).before["role"] == "approver"


def test_a_first_password_given_later_ends_the_sessions_and_must_be_changed(keeper):
    person = make_person("wang", Role.CLERK)
    client = client_of(person)
    sent = {"password1": "weihui-2027-juesuan", "password2": "weihui-2027-juesuan"}
    assert keeper.post(f"/admin/auth/user/{person.pk}/password/", sent).status_code == 302
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert FirstPassword.objects.filter(user=person).exists()
    assert ChangeRecord.objects.get(kind="User").detail == "设置初始密码"


class TestSuperusers:
    @pytest.fixture
    def root(self):
        return User.objects.create_superuser("root", password=PASSWORD, first_name="系统")

    def test_an_administrator_makes_none(self, keeper):
        person = make_person("wang", Role.CLERK)
        change(keeper, person, is_superuser="on", is_staff="on")
        person.refresh_from_db()
        assert not person.is_superuser
        add(keeper, username="zhao", is_superuser="on")
        assert not User.objects.get(username="zhao").is_superuser

    def test_an_administrator_touches_none(self, root, keeper):
        assert change(keeper, root, first_name="改").status_code == 403
        for page in ("password", "second-factor/reset"):
            address = f"/admin/auth/user/{root.pk}/{page}/"
            assert keeper.get(address).status_code == 403
            assert keeper.post(address, {"password1": "a", "password2": "a"}).status_code == 403
        root.refresh_from_db()
        assert root.check_password(PASSWORD)

    def test_a_superuser_does_both(self, root):
        person = make_person("wang", Role.CLERK)
        change(client_of(root), person, is_superuser="on")
        person.refresh_from_db()
        assert person.is_superuser


class TestTheLastAdministrator:
    def refused(self, answer, administrator: User) -> bool:
        said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
        administrator.refresh_from_db()
        return "至少要有一个在用的管理员" in said and administrator.is_active and administrator.appointments.exists()

    def test_nobody_is_deactivated_away(self, administrator, keeper):
        assert self.refused(change(keeper, administrator, is_active=None), administrator)
        assert not ChangeRecord.objects.exists()

    def test_nobody_is_appointed_away(self, administrator, keeper):
        assert self.refused(change(keeper, administrator, {"DELETE": "on"}), administrator)

    def test_with_another_one_it_goes(self, administrator, keeper):
        other = make_person("other", Role.ADMINISTRATOR)
        assert change(keeper, other, is_active=None).status_code == 302
        other.refresh_from_db()
        assert not other.is_active
        assert self.refused(change(keeper, administrator, is_active=None), administrator)


def test_nobody_is_deleted(administrator, keeper):
    person = make_person("wang", Role.CLERK)
    assert keeper.post(f"/admin/auth/user/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    keeper.post("/admin/auth/user/", chosen)
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("role", [Role.CLERK, Role.APPROVER, Role.PUBLISHER])
def test_others_keep_no_people(role):
    person = make_person("p", role)
    client = client_of(person)
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get(f"/admin/auth/user/{person.pk}/change/").status_code in (403, 404)
    assert client.post("/admin/auth/user/add/", {}).status_code == 403
