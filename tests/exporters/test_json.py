"""A table as JSON has the shape that is promised to other programs."""

import json

import pytest

from budgets.exporters.table_json import table_data
from budgets.tables import Facts
from tests.published import ADDRESS, every_table, facts_of, filled

pytest_plugins = ["tests.published"]

ROW_KINDS = {"total", "department", "unit", "line", "project", "indicator"}


def get(client, number):
    response = client.get(f"{ADDRESS}tables/{number}.json")
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


@every_table
def test_the_shape_is_the_contract_s(table, client, published):
    data = get(client, table.number)
    assert list(data) == ["number", "title", "year", "unit", "state", "note", "sections"]
    assert [data["number"], data["title"], data["year"], data["unit"]] == [table.number, table.title, 2023, "万元"]
    assert data["note"] is None or (isinstance(data["note"], str) and data["note"])
    for section in data["sections"]:
        assert list(section) == ["title", "columns", "rows"]
        for column in section["columns"]:
            assert list(column) == ["key", "path"]
            assert isinstance(column["path"], list)
            assert all(isinstance(label, str) and label for label in column["path"])
        for row in section["rows"]:
            assert list(row) == ["key", "kind", "cells"]
            assert row["kind"] in ROW_KINDS
            assert len(row["cells"]) == len(section["columns"])
            assert all(cell is None or (isinstance(cell, str) and cell) for cell in row["cells"])


@every_table
def test_keys_name_one_row_and_one_column(table, client, published):
    for section in get(client, table.number)["sections"]:
        for kind in ("rows", "columns"):
            keys = [one["key"] for one in section[kind]]
            assert len(set(keys)) == len(keys)
            assert all(keys)


def test_the_example_of_the_contract(client, published):
    data = get(client, 3)
    section = data["sections"][0]
    paths = {column["key"]: column["path"] for column in section["columns"]}
    assert paths["wages"] == ["基本支出", "人员经费", "工资福利支出"]
    row = next(row for row in section["rows"] if row["key"] == "2013201")
    assert row["kind"] == "line"
    assert row["cells"][:6] == ["201", "32", "01", None, "行政运行", "627.30"]
    assert data["state"] == "filled"


def test_table_11_has_its_parts_as_sections(client, published):
    titles = [section["title"] for section in get(client, 11)["sections"]]
    assert titles == ["年度履职目标", "年度主要任务", "预算情况", "绩效指标"]
    assert [section["title"] for section in get(client, 3)["sections"]] == [None]


@pytest.mark.parametrize(
    ("number", "state", "note"),
    [
        (1, "filled", "应为“年终结转结余”"),
        (2, "derived", "由预算01表的收入推得"),
        (7, "partly_derived", "由预算06表推得"),
        (9, "empty", "故此表无数据"),
    ],
)
def test_the_state_is_said_with_its_reason(number, state, note, client, published):
    data = get(client, number)
    assert data["state"] == state
    assert note in data["note"]


def test_a_table_without_notes_has_none(client, published):
    assert get(client, 10)["note"] is None


@pytest.mark.parametrize(
    ("number", "row", "kind"),
    [
        (1, "grand_total", "total"),
        (3, "104", "department"),
        (6, "30101-50501", "line"),
        (10, "410796220000000006533", "project"),
        (12, "410796220000000006533-2", "indicator"),
    ],
)
def test_rows_have_stable_keys(number, row, kind, client, published):
    kinds = {one["key"]: one["kind"] for one in get(client, number)["sections"][0]["rows"]}
    assert kinds[row] == kind


def test_every_kind_of_row_but_units_occurs_in_the_document(published):
    facts = Facts(published)
    tables = [table_data(filled(facts, number)) for number in range(1, 13)]
    kinds = {row["kind"] for table in tables for section in table["sections"] for row in section["rows"]}
    assert kinds == ROW_KINDS - {"unit"}


@every_table
def test_an_edition_without_facts_still_has_a_table(table):
    data = table_data(filled(facts_of(), table.number))
    assert data["state"] == "empty"
    assert len(data["sections"]) == len(table.sections)
