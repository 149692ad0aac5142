"""How often a page asks the database: a small number, whatever the size of the budget."""

import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.documents.load import store
from budgets.models import (
    Department,
    EconomicExpenditure,
    FunctionExpenditure,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
    RevenueLine,
)
from budgets.pages.addresses import BudgetAddress
from budgets.publishing import publish
from tests.published import ADDRESS, ELSEWHERE, TABLES, read_twin, store_twin

pytest_plugins = ["tests.published"]

PROJECT = "410796230000000000411"
# Every page that is rendered asks once for what its foot says of the site.
FOOT = 1
LARGEST_TABLE = 8 + FOOT
# The most that each other page of a budget may ask, below the budget's own address.
PAGES = {
    "": 15,
    "projects/": 6,
    f"projects/{PROJECT}/": 7,
    "functions/": 8,
    "functions/201/": 11,
    "functions/2013201/": 11,
    "economics/": 9,
    "economics/301/": 9,
    "units/": 11,
    "units/104001/": 12,
    "charts/flow/": 8,
    "charts/years/": 10,
    "report/": 15,
    "checks/": 24,
    "checks/R05/": 23,
    "editions/": 3,
    "changes/": 3,
    "facts.json": 17,
    "budget.xlsx": 20,
    "tables/3.json": 5,
    "tables/3.csv": 5,
    "tables/3.xlsx": 5,
    "tables/3/cells/total/total/": 10,
    "tables/1/cells/201/expenditure_amount/": 9,
    "tables/10/cells/total/total/": 12,
}
LISTS = {
    "/": 4,
    "/410796/": 9,
    "/410796/104/": 5,
    "/glossary/": 3,
    "/search/": 6,
    "/search/?q=支出": 12,
    "/search/?q=人社局+支出&department=104&year=2023": 12,
    "/functions/": 3,
    "/functions/?region=410796": 3,
    "/functions/20805/": 7,
    "/functions/20805/?region=410796": 7,
    "/economics/30201/?region=410796": 7,
    "/three-public/": 7,
    "/three-public/?region=410796": 7,
    "/projects/": 5,
    "/projects/?region=410796": 5,
    "/compare/": 4,
    "/compare/?budget=410796/104/2023": 9,
}
TIMES = 10


@pytest.fixture
def count(client, db):
    """A function that counts the queries of a page."""

    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200, address
        return len(asked)

    return queries


@pytest.fixture
def large(db):
    """The address of a budget with ten times the lines, projects and indicators."""
    reading = read_twin(region=ELSEWHERE)
    for model in (FunctionExpenditure, EconomicExpenditure, RevenueLine, PerformanceTask):
        reading.rows[model][:] = map(copy.copy, reading.rows[model] * TIMES)
    multiply_projects(reading)
    give_units(reading)
    edition = store(reading).edition
    publish(edition=edition, by="测试")
    assert Project.objects.filter(edition=edition).count() == 13 * TIMES
    return BudgetAddress(f"/{ELSEWHERE}/104/2023/")


def multiply_projects(reading):
    """Repeat every project with its money and its indicators, under keys of their own."""
    belongings = {model: list(reading.rows[model]) for model in (ProjectFunding, PerformanceIndicator)}
    for project in list(reading.rows[Project]):
        for number in range(1, TIMES):
            twin = copy.copy(project)
            twin.code, twin.key = "", f"{project.key}-{number}"
            reading.rows[Project].append(twin)
            for model, facts in belongings.items():
                for fact in facts:
                    if fact.project is project:
                        own = copy.copy(fact)
                        own.project = twin
                        reading.rows[model].append(own)


def give_units(reading):
    """Let the department's units share all lines and projects."""
    units, owner = reading.rows[Department], reading.edition.budget.department
    units += [Department(region=owner.region, code=f"10400{number}", name="单位", parent=owner) for number in (2, 3)]
    for model in (FunctionExpenditure, EconomicExpenditure, RevenueLine, Project):
        for number, fact in enumerate(reading.rows[model]):
            fact.unit = units[number % len(units)]


def test_a_table_asks_little(count, published):
    asked = {table.number: count(f"{ADDRESS}tables/{table.number}/") for table in TABLES}
    assert {number: queries for number, queries in asked.items() if queries > LARGEST_TABLE} == {}


@pytest.mark.parametrize("page", PAGES)
def test_every_other_page_is_bounded(page, count, published):
    assert count(f"{ADDRESS}{page}") <= PAGES[page] + FOOT


@pytest.mark.parametrize("address", LISTS)
def test_lists_are_bounded(address, count, published):
    assert count(address) <= LISTS[address] + FOOT


def test_a_larger_budget_asks_no_more(count, published, large):
    pages = [*PAGES, *(f"tables/{table.number}/" for table in TABLES)]
    more = {page: (count(f"{ADDRESS}{page}"), count(f"{large.base}{page}")) for page in pages}
    assert {page: numbers for page, numbers in more.items() if numbers[1] > numbers[0]} == {}


def test_more_departments_ask_no_more(count, published):
    before = {address: count(address) for address in LISTS}
    for number in range(105, 110):
        publish(edition=store_twin(department=str(number)), by="测试")
    assert {address: count(address) for address in LISTS} == before


def test_a_reader_who_holds_the_page_costs_one_question(client, published):
    for page in [*PAGES, *(f"tables/{table.number}/" for table in TABLES)]:
        etag = client.get(f"{ADDRESS}{page}")["ETag"]
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{ADDRESS}{page}", headers={"if-none-match": etag}).status_code == 304
        assert len(asked) == 1, page
