"""Subjects, economic classes, “三公” and projects across the departments of a region, or across regions."""

import csv
import io
from decimal import Decimal

import pytest

from budgets.models import Edition, FunctionExpenditure, PublishedAmount, Region, RegionAmount, RegionPopulation
from budgets.pages.across_rows import PER_PAGE, child_codes, level_of
from budgets.pages.scope import choose, find_coverage
from budgets.publishing import publish
from budgets.summaries import keep_summaries
from budgets.tables import Facts
from budgets.vocabulary import Dimension, EditionStatus, Fund, Nature, Phase
from tests.make import make_budget, make_department, make_edition, make_region
from tests.pages.words import words
from tests.published import store_twin

pytest_plugins = ["tests.published"]

SCOPE = "region=410796&year=2023&phase=budget"
ADDRESSES = [
    "/functions/",
    "/functions/20805/",
    "/economics/",
    "/economics/30201/",
    "/three-public/",
    "/projects/",
    "/functions.csv",
    "/functions/20805.csv",
    "/economics/302.csv",
    "/three-public.csv",
    "/projects.csv",
]


def publish_line(department, amount, *, region=None, year=2023, code="2080505", phase=Phase.BUDGET):
    """Let a department have published one line of spending."""
    owner = make_department(department, region=region)
    edition = make_edition(make_budget(owner, year, phase), status=EditionStatus.PUBLISHED)
    line = FunctionExpenditure(
        code=code, name="养老", fund=Fund.ALL_FUNDS, nature=Nature.ALL_NATURES, amount=Decimal(amount)
    )
    keep_summaries([(edition, Facts(edition, {FunctionExpenditure: [line]}))])
    return edition


@pytest.fixture
def nothing_public(db):
    """A site that shows nothing: what other tests share is withdrawn, and its sums with it."""
    RegionAmount.objects.all().delete()
    PublishedAmount.objects.all().delete()
    Edition.objects.filter(status=EditionStatus.PUBLISHED).update(status=EditionStatus.WITHDRAWN)


