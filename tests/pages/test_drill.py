"""Pages of drilling down within a budget: subjects, economic classes, units, projects and their indicators."""

import re

import pytest

from budgets.pages import economics, functions, units
from budgets.pages.indicators import meaning
from budgets.publishing import publish
from budgets.vocabulary import Phase
from tests.explanations.test_sums import undeclared_facts
from tests.final_accounts import final_facts, save
from tests.make import make_budget, make_department
from tests.published import ADDRESS, facts_of, store_twin, twin_facts
from tests.tables.test_links import UNITS, project, spending

pytest_plugins = ["tests.published"]

SEVEN = [
    ("组织人事工作费用", "4.00"),
    ("社保中心运转经费", "8.00"),
    ("人才发展工作经费", "30.00"),
    ("引才引智工作经费", "10.00"),
    ("党建双基建设经费", "60.00"),
    ("人才发展奖励", "225.00"),
    ("优秀务工奖励", "13.00"),
]


@pytest.fixture
def get(client, published):
    """A function that returns a page below the budget's address as text."""

    def text(page):
        response = client.get(f"{ADDRESS}{page}")
        assert response.status_code == 200, page
        return response.content.decode()

    return text


def rows(division):
    """Return the rows of a list as the page prints them: code, name, amount in 万元, share."""
    return [(one.code, one.name, f"{one.amount / 10000:.2f}", str(one.share)) for one in division.lines]


def crumbs(text):
    """Return the way to a page."""
    way = re.search(r'<nav class="crumbs".*?</nav>', text, re.DOTALL).group()
    return re.findall(r'itemprop="name"[^>]*>(.*?)</', way)


def test_a_category_is_divided_into_its_sections_and_items():
    page = functions.compose(twin_facts(), "201")

    assert rows(page["division"]) == [
        ("20132", "组织事务", "935.30", "100.00"),
        ("2013201", "行政运行", "627.30", "67.07"),
        ("2013202", "一般行政管理事务", "70.00", "7.48"),
        ("2013299", "其他组织事务支出", "238.00", "25.45"),
    ]
    assert page["division"].columns == ("基本支出", "项目支出")
    assert [str(part) for part in page["division"].lines[1].parts] == ["5853000.00", "420000.00"]
    assert (str(page["share"]), page["share_above"]) == ("32.79", None)


def test_a_category_has_the_seven_projects_of_its_three_subjects():
    projects = functions.compose(twin_facts(), "201")["projects"]

    assert [(row.name, f"{row.amount / 10000:.2f}") for row in projects.rows] == SEVEN
    assert {row.subject.code for row in projects.rows} == {"2013201", "2013202", "2013299"}
    assert projects.remark == "这些项目相加是 350.00 万元，等于这里的项目支出。"
    assert "4.00 + 8.00 + 30.00 = 42.00 万元，正好是 2013201 行政运行的“其他运转类”" in projects.reasons[0]


def test_an_item_is_divided_by_nature_and_by_fund():
    page = functions.compose(twin_facts(), "2013201")

    assert page["division"].lines == []
    assert [(one.name, one.level, f"{one.amount / 10000:.2f}") for one in page["natures"].lines] == [
        ("基本支出", 0, "585.30"),
        ("人员经费", 1, "546.86"),
        ("工资福利支出", 2, "546.86"),
        ("公用经费", 1, "38.44"),
        ("商品和服务支出", 2, "38.44"),
        ("项目支出", 0, "42.00"),
        ("其他运转类", 1, "42.00"),
    ]
    assert rows(page["funds"]) == [("", "一般公共预算", "627.30", "100.00")]
    assert (str(page["share_above"]), page["above"]) == ("67.07", "组织事务")


def test_the_way_to_an_item_goes_through_every_level(get):
    assert crumbs(get("functions/2013299/")) == [
        "新乡经济技术开发区",
        "经开区组织人社局",
        "2023 年预算",
        "支出功能分类",
        "201 一般公共服务支出",
        "20132 组织事务",
        "2013299 其他组织事务支出",
    ]
    assert crumbs(get("economics/30101/"))[-3:] == ["支出经济分类", "301 工资福利支出", "30101 基本工资"]


def test_amounts_lead_to_the_cells_they_stand_in(get, client):
    found = re.findall(r'href="([^"]+/cells/[^"]+)"', get("functions/2013201/"))

    assert found == [f"{ADDRESS}tables/{number}/cells/2013201/total/" for number in (3, 5)]
    assert [client.get(address).status_code for address in found] == [200, 200]


@pytest.mark.parametrize(
    "page",
    [
        "functions/999/",
        "functions/2013298/",
        "functions/20/",
        "functions/abc/",
        "economics/399/",
        "economics/50101/",
        "units/104002/",
        "units/104/",
    ],
)
def test_a_code_that_the_budget_has_not_is_404(page, client, published):
    assert client.get(f"{ADDRESS}{page}").status_code == 404


def test_economic_classes_say_which_money_they_are_of(get):
    text = get("economics/")

    assert "按经济分类列出的只是一般公共预算的基本支出，共 722.64 万元，占全部支出的 25.34%。" in text
    assert "其余 2,129.47 万元，公布的文件没有按经济分类列出。" in text


