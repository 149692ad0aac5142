"""The facts of one invented budget: they add up as those of a real one must."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from django.db.models import Model

from budgets.demonstration.offices import Office
from budgets.demonstration.text import make_text
from budgets.keys import project_key
from budgets.models import (
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    PerformanceGoal,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import (
    Comparison,
    Fund,
    IndicatorKind,
    Nature,
    ProjectKind,
    ThreePublicItem,
)

# Amounts are whole hundreds of yuan, 0.01 万元.
STEP = Decimal(100)
PENSION, MEDICAL, HOUSING, RETIRED = "2080505", "2101101", "2210201", "2080501"
SERVICES = "30227"
# What wages and goods are made of, in weights; 30217 and 30231 are what “三公”经费 says of them.
WAGES = {"30101": 40, "30102": 25, "30103": 15}
GOODS = {"30201": 20, "30202": 5, "30205": 3, "30206": 8, "30211": 12, "30228": 9, "30229": 11, "30299": 15}
Rows = dict[type[Model], list[Any]]


@dataclass(frozen=True)
class Money:
    """The basic spending of a budget by what it is for, in yuan."""

    wages: Decimal
    pension: Decimal
    medical: Decimal
    housing: Decimal
    retired: Decimal
    goods: Decimal
    hospitality: Decimal
    vehicles: Decimal


def make_rows(edition: Edition, office: Office, random: Random, scale: Decimal) -> Rows:
    """Return the unsaved facts of an invented edition, `scale` times as large as a small department's."""
    money = _draw_money(random, scale)
    projects = _draw_projects(edition, office, random, scale)
    rows: Rows = {
        FunctionExpenditure: [*_basic_lines(edition, office, money), *_project_lines(edition, projects)],
        EconomicExpenditure: [*_economic_lines(edition, money, random), *_project_classes(edition, projects)],
        ThreePublicExpense: list(_three_public(edition, money)),
        Project: [project for project, _amount in projects],
        ProjectFunding: [ProjectFunding(project=project, amount=amount) for project, amount in projects],
        PerformanceIndicator: [one for project, _ in projects for one in _indicators(project, office, random)],
    }
    total = sum((line.amount for line in rows[FunctionExpenditure]), Decimal(0))
    rows[RevenueLine] = [RevenueLine(edition=edition, fund=Fund.FISCAL_APPROPRIATION, amount=total)]
    rows |= make_text(edition, office)
    rows[PerformanceGoal] = [PerformanceGoal(edition=edition, text=office.duties)]
    for facts in rows.values():
        for position, fact in enumerate(facts):
            fact.position = position
    return rows