def read(client, address):
    """Return the text of a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return words(response)


def lines(client, address):
    """Return the rows of a file."""
    response = client.get(address)
    assert response.status_code == 200, address
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


@pytest.mark.parametrize("address", ADDRESSES)
def test_where_nothing_is_published_the_page_says_so(address, client, draft, nothing_public):
    response = client.get(address)
    assert response.status_code == 200
    if address.endswith("/"):
        assert "还没有公开的部门预算。" in words(response)
        assert "410999" not in words(response)


@pytest.mark.parametrize("address", ["/functions/999/", "/functions/2080/", "/functions/abc/", "/economics/20805/"])
def test_what_cannot_be_a_code_is_404(address, client, published):
    assert client.get(address).status_code == 404
    assert client.get(f"{address.rstrip('/')}.csv").status_code == 404


def test_a_code_that_nobody_knows_is_404(client, published):
    assert client.get(f"/functions/29955/?{SCOPE}").status_code == 404
    assert client.get(f"/functions/203/?{SCOPE}").status_code == 200


def test_the_first_level_is_that_of_the_document(client, published):
    page = read(client, f"/functions/?{SCOPE}")
    for row in ("208 社会保障和就业支出 1,668.46 58.50% 1", "201 一般公共服务支出 935.30 32.79% 1", "合计 2,852.11"):
        assert row in page
    assert page.index("社会保障和就业支出 1,668.46") < page.index("一般公共服务支出 935.30")
    assert "新乡经济技术开发区 2023 年预算，单位：万元。已公开的有 1 个部门；尚未公开的部门不在其中。" in page


def test_a_subject_leads_up_down_and_to_the_department(client, published):
    page = read(client, f"/functions/20805/?{SCOPE}")
    assert "1 个部门在这上面安排了支出 110.62 万元，占社会保障和就业支出的 6.63%。" in page
    assert "2080505 机关事业单位基本养老保险缴费支出 56.76" in page
    html = client.get(f"/functions/20805/?{SCOPE}").content.decode()
    assert 'href="/410796/104/2023/functions/20805/"' in html
    assert f'href="/functions/208/?{SCOPE.replace("&", "&amp;")}"' in html
    assert 'name="budget" value="410796/104/2023"' in html


def test_an_economic_class_says_which_money_it_speaks_of(client, published):
    page = read(client, f"/economics/30201/?{SCOPE}")
    assert "1 个部门在这上面安排了一般公共预算基本支出 5.68 万元" in page
    assert "只是一般公共预算的基本支出" in page
    assert 'href="/410796/104/2023/economics/30201/"' in client.get(f"/economics/30201/?{SCOPE}").content.decode()


def test_three_public_by_item(client, published):
    page = read(client, f"/three-public/?{SCOPE}")
    assert "1 个部门合计安排 0.20 万元，公务接待 0.20 万元。" in page
    assert "经开区组织人社局 0.20 0.00 0.00 0.00 0.20" in page


def test_projects_of_a_kind_largest_first(client, published):
    page = read(client, f"/projects/?{SCOPE}&kind=specific_purpose")
    assert "特定目标类：8 个项目，合计 2,067.47 万元。" in page
    assert "其他运转类（5）" in page
    amounts = [line["金额（元）"] for line in lines(client, f"/projects.csv?{SCOPE}&kind=specific_purpose")]
    assert len(amounts) == 8
    assert sum(map(Decimal, amounts)) == Decimal("20674700.00")
    assert amounts == sorted(amounts, key=Decimal, reverse=True)
    html = client.get(f"/projects/?{SCOPE}&kind=specific_purpose").content.decode()
    assert 'href="/410796/104/2023/projects/410796230000000000411/"' in html


def test_an_unknown_kind_is_said_not_served(client, published):
    assert "没有“plane”这一类项目。" in read(client, f"/projects/?{SCOPE}&kind=plane")


def test_files_give_yuan_and_places(client, published):
    (line,) = lines(client, f"/functions/20805.csv?{SCOPE}")
    assert (line["区划代码"], line["部门代码"], line["年度"], line["阶段"], line["金额（元）"], line["网址"]) == (
        "410796", "104", "2023", "预算", "1106200.00", "/410796/104/2023/",
    )  # fmt: skip
    whole = {line["代码"]: line["金额（元）"] for line in lines(client, f"/functions.csv?{SCOPE}")}
    assert (whole["208"], whole["20805"], whole["2080505"]) == ("16684600.00", "1106200.00", "567600.00")
    items = {line["代码"]: line["金额（元）"] for line in lines(client, f"/three-public.csv?{SCOPE}")}
    assert items["hospitality"] == "2000.00"


def test_regions_side_by_side_with_people_where_they_are_known(client, published):
    other = make_region("410001", "甲市")
    publish_line("301", "2212400.00", region=other)
    RegionPopulation.objects.create(region=other, year=2023, population=100_000, source="甲市统计公报")
    page = read(client, "/functions/20805/?year=2023&phase=budget")
    assert "2 个部门在这上面安排了支出 331.86 万元" in page
    assert "甲市 221.24 66.67% 1 22.12" in page
    assert "新乡经济技术开发区 110.62 33.33% 1" in page
    assert "甲市 2023 年末常住人口 100000 人（甲市统计公报）。" in page


def test_invented_regions_are_marked_and_not_counted(client, published):
    other = make_region("990001", "样例市")
    Region.objects.filter(pk=other.pk).update(is_invented=True)
    publish_line("301", "2212400.00", region=other)
    page = read(client, "/functions/20805/?year=2023&phase=budget")
    assert "1 个部门在这上面安排了支出 110.62 万元" in page
    assert "样例市 虚构数据 221.24 1" in page
    assert "虚构地区列在后面，不计入合计。" in page
    assert "虚构数据" in read(client, "/functions/20805/?region=990001")
    assert {line["区划代码"]: line["虚构数据"] for line in lines(client, "/functions/20805.csv?year=2023")} == {
        "410796": "",
        "990001": "是",
    }


def test_sums_are_of_invented_regions_where_there_are_no_others(client, nothing_public):
    other = make_region("990001", "样例市")
    Region.objects.filter(pk=other.pk).update(is_invented=True)
    publish_line("301", "2212400.00", region=other)
    assert "1 个部门在这上面安排了支出 221.24 万元" in read(client, "/functions/20805/")


def test_a_long_list_is_paged(client, published):
    for number in range(PER_PAGE):
        publish_line(f"5{number:02}", f"{number + 1}.00")
    first, second = (read(client, f"/functions/20805/?{SCOPE}&page={number}") for number in (1, 2))
    assert "第 1 页，共 2 页" in first
    assert first.count("测试5") == PER_PAGE - 1
    assert second.count("测试5") == 1
    assert "测试500" in second
    assert read(client, f"/functions/20805/?{SCOPE}&page=999") == second
    for wrong in ("0", "-1", "x", "９", "99999999999"):
        assert client.get(f"/functions/20805/?{SCOPE}&page={wrong}").status_code == 200
    assert len(lines(client, f"/functions/20805.csv?{SCOPE}")) == PER_PAGE + 1


def test_a_withdrawn_edition_is_in_no_list(client, published):
    edition = publish_line("301", "12.34")
    assert "测试301" in read(client, f"/functions/20805/?{SCOPE}")
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.WITHDRAWN)
    assert "测试301" not in read(client, f"/functions/20805/?{SCOPE}")
    assert [line["部门代码"] for line in lines(client, f"/functions/20805.csv?{SCOPE}")] == ["104"]


def test_years_are_drawn_only_where_as_many_departments_stand_behind_each(client, published):
    publish_line("301", "553100.00", year=2022)
    page = read(client, f"/functions/20805/?{SCOPE}")
    assert "2022 年 55.31 万元，2023 年 110.62 万元。" in page
    assert "data-chart" in client.get(f"/functions/20805/?{SCOPE}").content.decode()
    publish_line("302", "1.00", year=2022)
    page = read(client, f"/functions/20805/?{SCOPE}")
    assert "因此只列出，不画图。" in page
    assert "data-chart" not in client.get(f"/functions/20805/?{SCOPE}").content.decode()


def test_what_is_not_there_is_said(client, published):
    page = read(client, "/functions/?region=410796&year=2030&phase=final")
    assert "新乡经济技术开发区没有公开过 2030 年决算，下面是 2023 年预算。" in page
    assert "没有区划代码为“000000”的地区公开过预算" in read(client, "/functions/?region=000000")


def test_what_is_hostile_is_only_text(client, published):
    for value in ("<script>", "' OR 1=1 --", "9" * 10_000, "２０２３", "\x00"):
        for name in ("region", "year", "phase", "kind", "page"):
            response = client.get("/projects/", {name: value})
            assert response.status_code == 200
            assert b"<script>" not in response.content


def test_without_a_wish_the_newest_budget_is_shown(nothing_public):
    for department, year, phase in (
        ("301", 2022, Phase.BUDGET),
        ("301", 2023, Phase.BUDGET),
        ("301", 2024, Phase.FINAL),
    ):
        publish_line(department, "1.00", year=year, phase=phase)
    coverage = find_coverage()
    for wish, found in (
        ({}, (2023, "budget")),
        ({"phase": "final"}, (2024, "final")),
        ({"year": "2022"}, (2022, "budget")),
        ({"year": "2024"}, (2024, "final")),
    ):
        scope = choose(wish, coverage).scope
        assert scope is not None
        assert (scope.year, scope.phase) == found


def test_levels_follow_the_length_of_codes():
    assert [level_of(Dimension.FUNCTION, code) for code in ("208", "20805", "2080505")] == [0, 1, 2]
    assert level_of(Dimension.ECONOMIC, "30201") == 1
    assert level_of(Dimension.ECONOMIC, "3020101") is None
    assert child_codes(Dimension.FUNCTION, "20805")[5] == "2080505"
    assert child_codes(Dimension.FUNCTION, "2080505") == []


def test_a_publication_changes_the_etag(client, published):
    address = f"/functions/20805/?{SCOPE}"
    before = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": before}).status_code == 304
    publish(edition=store_twin(department="105"), by="测试")
    assert client.get(address)["ETag"] != before
