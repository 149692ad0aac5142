"""The checks in public: every rule in words, what it found with the very cell, reasons given, and what it compared."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.checks import RULES
from budgets.checks.kinds import kind_label
from budgets.models import DeclaredAmount, FunctionExpenditure, Waiver
from budgets.pages.checks import MOST
from budgets.publishing import publish
from budgets.vocabulary import EditionOrigin
from tests.make import make_budget, make_department, make_edition, make_line, make_region, make_text, publish_prepared
from tests.pages.words import links, words
from tests.published import ADDRESS, ELSEWHERE, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

CHECKS = f"{ADDRESS}checks/"
OTHER = f"/{ELSEWHERE}/104/2023/checks/"


def test_the_page_says_in_words_what_became_of_the_rules(client, published):
    page = words(client.get(CHECKS))
    assert "本站用 21 条规则核对这份预算里的数字是否对得上。" in page
    assert "17 条相符；2 条不符，共 3 处；2 条因为公布的内容不够，无从核对。" in page
    assert (
        page.index("R15 科目名实相符 不符") < page.index("R08 经济分类一致 无从核对") < page.index("R01 收支相等 相符")
    )


def test_every_rule_has_its_statement_and_its_basis(client, published):
    page = words(client.get(CHECKS))
    for rule in RULES:
        assert f"{rule.code} {rule.title}" in page
        assert str(rule.statement) in page
        assert str(rule.basis) in page


@pytest.mark.parametrize(("outcome", "codes"), [("fails", {"R15", "R17"}), ("unknown", {"R08", "R18"})])
def test_one_outcome_can_be_looked_at_alone(outcome, codes, client, published):
    page = words(client.get(f"{CHECKS}?outcome={outcome}"))
    assert {rule.code for rule in RULES if f"{rule.code} {rule.title}" in page} == codes
    assert 'aria-current="page">' in client.get(f"{CHECKS}?outcome={outcome}").content.decode()


def test_an_outcome_that_nothing_has_says_so_and_one_that_is_none_shows_all(client, published):
    assert "没有这种结果的规则。" in words(client.get(f"{CHECKS}?outcome=rounding"))
    everything = words(client.get(CHECKS))
    assert words(client.get(f"{CHECKS}?outcome=nonsense")) == everything


def test_a_rule_names_the_tables_of_the_edition_and_those_it_lacks(client, published):
    page = words(client.get(f"{CHECKS}R05/"))
    assert "预算01表 部门收支总体情况表、预算04表 财政拨款收支总体情况表、预算03表" in page
    assert "本文件的表式中没有国有资本经营预算支出表" in page
    assert f"{ADDRESS}tables/4/" in links(client.get(f"{CHECKS}R05/"))


def test_statements_name_no_table_by_number():
    for rule in RULES:
        assert not any(digits in str(rule.statement) for digits in ("01", "03", "05", "06", "07", "10 表", "表0"))
        assert all(kind_label(kind) != kind for kind in rule.kinds)


def publish_twin(change):
    """Publish the twin of another region, changed beforehand."""
    edition = store_twin(region=ELSEWHERE)
    change(edition)
    publish(edition=edition, by="测试")
    return edition


def raise_total(edition):
    """Let table 03 print a total that is 1 万元 above its lines, more than rounding explains."""
    own = DeclaredAmount.objects.filter(edition=edition, table_number=3, row="total", column="total")
    assert own.update(amount=Decimal("28531100.00")) == 1


def test_a_finding_leads_to_its_cell_and_says_both_figures(client, db):
    publish_twin(raise_total)
    response = client.get(OTHER)
    page = words(response)
    assert "R04 逐列相加 不符" in page
    assert "相差 1.00 万元。 预算03表这一格 文件第 211 行 2,852.11 2,853.11 +1.00 万元" in page
    cell = f"/{ELSEWHERE}/104/2023/tables/3/cells/total/total/"
    assert cell in links(response)
    for address in links(response):
        if address.startswith(f"/{ELSEWHERE}/104/2023/tables/"):
            assert client.get(address).status_code == 200, address


def test_a_finding_about_a_table_leads_to_the_table(client, published):
    assert f"{ADDRESS}tables/2/" in links(client.get(f"{CHECKS}?outcome=fails"))
    assert "没有预算02表（部门收入总体情况表）。" in words(client.get(CHECKS))


def test_a_rule_s_page_lists_every_comparison_those_that_fail_first(client, db):
    publish_twin(raise_total)
    page = words(client.get(f"{OTHER}R04/"))
    assert "56 次" in page
    compared = page.split("逐次比较")[-1]
    assert compared.index("不符") < compared.index("相符")
    assert "预算03表“合计”行“合计” 文件第 211 行 2,852.11 2,853.11 +1.00 万元 不符" in compared
    assert "预算05表“合计”行“合计”" in compared


def test_a_rule_that_compared_nothing_says_why(client, published):
    page = words(client.get(f"{CHECKS}R08/"))
    assert "公布的文件没有印出预算07表。" in page
    assert "这条规则在这份文件里没有可以比较的数字。" in page


def test_questions_without_figures_are_counted(client, published):
    assert "另有 138 处不涉及金额的核对" in words(client.get(f"{CHECKS}R16/"))


def test_a_rule_that_is_none_is_not_found(client, published):
    for code in ("R00", "R99", "r05", "x"):
        assert client.get(f"{CHECKS}{code}/").status_code == 404


def prepare_warned(code, *waivers):
    """Publish a prepared budget with two warnings of R15 about names, and the reasons given for them."""
    edition = make_edition(make_budget(make_department(code, region=make_region(ELSEWHERE))))
    make_text(edition)
    make_line(edition, name="旧名称甲")
    make_line(edition, code="2013202", name="旧名称乙")
    assert edition.origin == EditionOrigin.PREPARED
    for finding, reason in waivers:
        Waiver.objects.create(edition=edition, rule="R15", finding=finding, reason=reason, granted_by="审核员")
    publish_prepared(edition)
    return f"/{ELSEWHERE}/{code}/2023/checks/"


def messages(client, address):
    """Return what R15 says of a budget."""
    return [str(one.finding.message) for one in client.get(f"{address}R15/").context["rule"].findings]


def test_a_reason_is_shown_with_what_it_excuses(client, db):
    first, second = messages(client, prepare_warned("104"))
    address = prepare_warned("105", (first, "沿用旧系统的名称。"))
    page = words(client.get(address))
    assert f"{first} 预算03表 部门的说明 沿用旧系统的名称。 审核人 审核员，" in page
    assert f"{second} 预算03表 部门的说明" not in page
    assert "共 2 处，其中 1 处部门已说明理由" in page
    assert "不符，已说明理由" not in page


def test_a_reason_for_the_whole_rule_explains_all_of_it(client, db):
    address = prepare_warned("104", ("", "科目调整期间沿用旧名称。"))
    page = words(client.get(address))
    assert page.count("科目调整期间沿用旧名称。") == 1
    assert "R15 科目名实相符 不符，已说明理由" in page
    assert "共 2 处，其中 2 处部门已说明理由" in page


def test_a_reason_beside_a_transcribed_document_is_shown_and_settles_nothing(client, db):
    def explain(edition):
        Waiver.objects.create(edition=edition, rule="R15", reason="说明在此。", granted_by="审核员")

    publish_twin(explain)
    page = words(client.get(OTHER))
    assert "说明在此。" in page
    assert "已说明理由" not in page


def test_many_findings_are_shown_on_the_rule_s_own_page(client, db):
    def spoil(edition):
        FunctionExpenditure.objects.filter(edition=edition).update(name="旧名称")

    publish_twin(spoil)
    page = client.get(OTHER)
    rule = next(one for _outcome, _label, rules in page.context["groups"] for one in rules if one.further)
    code = rule.result.rule.code
    assert f"还有 {len(rule.findings) - MOST} 处，查看 {code} 的全部问题" in words(page)
    assert len(client.get(f"{OTHER}{code}/").context["rule"].findings) == len(rule.findings) > MOST


def test_final_accounts_have_their_checks_too(client, db):
    publish(edition=store_twin(region=ELSEWHERE, phase="final"), by="测试")
    page = words(client.get(f"/{ELSEWHERE}/104/2023/final/checks/"))
    assert "核对这份决算里的数字" in page


def test_reasons_cost_one_question_however_many(client, published):
    def queries(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    one = prepare_warned("104", ("", "一个理由。"))
    many = prepare_warned("105", *((f"问题{number}", "理由。") for number in range(20)))
    assert queries(one) == queries(many)
