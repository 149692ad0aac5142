"""The facts of one edition in memory, wherever they come from: the database, or a document just read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Field, Model, QuerySet

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    Department,
    DepartmentIndicator,
    EconomicExpenditure,
    Edition,
    FormerName,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceGoal,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
    RevenueLine,
    SourceTable,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
)
from budgets.naming import former_name_of, go_by
from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.vocabulary import Fund, MoneyOrigin, Nature

# Every kind of fact, in the order in which they are written: a project before what belongs to it.
FACT_MODELS: tuple[type[Model], ...] = (
    RevenueLine,
    FunctionExpenditure,
    EconomicExpenditure,
    CarryForward,
    ThreePublicExpense,
    Project,
    ProjectFunding,
    PerformanceIndicator,
    PerformanceGoal,
    PerformanceTask,
    DepartmentIndicator,
    Narrative,
    GlossaryTerm,
    TableNote,
    DeclaredAmount,
    StatedFigure,
)
PROJECT_FACTS = (ProjectFunding, PerformanceIndicator)
# What an amount of a printed table can have become; what has a meaning of its own before what was only declared.
AMOUNTS: tuple[type[Model], ...] = (
    RevenueLine,
    FunctionExpenditure,
    EconomicExpenditure,
    CarryForward,
    ThreePublicExpense,
    ProjectFunding,
    DeclaredAmount,
)
# Which row of the database a fact is, and which cell it was read from, is no part of what it says.
PROVENANCE = {"id", "edition", "position", "source_table", "source_row", "source_column", "source_place"}

DeclaredAmounts = Mapping[tuple[int, str, str], Decimal]


class Facts:
    """The facts of an edition; each kind is read once, when it is first asked for.

    `rows` holds unsaved facts of a document just read, by model; without it the database is asked.
    """

    def __init__(self, edition: Edition, rows: Mapping[type[Model], list[Any]] | None = None) -> None:
        self.edition = edition
        self.department: Department = edition.budget.department
        self._rows = rows
        self._read: dict[type[Model], list[Any]] = {}
        self._cells: dict[int | None, SourceTable] = {}

    def of(self, model: type[Model]) -> list[Any]:
        """Return the facts of one kind in printed order."""
        if model not in self._read:
            self._read[model] = list(self._rows.get(model, ())) if self._rows is not None else self._ask(model)
        return self._read[model]

    def _ask(self, model: type[Model]) -> list[Any]:
        """Read one kind of fact; what belongs to projects is given the projects already in memory."""
        facts = list(self._query(model))
        if model in PROJECT_FACTS:
            projects = {project.pk: project for project in self.projects}
            for fact in facts:
                fact.project = projects[fact.project_id]
        _name_units(facts)
        return facts

    def _query(self, model: type[Model]) -> QuerySet[Any]:
        """Ask the database for one kind of fact."""
        if model is SourceTable:
            # The printed cells are large, and only a cell's own page shows them.
            return SourceTable.objects.filter(edition=self.edition).defer("rows", "form")
        if model in PROJECT_FACTS:
            return model._default_manager.filter(project__edition=self.edition)
        if issubclass(model, (RevenueLine, FunctionExpenditure, EconomicExpenditure, Project)):
            units = model._default_manager.filter(edition=self.edition).select_related("unit")
            return units.annotate(former_unit_name=former_name_of("unit", self.edition.budget.year))
        return model._default_manager.filter(edition=self.edition)

    @cached_property
    def revenue_lines(self) -> Sequence[RevenueLine]:
        """Money by source."""
        return self.of(RevenueLine)

    @cached_property
    def carry_forwards(self) -> Sequence[CarryForward]:
        """Money left at the end of the year."""
        return self.of(CarryForward)

    @cached_property
    def expenditures(self) -> Sequence[FunctionExpenditure]:
        """Spending by function over all funds: as the document gives it, else the sum of the funds."""
        lines = self.of(FunctionExpenditure)
        return [line for line in lines if line.fund == Fund.ALL_FUNDS] or lines

    @cached_property
    def fund_expenditures(self) -> Sequence[FunctionExpenditure]:
        """Spending by function, fund by fund; over all funds only where no fund is named."""
        lines = self.of(FunctionExpenditure)
        return [line for line in lines if line.fund != Fund.ALL_FUNDS] or lines

    @cached_property
    def economic_expenditures(self) -> Sequence[EconomicExpenditure]:
        """Spending by economic class, of all natures: as the document gives it, else what is known by nature."""
        lines = self.of(EconomicExpenditure)
        # Beside a table over all funds stand others fund by fund: what one table says belongs together.
        whole = [line for line in lines if line.fund == Fund.ALL_FUNDS and line.origin == MoneyOrigin.CURRENT]
        sources = {line.source_table_id or id(line.source_table) for line in whole}
        lines = [line for line in lines if (line.source_table_id or id(line.source_table)) in sources] or lines
        return [line for line in lines if line.nature == Nature.ALL_NATURES] or lines

    @cached_property
    def basic_economic_expenditures(self) -> Sequence[EconomicExpenditure]:
        """Basic spending of the general public budget by economic class: what is known, or may be, to belong to it."""
        lines = self.of(EconomicExpenditure)
        lines = [line for line in lines if line.fund != Fund.ALL_FUNDS] or lines
        named = [line for line in lines if line.nature != Nature.ALL_NATURES] or lines
        return [line for line in named if _may_be_basic(line)]

    @cached_property
    def classified_expenditures(self) -> Sequence[EconomicExpenditure]:
        """Spending by economic class where it tells of most money: over all funds, or fund by fund."""
        named = [line for line in self.of(EconomicExpenditure) if line.fund != Fund.ALL_FUNDS]
        named = [line for line in named if line.nature == Nature.ALL_NATURES] or named
        return max((self.economic_expenditures, named), key=lambda lines: sum(line.amount for line in lines))

    @cached_property
    def three_public_expenses(self) -> Sequence[ThreePublicExpense]:
        """“三公”经费 by item."""
        return self.of(ThreePublicExpense)

    @cached_property
    def projects(self) -> Sequence[Project]:
        """Projects in the order of the project table."""
        return self.of(Project)

    @cached_property
    def project_fundings(self) -> Sequence[ProjectFunding]:
        """Money of all projects."""
        return self.of(ProjectFunding)

    @cached_property
    def fundings_by_project(self) -> Mapping[str, list[ProjectFunding]]:
        """Money of each project, by the project's key."""
        return _by_project(self.project_fundings)

    @cached_property
    def indicators_by_project(self) -> Mapping[str, list[PerformanceIndicator]]:
        """Indicators of each project, by the project's key."""
        return _by_project(self.of(PerformanceIndicator))

    @cached_property
    def performance_goal(self) -> PerformanceGoal | None:
        """The department's goal for the year."""
        if self._rows is None:
            return getattr(self.edition, "performance_goal", None)
        return next(iter(self.of(PerformanceGoal)), None)

    @cached_property
    def declared(self) -> DeclaredAmounts:
        """Amounts as approved or printed, by table number, row and column."""
        if self._rows is None and DeclaredAmount not in self._read:
            # Every table page needs all of them, and nothing but their amounts.
            kept = self._query(DeclaredAmount).order_by()
            values = kept.values_list("table_number", "row", "column", "amount")
            return {(number, row, column): amount for number, row, column, amount in values}
        return {(fact.table_number, fact.row, fact.column): fact.amount for fact in self.of(DeclaredAmount)}

    @cached_property
    def printed_tables(self) -> Mapping[int, SourceTable]:
        """The tables that the source document prints, by number."""
        return {table.number: table for table in self.of(SourceTable) if table.number}

    def printed_cells(self, number: int) -> SourceTable | None:
        """Return a printed table with its cells and its form, or None where the document has none of that number.

        They are large: a page of one table asks for that one, and whoever asks for a second is given all at once.
        """
        if self._rows is not None:
            return self.printed_tables.get(number)
        if number not in self._cells:
            wanted = SourceTable.objects.filter(edition=self.edition, number__isnull=False)
            wanted = wanted if self._cells else wanted.filter(number=number)
            self._cells |= {table.number: table for table in wanted}
        return self._cells.get(number)

    def is_from(self, fact: Any, source: SourceTable) -> bool:
        """Tell whether a fact was read from a printed table."""
        return fact.source_row is not None and (fact.source_table_id or id(fact.source_table)) == _identity(source)

    def by_cell(self, source: SourceTable) -> Mapping[tuple[int, int], Any]:
        """Return what was read from each cell of a printed table, by row and column counted from zero."""
        return self._by_cell.get(_identity(source), {})

    @cached_property
    def _by_cell(self) -> Mapping[int, dict[tuple[int, int], Any]]:
        """Amounts by the table and the cell they were read from; of several read from one cell, the first."""
        found: dict[int, dict[tuple[int, int], Any]] = defaultdict(dict)
        for model in AMOUNTS:
            for fact in self.of(model):
                if fact.source_row is not None:
                    table = fact.source_table_id or id(fact.source_table)
                    found[table].setdefault((fact.source_row, fact.source_column), fact)
        return found

    @cached_property
    def project_units(self) -> Sequence[Department]:
        """The units that the edition's projects name, in order of their codes; a later unit changes no page."""
        known = {project.unit.code: project.unit for project in self.projects if project.unit is not None}
        return [known[code] for code in sorted(known)]

    @cached_property
    def all_units(self) -> Sequence[Department]:
        """The units that any fact names, in order of their codes."""
        facts = [*self.projects, *self.revenue_lines, *self.of(FunctionExpenditure), *self.of(EconomicExpenditure)]
        known = {fact.unit.code: fact.unit for fact in facts if fact.unit is not None}
        return [known[code] for code in sorted(known)]

    def notes(self, number: int) -> list[TableNote]:
        """Return the notes of one table."""
        return [note for note in self.of(TableNote) if note.table_number == number]