def test_an_economic_class_has_the_governments_class_beside_it():
    page = economics.compose(twin_facts(), "302")

    assert (page["level"], f"{page['amount'] / 10000:.2f}") == ("类", "38.44")
    assert {one.code: one.note for one in page["division"].lines} == {
        "30201": "50201 办公经费",
        "30217": "50206 公务接待费",
        "30228": "50201 办公经费",
        "30229": "50201 办公经费",
        "30299": "50299 其他商品和服务支出",
    }


def test_one_unit_is_told_in_a_sentence(get):
    assert "公布的文件只写明了一个预算单位" in get("units/")
    assert "没有按单位列出各科目的支出" in get("units/104001/")
    assert all(name in get("units/104001/") for name, _amount in SEVEN)


def test_no_unit_is_told_in_a_sentence():
    assert units.compose_list(facts_of(spending("2013201", 10)))["units"] == []


def test_several_units_have_their_amounts_subjects_and_projects():
    first, second = UNITS
    facts = facts_of(
        spending("2013201", 30000, unit=first),
        spending("2080101", 10000, unit=first),
        spending("2013201", 20000, unit=second),
        spending("2013202", 40000),
        *project("甲", 30000, unit=first),
    )

    listed, page = units.compose_list(facts), units.compose(facts, "104001")

    assert rows(listed["division"]) == [
        ("104001", "104001", "4.00", "40.00"),
        ("104002", "104002", "2.00", "20.00"),
        ("", "没有写明单位的支出", "4.00", "40.00"),
    ]
    assert [one.code for one in page["functions"].lines] == ["201", "20132", "2013201", "208", "20801", "2080101"]
    assert [row.name for row in page["projects"]] == ["甲"]


def test_codes_that_stop_at_a_section_say_so():
    page = functions.compose(facts_of(spending("20132", 10)), "20132")

    assert (page["level"], page["stops_short"], page["division"].lines) == ("款", True, [])


def test_what_stops_above_its_sisters_has_a_row_of_its_own():
    division = functions.compose(facts_of(spending("20132", 10), spending("2013299", 30)), "20132")["division"]

    assert rows(division) == [("2013299", "科目2013299", "0.00", "75.00"), ("", "没有再细分的支出", "0.00", "25.00")]


def test_a_printed_total_over_missing_rows_is_told():
    division = functions.compose(undeclared_facts(), "20103")["division"]

    assert division.remark == "上面的数字是 90.00 万元，下列各项相加是 89.00 万元，相差 1.00 万元。"


def test_a_project_shows_its_subject_its_goals_and_what_they_mean(get):
    text = get("projects/410796230000000000411/")

    assert f'<a href="{ADDRESS}functions/2013299/"><span class="digits">2013299</span> 其他组织事务支出</a>' in text
    assert "推断：文件没有写明项目的科目。按表中的次序相加，225.00 + 13.00 = 238.00 万元，正好是 2013299" in text
    assert "不低于 95%" in text
    assert "不超过 225 万元" in text
    assert all(kind in text for kind in ("成本指标", "产出指标", "效益指标", "满意度指标"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("≥95%", "不低于 95%"),
        ("≤225万元", "不超过 225 万元"),
        ("≥20000人次", "不低于 20,000 人次"),
        ("＜3.50天", "低于 3.5 天"),
        ("=12次", "达到 12 次"),
        ("90%-95%", "在 90% 和 95% 之间"),
        ("不低于95%", ""),
        ("95%", ""),
        ("规范", ""),
        ("", ""),
    ],
)
def test_a_value_in_plain_words(value, words):
    assert meaning(value) == words


def test_projects_are_listed_by_kind_and_by_subject(get):
    whole = get("projects/")
    assert "13 个项目，共 <b>2,129.47</b> 万元" in whole
    assert 'href="?kind=other_operation#list"' in whole
    assert "5 个项目，共 62.00 万元。" in get("projects/?kind=other_operation")
    assert "7 个项目，共 350.00 万元。" in get("projects/?subject=201")
    assert "0 个项目" in get("projects/?subject=999")


def test_projects_are_sorted_and_sorted_by_subject(get):
    names = re.findall(r'/projects/\d{21}/">(.*?)</a>', get("projects/?sort=subject"))
    assert len(names) == 13
    assert {*names[:3]} == {name for name, _amount in SEVEN[:3]}
    assert names[-1] == "城乡居民医保基金"


def test_final_accounts_without_projects_say_so(client, db):
    budget = make_budget(make_department("292", name="国家信访局"), 2024, Phase.FINAL)
    publish(edition=save(final_facts(), budget), by="测试")

    text = client.get("/410796/292/2024/final/projects/").content.decode()

    assert "公布的 2024 年决算文件没有列出项目，也没有项目绩效目标。" in text
    assert '文件只<a href="/410796/292/2024/final/functions/">按科目列出</a>' in text


def test_every_phase_and_every_edition_has_these_pages(client, published):
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    for prefix in ("editions/1/", "final/", "final/editions/1/"):
        for page in ("functions/", "functions/201/", "economics/301/", "units/", "units/104001/"):
            text = client.get(f"{ADDRESS}{prefix}{page}").content.decode()
            assert f'href="{ADDRESS}{prefix.removesuffix("editions/1/")}"' in text, page
