"""Budgets side by side: any departments and years, with what keeps them from being compared said."""

import csv
import io
import re
from decimal import Decimal

import pytest

from budgets.models import Edition, FunctionExpenditure, Region, RegionPopulation
from budgets.pages.compare_entries import MOST, read_comparison
from budgets.publishing import publish
from budgets.summaries import keep_summaries
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Fund, Nature, Phase
from tests.final_accounts import final_facts, save
from tests.make import make_budget, make_department, make_edition, make_region
from tests.pages.test_across import publish_line, read
from tests.pages.words import links
from tests.published import DEPARTMENT, store_twin

pytest_plugins = ["tests.published"]

FIRST = "410796/104/2023"


def address(*keys, **more):
    """Return the address of a comparison."""
    query = [*(f"budget={key}" for key in keys), *(f"{name}={value}" for name, value in more.items())]
    return f"/compare/?{'&'.join(query)}"


def publish_spending(year, wages, projects, *, department=DEPARTMENT, phase=Phase.BUDGET, code="2080505"):
    """Let a department have published wages and project expenditure on one subject."""
    edition = make_edition(make_budget(make_department(department), year, phase), status=EditionStatus.PUBLISHED)
    found = [
        FunctionExpenditure(code=code, name="养老", fund=Fund.ALL_FUNDS, nature=nature, amount=Decimal(amount))
        for nature, amount in ((Nature.WAGES, wages), (Nature.SPECIFIC_PURPOSE, projects))
    ]
    keep_summaries([(edition, Facts(edition, {FunctionExpenditure: found}))])
    return edition


def test_an_empty_comparison_offers_what_there_is(client, published):
    page = read(client, "/compare/")
    assert "选几份已公开的预算或决算" in page
    assert "104 经开区组织人社局 2023 年预算" in page
    assert f"?budget={FIRST}" in links(client.get("/compare/"))


def test_one_alone_is_shown_and_asks_for_another(client, published):
    page = read(client, address(FIRST))
    assert "再加入一份，就可以比较了。" in page
    assert "社会保障和就业支出 1,668.46 58.50%" in page
    assert "data-chart" not in client.get(address(FIRST)).content.decode()


def test_two_years_of_a_department(client, published):
    publish_spending(2022, "10000000.00", "5000000.00")
    page = read(client, address(FIRST, "410796/104/2022"))
    assert "支出总计 2,852.11 1,500.00" in page
    assert "社会保障和就业支出 1,668.46 58.50% 1,500.00" in page
    assert "工资福利支出 675.34 23.68% 1,000.00 66.67%" in page
    assert "“三公”经费合计 0.20" in page
    assert "不同年度的金额没有扣除物价变动。" in page
    changed = read(client, address(FIRST, "410796/104/2022", show="change"))
    assert "支出总计 2,852.11 −1,352.11 −47.41%" in changed
    assert "基本支出 722.64 25.34% +277.36 +38.38%" in changed
    html = client.get(address(FIRST, "410796/104/2022")).content.decode()
    assert [key for key in ("years", "categories", "shares") if f'id="chart-{key}"' in html] == [
        "years",
        "categories",
        "shares",
    ]
    assert "支出合计 2022 年 1,500.00 万元，2023 年 2,852.11 万元。" in page


def test_amounts_a_head_where_people_are_known(client, published):
    assert "人均" not in read(client, address(FIRST, show="person"))
    region = published.budget.department.region
    RegionPopulation.objects.create(region=region, year=2023, population=50_000, source="2023 年统计公报")
    page = read(client, address(FIRST, show="person"))
    assert "支出总计 570.42" in page
    assert "新乡经济技术开发区 2023 年末常住人口 50000 人（2023 年统计公报）。" in page


def test_budget_against_final_accounts(client, published):
    final = save(final_facts(), make_budget(published.budget.department, 2023, Phase.FINAL))
    publish(edition=final, by="测试")
    page = read(client, address(FIRST, f"{FIRST}/final"))
    assert "2023 年：计划和结果" in page
    assert "本年支出合计 2,852.11 14,572.53 +11,720.42 510.94%" in page
    assert "“三公”经费合计 0.20 46.20 +46.00 23100.00%" in page
    assert "同一部门同一年度的两者之差，说明计划执行得怎样。" in page


def test_plans_and_outcomes_of_different_years_are_not_drawn(client, published):
    publish_spending(2022, "10000000.00", "5000000.00", phase=Phase.FINAL)
    response = client.get(address(FIRST, "410796/104/2022/final"))
    assert "因此不画图。" in read(client, address(FIRST, "410796/104/2022/final"))
    assert "data-chart" not in response.content.decode()


def test_what_one_does_not_give_is_said_and_not_drawn(client, published):
    publish_line("301", "1.00")
    page = read(client, address(FIRST, "410796/301/2023"))
    assert "测试301 2023 年预算没有可比的“按经济分类（类）”数字，这一项只列出、不画图。" in page
    assert "测试301 2023 年预算没有分出基本支出，只有合计可比。" in page


