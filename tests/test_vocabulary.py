"""The words of the field: each declared once, in English and in Chinese, and what belongs to what."""

import inspect
import re

import pytest
from django.db.models import Choices

from budgets import vocabulary
from budgets.parts import FUND_PARTS, NATURE_PARTS, belongs_to_fund, belongs_to_nature
from budgets.vocabulary import OUTCOME_LABELS, SEVERITY_LABELS, Fund, Nature, Outcome, ProjectKind, Severity

ENUMERATIONS = [
    one for _name, one in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(one, Choices) and list(one)
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TREES = [pytest.param(FUND_PARTS, Fund, id="funds"), pytest.param(NATURE_PARTS, Nature, id="natures")]


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda one: one.__name__)
def test_every_word_has_a_label_of_its_own(enumeration):
    labels = [str(label) for label in enumeration.labels]

    assert len(set(labels)) == len(labels)
    assert all(CHINESE.search(label) or label in "≥≤＞＜=" for label in labels)


@pytest.mark.parametrize("enumeration", ENUMERATIONS, ids=lambda one: one.__name__)
def test_a_stored_value_is_its_english_name_in_lower_case(enumeration):
    texts = [one for one in enumeration if isinstance(one.value, str)]

    assert all(one.value == one.name.lower() for one in texts)


def test_outcomes_and_severities_have_labels():
    assert set(OUTCOME_LABELS) == set(Outcome)
    assert set(SEVERITY_LABELS) == set(Severity)


def test_kinds_of_project_are_natures_of_spending():
    assert {str(kind.label) for kind in ProjectKind} == {"其他运转类", "特定目标类"}
    assert all(belongs_to_nature(kind.value, Nature.PROJECT_EXPENDITURE) for kind in ProjectKind)


@pytest.mark.parametrize(("parts", "words"), TREES)
def test_no_word_belongs_to_two_others(parts, words):
    below = [part for whole in parts.values() for part in whole]

    assert len(below) == len(set(below))
    assert set(below) < set(words)


@pytest.mark.parametrize(("parts", "words"), TREES)
def test_all_words_belong_to_the_one_on_top(parts, words):
    top = next(iter(words))
    below = [part for whole in parts.values() for part in whole]

    assert top not in below
    assert set(below) | {top} == set(words)


@pytest.mark.parametrize(
    ("fund", "wanted", "belongs"),
    [
        (Fund.FISCAL_APPROPRIATION, Fund.GENERAL_PUBLIC_BUDGET, True),
        (Fund.FISCAL_APPROPRIATION, Fund.FISCAL_APPROPRIATION, True),
        (Fund.OPERATIONAL, Fund.UNIT_FUNDS, True),
        (Fund.OPERATIONAL, Fund.ALL_FUNDS, True),
        (Fund.OPERATIONAL, Fund.GENERAL_PUBLIC_BUDGET, False),
        (Fund.STATE_CAPITAL_OPERATIONS, Fund.GOVERNMENT_BUDGET_FUNDS, True),
        (Fund.SPECIAL_ACCOUNT_FUNDS, Fund.GOVERNMENT_BUDGET_FUNDS, False),
        (Fund.ALL_FUNDS, Fund.FISCAL_APPROPRIATION, None),
        (Fund.GENERAL_PUBLIC_BUDGET, Fund.FISCAL_APPROPRIATION, None),
    ],
)
def test_money_of_a_fund_is_money_of_what_contains_it(fund, wanted, belongs):
    """A coarser fund cannot be told to be money of a finer one."""
    assert belongs_to_fund(fund, wanted) is belongs


@pytest.mark.parametrize(
    ("nature", "wanted", "belongs"),
    [
        (Nature.WAGES, Nature.PERSONNEL, True),
        (Nature.HOUSEHOLD_SUBSIDIES, Nature.BASIC_EXPENDITURE, True),
        (Nature.CAPITAL, Nature.OPERATING, True),
        (Nature.CAPITAL, Nature.PERSONNEL, False),
        (Nature.SPECIFIC_PURPOSE, Nature.PROJECT_EXPENDITURE, True),
        (Nature.SPECIFIC_PURPOSE, Nature.BASIC_EXPENDITURE, False),
        (Nature.PERSONNEL, Nature.WAGES, None),
        (Nature.ALL_NATURES, Nature.TO_SUPERIOR, None),
        (Nature.BASIC_EXPENDITURE, Nature.SPECIFIC_PURPOSE, False),
    ],
)
def test_spending_of_a_nature_is_spending_of_what_contains_it(nature, wanted, belongs):
    assert belongs_to_nature(nature, wanted) is belongs
