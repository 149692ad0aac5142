"""Charts: each says one thing, and is drawn from a filled table or a summary, never from a second computation."""

from budgets.charts.chart import Chart, ChartKind, Flow, Point, Series
from budgets.charts.flows import money_flow, money_sources, money_uses
from budgets.charts.functions import functions_chart
from budgets.charts.natures import natures_chart
from budgets.charts.slices import Slice, hundred, income_slices, revenue_and_expenditure, slices
from budgets.charts.targets import project_targets
from budgets.charts.years import YearFigures, three_public_chart, trend_chart

__all__ = [
    "Chart",
    "ChartKind",
    "Flow",
    "Point",
    "Series",
    "Slice",
    "YearFigures",
    "functions_chart",
    "hundred",
    "income_slices",
    "money_flow",
    "money_sources",
    "money_uses",
    "natures_chart",
    "project_targets",
    "revenue_and_expenditure",
    "slices",
    "three_public_chart",
    "trend_chart",
]
