"""People of each role, and the departments, own and foreign, that they meet."""

from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from budgets.models import Appointment, Department
from budgets.vocabulary import Role
from tests.make import make_department, make_region

# One that the password rules accept.
PASSWORD = "kaifeng-2026-yusuan"


def make_person(username: str, *roles: Role, of: Department | None = None, **fields: Any) -> User:
    """Return a member of staff, appointed to roles of a department or of its region."""
    person = User.objects.create_user(username, password=PASSWORD, is_staff=True, **fields)
    department = of or make_department()
    for role in roles:
        where: dict[str, Any] = {}
        if role in (Role.CLERK, Role.APPROVER):
            where = {"department": department}
        elif role == Role.PUBLISHER:
            where = {"region": department.region}
        Appointment.objects.create(user=person, role=role, **where)
    return person


def client_of(person: User) -> Client:
    """Return a client on which somebody is logged in."""
    client = Client()
    client.force_login(person)
    return client


def log_in(username: str, password: str = PASSWORD, client: Client | None = None, **headers: str) -> Any:
    """Send the login form and return the answer."""
    sent = {"username": username, "password": password, "next": "/admin/"}
    return (client or Client()).post("/admin/login/", sent, **headers)


def foreign_department() -> Department:
    """Return a department of another region."""
    return make_department(code="205", region=make_region("410999", "别处"))
