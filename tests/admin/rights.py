"""Every address of the workspace: what each role gets there, and what the table in the docs says it ought to get."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.template.backends.django import Template
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver
from django.utils import timezone

from budgets.accounts import second_factor
from budgets.models import (
    Budget,
    BudgetYear,
    Department,
    DisclosureRequest,
    Edition,
    ErrorReport,
    ImportJob,
    Project,
    Publication,
    Region,
    SourceDocument,
    Synonym,
)
from budgets.vocabulary import EditionStatus, Role
from tests.admin.facts import make_facts
from tests.make import make_budget, make_department, make_edition
from tests.packages import ROOT
from tests.staff import client_of, foreign_department, make_person
from tests.test_public_urls import KEYS

TABLE = ROOT / "docs" / "rights.zh-CN.md"
# The words of the table for what comes back.
WORDS = {200: "开", 400: "误", 403: "拒", 404: "无", 405: "—"}
LOGIN, ELSEWHERE = "登", "转"
COLUMNS = (
    "未登录",
    "经办人：自己的",
    "经办人：别人的",
    "审核人：自己的",
    "审核人：别人的",
    "公开人：自己的",
    "公开人：别人的",
    "管理员",
)
# What stands before the key in an address, and what it is the key of.
KINDS: Mapping[str, type[Model]] = {
    "editions": Edition,
    "budgets": Budget,
    "imports": ImportJob,
    "years": BudgetYear,
    "approval": Budget,
    "exemptions": Budget,
    "departments": Department,
    "regions": Region,
    "user": User,
}
# What stands in the other places of an address; a new kind of place must be named here.
PLACES: dict[str, Any] = {
    **KEYS,
    "app_label": "budgets",
    "url": "nowhere/",
    "sheet": "revenue",
    "page": 1,
    "form": "csv",
}
# The public pages of an edition, shown to staff before: one line for all of them, which foreign people never see.
PREVIEW = "preview/"
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """An address of the workspace: the route as Django has it, and the model whose row it is of, if any."""

    route: str
    model: type[Model] | None

    @property
    def has_place(self) -> bool:
        """Whether the address is of one row."""
        return bool(PLACE.search(self.route))

    def of(self, rows: "Side") -> str:
        """Return the address of one side's row."""
        return "/admin/" + PLACE.sub(lambda match: str(rows.key_at(self, match)), self.route)


@dataclass(frozen=True)
class Side:
    """The rows that are somebody's own, or foreign to them, the latest of each kind."""

    rows: Mapping[type[Model], Model]

    def key_at(self, address: Address, place: re.Match) -> Any:
        """Return what stands in a place of an address."""
        name = place.group(1)
        if address.route.startswith(PREVIEW):
            return self.preview_key(name)
        before = address.route[: place.start()].rstrip("/").rsplit("/", 1)[-1]
        if name == "project":
            return self.rows[Project].pk
        if name in ("object_id", "id") or (name == "pk" and address.model is not None):
            return self.rows[address.model or Edition].pk
        if name == "pk" and before in KINDS:
            return self.rows[KINDS[before]].pk
        if name == "content_type_id":
            return ContentType.objects.get_for_model(Edition).pk
        assert name in PLACES, f"Name in tests/admin/rights.py what stands at <{name}> of {address.route}"
        return PLACES[name]

    def preview_key(self, name: str) -> Any:
        """Return what stands in a place of the address of a preview: the edition's own public address."""
        edition = self.rows[Edition]
        department = self.rows[Department]
        own = {"preview": edition.pk, "region": department.region.code, "department": department.code}
        return (own | {"year": 2023, "edition": 1}).get(name) or PLACES[name]


def addresses() -> list[Address]:
    """Return every address of the workspace, in the order in which Django tries them."""
    found = {}
    for route, _pattern in _patterns(admin.site.get_urls()):
        found.setdefault(route, Address(route, _model_of(route)))
    return list(found.values())