def test_sums_that_do_not_agree_are_said(client, published):
    edition = publish_spending(2022, "10000000.00", "5000000.00")
    edition.published_amounts.filter(dimension="function").update(amount=Decimal("1.00"))
    page = read(client, address(FIRST, "410796/104/2022"))
    assert "2022 年预算按类相加是 0.00 万元，支出合计是 1,500.00 万元，两者不等" in page


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("x", "“x”不是一份预算的代号，应像 410796/104/2023 或 410796/104/2023/final 这样写。"),
        ("410796/104/2023/secret", "不是一份预算的代号"),
        ("410796/999/2023", "没有公开的部门预算“410796/999/2023”"),
        (FIRST, f"“{FIRST}”写了两次，只列一次。"),
        (f"/{FIRST}/", f"“{FIRST}”写了两次，只列一次。"),
        (f"{FIRST}/budget", f"“{FIRST}”写了两次，只列一次。"),
    ],
)
def test_what_cannot_be_compared_is_said_and_the_rest_is_shown(key, message, client, published):
    page = read(client, address(FIRST, key))
    assert message in page
    assert "支出总计 2,852.11" in page


def test_a_draft_or_a_withdrawn_edition_is_not_compared(client, published, draft):
    key = "410999/104/2023"
    assert f"没有公开的部门预算“{key}”" in read(client, address(FIRST, key))
    publish(edition=draft, by="测试")
    assert "没有公开的部门预算" not in read(client, address(FIRST, key))
    Edition.objects.filter(pk=draft.pk).update(status=EditionStatus.WITHDRAWN)
    assert f"没有公开的部门预算“{key}”" in read(client, address(FIRST, key))


def test_six_at_most(client, published):
    keys = [FIRST]
    for number in range(8):
        publish_line(f"30{number}", "1.00")
        keys.append(f"410796/30{number}/2023")
    comparison = read_comparison(keys)
    assert comparison.keys == keys[:MOST]
    assert comparison.messages == ("最多比较 6 份；后面的 3 份没有列出，移除一份后可再加入。",)
    assert "已有 6 份。移除一份后可再加入。" in read(client, address(*keys))


def test_many_and_hostile_wishes_cost_little(client, published, django_assert_max_num_queries):
    keys = [f"410796/{number}/2023" for number in range(100, 500)] + ["'", "<b>", "9" * 9_999]
    with django_assert_max_num_queries(14):
        response = client.get("/compare/", {"budget": keys, "region": "'", "q": "%", "show": "<x>"})
    assert response.status_code == 200
    assert b"<x>" not in response.content


def test_a_budget_is_added_step_by_step(client, published):
    publish_line("301", "1.00")
    publish_line("301", "1.00", year=2022)
    found = client.get(address(FIRST, region="410796", q="301"))
    added = [one for one in links(found) if one.endswith("410796/301/2022")]
    assert added == [f"?budget={FIRST}&budget=410796/301/2022"]
    page = read(client, f"/compare/{added[0]}")
    assert "测试301的其他年度 2023 年预算" in page
    assert f"?budget={FIRST}" in links(client.get(f"/compare/{added[0]}"))
    assert "没有名称或代码含“农业”的部门" in read(client, address(region="410796", q="农业"))
    assert "没有区划代码为“000000”的地区公开过预算" in read(client, address(region="000000"))


def test_invented_regions_are_marked(client, published):
    other = make_region("990001", "样例市")
    Region.objects.filter(pk=other.pk).update(is_invented=True)
    publish_line("301", "1.00", region=other)
    assert "样例市 虚构数据" in read(client, address(FIRST, "990001/301/2023"))


def test_the_file_has_a_line_a_figure(client, published):
    publish_spending(2022, "10000000.00", "5000000.00")
    response = client.get(f"/compare.csv?budget={FIRST}&budget=410796/104/2022")
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    (one,) = [line for line in lines if line["年度"] == "2022" and line["代码"] == "208"]
    assert (one["金额（元）"], one["占比（%）"], one["与第一份相差（元）"], one["相差（%）"]) == (
        "15000000.00", "", "-1684600.00", "-10.10",
    )  # fmt: skip
    assert {line["年度"] for line in lines} == {"2022", "2023"}
    assert re.fullmatch(r'attachment; filename="[\w.-]+"', response["Content-Disposition"])


def test_a_chart_can_be_embedded_elsewhere(client, published):
    publish_spending(2022, "10000000.00", "5000000.00")
    query = f"budget={FIRST}&budget=410796/104/2022"
    whole, alone = (client.get(f"/compare/charts/categories/?{query}{more}") for more in ("", "&embed=1"))
    for page in (whole, alone):
        assert "相差最多的是社会保障和就业支出：2022 年预算比 2023 年预算少 168.46 万元。" in page.content.decode()
    assert whole["X-Frame-Options"] == "DENY"
    assert "X-Frame-Options" not in alone
    assert "frame-ancestors *" in alone["Content-Security-Policy"]
    assert f"/compare/charts/categories/?{query}" in links(client.get(address(FIRST, "410796/104/2022")))
    assert client.get(f"/compare/charts/pie/?{query}").status_code == 404


def test_a_chart_that_cannot_be_drawn_says_why(client, published):
    page = read(client, f"/compare/charts/categories/?budget={FIRST}")
    assert "这样的图至少要两份口径相同的预算" in page


def test_a_publication_changes_the_etag(client, published):
    before = client.get(address(FIRST))["ETag"]
    assert client.get(address(FIRST), headers={"if-none-match": before}).status_code == 304
    publish(edition=store_twin(department="105"), by="测试")
    assert client.get(address(FIRST))["ETag"] != before
