"""Every list of the admin is searched, ordered and filtered, in few queries."""

import pytest
from django.contrib import admin

from budgets.models import Budget, Department, Edition, SourceTable
from tests.admin.facts import FACTS, MODELS, address, make_facts
from tests.make import make_budget, make_department, make_edition


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_lists_can_be_searched_ordered_and_filtered(model, everything, admin_client):
    page = address(model, "changelist")
    columns = ".".join(str(number) for number in range(1, len(admin.site._registry[model].list_display) + 1))
    answer = admin_client.get(page, {"q": "104", "o": columns})
    assert answer.status_code == 200
    for chooser in answer.context["cl"].filter_specs:
        for choice in chooser.choices(answer.context["cl"]):
            assert admin_client.get(page + choice["query_string"]).status_code == 200


@pytest.mark.parametrize("model", [*FACTS, SourceTable, Budget, Department, Edition], ids=lambda model: model.__name__)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(model, everything, admin_client, count_queries):
    few = count_queries(lambda: admin_client.get(address(model, "changelist")))
    for year in range(2010, 2016):
        make_facts(make_edition(make_budget(make_department(code=str(year)), year=year)))
    assert count_queries(lambda: admin_client.get(address(model, "changelist"))) == few