def _patterns(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield the whole route of every pattern; regular expressions as routes."""
    for pattern in patterns:
        route = prefix + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern.pattern)).strip("^$")
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route)
        else:
            yield route, pattern


def _model_of(route: str) -> type[Model] | None:
    """Return the model whose pages an address belongs to: budgets/edition/…"""
    label, _slash, rest = route.partition("/")
    name = rest.split("/", 1)[0]
    models = apps.get_app_config(label).models if label in apps.app_configs else {}
    return models.get(name)


def make_sides() -> dict[bool, Side]:
    """Return own (True) and foreign rows of every kind that has pages."""
    return {True: _make_side(make_department(), "own"), False: _make_side(foreign_department(), "foreign")}


def _make_side(department: Department, name: str) -> Side:
    """Return a draft of a department with one row of every kind."""
    document = SourceDocument.objects.create(sha256=name.ljust(64, "0"), name="budget.txt", size=9)
    edition = make_edition(make_budget(department), source_document=document)
    facts = make_facts(edition)
    person = make_person(f"{name}-person", Role.CLERK, of=department)
    job = ImportJob.objects.create(department=department, year=2023, document=document, edition=edition, by=person)
    year = BudgetYear.objects.create(region=department.region, year=2023)
    past = make_edition(make_budget(department, year=2022), status=EditionStatus.PUBLISHED)
    publication = Publication.objects.create(
        region=department.region, number=1, edition=past, actor="某人", published_at=timezone.now()
    )
    for kind in (ErrorReport, DisclosureRequest):
        facts[kind] = kind.objects.create(receipt=name, text="合计有误。", department=department)
    Synonym.objects.get_or_create(term="人社", meaning="人力资源和社会保障")
    rows = {
        type(row): row for row in (edition, edition.budget, department, department.region, person, job, year, document)
    }
    rows |= {**facts, Publication: publication}
    for model in admin.site._registry:
        rows.setdefault(model, model._default_manager.order_by("pk").last())
    assert not [model for model, row in rows.items() if row is None], "Make a row of each of these kinds"
    return Side(rows)


@contextmanager
def quickened() -> Iterator[None]:
    """Leave out what takes most of the time and decides nothing: drawing pages, and reading the same person again.

    What is asked for is the answer's number; who comes with a session is let in as they are in the database.
    """
    people: dict[Any, User | None] = {}
    read = ModelBackend.get_user

    def known(backend: ModelBackend, pk: Any) -> User | None:
        if pk not in people:
            people[pk] = read(backend, pk)
        return people[pk]

    with ExitStack() as stack:
        stack.enter_context(override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"))
        stack.enter_context(patch.object(Template, "render", lambda *_, **__: ""))
        stack.enter_context(patch.object(ModelBackend, "get_user", known))
        stack.enter_context(patch.object(second_factor, "standing", lambda user: (False, False)))
        logging.disable(logging.ERROR)
        stack.callback(logging.disable, logging.NOTSET)
        yield


def answer(client: Client, method: str, address: str) -> str:
    """Return the word for what comes back; what a POST does is undone, and whoever logs out is in again."""
    if method == "get":
        return word(client.get(address))
    cookies = dict(client.cookies)
    with transaction.atomic():
        response = client.post(address)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    return word(response)


def word(response: Any) -> str:
    """Return the word of the table for an answer."""
    if response.status_code in (301, 302):
        return LOGIN if response.url.startswith("/admin/login/") else ELSEWHERE
    return WORDS.get(response.status_code, str(response.status_code))


def lines(sides: Mapping[bool, Side]) -> dict[str, str]:
    """Return the lines of the table as they are true, by address."""
    people = [make_person(role.value, role) for role in (Role.CLERK, Role.APPROVER, Role.PUBLISHER)]
    administrator = make_person("administrator", Role.ADMINISTRATOR)
    with quickened():
        clients = [(Client(), True)]
        clients += [(client_of(person), own) for person in people for own in (True, False)]
        clients.append((client_of(administrator), True))
        found = {name: [_cells(one, clients, sides) for one in group] for name, group in _groups().items()}
    return {
        name: f"| `{name}` | {' | '.join(map(_all_words, zip(*rows, strict=True)))} |" for name, rows in found.items()
    }


def _groups() -> dict[str, list[Address]]:
    """Return the addresses that have a line of the table each, or one together."""
    groups: dict[str, list[Address]] = {}
    for one in addresses():
        name = f"{PREVIEW}…" if one.route.startswith(PREVIEW) else one.route
        groups.setdefault(name, []).append(one)
    return groups


def _cells(address: Address, clients: list[tuple[Client, bool]], sides: Mapping[bool, Side]) -> list[tuple[str, ...]]:
    """Return what GET and POST bring each visitor at an address; nothing where nothing is foreign."""
    cells = []
    for client, own in clients:
        place = address.of(sides[own])
        asked = ("get", "post") if own or address.has_place else ()
        if own and address.route.startswith(PREVIEW):
            # Long pages, which read alike however one asks.
            asked = asked[:1]
        cells.append(tuple(answer(client, method, place) for method in asked))
    return cells


def _all_words(cells: tuple[tuple[str, ...], ...]) -> str:
    """Return one cell of the table for a group of addresses: all that happens there, GET before POST."""
    return " ".join("/".join(sorted(set(words))) for words in zip(*cells, strict=True))


def table() -> dict[str, str]:
    """Return the lines of the table in the docs, by address."""
    found = re.findall(r"^(\| `([^`]*)` \|.*\|)$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {route: text for text, route in found}
