"""The facts of published budgets, and who they belong to."""

from budgets.models.budget import Budget, BudgetYear, Edition, EditionQuerySet, Publication
from budgets.models.change import ChangeRecord
from budgets.models.classification import EconomicCode, EconomicPair, FunctionCode, RevenueCode
from budgets.models.declared import DeclaredAmount, StatedFigure
from budgets.models.expenditure import EconomicExpenditure, FunctionExpenditure, ThreePublicExpense
from budgets.models.imports import ImportJob
from budgets.models.inquiry import DisclosureRequest, ErrorReport
from budgets.models.narrative import GlossaryTerm, Narrative, TableNote
from budgets.models.performance import DepartmentIndicator, PerformanceGoal, PerformanceTask
from budgets.models.project import PerformanceIndicator, Project, ProjectFunding
from budgets.models.region import Department, FormerName, Region, RegionPopulation, Succession
from budgets.models.revenue import CarryForward, RevenueLine
from budgets.models.search import SearchEntry, SearchKind, Synonym
from budgets.models.site import SiteSettings
from budgets.models.source import SourceDocument, SourceTable
from budgets.models.staff import Appointment, FirstPassword, RoleRule
from budgets.models.step import Reminder, ScheduledPublication, StepRecord, Withdrawal
from budgets.models.summary import PublishedAmount, RegionAmount
from budgets.models.waiver import Waiver
from budgets.models.work import CheckSummary, EditingPresence, SavedEntry

__all__ = [
    "Appointment",
    "Budget",
    "BudgetYear",
    "CarryForward",
    "ChangeRecord",
    "CheckSummary",
    "DeclaredAmount",
    "Department",
    "DepartmentIndicator",
    "DisclosureRequest",
    "EconomicCode",
    "EconomicExpenditure",
    "EconomicPair",
    "EditingPresence",
    "Edition",
    "EditionQuerySet",
    "ErrorReport",
    "FirstPassword",
    "FormerName",
    "FunctionCode",
    "FunctionExpenditure",
    "GlossaryTerm",
    "ImportJob",
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
    "Reminder",
    "RevenueCode",
    "RevenueLine",
    "RoleRule",
    "SavedEntry",
    "ScheduledPublication",
    "SearchEntry",
    "SearchKind",
    "SiteSettings",
    "SourceDocument",
    "SourceTable",
    "StatedFigure",
    "StepRecord",
    "Succession",
    "Synonym",
    "TableNote",
    "ThreePublicExpense",
    "Waiver",
    "Withdrawal",
]
