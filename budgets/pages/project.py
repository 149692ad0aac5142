"""Projects of a budget: the list, and one project with its money, its subject and its indicators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import django_tables2 as tables
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from budgets.charts import Chart, project_targets
from budgets.models import PerformanceIndicator, Project
from budgets.money import add, share
from budgets.pages.breakdown import of_nature
from budgets.pages.charts import answer_edition_chart
from budgets.pages.frame import Crumb, Frame, answer_edition, frame, show_edition
from budgets.pages.indicators import goals_by_kind, missing_kinds
from budgets.pages.lists import ProjectList
from budgets.pages.lookup import BudgetKey
from budgets.pages.project_groups import NOT_KNOWN, Group, group_projects
from budgets.pages.project_subjects import ProjectRow, project_rows, reason
from budgets.tables import Facts, edition_tables
from budgets.tables.links import Subject, infer_subjects
from budgets.vocabulary import Nature

PER_PAGE = 50
# Kinds of table that tell of projects.
TABLES = ("projects", "project_performance")


class SubjectProjectList(ProjectList):
    """Projects with the subject that each is spent on."""

    kind = tables.Column(gettext_lazy("类型"), attrs={"td": {"class": "kind"}, "th": {"class": "kind"}})
    subject = tables.Column(
        gettext_lazy("科目"), accessor="subject_code", attrs={"td": {"class": "beside"}, "th": {"class": "beside"}}
    )

    class Meta(ProjectList.Meta):
        attrs = {"class": "list division projects"}
        sequence = ("name", "amount", "share", "kind", "subject", "indicators")

    def render_subject(self, record: Mapping[str, Any]) -> SafeString:
        """Link the subject, and say where it was inferred."""
        subject: Subject = record["subject"]
        mark = format_html(' <span class="inferred">{}</span>', _("推断")) if subject.is_inferred else ""
        return format_html('<a href="{}">{}</a>{}', record["subject_address"], f"{subject.code} {subject.name}", mark)


def show_list(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the list of projects, largest first, or those of one kind or one subject."""
    return answer_edition(
        request,
        BudgetKey(**key),
        lambda facts: render(request, "project/list.html", compose_list(request, facts)),
    )


def compose_list(request: HttpRequest, facts: Facts) -> dict[str, Any]:
    """Gather one row a project, and what projects come to by kind and by subject."""
    page = frame(facts.edition, _("项目"))
    subjects = infer_subjects(facts)
    rows = project_rows(facts, facts.projects, subjects, page.address)
    kind, subject = request.GET.get("kind", ""), request.GET.get("subject", "")
    chosen = [row for row in rows if _is_chosen(row, kind, subject)]
    table = SubjectProjectList([_record(row) for row in chosen], exclude=_blank_columns(rows))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return {
        "frame": page,
        "table": table,
        "whole": add(row.amount for row in rows),
        "count": len(rows),
        "chosen": len(chosen) if kind or subject else None,
        "chosen_amount": add(row.amount for row in chosen),
        "by_kind": _telling(group_projects(rows, _kind_group)),
        "by_subject": _telling(group_projects(rows, _subject_group)),
        "kind": kind,
        "subject": subject,
        "infers": any(one.is_inferred for one in subjects.values()),
        "spending": of_nature(facts.expenditures, Nature.PROJECT_EXPENDITURE),
    }


def _record(row: ProjectRow) -> dict[str, Any]:
    """Return a row as the list reads it; one without a subject is blank there."""
    return {**vars(row), "subject_code": row.subject.code if row.subject else None}


def _blank_columns(rows: Sequence[ProjectRow]) -> list[str]:
    """Return the columns in which the document says nothing of any project."""
    blank = {"kind": not any(row.kind for row in rows), "subject": not any(row.subject for row in rows)}
    without_money = all(row.amount is None for row in rows)
    return [name for name, is_blank in {**blank, "amount": without_money, "share": without_money}.items() if is_blank]


def _telling(groups: list[Group]) -> list[Group]:
    """Return groups where they tell anything: not where nothing is known of any project."""
    return groups if any(group.key != NOT_KNOWN for group in groups) else []


def _kind_group(row: ProjectRow) -> tuple[str, str]:
    """Return the key and the name of the kind a project is counted under."""
    return row.kind_key or NOT_KNOWN, row.kind or _("没有写明类型")


def _subject_group(row: ProjectRow) -> tuple[str, str]:
    """Return the key and the name of the subject a project is counted under."""
    if row.subject is None:
        return NOT_KNOWN, _("不能确定科目")
    return row.subject.code, f"{row.subject.code} {row.subject.name}"


def _is_chosen(row: ProjectRow, kind: str, subject: str) -> bool:
    """Tell whether a project is of the kind and below the subject that the reader asks for."""
    if kind and kind != (row.kind_key or NOT_KNOWN):
        return False
    code = row.subject.code if row.subject else NOT_KNOWN
    return not subject or code.startswith(subject)


def show(request: HttpRequest, project: str, **key: Any) -> HttpResponse:
    """Show one project."""
    return show_edition(request, BudgetKey(**key), "project/show.html", lambda facts: compose(facts, project))


def compose(facts: Facts, key: str) -> dict[str, Any]:
    """Gather a project's money, its subject, and its indicators by kind."""
    project = find_project(facts, key)
    listed = frame(facts.edition, _("项目"))
    fundings = facts.fundings_by_project.get(key, [])
    indicators = facts.indicators_by_project.get(key, [])
    subject = infer_subjects(facts).get(key)
    return {
        "frame": frame(facts.edition, project.name, Crumb(_("项目"), listed.address.projects)),
        "project": project,
        "total": add(funding.amount for funding in fundings),
        "share": share(add(one.amount for one in fundings), add(one.amount for one in facts.project_fundings)),
        "fundings": fundings,
        "groups": goals_by_kind(indicators),
        "missing": missing_kinds(indicators),
        "indicator_count": len(indicators),
        "subject": subject,
        "subject_address": listed.address.function(subject.code) if subject else "",
        "reason": reason(subject, facts) if subject and subject.is_inferred else "",
        "chart": _targets(indicators, listed.address.project(key)),
        "tables": [
            (table.label, listed.address.table(table.number)) for table in edition_tables(facts) if table.kind in TABLES
        ],
    }


def _targets(indicators: Iterable[PerformanceIndicator], address: str) -> Chart | None:
    """Return a project's targets as a chart with the address of its page."""
    chart = project_targets(indicators)
    return chart and replace(chart, address=f"{address}chart/")


def show_chart(request: HttpRequest, project: str, **key: Any) -> HttpResponse:
    """Show a project's targets as a chart on a page of its own."""

    def draw(facts: Facts) -> tuple[Chart, Frame]:
        """Draw the targets; 404 where there are too few of them in percent."""
        found = find_project(facts, project)
        address = frame(facts.edition).address.project(project)
        chart = _targets(facts.indicators_by_project.get(project, []), address)
        if chart is None:
            raise Http404
        return chart, frame(facts.edition, _("绩效目标图"), Crumb(found.name, address))

    return answer_edition_chart(request, BudgetKey(**key), draw)


def find_project(facts: Facts, key: str) -> Project:
    """Return a project of the edition; raise Http404 where it has none of that key."""
    for project in facts.projects:
        if project.key == key:
            return project
    raise Http404
