"""Charts: each says one thing, and is drawn from a filled table or a summary, never from a second computation."""

from budgets.charts.chart import Chart, ChartKind, Flow, Point, Series
from budgets.charts.slices import Slice, income_slices, revenue_and_expenditure, slices

__all__ = [
    "Chart",
    "ChartKind",
    "Flow",
    "Point",
    "Series",
    "Slice",
    "income_slices",
    "revenue_and_expenditure",
    "slices",
]
