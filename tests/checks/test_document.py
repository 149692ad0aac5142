"""On the published document every rule holds but for the defects that it has; what cannot be checked says why."""

import pytest

from budgets.checks import RULES, check
from budgets.checks.run import blocking_findings, findings_of
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS, EditionOrigin, Outcome, Severity
from tests.published import facts_of, result_of, twin_facts

pytest_plugins = ["tests.published"]

CODES = [f"R{number:02}" for number in range(1, 22)]
WARNINGS = {"R15", "R16", "R18", "R20", "R21"}
# Those that the document cannot answer, and those that find what is wrong with it.
UNKNOWN, FAILING = {"R08", "R18"}, {"R15", "R17"}
# The rules that hold the text have tests of their own.
OF_TEXT = {"R13", "R14", "R20", "R21"}
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
    "R15": 45,
    "R16": 138,
    "R17": 2,
    "R18": 0,
    "R19": 13,
}


def test_the_rules_are_those_of_the_list():
    assert [rule.code for rule in RULES] == CODES
    assert {rule.code for rule in RULES if rule.severity == Severity.WARNING} == WARNINGS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_and_what_it_rests_on(rule):
    assert str(rule.title).strip()
    assert str(rule.statement).endswith("。")
    assert "《" in str(rule.basis) or "〔" in str(rule.basis)


@pytest.mark.parametrize("code", [code for code in CODES if code not in UNKNOWN | FAILING | OF_TEXT])
def test_the_rule_holds(code, published):
    result = result_of(Facts(published), code)
    assert (result.outcome, list(result.findings)) == (Outcome.HOLDS, [])
    assert result.holds


def test_what_cannot_be_checked_says_why(published):
    results = {code: result_of(Facts(published), code) for code in UNKNOWN}
    assert {result.outcome for result in results.values()} == {Outcome.UNKNOWN}
    assert list(results["R08"].reasons) == ["公布的文件没有印出预算07表。"]
    assert list(results["R18"].reasons) == ["没有批复日期。"]
    assert not any(result.holds for result in results.values())


def test_one_unit_is_paid_as_two_kinds_of_body(published):
    (finding,) = result_of(Facts(published), "R15").findings
    assert (finding.severity, finding.table, finding.row, finding.place) == (
        Severity.WARNING,
        6,
        "30217-50206",
        "line 302",
    )
    assert finding.message == (
        "本部门的政府经济科目既有机关的（30217—50206、30201—50201、30299—50299 等 5 项），"
        "又有事业单位的（30101—50501、30113—50501、30103—50501 等 7 项），一个单位应只用其中一种。"
    )


def test_two_tables_are_not_published(published):
    findings = result_of(Facts(published), "R17").findings
    assert [(one.severity, one.table, one.message) for one in findings] == [
        (Severity.WARNING, 2, "没有预算02表（部门收入总体情况表）。"),
        (Severity.WARNING, 7, "没有预算07表（支出经济分类汇总表）。"),
    ]


def test_each_rule_compares_all_it_can(published):
    compared = {result.rule.code: result.compared for result in check(Facts(published))}
    assert {code: count for code, count in compared.items() if code not in OF_TEXT} == COMPARED


def test_a_document_just_read_is_checked_as_the_one_stored(published):
    read, stored = check(twin_facts()), check(Facts(published))
    assert [(one.rule.code, one.outcome, one.compared) for one in read] == [
        (one.rule.code, one.outcome, one.compared) for one in stored
    ]


def test_without_facts_nothing_holds_and_everything_says_why():
    read = facts_of(origin=EditionOrigin.TRANSCRIBED)
    results = check(read)
    assert {result.outcome for result in results} == {Outcome.UNKNOWN}
    assert all(result.reasons for result in results)
    assert findings_of(results) == blocking_findings(read) == []


def test_nothing_is_not_handed_on():
    (finding,) = blocking_findings(facts_of())
    assert (finding.rule, finding.message) == ("R17", "还没有数据。")


def test_every_outcome_has_a_chinese_label():
    assert {outcome: str(label) for outcome, label in OUTCOME_LABELS.items()} == {
        Outcome.HOLDS: "相符",
        Outcome.ROUNDING: "四舍五入后相符",
        Outcome.FAILS: "不符",
        Outcome.UNKNOWN: "无从核对",
    }
