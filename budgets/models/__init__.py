"""The facts of published budgets, and who they belong to."""

from budgets.models.budget import Budget, Edition, EditionQuerySet, Publication
from budgets.models.classification import EconomicCode, EconomicPair, FunctionCode, RevenueCode
from budgets.models.declared import DeclaredAmount, StatedFigure
from budgets.models.expenditure import EconomicExpenditure, FunctionExpenditure, ThreePublicExpense
from budgets.models.narrative import GlossaryTerm, Narrative, TableNote
from budgets.models.performance import DepartmentIndicator, PerformanceGoal, PerformanceTask
from budgets.models.project import PerformanceIndicator, Project, ProjectFunding
from budgets.models.region import Department, Region
from budgets.models.revenue import CarryForward, RevenueLine
from budgets.models.source import SourceDocument, SourceTable

__all__ = [
    "Budget",
    "CarryForward",
    "DeclaredAmount",
    "Department",
    "DepartmentIndicator",
    "EconomicCode",
    "EconomicExpenditure",
    "EconomicPair",
    "Edition",
    "EditionQuerySet",
    "FunctionCode",
    "FunctionExpenditure",
    "GlossaryTerm",
    "Narrative",
    "PerformanceGoal",
    "PerformanceIndicator",
    "PerformanceTask",
    "Project",
    "ProjectFunding",
    "Publication",
    "Region",
    "RevenueCode",
    "RevenueLine",
    "SourceDocument",
    "SourceTable",
    "StatedFigure",
    "TableNote",
    "ThreePublicExpense",
]
