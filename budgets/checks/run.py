"""The list of rules, and running them on an edition."""

from django.utils.translation import gettext_lazy as _

from budgets.checks.books import Books
from budgets.checks.classes import basic_expenditure_agrees, economic_summary_agrees, three_public_adds_up
from budgets.checks.completeness import everything_is_there, published_in_time
from budgets.checks.finding import Comparison, Fault, Finding, Passed, Result, Rule, judge
from budgets.checks.indicators import indicators_are_sound
from budgets.checks.kinds import (
    APPROPRIATION,
    BASIC_EXPENDITURE,
    DEPARTMENT_PERFORMANCE,
    ECONOMIC_EXPENDITURE,
    EXPENDITURE,
    GENERAL_PUBLIC_BUDGET,
    GOVERNMENT_MANAGED_FUNDS,
    PROJECT_PERFORMANCE,
    PROJECTS,
    REVENUE,
    REVENUE_AND_EXPENDITURE,
    STATE_CAPITAL,
    THREE_PUBLIC,
)
from budgets.checks.names import names_are_official
from budgets.checks.projects import codes_are_plausible, indicators_agree, projects_agree
from budgets.checks.text.agreement import figures_agree
from budgets.checks.text.changes import changes_follow
from budgets.checks.text.finish import text_is_finished
from budgets.checks.text.running_costs import running_costs_agree
from budgets.checks.totals import (
    categories_agree,
    columns_add_up,
    funds_stay_within,
    performance_money_agrees,
    revenue_adds_up,
    revenue_equals_expenditure,
    rows_add_up,
)
from budgets.tables import Facts
from budgets.vocabulary import Severity

BUDGET_LAW = _("《预算法》第三十二条；《预算法实施条例》第六条")
DISCLOSURE = _("财预〔2016〕143号")
CLASSIFICATION = _("《预算法》第三十二条；《政府收支分类科目》")
COMPLETE = _("《预算法》第十四条、第四十六条；财预〔2016〕143号")
IN_TIME = _("《预算法》第十四条")


def _error(code: str, title: object, statement: object, basis: object, examine: object, *kinds: str) -> Rule:
    """Declare a rule whose breach is an error."""
    return Rule(code, title, statement, Severity.ERROR, basis, examine, kinds)  # type: ignore[arg-type]


def _warning(code: str, title: object, statement: object, basis: object, examine: object, *kinds: str) -> Rule:
    """Declare a rule whose breach is a warning."""
    return Rule(code, title, statement, Severity.WARNING, basis, examine, kinds)  # type: ignore[arg-type]


