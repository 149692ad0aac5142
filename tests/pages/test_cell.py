"""The page of a figure: in words what it is, what it adds up, where else it stands; and every link of it leads on."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from budgets.documents.load import store
from budgets.documents.read import read_document
from budgets.models import Department, Edition, Region
from budgets.pages.cell import compose
from budgets.publishing import publish
from budgets.tables import Facts
from tests.explanations.told import figures
from tests.published import ADDRESS
from tests.site import UNDECLARED

pytest_plugins = ["tests.published"]

CELL = re.compile(r"tables/(\d+)/cells/([\w-]+)/([\w-]+)/$")
MAIN = re.compile(r'<article class="figure".*?</article>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")
# Pages are composed without being rendered; of a large budget every so many are enough to meet each kind of cell.
MANY = 40


@pytest.fixture
def undeclared(db):
    """A budget whose form nobody declared, published."""
    owner = Department(region=Region(code="410888", name="示例区"), code="105")
    edition = store(read_document(UNDECLARED.name, UNDECLARED.read_bytes(), owner)).edition
    publish(edition=edition, by="测试")
    return Edition.objects.with_names().get(pk=edition.pk)


def text_of(client, address):
    """Return what the main part of a page says, and its source."""
    page = client.get(address).content.decode()
    (main,) = MAIN.findall(page)
    return re.sub(r"\s+", " ", TAG.sub("", main)), main


def addresses_in(page):
    """Return every address that a composed page leads to, without those of its source."""
    for formula in page["formulas"]:
        yield from (one.address for one in (*formula.terms, *formula.parts))
    yield from (whole.address for _percentage, whole in page["shares"])
    for one in page["elsewhere"]:
        yield one.table.address
        yield from (cell.address for cell in one.cells)


def assert_links_lead_on(client, edition):
    """Follow what pages of figures list: cells must have amounts, and all other pages must be there."""
    facts = Facts(edition)
    cells = [(filled.table.number, cell.row, cell.column.key) for filled, cell in figures(facts)]
    found = {
        address
        for at in cells[:: max(1, len(cells) // MANY)]
        for address in addresses_in(compose(facts, *at))
        if address
    }
    linked = {(int(match[1]), match[2], match[3]) for match in map(CELL.search, found) if match}
    assert linked - set(cells) == set()
    others = {address for address in found if not CELL.search(address)}
    assert {address for address in others if client.get(address).status_code != 200} == set()
    assert len(linked) > 20
    return others


def test_every_link_of_the_sample_leads_on(client, published):
    others = assert_links_lead_on(client, published)
    kinds = {resolve(urlsplit(address).path).func.__module__.rsplit(".", 1)[-1] for address in others}
    assert kinds >= {"functions", "economics", "project", "table"}


def test_every_link_of_an_undeclared_form_leads_on(client, undeclared):
    assert_links_lead_on(client, undeclared)


def test_the_page_says_what_the_figure_is_and_where_it_comes_from(client, published):
    text, source = text_of(client, f"{ADDRESS}tables/1/cells/201/expenditure_amount/")
    assert "935.30 万元" in text
    assert "预算01表 部门收支总体情况表 2023 年预算，第 1 版 单位：万元" in text
    assert "这是 2023 年预算中用于“一般公共服务”（科目 201）的支出，不分资金来源。" in text
    assert "占“本年支出合计”2,852.11 的 32.79%。" in text
    assert "是 6 笔之和：2013201 行政运行 627.30 ＋ 2013202 一般行政管理事务 70.00" in text
    assert "＝ 935.30 万元。" in text
    assert "预算04表 财政拨款 一般公共服务支出 · 支出·合计 935.30 万元 相符" in text
    assert f'<a href="{ADDRESS}functions/2013299/">' in source
    assert f'<a href="{ADDRESS}tables/3/cells/2013202/total/">一般行政管理事务</a>' in source


def test_a_total_is_explained_along_its_row_and_down_its_column(client, published):
    text, source = text_of(client, f"{ADDRESS}tables/3/cells/total/total/")
    assert "横着看，是本行 2 列之和：基本支出·小计 722.64 ＋ 项目支出·小计 2,129.47 ＝ 2,852.11 万元。" in text
    assert "竖着看，是本列 13 行之和：2,852.11 万元。" in text
    assert f'href="{ADDRESS}tables/3/cells/total/basic_expenditure/"' in source
    assert "<details><summary>逐笔列出</summary>" in source


def test_a_misprint_is_told_in_words(client, undeclared):
    """The rows below 20103 lack 10,000 yuan."""
    text, source = text_of(client, "/410888/105/2026/tables/3/cells/20103/total/")
    assert "文件印作 900,000.00，各项相加是 890,000.00：印出的数多了 10,000.00 元，两者不符。" in text
    assert '<p class="notice">' in source


def test_the_sentences_of_a_page_add_up(client, published):
    """The amounts as the reader sees them, not those in memory."""
    for number, row, column in ((3, "total", "basic_expenditure"), (6, "total", "personnel"), (8, "total", "total")):
        text, _source = text_of(client, f"{ADDRESS}tables/{number}/cells/{row}/{column}/")
        for shown in re.findall(r"之和：(.+?) ＝ ([\d,.]+) 万元", text):
            addends = [Decimal(one.replace(",", "")) for one in re.findall(r"(-?[\d,]+\.\d\d)(?: ＋|$)", shown[0])]
            assert sum(addends) == Decimal(shown[1].replace(",", "")), (number, row, column)


def test_a_figure_that_is_not_there_is_404(client, published):
    for address in ("tables/3/cells/2013201/capital/", "tables/3/cells/9999999/total/", "tables/3/cells/total/name/"):
        assert client.get(f"{ADDRESS}{address}").status_code == 404


def test_a_table_says_unit_year_and_phase_and_that_amounts_open(client, published):
    page = client.get(f"{ADDRESS}tables/3/").content.decode()
    assert "预算03表　单位：万元" in page
    assert "2023 年预算，第 1 版" in page
    assert "点任一金额，看它由什么组成、在原文的哪里。" in page
    assert '<template id="figure-panel">' in page
