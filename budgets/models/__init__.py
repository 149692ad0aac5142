"""The facts of published budgets, and who they belong to."""

from budgets.models.budget import Budget, Edition, EditionQuerySet, Publication
from budgets.models.classification import EconomicCode, EconomicPair, FunctionCode, RevenueCode
from budgets.models.declared import DeclaredAmount, StatedFigure
from budgets.models.expenditure import EconomicExpenditure, FunctionExpenditure, ThreePublicExpense
from budgets.models.inquiry import DisclosureRequest, ErrorReport
from budgets.models.narrative import GlossaryTerm, Narrative, TableNote
from budgets.models.performance import DepartmentIndicator, PerformanceGoal, PerformanceTask
from budgets.models.project import PerformanceIndicator, Project, ProjectFunding
from budgets.models.region import Department, Region, RegionPopulation
from budgets.models.revenue import CarryForward, RevenueLine
from budgets.models.search import SearchEntry, SearchKind, Synonym
from budgets.models.site import SiteSettings
from budgets.models.source import SourceDocument, SourceTable
from budgets.models.summary import PublishedAmount, RegionAmount
from budgets.models.waiver import Waiver

__all__ = [
    "Budget",
    "CarryForward",
    "DeclaredAmount",
    "Department",
    "DepartmentIndicator",
    "DisclosureRequest",
    "EconomicCode",
    "EconomicExpenditure",
    "EconomicPair",
    "Edition",
    "EditionQuerySet",
    "ErrorReport",
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
    "PublishedAmount",
    "Region",
    "RegionAmount",
    "RegionPopulation",
    "RevenueCode",
    "RevenueLine",
    "SearchEntry",
    "SearchKind",
    "SiteSettings",
    "SourceDocument",
    "SourceTable",
    "StatedFigure",
    "Synonym",
    "TableNote",
    "ThreePublicExpense",
    "Waiver",
]
