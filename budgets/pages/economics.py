"""Spending by economic class: what the money is paid for, 类 and then 款 of the departments' classification."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.models import EconomicExpenditure
from budgets.money import add, share
from budgets.pages.addresses import BudgetAddress
from budgets.pages.breakdown import describe_code, divide_by_code, divide_by_fund, divide_by_nature, in_words, standings
from budgets.pages.frame import Crumb, frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.parts import belongs_to_nature
from budgets.tables import Facts
from budgets.tables.official_names import government_class_names
from budgets.tables.outline import ECONOMICS, EVERYTHING, Outline
from budgets.vocabulary import Fund, Nature

DEPTH = 2


def show_list(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show spending by economic class."""
    return show_edition(request, BudgetKey(**key), "drill/economics.html", compose_list)


def compose_list(facts: Facts) -> dict[str, Any]:
    """Gather the spending that is classified, by 类 and 款, and say which money it is."""
    page = frame(facts.edition, _("支出经济分类"))
    outline = economic_outline(facts)
    return {
        "frame": page,
        "total": outline.amount(EVERYTHING),
        "division": divide_by_code(
            outline, EVERYTHING, page.address.economic, DEPTH, lambda one: _government(outline, one)
        ),
        **_other_divisions(outline, EVERYTHING),
        "standings": standings(outline.stands.get(EVERYTHING, ()), page.address.table),
        "scope": scope(facts, outline.lines),
    }


def show(request: HttpRequest, economic: str, **key: Any) -> HttpResponse:
    """Show one 类 or 款."""
    return show_edition(request, BudgetKey(**key), "drill/economic.html", lambda facts: compose(facts, economic))


def compose(facts: Facts, code: str) -> dict[str, Any]:
    """Gather a class's amount, what it is divided into, and the cells it stands in."""
    outline = economic_outline(facts)
    address = BudgetAddress.of(facts.edition)
    root = Crumb(_("支出经济分类"), address.economics)
    described = describe_code(facts, outline, code, root, address.economic)
    return {
        **described,
        "government": _government(outline, code),
        "division": divide_by_code(outline, code, address.economic, 1, lambda one: _government(outline, one)),
        **_other_divisions(outline, code),
        "standings": standings(outline.stands.get(code, ()), address.table),
        "scope": scope(facts, outline.lines),
    }


def economic_outline(facts: Facts) -> Outline:
    """Return spending by economic class, with the cells its amounts stand in."""
    return Outline.of(ECONOMICS, facts.classified_expenditures, facts)


def _other_divisions(outline: Outline, code: str) -> dict[str, Any]:
    """Divide a class by nature and by fund."""
    lines, whole = outline.under(code), outline.amount(code)
    allowance = outline.allowance(code, len(lines))
    return {"natures": divide_by_nature(lines, whole, allowance), "funds": divide_by_fund(lines, whole, allowance)}


def _government(outline: Outline, code: str) -> str:
    """Return the government's classes beside a 款, as printed, else by their official names."""
    if len(code) < ECONOMICS.lengths[-1]:
        return ""
    names = government_class_names()
    found = {
        line.government_code: line.government_name or names.get(line.government_code, "")
        for line in outline.under(code)
        if line.government_code
    }
    return "；".join(f"{one} {name}" for one, name in sorted(found.items()))


def scope(facts: Facts, lines: Sequence[EconomicExpenditure]) -> str:
    """Say which money is classified, and how much of all spending it is."""
    if not lines:
        return ""
    total, everything = add(line.amount for line in lines), add(line.amount for line in facts.expenditures)
    words = {
        "money": _money(lines),
        "total": in_words(total),
        "everything": in_words(everything),
        "share": share(total, everything),
    }
    if everything is None or total is None or total >= everything:
        return _("按经济分类列出的是%(money)s，共 %(total)s。") % words
    words["rest"] = in_words(everything - total)
    return (
        _(
            "按经济分类列出的只是%(money)s，共 %(total)s，占全部支出的 %(share)s%%。"
            "其余 %(rest)s，公布的文件没有按经济分类列出。"
        )
        % words
    )


def _money(lines: Sequence[EconomicExpenditure]) -> str:
    """Name the funds and the natures of lines: 一般公共预算的基本支出."""
    funds = list(dict.fromkeys(str(Fund(line.fund).label) for line in lines if line.fund != Fund.ALL_FUNDS))
    kinds = {
        _("基本支出"): any(belongs_to_nature(line.nature, Nature.BASIC_EXPENDITURE) for line in lines),
        _("项目支出"): any(belongs_to_nature(line.nature, Nature.PROJECT_EXPENDITURE) for line in lines),
    }
    natures = [name for name, there in kinds.items() if there]
    if not natures or any(line.nature == Nature.ALL_NATURES for line in lines):
        natures = [_("支出")]
    spending = _("和").join(natures)
    return _("%(funds)s的%(spending)s") % {"funds": "、".join(funds), "spending": spending} if funds else spending
