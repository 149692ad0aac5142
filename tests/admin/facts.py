"""One saved object of every kind, and what a browser would send from its form."""

from decimal import Decimal

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.urls import reverse

from budgets.editing import logging
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    DepartmentIndicator,
    DisclosureRequest,
    EconomicExpenditure,
    Edition,
    ErrorReport,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceGoal,
    PerformanceIndicator,
    PerformanceTask,
    RevenueLine,
    RoleRule,
    SiteSettings,
    SourceDocument,
    SourceTable,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
    Waiver,
)
from budgets.vocabulary import (
    Fund,
    IndicatorKind,
    NarrativeKind,
    NarrativePart,
    Nature,
    Role,
    StatedMeasure,
    ThreePublicItem,
)
from tests.make import make_line, make_project

MODELS = sorted((model for model in admin.site._registry if model._meta.app_label == "budgets"), key=str)
FACTS = [model for model in MODELS if hasattr(model, "edition") and hasattr(model, "position")]
ONE = {"amount": Decimal("100.00")}
VALUES: dict[type[Model], dict] = {
    RevenueLine: {"fund": Fund.FISCAL_APPROPRIATION, **ONE},
    CarryForward: ONE,
    EconomicExpenditure: {
        "department_code": "30101",
        "department_name": "基本工资",
        "government_code": "50101",
        "government_name": "工资奖金津补贴",
        "nature": Nature.PERSONNEL,
        **ONE,
    },
    ThreePublicExpense: {"item": ThreePublicItem.HOSPITALITY, **ONE},
    PerformanceGoal: {"text": "完成全年任务"},
    PerformanceTask: {"name": "人才工作"},
    DepartmentIndicator: {"level_one": "产出指标", "name": "培训人次", "value": "≥20000人次"},
    Narrative: {"part": NarrativePart.OVERVIEW, "kind": NarrativeKind.DUTIES, "heading": "主要职责"},
    GlossaryTerm: {"term": "基本支出", "meaning": "保障机构运转的支出"},
    TableNote: {"table_number": 9, "text": "没有政府性基金"},
    DeclaredAmount: {"table_number": 3, "row": "total", "column": "total", **ONE},
    StatedFigure: {
        "section": NarrativeKind.REVENUE,
        "sentence": "收入总计100元。",
        "subject": "收入总计",
        "measure": StatedMeasure.AMOUNT,
        **ONE,
    },
    Waiver: {"rule": "R17", "reason": "下半年补充。", "granted_by": "张三"},
    SourceTable: {"number": 3, "title": "支出", "place": "line 9", "rows": [{"place": 9, "cells": ["合计", "0.01"]}]},
}


def make_facts(edition: Edition) -> dict[type[Model], Model]:
    """Return one object of every kind of fact, by model."""
    project = make_project(edition)
    PerformanceIndicator.objects.create(project=project, kind=IndicatorKind.OUTPUT, name="培训人次", value="≥2人次")
    SiteSettings.objects.get_or_create(id=1, defaults={"organiser": "某某市财政局"})
    for kind in (ErrorReport, DisclosureRequest):
        kind.objects.get_or_create(receipt="7KQM-2XHD-9RTV-4WNB", defaults={"text": "104 的合计有误。"})
    RoleRule.objects.get_or_create(role=Role.APPROVER)
    with logging(by=AnonymousUser(), edition=edition) as log:
        log.created([project])
    SourceDocument.objects.get_or_create(sha256="0" * 64, defaults={"name": "budget.txt", "size": 9})
    facts = {type(project): project, FunctionExpenditure: make_line(edition)}
    facts.update({model: model.objects.create(edition=edition, **values) for model, values in VALUES.items()})
    return facts


def address(model: type[Model], page: str, *args: object) -> str:
    """Return the address of a model's page in the admin."""
    return reverse(f"admin:budgets_{model._meta.model_name}_{page}", args=args)


def filled_in(response) -> dict[str, str]:
    """Return what a browser would send from a form as it was shown, inlines and all."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {field.html_name: _sent(field) for form in forms for field in form}


def _sent(field) -> str:
    value = field.value()
    if callable(value):
        value = value()
    return "" if value is None else field.field.prepare_value(value)
