"""The four outcomes: what a comparison says, and what becomes of a rule."""

from decimal import Decimal

import pytest

from budgets.checks.finding import Comparison, Fault, Passed, Rule, Unchecked, judge
from budgets.vocabulary import Outcome, Severity

HOLDS, ROUNDING, FAILS, UNKNOWN = Outcome.HOLDS, Outcome.ROUNDING, Outcome.FAILS, Outcome.UNKNOWN


def rule(*evidence):
    return Rule("R99", "试验", "应当相等。", Severity.ERROR, "《预算法》", lambda books: evidence)


def compare(found, expected="1000000.00", **options):
    return Comparison(expected=Decimal(expected), found=Decimal(found), subject="合计", **options)


def outcome(*evidence, rounds=True):
    return judge(rule(), evidence, rounds=rounds).outcome


# 0.005 万元, which is 50 yuan, for each addend and one for the total.
@pytest.mark.parametrize(
    ("addends", "difference", "expected"),
    [
        (1, "0.00", HOLDS),
        (1, "100.00", ROUNDING),
        (1, "-100.00", ROUNDING),
        (1, "100.01", FAILS),
        (9, "500.00", ROUNDING),
        (9, "-500.01", FAILS),
    ],
)
def test_a_document_may_differ_by_the_rounding_of_its_addends(addends, difference, expected):
    piece = compare(Decimal("1000000.00") + Decimal(difference), addends=addends)
    assert piece.outcome(rounds=True) == expected
    assert piece.outcome(rounds=False) == (HOLDS if expected == HOLDS else FAILS)


@pytest.mark.parametrize(("found", "expected"), [("0.00", HOLDS), ("1000100.00", ROUNDING), ("1000100.01", FAILS)])
def test_a_part_may_be_anything_up_to_its_whole(found, expected):
    assert compare(found, at_most=True).outcome(rounds=True) == expected


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ((), UNKNOWN),
        ((Unchecked("缺"),), UNKNOWN),
        ((Passed(), Unchecked("缺")), HOLDS),
        ((compare("1000000.00"), compare("1000100.00")), ROUNDING),
        ((compare("1000100.00"), compare("2000000.00")), FAILS),
        ((Passed(), Fault("错")), FAILS),
    ],
)
def test_a_rule_is_as_good_as_its_worst_comparison(evidence, expected):
    result = judge(rule(), evidence, rounds=True)
    assert result.outcome == expected
    assert result.holds == (expected in (HOLDS, ROUNDING))


def test_reasons_are_said_once():
    result = judge(rule(), [Unchecked("缺表"), Unchecked("缺数"), Unchecked("缺表")], rounds=True)
    assert (result.compared, list(result.reasons)) == (0, ["缺表", "缺数"])


def test_a_fault_weighs_as_its_rule_unless_it_says_otherwise():
    findings = judge(rule(), [Fault("错"), Fault("轻", severity=Severity.WARNING)], rounds=False).findings
    assert [(one.message, one.severity) for one in findings] == [("错", Severity.ERROR), ("轻", Severity.WARNING)]
    assert findings[0].difference is None


def test_a_finding_rests_on_what_its_rule_rests_on():
    (finding,) = judge(rule(), [compare("5.00", expected="3.00")], rounds=False).findings
    assert (finding.rule, finding.basis, finding.difference) == ("R99", "《预算法》", Decimal("2.00"))


@pytest.mark.parametrize(
    ("expected", "found", "sentence"),
    [
        ("28521100.00", "28421100.00", "合计为 2,842.11 万元，按分项应为 2,852.11 万元，相差 10.00 万元。"),
        ("10000.00", "10000.01", "合计为 1.000001 万元，按分项应为 1.00 万元，相差 0.000001 万元。"),
        ("0.00", "-50000.00", "合计为 -5.00 万元，按分项应为 0.00 万元，相差 5.00 万元。"),
    ],
)
def test_a_sentence_names_both_figures_as_exactly_as_it_must(expected, found, sentence):
    (finding,) = judge(rule(), [compare(found, expected=expected)], rounds=False).findings
    assert finding.message == sentence
