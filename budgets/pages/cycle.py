"""The cycle of a year: what was planned, what became of it; figures only of what is published."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts import YearFigures
from budgets.money import share
from budgets.pages.material import Material
from budgets.pages.years import standing_address
from budgets.vocabulary import Phase


@dataclass(frozen=True)
class Comparison:
    """One figure as planned and as it came out, in yuan; `rate` is the outcome in percent of the plan."""

    label: str
    planned: Decimal | None
    adjusted: Decimal | None
    final: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True)
class Cycle:
    """A year's plan and outcome: addresses of what is published, a sentence, and rows where both are."""

    sentence: str
    rows: list[Comparison]
    planned_address: str
    adjusted_address: str
    final_address: str


def year_cycle(material: Material) -> Cycle:
    """Return plan and outcome of an edition's year."""
    planned, adjusted, final = (
        material.of_year(material.year, phase) for phase in (Phase.BUDGET, Phase.ADJUSTED, Phase.FINAL)
    )
    addresses = [
        standing_address(material.facts.department, material.year, one.phase).base if one else ""
        for one in (planned, adjusted, final)
    ]
    others = (planned or adjusted) and final
    rows = _rows(planned, adjusted, final) if others else []
    return Cycle(_sentence(material, planned or adjusted, final), rows, *addresses)


def _rows(planned: YearFigures | None, adjusted: YearFigures | None, final: YearFigures | None) -> list[Comparison]:
    """Return the figures side by side, those that nobody gives left out."""
    named = (
        (_("支出总计"), "total"),
        (_("基本支出"), "basic"),
        (_("项目支出"), "projects"),
        (_("“三公”经费"), "three_public"),
    )
    rows = []
    for label, name in named:
        plan, change, outcome = (None if one is None else getattr(one, name) for one in (planned, adjusted, final))
        if (plan, change, outcome) != (None, None, None):
            base = plan if change is None else change
            rows.append(Comparison(label, plan, change, outcome, share(outcome, base)))
    return rows


def _sentence(material: Material, planned: YearFigures | None, final: YearFigures | None) -> str:
    """Say what became of the plan, or that one of the two is not published."""
    if final is None:
        return _("本年决算尚未公开；本站收到以后，会在这里把它与预算逐项对照。")
    if planned is None:
        return _("本年预算没有在本站公开，决算的数字没有可以对照的计划。")
    if planned.total is None or final.total is None:
        return _("%(year)d 年的决算已经公开。") % {"year": material.year}
    return _("%(year)d 年的决算已经公开：支出总计是预算的 %(rate)s%%。预算和决算各按公布的文件，口径可能不同。") % {
        "year": material.year,
        "rate": share(final.total, planned.total),
    }
