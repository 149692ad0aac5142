"""A department's page: its years side by side in every phase, their trend, its duties and its units."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.documents.load import store
from budgets.models import (
    DeclaredAmount,
    Department,
    Edition,
    FunctionExpenditure,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.publishing import publish
from budgets.vocabulary import EditionStatus, Phase
from tests.pages.test_overview import text
from tests.published import ELSEWHERE, read_twin

pytest_plugins = ["tests.published"]

ADDRESS = f"/{ELSEWHERE}/104/"
MONEY = (RevenueLine, FunctionExpenditure, ThreePublicExpense, DeclaredAmount)


def publish_year(year, times=1, phase=Phase.BUDGET, department="104", parent=None):
    """Publish the twin of another place for a year, with so many times the money."""
    reading = read_twin(region=ELSEWHERE, department=department, phase=phase)
    reading.edition.budget.year = year
    for model in MONEY:
        for fact in reading.rows[model]:
            fact.amount *= times
    edition = store(reading).edition
    if parent is not None:
        Department.objects.filter(pk=edition.budget.department_id).update(parent=parent)
    publish(edition=edition, by="测试")
    return edition


def cells(client):
    """Return what the table of years prints, row by row."""
    page = client.get(ADDRESS).content.decode()
    body = page.split("by-years", 1)[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = body.replace("</td>", "|").replace("</th>", "|").replace("<br>", " ").split("</tr>")
    return [strip(row) for row in rows if strip(row)]


def strip(row):
    """Return a row of a table without its tags."""
    inside, found = False, ""
    for letter in row:
        inside = letter == "<" or (inside and letter != ">")
        found += "" if inside or letter == ">" else letter
    return found.strip().strip("|")


def test_years_and_phases_stand_side_by_side(client, db):
    publish_year(2022)
    publish_year(2023, 2)
    publish_year(2022, phase=Phase.FINAL)
    assert cells(client) == [
        "2023|5,704.22|2,852.11 100.00%|1,445.28|4,258.94|0.40|没有公开",
        "2022|2,852.11||722.64|2,129.47|0.20|2,852.11||722.64|2,129.47|0.20",
    ]
    page = client.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}2022/final/"' in page
    assert "从 2022 年的 2,852.11 万元到 2023 年的 5,704.22 万元，预算支出增加了 100.00%。" in page
    budgets = [f"budget={ELSEWHERE}/104/{one}" for one in ("2023", "2022", "2022/final")]
    assert f'href="/compare/?{"&amp;".join(budgets)}"' in page


def test_one_year_says_that_it_is_alone(client, db):
    publish_year(2023)
    page = client.get(ADDRESS).content.decode()
    assert "本站只公开了 2023 这一个年度的预算，还看不出各年的变化。" in page
    assert "data-chart" not in page
    assert "/compare/?budget=" not in page


def test_duties_come_from_the_latest_text(client, db):
    publish_year(2022)
    assert "摘自 2022 年预算的文字说明。" in text(client, ADDRESS)
    publish_year(2023)
    assert "摘自 2023 年预算的文字说明。" in text(client, ADDRESS)


def test_units_that_publish_by_themselves_are_named(client, db):
    edition = publish_year(2023)
    before = client.get(ADDRESS)
    assert "单独公开预算的所属单位" not in before.content.decode()
    unit = publish_year(2023, department="104009", parent=edition.budget.department)
    after = client.get(ADDRESS)
    assert f'href="/{ELSEWHERE}/104009/"' in after.content.decode()
    assert after["ETag"] != before["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": after["ETag"]}).status_code == 304
    Edition.objects.filter(pk=unit.pk).update(status=EditionStatus.WITHDRAWN)
    assert "单独公开预算的所属单位" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("years", [1, 3])
def test_more_years_ask_no_more(years, client, db):
    for year in range(2023, 2023 - years, -1):
        publish_year(year)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ADDRESS).status_code == 200
    assert len(asked) <= 6