# Statements name tables by what they are: their numbers differ from form to form.
RULES: tuple[Rule, ...] = (
    _error(
        "R01",
        _("收支相等"),
        _("收入总计等于支出总计。"),
        BUDGET_LAW,
        revenue_equals_expenditure,
        REVENUE_AND_EXPENDITURE,
    ),
    _error(
        "R02",
        _("收入合计"),
        _("收入合计等于各来源之和，总计等于本年加结转。"),
        BUDGET_LAW,
        revenue_adds_up,
        REVENUE_AND_EXPENDITURE,
        REVENUE,
        APPROPRIATION,
    ),
    _error("R03", _("逐行相加"), _("每行合计等于基本支出加项目支出，小计等于分项之和。"), BUDGET_LAW, rows_add_up),
    _error("R04", _("逐列相加"), _("每列合计等于各行之和。"), BUDGET_LAW, columns_add_up),
    _error(
        "R05",
        _("按类一致"),
        _("收支总表和财政拨款收支总表的各类支出，等于各张支出表中同类支出之和。"),
        BUDGET_LAW,
        categories_agree,
        REVENUE_AND_EXPENDITURE,
        APPROPRIATION,
        EXPENDITURE,
        GENERAL_PUBLIC_BUDGET,
        GOVERNMENT_MANAGED_FUNDS,
        STATE_CAPITAL,
    ),
    _error(
        "R06",
        _("资金不超总额"),
        _("一般公共预算、政府性基金等各项资金的支出之和，不超过支出总表的全部支出。"),
        BUDGET_LAW,
        funds_stay_within,
        EXPENDITURE,
        GENERAL_PUBLIC_BUDGET,
        GOVERNMENT_MANAGED_FUNDS,
        STATE_CAPITAL,
    ),
    _error(
        "R07",
        _("基本支出一致"),
        _("按经济分类列出的基本支出，等于一般公共预算支出表中的基本支出，各类分别相等。"),
        BUDGET_LAW,
        basic_expenditure_agrees,
        BASIC_EXPENDITURE,
        GENERAL_PUBLIC_BUDGET,
    ),
    _error(
        "R08",
        _("经济分类一致"),
        _("支出经济分类汇总表的总计等于支出总表的合计，其中的基本支出与基本支出表相符。"),
        BUDGET_LAW,
        economic_summary_agrees,
        ECONOMIC_EXPENDITURE,
        EXPENDITURE,
        BASIC_EXPENDITURE,
    ),
    _error(
        "R09",
        _("“三公”经费"),
        _("“三公”经费的合计等于各项之和，且不小于基本支出表中的同类支出。"),
        DISCLOSURE,
        three_public_adds_up,
        THREE_PUBLIC,
        BASIC_EXPENDITURE,
    ),
    _error(
        "R10",
        _("项目一致"),
        _("项目支出表按类型、按资金，分别等于各张支出表的项目支出。"),
        BUDGET_LAW,
        projects_agree,
        PROJECTS,
        EXPENDITURE,
        GENERAL_PUBLIC_BUDGET,
        GOVERNMENT_MANAGED_FUNDS,
        STATE_CAPITAL,
    ),
    _error(
        "R11",
        _("绩效对应项目"),
        _("项目绩效目标表与项目支出表的项目和金额相同，每个项目四类指标俱全。"),
        BUDGET_LAW,
        indicators_agree,
        PROJECT_PERFORMANCE,
        PROJECTS,
    ),
    _error(
        "R12",
        _("整体绩效金额"),
        _("部门整体绩效目标表的总额、来源和结构，等于收支总表、收入总表和支出总表。"),
        BUDGET_LAW,
        performance_money_agrees,
        DEPARTMENT_PERFORMANCE,
        REVENUE_AND_EXPENDITURE,
        REVENUE,
        EXPENDITURE,
    ),
    _error(
        "R13", _("文字与表一致"), _("文字中的数字与表相符，前后一致，占比相加为百分之百。"), BUDGET_LAW, figures_agree
    ),
    _error("R14", _("增减可算"), _("文字所说的增减额和幅度可由所列数字算出。"), BUDGET_LAW, changes_follow),
    _warning(
        "R15",
        _("科目名实相符"),
        _("科目编码存在，名称与编码相符，部门与政府经济科目对应，一个单位只用一类政府经济科目。"),
        CLASSIFICATION,
        names_are_official,
    ),
    _warning(
        "R16",
        _("指标可以衡量"),
        _("成本指标不高于项目资金，指标值是可以比较的数值或明确的文字。"),
        BUDGET_LAW,
        indicators_are_sound,
        PROJECT_PERFORMANCE,
        PROJECTS,
    ),
    _error(
        "R17",
        _("公开完整"),
        _("各表和各项说明齐全，空表有说明，功能科目到项，经济科目到款。"),
        COMPLETE,
        everything_is_there,
    ),
    _warning("R18", _("公开及时"), _("在批复后二十日内公开。"), IN_TIME, published_in_time),
    _error(
        "R19",
        _("编码可信"),
        _("项目编码不重复，区划和年度相称，单位属于本部门。"),
        DISCLOSURE,
        codes_are_plausible,
        PROJECTS,
    ),
    _warning(
        "R20",
        _("机关运行经费"),
        _("行政单位的机关运行经费等于基本支出中的公用经费。"),
        DISCLOSURE,
        running_costs_agree,
        BASIC_EXPENDITURE,
    ),
    _warning(
        "R21", _("文字完整"), _("文字没有断句、空缺和写错的年份，科目名称与表相同。"), DISCLOSURE, text_is_finished
    ),
)


def check(facts: Facts) -> list[Result]:
    """Run every rule on an edition's facts; documents printed elsewhere are granted the rounding of their addends."""
    books = Books(facts)
    rounds = facts.edition.is_transcribed
    return [judge(rule, rule.examine(books), rounds=rounds) for rule in RULES]


def comparisons_of(rule: Rule, facts: Facts) -> list[Comparison | Fault | Passed]:
    """Return everything that a rule sets side by side or asks in an edition, also what holds, in its order."""
    return [piece for piece in rule.examine(Books(facts)) if isinstance(piece, (Comparison, Fault, Passed))]


def findings_of(results: list[Result]) -> list[Finding]:
    """Return all findings, errors first."""
    found = [finding for result in results for finding in result.findings]
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)


def blocking_findings(facts: Facts) -> list[Finding]:
    """Return the errors that keep a prepared edition from being published."""
    return [finding for finding in findings_of(check(facts)) if finding.severity == Severity.ERROR]