def _name_units(facts: Iterable[Any]) -> None:
    """Let units go by the names they had in the edition's year; that costs no query where they have no other today."""
    renamed = [fact for fact in facts if getattr(fact, "former_unit_name", None) is not None]
    if renamed:
        names = FormerName.objects.in_bulk({fact.former_unit_name for fact in renamed})
        for fact in renamed:
            go_by(fact.unit, names[fact.former_unit_name])


def _identity(source: SourceTable) -> int:
    """Return what facts know a printed table by: its key, or itself before it is stored."""
    return source.pk or id(source)


def fact_fields(model: type[Model]) -> list[Field]:
    """Return the fields that make up what a fact says."""
    return [field for field in model._meta.concrete_fields if field.name not in PROVENANCE]


def _may_be_basic(line: EconomicExpenditure) -> bool:
    """Tell whether spending may be basic expenditure of the general public budget."""
    return (
        belongs_to_nature(line.nature, Nature.BASIC_EXPENDITURE) is not False
        and belongs_to_fund(line.fund, Fund.GENERAL_PUBLIC_BUDGET) is not False
    )


def _by_project(facts: Iterable[Any]) -> Mapping[str, list[Any]]:
    """Group what belongs to projects by the project's key."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for fact in facts:
        groups[fact.project.key].append(fact)
    return groups
