"""The page of a chart, and the chart alone, which any site may show in a frame."""

import re

import pytest
from django.http import Http404
from django.test import RequestFactory

from budgets.charts import Chart, ChartKind, Point, Series
from budgets.pages.charts import BUDGET_CHARTS, answer_chart
from budgets.pages.frame import Crumb
from budgets.publishing import publish
from budgets.vocabulary import Phase
from tests.published import ADDRESS, store_twin

pytest_plugins = ["tests.published"]

CHARTS = f"{ADDRESS}charts/"
SAYS = {
    "flow": "钱全部来自一般公共预算；分在 3 处，最多的是社会保障和就业，1,668.46 万元。",
    "balance": "收入全部来自一般公共预算；支出中最多的是社会保障和就业，占 58.50%。",
    "functions": "支出分在 3 类 7 款，最大的一款是人力资源和社会保障管理事务，1,265.19 万元，占 44.36%。",
    "natures": "基本支出（人员工资和机构运转）占 25.34%，项目支出占 74.66%。",
    "three-public": "2023 年“三公”经费共 0.20 万元，最多的是公务接待费，0.20 万元。",
    "years": "本站只公开了 2023 这一个年度的预算，还看不出各年的变化。",
}


def directives(response):
    """Return the content security policy by directive."""
    policy = response["Content-Security-Policy"]
    return {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}


@pytest.mark.parametrize("key", BUDGET_CHARTS)
def test_every_chart_has_a_page_with_its_sentence_and_its_table(key, client, published):
    page = client.get(f"{CHARTS}{key}/").content.decode()
    assert SAYS[key] in page
    assert ("chart-table" in page) == ("data-chart" in page) == (key != "years")


def test_libraries_are_loaded_only_where_they_draw(client, published):
    scripts = {
        key: re.findall(r"chartjs-chart-(\w+)\.min", client.get(f"{CHARTS}{key}/").content.decode())
        for key in ("flow", "functions", "balance")
    }
    assert scripts == {"flow": ["sankey"], "functions": ["treemap"], "balance": []}
    assert "<script" not in client.get(f"{CHARTS}years/").content.decode()


def test_an_unknown_chart_is_404(client, published):
    assert client.get(f"{CHARTS}pie/").status_code == 404
    assert client.get(f"{CHARTS}pie/?embed=1").status_code == 404


def test_the_page_gives_the_code_to_embed(client, published):
    page = client.get(f"{CHARTS}flow/").content.decode()
    assert f"&lt;iframe src=&quot;http://testserver{CHARTS}flow/?embed=1&quot;" in page.replace('"', "&quot;")


def test_the_chart_alone_may_be_framed_anywhere_and_nothing_else_may(client, published):
    alone = client.get(f"{CHARTS}flow/?embed=1")
    assert directives(alone)["frame-ancestors"] == ["*"]
    assert directives(alone)["script-src"] == ["'self'"]
    assert "X-Frame-Options" not in alone
    assert "masthead" not in alone.content.decode()
    for address in (f"{CHARTS}flow/", f"{CHARTS}flow/?embed=0", f"{ADDRESS}?embed=1"):
        other = client.get(address)
        assert directives(other)["frame-ancestors"] == ["'none'"]
        assert other["X-Frame-Options"] == "DENY"


def test_a_frame_that_is_revalidated_stays_a_frame(client, published):
    """The headers of a 304 replace those that the browser kept."""
    address = f"{CHARTS}flow/?embed=1"
    again = client.get(address, headers={"if-none-match": client.get(address)["ETag"]})
    assert again.status_code == 304
    assert directives(again)["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in again


def test_a_chart_of_years_changes_when_another_year_is_published(client, published):
    address = f"{CHARTS}years/"
    before = client.get(address)["ETag"]
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    assert client.get(address)["ETag"] != before


def chart(**fields):
    """Return a small chart."""
    series = (Series("", (Point("甲", 1, "1.00"),)),)
    return Chart("small", "小图（万元）", "甲最多。", ChartKind.BARS, "万元", "部门", series, **fields)


def test_other_pages_answer_with_charts_of_their_own(db):
    request = RequestFactory().get("/compare/charts/small/", {"budget": "410796/104/2023", "embed": "1"})
    answer = answer_chart(request, "1", lambda: chart(), [Crumb("比较")], "部门比较")
    assert answer.status_code == 200
    assert "部门比较" in answer.content.decode()
    assert 'href="http://testserver/compare/charts/small/?budget=410796%2F104%2F2023"' in answer.content.decode()
    assert answer.xframe_options_exempt


def test_a_chart_is_not_made_for_a_reader_who_holds_it(db):
    def fail():
        raise AssertionError

    first = answer_chart(RequestFactory().get("/"), "1", chart(), [], "比较")
    held = RequestFactory().get("/", headers={"if-none-match": first["ETag"]})
    assert answer_chart(held, "1", fail, [], "比较").status_code == 304
    with pytest.raises(Http404):
        answer_chart(RequestFactory().get("/"), "2", lambda: None, [], "比较")
