"""What can be found of the sample, held against the published document."""

from decimal import Decimal

import pytest

from budgets.models import PublishedAmount, Region, SearchEntry, SearchKind
from budgets.publishing import index_publications, publish
from budgets.search import Filters, Synonyms, parse, parse_name, search
from budgets.search.entries import entries_of
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin
from tests.make import make_budget, make_edition

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db


def found(question, kind, **filters):
    """Return the titles of what is found of a kind."""
    hits = search(parse(question, Synonyms.kept(), Filters(**filters)), [kind]).hits
    ids = hits[kind].ids if kind in hits else ()
    entries = SearchEntry.objects.in_bulk(ids)
    return [entries[pk].title for pk in ids]


def test_two_characters_find_what_the_document_prints(published):
    assert "人才发展奖励" in found("人才", SearchKind.PROJECT)
    assert found("接待", SearchKind.ECONOMIC) == ["公务接待费"]
    assert found("部门收支", SearchKind.TABLE) == ["部门收支总体情况表"]
    assert "“三公”经费" in found("三公经费", SearchKind.TERM)
    assert found("机关运行经费", SearchKind.TEXT)


def test_one_character_is_looked_for_in_names(published):
    assert found("奖", SearchKind.PROJECT) == ["人才发展奖励", "优秀务工奖励"]
    assert found("奖", SearchKind.TEXT) == []


def test_an_indicator_leads_to_its_project(published):
    hits = search(parse("补贴群体覆盖率", Synonyms.kept())).hits[SearchKind.INDICATOR]
    entry = SearchEntry.objects.get(pk=hits.ids[0])
    assert entry.title == "人才发展奖励"
    assert "产出指标：补贴群体覆盖率 ≥95%" in entry.body.splitlines()


@pytest.mark.parametrize(
    "typed", ["1668.46", "1,668.46", "１６６８．４６", "1668.46万元", "1668.46 万元", "16684600元", "0.166846亿元"]
)
def test_an_amount_finds_the_subject_that_has_it(published, typed):
    assert "社会保障和就业支出" in found(typed, SearchKind.FUNCTION)


def test_part_of_a_number_is_another_number(published):
    assert found("668.46", SearchKind.FUNCTION) == []


def test_a_code_finds_what_stands_below_it(published):
    below = found("20132", SearchKind.FUNCTION)
    assert len(below) == 4
    assert found("2013201", SearchKind.FUNCTION) == ["行政运行"]
    assert found("410796230000000000411", SearchKind.PROJECT) == ["人才发展奖励"]


@pytest.mark.parametrize("typed", ["shbz", "renshe", "RLZY", "人社局", "人力资源和社会保障", "104", "组织人社"])
def test_a_department_is_found_by_sound_short_form_and_code(published, typed):
    assert found(typed, SearchKind.DEPARTMENT) == [published.department_name]


def test_short_forms_find_the_long_ones(published):
    assert "社会保障和就业支出" in found("社保", SearchKind.FUNCTION)
    assert found("公积金", SearchKind.FUNCTION) == found("住房公积金", SearchKind.FUNCTION)
    assert found("社会保障 中心", SearchKind.PROJECT) == ["社保中心运转经费"]


def test_one_of_several_words_may_name_department_region_or_year(published):
    alone = found("公务接待", SearchKind.ECONOMIC)
    assert found("人社局 公务接待", SearchKind.ECONOMIC) == alone
    assert found("新乡 公务接待", SearchKind.ECONOMIC) == alone
    assert found("2023年 公务接待", SearchKind.ECONOMIC) == alone
    assert found("2022 公务接待", SearchKind.ECONOMIC) == []
    assert found("信访局 公务接待", SearchKind.ECONOMIC) == []


def test_filters_by_amount_year_and_department(published):
    between = found("", SearchKind.PROJECT, low=Decimal(2_250_000), high=Decimal(2_250_000))
    assert between == ["人才发展奖励", "被征地农民社保基金支出"]
    assert "人才发展奖励" in found("奖励", SearchKind.PROJECT, year=2023, phase="budget")
    assert found("奖励", SearchKind.PROJECT, phase="final") == []
    own, other = (parse_name(name, Synonyms.kept()) for name in ("人社局", "审计局"))
    assert found("奖励", SearchKind.PROJECT, department=own) == found("奖励", SearchKind.PROJECT)
    assert found("奖励", SearchKind.PROJECT, department=other) == []


def test_hostile_words_are_words(published):
    for typed in (
        '"',
        "*",
        "a OR b",
        "NEAR(社 保)",
        "pairs : 社保",
        "'; DROP TABLE x; --",
        "\\",
        "%",
        "_",
        "\0社保\0",
        "§r1",
    ):
        search(parse(typed, Synonyms.kept()))
    assert found("' OR 1=1 --", SearchKind.PROJECT) == []
    assert parse("社" * 10_000, Synonyms.kept()).is_cut


def test_a_department_keeps_the_names_of_all_its_years(published):
    budget = make_budget(published.budget.department, year=2024)
    later = make_edition(budget, origin=EditionOrigin.TRANSCRIBED, department_name="经开区新组建局")
    publish(edition=later, by="测试")
    assert found("组织和人力", SearchKind.DEPARTMENT) == found("新组建", SearchKind.DEPARTMENT) == ["经开区新组建局"]


def test_what_was_published_before_there_was_an_index_is_added(published):
    region = Region.objects.get(pk=published.budget.department.region_id)
    before = SearchEntry.objects.filter(edition=published).count()
    assert index_publications(region) == 0
    SearchEntry.objects.filter(edition=published).delete()
    PublishedAmount.objects.filter(edition=published).delete()
    assert index_publications(region) == 1
    assert SearchEntry.objects.filter(edition=published).count() == before


def test_entries_are_made_in_memory(published):
    entries = entries_of(Facts(published))
    assert len({entry.pk for entry in entries}) == len(entries)
    kinds = [entry.kind for entry in entries]
    assert kinds.count(SearchKind.PROJECT) == 13
    # Thirteen projects, and the department as a whole.
    assert kinds.count(SearchKind.INDICATOR) == 14
    assert kinds.count(SearchKind.TABLE) == 12
    assert len(entries) < 200