def _hundreds(value: Decimal) -> Decimal:
    """Return an amount in whole hundreds of yuan, with the two places that all amounts have."""
    return (value // STEP * STEP).quantize(Decimal("0.01"))


def _between(random: Random, low: int, high: int, scale: Decimal) -> Decimal:
    """Draw an amount in yuan between two bounds in 万元."""
    return _hundreds(Decimal(random.randint(low * 100, high * 100)) * STEP * scale)


def _draw_money(random: Random, scale: Decimal) -> Money:
    """Draw the basic spending; insurance and housing follow the wages."""
    wages = _between(random, 300, 900, scale)
    return Money(
        wages=wages,
        pension=_hundreds(wages * Decimal("0.16")),
        medical=_hundreds(wages * Decimal("0.08")),
        housing=_hundreds(wages * Decimal("0.12")),
        retired=_between(random, 3, 30, scale),
        goods=_between(random, 40, 120, scale),
        hospitality=_between(random, 0, 3, Decimal(1)),
        vehicles=_between(random, 1, 9, Decimal(1)),
    )


def _basic_lines(edition: Edition, office: Office, money: Money) -> Iterator[FunctionExpenditure]:
    """Yield basic spending by subject and nature."""
    operating = money.goods + money.hospitality + money.vehicles
    for code, nature, amount in (
        (office.running, Nature.WAGES, money.wages),
        (office.running, Nature.GOODS_SERVICES, operating),
        (RETIRED, Nature.HOUSEHOLD_SUBSIDIES, money.retired),
        (PENSION, Nature.WAGES, money.pension),
        (MEDICAL, Nature.WAGES, money.medical),
        (HOUSING, Nature.WAGES, money.housing),
    ):
        yield _function(edition, code, nature, amount)


def _function(edition: Edition, code: str, nature: str, amount: Decimal) -> FunctionExpenditure:
    """Return a line of spending by function."""
    fund = Fund.FISCAL_APPROPRIATION
    return FunctionExpenditure(
        edition=edition, code=code, name=function_names()[code], fund=fund, nature=nature, amount=amount
    )


def _draw_projects(edition: Edition, office: Office, random: Random, scale: Decimal) -> list[tuple[Project, Decimal]]:
    """Draw the projects with their money, in the order of their subjects."""
    works = sorted(office.works, key=lambda work: office.subjects[office.works.index(work) % len(office.subjects)])
    found = []
    for work in works:
        subject = office.subjects[office.works.index(work) % len(office.subjects)]
        kind = random.choice((ProjectKind.SPECIFIC_PURPOSE, ProjectKind.SPECIFIC_PURPOSE, ProjectKind.OTHER_OPERATION))
        project = Project(edition=edition, key=project_key("", work), name=work, kind=kind, function_code=subject)
        found.append((project, _between(random, 5, 400, scale)))
    return found


def _project_lines(edition: Edition, projects: Sequence[tuple[Project, Decimal]]) -> Iterator[FunctionExpenditure]:
    """Yield what the projects of each subject and kind add up to."""
    sums: dict[tuple[str, str], Decimal] = {}
    for project, amount in projects:
        address = (project.function_code, project.kind)
        sums[address] = sums.get(address, Decimal(0)) + amount
    for code, kind in sorted(sums):
        yield _function(edition, code, kind, sums[code, kind])


def _economic_lines(edition: Edition, money: Money, random: Random) -> Iterator[EconomicExpenditure]:
    """Yield basic spending by the department's economic classes, in the order of their codes."""
    amounts = {
        **_split(money.wages, WAGES, random),
        "30108": money.pension,
        "30110": money.medical,
        "30113": money.housing,
        **_split(money.goods, GOODS, random),
        "30217": money.hospitality,
        "30231": money.vehicles,
        "30302": money.retired,
    }
    for code in sorted(amounts):
        yield EconomicExpenditure(
            edition=edition,
            department_code=code,
            department_name=department_class_names()[code],
            fund=Fund.FISCAL_APPROPRIATION,
            nature=Nature.OPERATING if code.startswith("302") else Nature.PERSONNEL,
            amount=amounts[code],
        )


def _project_classes(edition: Edition, projects: Sequence[tuple[Project, Decimal]]) -> Iterator[EconomicExpenditure]:
    """Yield the projects' money by kind, all of it for services bought."""
    for kind in (ProjectKind.OTHER_OPERATION, ProjectKind.SPECIFIC_PURPOSE):
        amount = sum((money for project, money in projects if project.kind == kind), Decimal(0))
        if amount:
            yield EconomicExpenditure(
                edition=edition,
                department_code=SERVICES,
                department_name=department_class_names()[SERVICES],
                fund=Fund.FISCAL_APPROPRIATION,
                nature=kind,
                amount=amount,
            )


def _split(whole: Decimal, weights: dict[str, int], random: Random) -> dict[str, Decimal]:
    """Divide an amount by weights that vary a little; the last part takes what is left."""
    drawn = {code: weight * random.randint(80, 120) for code, weight in weights.items()}
    parts = {code: _hundreds(whole * weight / sum(drawn.values())) for code, weight in drawn.items()}
    last = next(reversed(parts))
    parts[last] += whole - sum(parts.values(), Decimal(0))
    return parts


def _three_public(edition: Edition, money: Money) -> Iterator[ThreePublicExpense]:
    """Yield “三公”经费 by item."""
    for item, amount in (
        (ThreePublicItem.OVERSEAS_VISITS, Decimal("0.00")),
        (ThreePublicItem.VEHICLE_PURCHASE, Decimal("0.00")),
        (ThreePublicItem.VEHICLE_OPERATION, money.vehicles),
        (ThreePublicItem.HOSPITALITY, money.hospitality),
    ):
        yield ThreePublicExpense(edition=edition, item=item, amount=amount)


def _indicators(project: Project, office: Office, random: Random) -> Iterable[PerformanceIndicator]:
    """Return a project's indicators, at least one of each kind."""
    name, unit = office.measures[office.works.index(project.name) % len(office.measures)]
    number = random.randint(85, 100) if unit == "%" else random.randint(2, 900)
    drawn = (
        (IndicatorKind.COST, "经费支出控制率", Comparison.AT_MOST, 100, "%"),
        (IndicatorKind.OUTPUT, name, Comparison.AT_LEAST, number, unit),
        (IndicatorKind.OUTPUT, "按期完成率", Comparison.AT_LEAST, random.randint(90, 100), "%"),
        (IndicatorKind.BENEFIT, f"{project.name}受益面", Comparison.AT_LEAST, random.randint(70, 99), "%"),
        (IndicatorKind.SATISFACTION, "服务对象满意度", Comparison.AT_LEAST, random.randint(85, 98), "%"),
    )
    return [
        PerformanceIndicator(
            project=project,
            kind=kind,
            name=label,
            value=f"{comparison.label}{value}{measure}",
            comparison=comparison,
            number=Decimal(value),
            measure_unit=measure,
        )
        for kind, label, comparison, value, measure in drawn
    ]
