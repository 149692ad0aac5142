"""R14: a stated change and its percentage follow from the figures named; what cannot be told is left alone."""

from decimal import Decimal

import pytest

from budgets.checks.finding import Comparison, Fault, Unchecked
from budgets.checks.run import RULES
from budgets.models import FunctionExpenditure, RevenueLine
from budgets.vocabulary import Fund, Nature, Phase
from tests.checks.texts import evidence, facts_with, faults, section
from tests.make import make_budget, make_edition

FINAL = Phase.FINAL


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2025年当年预算执行数为43269.3万元，2026年预算安排3845.49万元，比2025年预算执行数增加17.62%。",
            "应为减少 91.11%",
        ),
        ("2025年预算执行数为77.99万元，2026年预算安排91.97万元，比2025年预算执行数增加17.66%。", "应为增加 17.93%"),
        ("机关运行经费支出6049.97万元，与上年相比减少392.92万元，减少5.95%。", "应为减少 6.10%"),
        ("收、支总计22066.59万元，与2025年相比，收、支总计各增加5834.37万元，增长35.74%。", "应为增加 35.94%"),
        ("培训费109.6万元，较上年增加89.06万元（81.26%）。", "应为增加 433.59%"),
        ("公务接待费8万元，比上年减少2万元，增长20%。", "方向相反"),
        ("“三公”经费6.51万元，较上年减少1.49万元，增加的主要原因是压缩经费。", "前面说减少，后面却说“增加”"),
        ("政府性基金支出0万元，比2025年预算增加1421.25万元。", "增加额大于本年金额"),
        ("2026年预算数为7.61万元，2025年预算数为9.23万元，和2025年相比预算减少1.26万元。", "与所列两年金额之差不符"),
        ("2025年执行数为15.00万元，2026年预算安排16.00万元，比2025年预算执行数持平。", "两年金额不同，却说没有变化"),
    ],
)
def test_a_change_that_does_not_follow_is_found(text, said):
    (message,) = faults("R14", text)
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        # 109.77 over 2852.11 − 109.77 is 4.0028 %.
        "收入总计2852.11万元，与2025年预算相比，收入增加109.77万元，增长4.00%。",
        "2025年当年预算执行数为1690.69万元，2026年预算安排1672.67万元，比2025年预算执行数减少1.07%。",
        # −2.216 %, cut off instead of rounded.
        "2025年执行数为59.11万元，2026年预算安排57.8万元，比2025年预算执行数减少2.21%。",
        # A new item grows by no percentage that means anything.
        "2025年预算执行数为0万元，2026年预算安排60.13万元，比2025年预算执行数增加100.00%。",
        "公务用车购置费0万元，比上年增加0万元，增长0%，主要原因是与上年持平。",
        # The change is that of the whole, not of the part named last.
        "收入4,203.47万元，其中：拨款4,005.29万元、余额98.18万元、其他收入100.00万元，"
        "较上年增加142.30万元，增长3.50%，增长的主要原因是：余额增多。",
        # The change behind the bracket is that of the sum before it.
        "公务用车购置及运行费2.5万元（公务用车购置费0万元，比上年增加0万元；公务用车运行费2.5万元，"
        "比上年减少1万元。）比上年减少1万元，下降28.6%。",
        "2026年预算数为7.61万元，2025年预算数为9.23万元，和2025年相比预算减少1.62万元。",
        "2025年执行数为15.00万元，2026年预算安排15.00万元，比2025年预算执行数持平。",
        "收入5876.67万元，比上年执行数增加48.92万元，增长0.8%，与上年基本持平。",
        # Of what the last change is said the text does not tell.
        "基本支出10万元，主要是人员增加。其中，社会捐赠减少5万元，下降20%。",
    ],
)
def test_a_change_that_follows_or_cannot_be_told_is_not(text):
    assert faults("R14", text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("支出年初预算为590.53万元，支出决算为4.7万元，完成年初预算的8.0%。", "应为 0.80%"),
        ("年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，完成年初预算的95.89%。", "算不出完成的比例"),
        ("年初预算为10万元，支出决算为8万元，完成年初预算的80%。决算数大于预算数的主要原因是追加预算。", "不符"),
    ],
)
def test_what_was_carried_out_follows_from_budget_and_final_amount(text, said):
    (message,) = faults("R14", text, phase=FINAL)
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "年初预算为15068.55万元，支出决算为13733.8万元，完成年初预算的91.14%。",
        "支出决算为0.16万元，完成预算0万元的0%。",
        "全年预算为52.00万元，支出决算为51.32万元，完成全年预算数的98.69%。决算数小于全年预算数的主要原因是人员变动。",
    ],
)
def test_a_sound_final_account_is_not_reported(text):
    assert faults("R14", text, phase=FINAL) == []


def test_a_finding_names_page_and_sentence():
    found = evidence("R14", facts_with(*section("培训费109.6万元，较上年增加89.06万元（81.26%）。")))
    (fault,) = [piece for piece in found if isinstance(piece, Fault)]
    assert fault.place == "page 9"
    assert fault.message.startswith("“培训费109.6万元，较上年增加89.06万元（81.26%）。”")
    assert fault.message.endswith("。")


def test_without_last_year_the_rule_says_so():
    found = evidence("R14", facts_with(*section("收入合计100万元。")))
    reasons = [piece.reason for piece in found if isinstance(piece, Unchecked)]
    assert "系统中没有上一年度公开的同类预算，文字所说的增减只能按文中的数字核对。" in reasons


def balanced(edition, amount):
    """Give an edition as much revenue as spending."""
    values = {"fund": Fund.GENERAL_PUBLIC_BUDGET, "amount": Decimal(amount), "edition": edition}
    return [
        RevenueLine(**values),
        FunctionExpenditure(code="2013201", name="行政运行", nature=Nature.WAGES, **values),
    ]


@pytest.mark.parametrize(("stated", "expected"), [("20", "200000.00"), ("30", "200000.00")])
def test_a_change_is_held_against_last_years_published_edition(db, stated, expected):
    last = make_edition(make_budget(year=2025))
    for line in balanced(last, "800000.00"):
        line.save()
    type(last).objects.filter(pk=last.pk).update(status="published")
    facts = facts_with(*section(f"收入合计100万元，比2025年预算增加{stated}万元。"))
    facts.edition.budget = make_budget(year=2026)
    for line in balanced(facts.edition, "1000000.00"):
        facts._rows.setdefault(type(line), []).append(line)
    (compared,) = [piece for piece in evidence("R14", facts) if isinstance(piece, Comparison)]
    assert (compared.expected, compared.found) == (Decimal(expected), Decimal(stated) * 10000)


def test_the_rule_is_in_the_list():
    assert {"R13", "R14", "R20", "R21"} <= {rule.code for rule in RULES}
