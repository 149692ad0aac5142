"""Over which rows each role may do what: own departments with their units, own regions, or everything."""

import pytest
from django.contrib.auth.models import AnonymousUser, User

from budgets.models import (
    Appointment,
    Budget,
    BudgetYear,
    Department,
    Edition,
    FunctionCode,
    FunctionExpenditure,
    ProjectFunding,
    Region,
    RoleRule,
    SourceDocument,
    Waiver,
)
from budgets.rights import ALLOWED, has_role, may, within
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin, Role
from tests.make import make_budget, make_department, make_edition, make_line, make_project
from tests.staff import foreign_department, make_person

pytestmark = pytest.mark.django_db
WRITE = ("add", "change", "delete")


@pytest.fixture
def own():
    return make_edition(make_budget(make_department()))


@pytest.fixture
def of_unit(own):
    return make_edition(make_budget(make_department(code="104001", parent=own.budget.department)))


@pytest.fixture
def beside(own):
    """An edition of another department of the same region."""
    return make_edition(make_budget(make_department(code="105")))


@pytest.fixture
def foreign():
    return make_edition(make_budget(foreign_department()))


@pytest.fixture
def editions(own, of_unit, beside, foreign):
    return {"own": own, "of_unit": of_unit, "beside": beside, "foreign": foreign}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.CLERK, {"own", "of_unit"}),
        (Role.APPROVER, {"own", "of_unit"}),
        (Role.PUBLISHER, {"own", "of_unit", "beside"}),
        (Role.ADMINISTRATOR, {"own", "of_unit", "beside", "foreign"}),
    ],
)
def test_each_role_sees_its_own(role, seen, editions):
    person = make_person("p", role)
    lines = {name: make_line(edition) for name, edition in editions.items()}
    assert set(within(person, Edition.objects.all())) == {editions[name] for name in seen}
    assert set(within(person, FunctionExpenditure.objects.all())) == {lines[name] for name in seen}
    for name, edition in editions.items():
        assert may(person, "view", edition) == (name in seen)
        assert may(person, "view", lines[name]) == (name in seen)


@pytest.mark.parametrize("role", Role)
def test_within_and_may_say_the_same(role, editions):
    person = make_person("p", role)
    rows = [row for edition in editions.values() for row in (edition, edition.budget, edition.budget.department)]
    rows += [make_line(edition) for edition in editions.values()]
    rows += [make_project(edition).projectfundings.get() for edition in editions.values()]
    for action in ("view", "change", "delete", "submit", "approve", "publish", "withdraw"):
        for row in rows:
            listed = within(person, type(row).objects.all(), action).filter(pk=row.pk).exists()
            assert listed == may(person, action, row), (role, action, row)


def test_a_clerk_writes_the_own_facts_and_takes_no_step_but_the_first(own, foreign):
    clerk = make_person("c", Role.CLERK)
    for edition, is_own in ((own, True), (foreign, False)):
        line = make_line(edition)
        assert [may(clerk, action, line) for action in WRITE] == [is_own] * 3
        assert may(clerk, "submit", edition) == is_own
        assert not any(may(clerk, step, edition) for step in ("approve", "send_back", "schedule", "publish"))


def test_an_approver_reads_approves_and_explains(own, foreign):
    approver = make_person("a", Role.APPROVER)
    line, waiver = make_line(own), Waiver(edition=own)
    assert may(approver, "view", line)
    assert not any(may(approver, action, line) for action in WRITE)
    assert may(approver, "approve", own)
    assert not may(approver, "approve", foreign)
    assert not may(approver, "submit", own)
    assert may(approver, "add", waiver)


@pytest.mark.parametrize("origin", EditionOrigin)
def test_a_publisher_writes_only_what_was_transcribed(origin, own, foreign):
    publisher = make_person("p", Role.PUBLISHER)
    is_transcribed = origin == EditionOrigin.TRANSCRIBED
    Edition.objects.update(origin=origin)
    for row in (own, make_line(own), make_project(own).projectfundings.get()):
        assert may(publisher, "view", row)
        assert may(publisher, "change", row) == is_transcribed
    assert may(publisher, "publish", own)
    assert not may(publisher, "approve", own)
    assert not may(publisher, "publish", foreign)
    assert not may(publisher, "change", make_line(foreign))


def test_a_publisher_keeps_departments_and_years_of_the_own_region(own, foreign):
    publisher = make_person("p", Role.PUBLISHER)
    here, there = own.budget.department, foreign.budget.department
    assert set(within(publisher, Region.objects.all())) == {here.region}
    assert may(publisher, "change", here)
    assert not may(publisher, "view", there)
    years = [BudgetYear.objects.create(region=one.region, year=2026) for one in (here, there)]
    assert [may(publisher, "change", year) for year in years] == [True, False]


def test_an_administrator_keeps_people_and_reads_budgets(own):
    administrator = make_person("a", Role.ADMINISTRATOR)
    line = make_line(own)
    assert may(administrator, "view", line)
    assert not any(may(administrator, action, line) for action in WRITE)
    assert not any(may(administrator, step, own) for step in ("submit", "approve", "publish", "withdraw"))
    for model in (Appointment, RoleRule, FunctionCode, Region):
        assert administrator.has_perm(f"budgets.change_{model._meta.model_name}")
    assert administrator.has_perm("auth.change_user")


def test_only_administrators_keep_people(own):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        person = make_person(f"p-{role}", role)
        assert not person.has_perm("auth.view_user")
        assert not within(person, User.objects.all()).exists()


def test_a_document_is_whose_edition_was_read_from_it(own, foreign):
    documents = [SourceDocument.objects.create(sha256=digit * 64, name="x.txt", size=1) for digit in "01"]
    Edition.objects.filter(pk=own.pk).update(source_document=documents[0])
    Edition.objects.filter(pk=foreign.pk).update(source_document=documents[1])
    assert list(within(make_person("c", Role.CLERK), SourceDocument.objects.all())) == documents[:1]


def test_several_appointments_add_up(own, beside, foreign):
    person = make_person("c", Role.CLERK)
    Appointment.objects.create(user=person, role=Role.APPROVER, department=beside.budget.department)
    person = User.objects.get(pk=person.pk)
    assert set(within(person, Edition.objects.all())) == {own, beside}
    assert may(person, "change", make_line(own))
    assert not may(person, "change", make_line(beside))
    assert may(person, "approve", beside)
    assert not may(person, "approve", own)


def test_who_holds_nothing_sees_nothing(own):
    for nobody in (make_person("n"), AnonymousUser(), make_person("gone", Role.CLERK, is_active=False)):
        assert not within(nobody, Edition.objects.all()).exists()
        assert not may(nobody, "view", own)
        assert not has_role(nobody, *Role)


def test_a_superuser_holds_every_role(own, foreign):
    superuser = User.objects.create_superuser("root")
    assert has_role(superuser, Role.PUBLISHER)
    assert set(within(superuser, Edition.objects.all())) == {own, foreign}


@pytest.mark.parametrize("role", Role)
def test_every_kind_of_fact_is_readable_by_each_role_and_belongs_to_somebody(role, own, foreign):
    person = make_person("p", role)
    for model in (*FACT_MODELS, Budget, Department):
        assert "view" in ALLOWED[role][model]
    assert within(person, ProjectFunding.objects.all()).query.where or role == Role.ADMINISTRATOR
