"""All entry sheets, in the order in which they are filled in."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from budgets.entry.economic import BasicEconomicSheet, ProjectEconomicSheet
from budgets.entry.functions import FunctionSheet
from budgets.entry.matters import CarryForwardSheet, DepartmentIndicatorSheet, GoalSheet, TaskSheet, ThreePublicSheet
from budgets.entry.projects import IndicatorSheet, ProjectSheet
from budgets.entry.revenue import RevenueSheet
from budgets.entry.sheet import EntrySheet
from budgets.entry.texts import ApprovedSheet, GlossarySheet, NoteSheet, TextSheet
from budgets.vocabulary import Fund

FUNCTION_HELP = _("每个科目、每项资金一行，填六类支出；小计和合计由系统相加。05、09 表是本表中各自资金的那些行。")
NARROWED_HELP = _("这里是支出总表中属于本项资金的行，在哪一页填都一样，不用填两遍。")

SHEETS: tuple[EntrySheet, ...] = (
    ApprovedSheet(),
    RevenueSheet(),
    CarryForwardSheet(),
    FunctionSheet("function_expenditure", _("部门支出总体情况表"), 3, help=FUNCTION_HELP),
    FunctionSheet(
        "general_public_budget",
        _("一般公共预算支出情况表"),
        5,
        Fund.GENERAL_PUBLIC_BUDGET.value,
        help=NARROWED_HELP,
    ),
    FunctionSheet(
        "government_managed_funds",
        _("政府性基金预算支出情况表"),
        9,
        Fund.GOVERNMENT_MANAGED_FUNDS.value,
        help=NARROWED_HELP,
    ),
    BasicEconomicSheet(),
    ProjectEconomicSheet(),
    ThreePublicSheet(),
    ProjectSheet(),
    IndicatorSheet(),
    GoalSheet(),
    TaskSheet(),
    DepartmentIndicatorSheet(),
    TextSheet(),
    GlossarySheet(),
    NoteSheet(),
)
BY_KEY: Mapping[str, EntrySheet] = {sheet.key: sheet for sheet in SHEETS}
# Where the figures of a table are typed; of several sheets that show a table it is the first that is said here.
ENTERED_IN: Mapping[int, str] = {
    1: "revenue",
    2: "revenue",
    3: "function_expenditure",
    4: "revenue",
    5: "general_public_budget",
    6: "basic_economic",
    7: "project_economic",
    8: "three_public",
    9: "government_managed_funds",
    10: "projects",
    11: "performance_goal",
    12: "indicators",
}
