"""Generated sections on “三公”经费, running costs and performance."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import PerformanceIndicator
from budgets.report.cells import Place
from budgets.report.phrases import listed, say, sentences
from budgets.report.pieces import Paragraph
from budgets.report.places import AGENCY, PROJECTS, THREE_PUBLIC, running_cost_places
from budgets.report.sources import Sources

ITEMS: Mapping[str, object] = {
    "overseas_visits": gettext_lazy("因公出国（境）费"),
    "vehicles": gettext_lazy("公务用车购置及运行费"),
    "hospitality": gettext_lazy("公务接待费"),
}
VEHICLES: Mapping[str, object] = {
    "vehicle_purchase": gettext_lazy("公务用车购置费"),
    "vehicle_operation": gettext_lazy("公务用车运行费"),
}


def three_public(sources: Sources) -> list[Paragraph]:
    """Write “三公”经费 item by item, with the reasons that were given, or that there are none."""
    whole = sources.amount(_item("total"))
    if whole is None and not any(sources.amount(_item(key)) for key in ITEMS):
        return [say(_("本部门没有安排“三公”经费支出。"))] if sources.now.is_empty(THREE_PUBLIC) else []
    first: Paragraph = ()
    if whole is not None:
        total = _("%(name)s %(year)s 年“三公”经费%(phase)s %(amount)s。")
        values = {"name": sources.name, "year": str(sources.year), "phase": sources.phase}
        first = say(total, amount=whole, **values)
    changes = sources.changes((_("“三公”经费"), [_item("total")])) if sources.last else ()
    return [one for one in (sentences(first, changes), *_items(sources)) if one]


def _items(sources: Sources) -> list[Paragraph]:
    """Write a paragraph of each item; the vehicles with purchase and operation apart."""
    found = []
    for key, label in ITEMS.items():
        cell = sources.amount(_item(key))
        parts = [
            say(f"{part_label} %(amount)s", amount=part)
            for part_key, part_label in VEHICLES.items()
            if key == "vehicles" and (part := sources.amount(_item(part_key))) is not None
        ]
        if cell is not None:
            said = say(f"{label} %(amount)s", amount=cell)
            said = (
                say(_("%(said)s，其中：%(parts)s。"), said=said, parts=listed(parts)) if parts else (*said, *say("。"))
            )
        elif parts:
            said = say("%(parts)s。", parts=listed(parts))
        else:
            is_known = sources.now.is_understood(THREE_PUBLIC)
            said = say(_("本部门没有安排%s。") % label) if is_known else ()
        reason = _reason(sources, key)
        found.append(sentences(said, say(_("主要原因：%(reason)s"), reason=reason) if reason else ()))
    return found


def _reason(sources: Sources, key: str) -> str:
    """Return the reasons that were given for an item, each once, ending in a full stop."""
    members = tuple(VEHICLES) if key == "vehicles" else (key,)
    expenses = [one for one in sources.facts.three_public_expenses if one.item in members]
    reasons = dict.fromkeys(one.reason.strip().rstrip("。；") for one in expenses if one.reason.strip())
    return "；".join(reasons) + "。" if reasons else ""


def _item(key: str) -> Place:
    """Return the place of an item in the table of “三公”经费."""
    return Place(THREE_PUBLIC, "total", key)


def running_costs(sources: Sources) -> list[Paragraph]:
    """Write the running costs: as a table gives them, else the operating costs of the basic expenditure."""
    stated = sources.amount(Place(AGENCY, "total", AGENCY))
    if stated is not None:
        return [say(_("%(name)s %(year)s 年机关运行经费 %(amount)s。"), amount=stated, **_whose(sources))]
    operating = sources.amount(*running_cost_places())
    if operating is None:
        return []
    text = _(
        "%(name)s %(year)s 年一般公共预算基本支出中安排公用经费 %(amount)s，用于保障机构日常运转；"
        "行政单位的这部分经费即机关运行经费。"
    )
    return [say(text, amount=operating, **_whose(sources))]


def performance(sources: Sources) -> list[Paragraph]:
    """Write how many projects there are with how much money, and how many of them have indicators."""
    projects = sources.facts.projects
    if not projects:
        return []
    with_indicators = {one.project.key for one in sources.facts.of(PerformanceIndicator)}
    counts = {"count": str(len(projects)), "told": str(len(with_indicators))}
    whole = sources.amount(Place(PROJECTS, "total", "total"))
    if whole is not None:
        text = _("%(name)s %(year)s 年安排项目 %(count)s 个，资金 %(amount)s，其中 %(told)s 个项目公布了绩效指标。")
        first = say(text, amount=whole, **counts, **_whose(sources))
    else:
        text = _("%(name)s %(year)s 年安排项目 %(count)s 个，其中 %(told)s 个项目公布了绩效指标。")
        first = say(text, **counts, **_whose(sources))
    goal = sources.facts.performance_goal
    return [sentences(first, say(_("本部门编制了整体绩效目标。")) if goal is not None else ())]


def _whose(sources: Sources) -> dict[str, str]:
    """Return whose figures and of which year they are."""
    return {"name": sources.name, "year": str(sources.year)}
