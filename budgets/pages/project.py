"""Projects of a budget: the list, and one project with its money and its indicators."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from budgets.models import Project
from budgets.money import add, share
from budgets.pages.frame import Crumb, answer_edition, frame, show_edition
from budgets.pages.lists import ProjectList
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts
from budgets.vocabulary import IndicatorKind

PER_PAGE = 50


def show_list(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the list of projects, largest first."""
    return answer_edition(
        request,
        BudgetKey(**key),
        lambda facts: render(request, "project/list.html", compose_list(request, facts)),
    )


def compose_list(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """Gather one row a project."""
    page = frame(facts.edition, _("项目"))
    whole = add(funding.amount for funding in facts.project_fundings)
    amounts = {key: add(one.amount for one in own) for key, own in facts.fundings_by_project.items()}
    rows = [
        {
            "name": project.name,
            "kind": project.get_kind_display(),
            "amount": amounts.get(project.key),
            "share": share(amounts.get(project.key), whole),
            "indicators": len(facts.indicators_by_project.get(project.key, ())),
            "address": page.address.project(project.key),
        }
        for project in facts.projects
    ]
    table = ProjectList(rows)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return {"frame": page, "table": table, "whole": whole, "count": len(rows)}


def show(request: HttpRequest, project: str, **key: Any) -> HttpResponse:
    """Show one project."""
    return show_edition(request, BudgetKey(**key), "project/show.html", lambda facts: compose(facts, project))


def compose(facts: Facts, key: str) -> dict[str, Any]:
    """Gather a project's money and its indicators by kind."""
    project = find_project(facts, key)
    listed = frame(facts.edition, _("项目"))
    fundings = facts.fundings_by_project.get(key, [])
    indicators = facts.indicators_by_project.get(key, [])
    groups = [(kind.label, [one for one in indicators if one.kind == kind]) for kind in IndicatorKind]
    return {
        "frame": frame(facts.edition, project.name, Crumb(_("项目"), listed.address.projects)),
        "project": project,
        "total": add(funding.amount for funding in fundings),
        "share": share(add(one.amount for one in fundings), add(one.amount for one in facts.project_fundings)),
        "fundings": fundings,
        "groups": [(label, group) for label, group in groups if group],
    }


def find_project(facts: Facts, key: str) -> Project:
    """Return a project of the edition; raise Http404 where it has none of that key."""
    for project in facts.projects:
        if project.key == key:
            return project
    raise Http404
