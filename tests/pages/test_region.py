"""A region: its departments, its sums, who has published which year."""

import pytest

from budgets.models import Department, Edition, RegionPopulation
from budgets.pages.region import PER_PAGE
from budgets.vocabulary import EditionStatus, Phase
from tests.make import make_department, make_edition, make_region
from tests.pages.test_across import publish_line, read

pytest_plugins = ["tests.published"]

REGION = "/410796/"


def test_the_page_says_what_the_departments_spend_together(client, published):
    page = read(client, REGION)
    assert "1 个部门公开了 2023 年预算，支出总计合起来 2,852.11 万元。" in page
    assert "104 经开区组织人社局 2023 年预算 2,852.11" in page
    assert "最多的是社会保障和就业支出，1,668.46 万元。" in page
    assert 'href="/functions/208/?region=410796&amp;year=2023&amp;phase=budget"' in client.get(REGION).content.decode()


def test_people_are_counted_where_somebody_has(client, published):
    before = client.get(REGION)["ETag"]
    region = published.budget.department.region
    RegionPopulation.objects.create(region=region, year=2023, population=50_000, source="2023 年统计公报")
    page = read(client, REGION)
    assert "按常住人口平均每人 570.42 元" in page
    assert "2023 年末常住人口 50000 人（2023 年统计公报）。" in page
    assert client.get(REGION)["ETag"] != before


def test_the_year_can_be_chosen(client, published):
    publish_line("301", "12340000.00", year=2022)
    publish_line("301", "5670000.00", year=2022, phase=Phase.FINAL)
    page = read(client, f"{REGION}?year=2022&phase=final")
    assert "1 个部门公开了 2022 年决算，支出总计合起来 567.00 万元。" in page
    assert "2023 年预算 1 个部门 2022 年预算 1 个部门 2022 年决算 1 个部门" in page
    assert "测试301 2022 年预算 2022 年决算 1,234.00" in page
    assert "没有公开过 2019 年" in read(client, f"{REGION}?year=2019")


def test_departments_by_amount(client, published):
    publish_line("301", "99990000.00")
    page = read(client, f"{REGION}?order=amount")
    assert page.index("测试301") < page.index("经开区组织人社局")
    page = read(client, REGION)
    assert page.index("经开区组织人社局") < page.index("测试301")


def test_departments_are_found_by_name_and_code(client, published):
    publish_line("301", "1.00")
    assert "测试301" not in read(client, f"{REGION}?q=人社")
    assert "经开区组织人社局" in read(client, f"{REGION}?q=人社")
    assert "测试301" in read(client, f"{REGION}?q=30")
    assert "没有名称或代码含“农业”的部门公开过预算。" in read(client, f"{REGION}?q=农业")
    for hostile in ("%", "_", "'", "<b>", "字" * 5_000):
        response = client.get(REGION, {"q": hostile})
        assert response.status_code == 200
        assert b"<b>" not in response.content.replace(b"<b>2,852.11</b>", b"")


def test_who_published_nothing_is_not_listed(client, published):
    make_department("302")
    make_edition()
    page = read(client, REGION)
    assert "测试302" not in page
    assert Department.objects.filter(code="302").exists()


def test_a_long_list_is_paged(client, published):
    for number in range(PER_PAGE):
        publish_line(f"5{number:02}", "1.00")
    first, second = read(client, REGION), read(client, f"{REGION}?page=2")
    assert "测试548" in first
    assert "测试549" not in first
    assert "测试549" in second
    assert "第 2 页" in second
    assert client.get(f"{REGION}?page=77").status_code == 200


@pytest.mark.django_db
def test_a_region_without_anything_public_is_404(client):
    edition = publish_line("301", "1.00", region=make_region("410001", "甲市"))
    assert client.get("/410001/").status_code == 404, "an edition without a publication was never public"
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.WITHDRAWN)
    assert client.get("/410001/").status_code == 404
    assert client.get("/410002/").status_code == 404
