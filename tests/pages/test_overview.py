"""The overview of a budget follows the year: what is planned, what for, what became of it, and what is not said."""

import re

import pytest

from budgets.documents.load import store
from budgets.models import (
    Edition,
    PerformanceGoal,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    PublishedAmount,
    StatedFigure,
)
from budgets.pages.overview import compose
from budgets.publishing import publish
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, EditionStatus, Phase
from tests.final_accounts import final_facts, save
from tests.make import make_budget, make_department, make_edition, publish_prepared
from tests.published import ADDRESS, ELSEWHERE, read_twin, store_twin

pytest_plugins = ["tests.published"]


def text(client, address=ADDRESS):
    """Return what a page says, without its tags."""
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", "", page, flags=re.DOTALL))


@pytest.fixture
def publish_twin(db):
    """A function that publishes the twin of another place, changed: its final accounts, another year, less of it."""

    def publish_changed(year=2023, phase=Phase.BUDGET, without=()):
        reading = read_twin(region=ELSEWHERE, phase=phase)
        reading.edition.budget.year = year
        for model in without:
            reading.rows[model] = []
        return publish(edition=store(reading).edition, by="测试")

    return publish_changed


def test_three_sentences_say_how_much_from_where_and_what_for(client, published):
    page = text(client)
    assert "这个部门 2023 年计划支出 2,852.11 万元，按文件说明，比上年增加 109.77 万元（4.00%）。" in page
    assert "钱全部来自一般公共预算；花得最多的是社会保障和就业，占 58.50%。" in page
    assert "支出中 74.66% 用在 13 个项目上，其余维持机构运转和人员工资。" in page
    assert "每花 100 元，58.50 元用在社会保障和就业，32.79 元用在一般公共服务，8.71 元用在卫生健康。" in page


def test_figures_carry_unit_year_and_phase(client, published):
    page = text(client)
    assert "2023 年预算，单位：万元。" in page
    for label, amount in (("支出总计", "2,852.11"), ("基本支出", "722.64 25.34%"), ("“三公”经费", "0.20")):
        assert f"{label}{amount}" in page


def test_goals_name_the_largest_projects(client, published):
    page = text(client)
    assert "一共 13 个项目，2,129.47 万元，定下 94 项绩效指标。金额最大的是：" in page
    assert "劳务派遣工资费用1,255.1958.946" in page


def test_the_outcome_is_said_to_be_open_until_it_is_published(client, published):
    assert "本年决算尚未公开；" in text(client)
    before = client.get(ADDRESS)["ETag"]
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    after = client.get(ADDRESS)
    assert after["ETag"] != before
    assert f'<a href="{ADDRESS}final/">决算</a>' in after.content.decode()
    page = text(client)
    assert "2023 年的决算已经公开：支出总计是预算的 100.00%。" in page
    assert "支出总计2,852.112,852.11100.00" in page
    assert "本年决算尚未公开" not in page


def test_final_accounts_without_their_budget_say_so(client, db):
    budget = make_budget(make_department("292", name="国家信访局"), 2024, Phase.FINAL)
    publish(edition=save(final_facts(), budget), by="测试")
    page = text(client, "/410796/292/2024/final/")
    assert "这个部门 2024 年决算的支出总计 22,066.59 万元，其中 7,494.06 万元结转到下年。" in page
    assert "支出中 24.01% 是项目支出" in page
    assert "本年预算没有在本站公开，决算的数字没有可以对照的计划。" in page
    assert "决算文件没有公布项目和绩效目标。" in page
    assert "没有公布项目。" not in page


def test_what_the_document_leaves_out_is_said(client, published):
    page = text(client)
    assert "没有印出预算02表（部门收入总体情况表）；它的数字本站由其他表推出。" in page
    assert "没有印出预算07表（支出经济分类汇总表）；它的一部分数字本站由其他表推出。" in page
    assert "没有公布项目。" not in page


def test_some_of_the_projects_are_not_taken_for_all(client, publish_twin):
    publish_twin(without=(ProjectFunding,))
    page = text(client, f"/{ELSEWHERE}/104/2023/")
    assert "支出中 74.66% 是项目支出，其余维持机构运转和人员工资；文件列出了 13 个项目。" in page
    assert "没有读到各个项目的金额。" in page


def test_a_document_without_projects_and_targets_says_so(client, publish_twin):
    publish_twin(without=(Project, ProjectFunding, PerformanceIndicator, PerformanceGoal))
    page = text(client, f"/{ELSEWHERE}/104/2023/")
    assert "项目上" not in page
    assert "支出中 74.66% 是项目支出，其余维持机构运转和人员工资。" in page


def test_last_year_is_compared_where_the_text_says_nothing(client, publish_twin):
    publish_twin(2022)
    publish_twin(2023, without=(StatedFigure,))
    assert "计划支出 2,852.11 万元，比上年公开的数字没有变化。" in text(client, f"/{ELSEWHERE}/104/2023/")


def test_a_superseded_edition_keeps_its_own_figures(client, publish_twin):
    first = publish_twin(2023)
    edition = Edition.objects.get(publication=first) if not isinstance(first, Edition) else first
    second = make_edition(edition.budget, origin=EditionOrigin.TRANSCRIBED)
    publish_prepared(second, reason="更正金额")
    assert "2,852.11" in text(client, f"/{ELSEWHERE}/104/2023/editions/1/")
    assert "文件里没有读到支出总计。" in text(client, f"/{ELSEWHERE}/104/2023/")


def test_a_withdrawn_outcome_is_open_again(client, published):
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    final = Edition.objects.get(budget__phase=Phase.FINAL)
    Edition.objects.filter(pk=final.pk).update(status=EditionStatus.WITHDRAWN)
    assert PublishedAmount.objects.filter(edition=final).exists()
    assert "本年决算尚未公开；" in text(client)


def test_the_context_is_made_of_the_facts_alone(published):
    context = compose(Facts(Edition.objects.with_names().get(pk=published.pk)))
    assert [one.label for one in context["figures"]] == ["支出总计", "基本支出", "项目支出", "“三公”经费"]
    assert len(context["tables"]) == 12
    assert context["goals"].count == 13
