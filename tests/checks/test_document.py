"""On the published document every rule that can be checked holds, and the one that cannot says why."""

import pytest

from budgets.checks import RULES, check
from budgets.checks.run import blocking_findings, findings_of
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS, Outcome, Severity
from tests.published import facts_of, result_of, twin_facts

pytest_plugins = ["tests.published"]

CODES = ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R19"]
# How many figures each rule compares in the document; a rule that stops comparing holds as well.
COMPARED = {
    "R01": 2,
    "R02": 7,
    "R03": 56,
    "R04": 56,
    "R05": 15,
    "R06": 13,
    "R07": 5,
    "R08": 0,
    "R09": 6,
    "R10": 21,
    "R11": 41,
    "R12": 4,
    "R19": 13,
}


def test_the_rules_are_those_of_the_list():
    assert [rule.code for rule in RULES] == CODES
    assert all(rule.severity == Severity.ERROR for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_and_what_it_rests_on(rule):
    assert str(rule.title).strip()
    assert str(rule.statement).endswith("。")
    assert "《" in str(rule.basis) or "〔" in str(rule.basis)


@pytest.mark.parametrize("code", [code for code in CODES if code != "R08"])
def test_the_rule_holds(code, published):
    result = result_of(Facts(published), code)
    assert (result.outcome, list(result.findings)) == (Outcome.HOLDS, [])
    assert result.holds


def test_what_cannot_be_checked_says_why(published):
    result = result_of(Facts(published), "R08")
    assert result.outcome == Outcome.UNKNOWN
    assert list(result.reasons) == ["公布的文件没有印出预算07表。"]
    assert not result.holds


def test_each_rule_compares_all_it_can(published):
    assert {result.rule.code: result.compared for result in check(Facts(published))} == COMPARED


def test_a_document_just_read_is_checked_as_the_one_stored(published):
    read, stored = check(twin_facts()), check(Facts(published))
    assert [(one.rule.code, one.outcome, one.compared) for one in read] == [
        (one.rule.code, one.outcome, one.compared) for one in stored
    ]


def test_without_facts_nothing_holds_and_everything_says_why():
    results = check(facts_of())
    assert {result.outcome for result in results} == {Outcome.UNKNOWN}
    assert all(result.reasons for result in results)
    assert findings_of(results) == blocking_findings(facts_of()) == []


def test_every_outcome_has_a_chinese_label():
    assert {outcome: str(label) for outcome, label in OUTCOME_LABELS.items()} == {
        Outcome.HOLDS: "相符",
        Outcome.ROUNDING: "四舍五入后相符",
        Outcome.FAILS: "不符",
        Outcome.UNKNOWN: "无从核对",
    }
