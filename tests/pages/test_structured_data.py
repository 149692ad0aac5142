"""What machines that find and share pages read: one lasting address, title, description, way, picture."""

import io

import pytest
from lxml import etree
from PIL import Image

from budgets.models import Edition, Region
from budgets.pages import pictures
from budgets.publishing import publish
from budgets.tables import Facts
from tests.published import ADDRESS

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db
HOST = "http://testserver"
PAGES = ("/", "/about/", "/410796/", "/410796/104/", ADDRESS, f"{ADDRESS}tables/3/", f"{ADDRESS}report/")


def read(client, address):
    return etree.HTML(client.get(address).content.decode())


def meta(page, name):
    return [str(found) for found in page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_says_where_it_is_and_what_it_is(address, client, published):
    page = read(client, address)
    assert page.xpath("//link[@rel='canonical']/@href") == [HOST + address]
    assert meta(page, "og:url") == [HOST + address]
    assert meta(page, "og:title") == page.xpath("//title/text()")
    assert meta(page, "og:description") == meta(page, "description")
    assert meta(page, "description") != [""]
    assert meta(page, "og:site_name") == ["预算公开门户"]


def test_titles_and_descriptions_differ_from_page_to_page(client, published):
    pages = [read(client, address) for address in PAGES]
    assert len({page.findtext(".//title") for page in pages}) == len(PAGES)
    assert len({tuple(meta(page, "description")) for page in pages}) == len(PAGES)


def test_an_edition_that_stands_is_found_at_its_budget(client, published):
    assert read(client, f"{ADDRESS}editions/1/tables/3/").xpath("//link[@rel='canonical']/@href") == [
        f"{HOST}{ADDRESS}tables/3/"
    ]
    second = Edition.objects.create(budget=published.budget, number=2, department_name="更正", origin="transcribed")
    publish(edition=second, by="测试", reason="更正")
    own = f"{ADDRESS}editions/1/tables/3/"
    assert read(client, own).xpath("//link[@rel='canonical']/@href") == [HOST + own]


def test_how_a_list_is_sorted_is_no_address_of_its_own(client, published):
    found = read(client, f"{ADDRESS}projects/?sort=-amount&page=1").xpath("//link[@rel='canonical']/@href")
    assert found == [f"{HOST}{ADDRESS}projects/?page=1"]


def test_the_way_to_a_page_can_be_read_by_machines(client, published):
    (way,) = read(client, f"{ADDRESS}tables/3/").xpath("//*[@itemtype='https://schema.org/BreadcrumbList']")
    steps = way.xpath("*[@itemprop='itemListElement']")
    assert [step.xpath("string(.//*[@itemprop='name'])") for step in steps] == [
        "新乡经济技术开发区",
        "经开区组织人社局",
        "2023 年预算",
        "预算03表",
    ]
    assert [step.xpath("string(.//*[@itemprop='position']/@content)") for step in steps] == ["1", "2", "3", "4"]
    assert [step.xpath("string(.//*[@itemprop='item']/@href)") for step in steps] == [
        "/410796/",
        "/410796/104/",
        ADDRESS,
        "",
    ]


def test_every_page_of_an_edition_has_its_picture(client, published):
    for address in (ADDRESS, f"{ADDRESS}tables/3/"):
        assert meta(read(client, address), "og:image") == [f"{HOST}{ADDRESS}picture.png"]
    assert meta(read(client, "/"), "og:image") == []
    response = client.get(f"{ADDRESS}picture.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert len(response.content) < 200_000


def test_the_picture_says_what_table_01_says(published):
    poster = pictures.compose(Facts(published))
    assert poster.total == "支出总计 2,852.11 万元"
    assert poster.subtitle == "2023 年部门预算　第 1 版"
    assert [(part.label, str(part.share)) for part in poster.parts] == [
        ("社会保障和就业", "58.50"),
        ("一般公共服务", "32.79"),
        ("卫生健康", "8.71"),
    ]


def test_a_picture_holds_long_names_and_no_amounts(db):
    short, size = pictures.fitted("局", 56, 1000)
    assert (short, size) == ("局", 56)
    long, size = pictures.fitted("很长的名称" * 30, 56, 1000)
    assert long.endswith("…")
    assert size == pictures.SMALLEST
    assert pictures.typeface(size).getlength(long) <= 1000
    empty = pictures.Poster(region="", name="", subtitle="", total="", parts=[])
    assert Image.open(io.BytesIO(pictures.draw(empty))).size == (1200, 630)


def test_an_invented_region_says_so_on_every_page(client, published):
    notice = "演示数据：本地区的部门和数字都是虚构的。"
    pages = (ADDRESS, f"{ADDRESS}tables/3/", f"{ADDRESS}editions/1/", "/410796/", "/410796/104/")
    held = client.get(ADDRESS)["ETag"]
    assert all(notice not in client.get(address).content.decode() for address in pages)
    Region.objects.update(is_invented=True)
    for address in pages:
        assert notice in client.get(address).content.decode(), address
    assert client.get(ADDRESS, headers={"if-none-match": held}).status_code == 200
    assert pictures.compose(Facts(Edition.objects.with_names().get(pk=published.pk))).region.endswith("（演示数据）")
