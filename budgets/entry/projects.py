"""Sheets of projects (10) and of their indicators (12)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn, amount_columns, summed
from budgets.entry.ledger import Ledger
from budgets.entry.lefts import choices, unit_column
from budgets.entry.matters import NAME, measure_columns
from budgets.entry.order import Place, end_of, make_room
from budgets.entry.pivot import LABELS, computed
from budgets.entry.record import RecordSheet
from budgets.entry.sheet import GridRow, Work
from budgets.keys import free_key, project_key
from budgets.models import DeclaredAmount, PerformanceIndicator, Project, ProjectFunding
from budgets.money import add
from budgets.tables.catalogue.henan_2023.columns import PROJECT_COLUMNS
from budgets.vocabulary import IndicatorKind, ProjectKind

CODE_DIGITS, UNIT_NAME, KEY_LENGTH = 21, 100, 40
PIVOTED = ("fund", "origin")
MONEY = amount_columns(PROJECT_COLUMNS, PIVOTED)


class ProjectSheet(RecordSheet):
    """Projects with their money by fund; each row leads to the page of its project."""

    key = "projects"
    title = gettext_lazy("项目支出表")
    tables = (10, 12)
    help = gettext_lazy("每个项目一行；点“指标”填它的绩效指标。")
    model = Project
    models = (Project, ProjectFunding)
    unique = "code"
    prints = {"unit": "unit_name"}

    def facts(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the projects with their money."""
        return Project.objects.filter(edition=ledger.edition).select_related("unit")

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return what a project is, and its money as the form has it."""
        known = {column.sets for column in MONEY}
        used = sorted(tuple(zip(PIVOTED, row, strict=True)) for row in ledger.used(ProjectFunding, *PIVOTED))
        extra = [_other(sets) for sets in used if sets not in known]
        units = (unit_column(ledger, ledger.only_unit),) if ledger.units else ()
        left = (
            EntryColumn("kind", _("类型"), CellKind.CHOICE, choices=choices(list(ProjectKind), ProjectKind), width=8),
            EntryColumn("name", _("项目名称"), CellKind.TEXT, required=True, longest=NAME, width=22),
            *units,
            EntryColumn("unit_name", _("项目单位（印在表上）"), CellKind.TEXT, longest=UNIT_NAME, width=12),
            EntryColumn("code", _("项目编码"), CellKind.TEXT, longest=CODE_DIGITS, width=18),
            EntryColumn("function_code", _("功能科目"), CellKind.CODE, classification="function", width=8, longest=7),
        )
        return summed((*left, *MONEY, *extra))

    def rows(self, ledger: Ledger, ids: Collection[str] | None = None) -> list[GridRow]:
        """Return the projects in the order of the table, each with its money."""
        ledger.kept["fundings"] = self._fundings(ledger, ids)
        return super().rows(ledger, ids)

    def _fundings(self, ledger: Ledger, ids: Collection[str] | None) -> dict[int, list[ProjectFunding]]:
        """Return the money by project."""
        fundings = ProjectFunding.objects.filter(project__edition=ledger.edition)
        if ids is not None:
            fundings = fundings.filter(project__in=[int(one[1:]) for one in ids if one[1:].isdecimal()])
        found: dict[int, list[ProjectFunding]] = {}
        for funding in fundings:
            found.setdefault(funding.project_id, []).append(funding)
        return found

    def row(self, ledger: Ledger, fact: Any, key: tuple[Any, ...] = ()) -> GridRow:
        """Return the row of a project; its first fact is the project, the others are its money."""
        fundings = ledger.kept["fundings"].get(fact.pk, [])
        columns = self.columns(ledger)
        row = super().row(ledger, fact)
        amounts: dict[str, Decimal | None] = {
            column.key: add(one.amount for one in _own(column, fundings)) for column in columns if column.is_amount
        }
        row.values |= {key: plain_amount(amount) for key, amount in amounts.items()}
        row.values |= computed(columns, amounts, row.values)
        return GridRow(row.id, row.values, [fact, *fundings], link=fact.pk)

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Refuse a code that cannot be one, or is another project's."""
        code = entered["code"]
        if (
            code
            and "code" not in entered.errors
            and not (code.isascii() and code.isdecimal() and len(code) == CODE_DIGITS)
        ):
            message = _(
                "项目编码应为 21 位数字（区划 6 位、年度 2 位、序号 13 位），没有编码的留空；现有 %(length)d 位。"
            )
            entered.refuse("code", message % {"length": len(code)})
        super().check(ledger, entered, row)

    def fields(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return the fields of the project itself."""
        names = ("kind", "name", "unit_name", "code", "function_code")
        return {"unit": ledger.units.get(entered.values.get("unit", "")), **{name: entered[name] for name in names}}

    def create(self, ledger: Ledger, work: Work, entered: Entered, position: int) -> GridRow:
        """Make a project, last in the table of indicators, and its money."""
        fields = self.fields(ledger, entered)
        project = Project(edition=ledger.edition, position=position, **fields)
        project.key = self._free_key(ledger, project)
        project.performance_position = self._last_in_indicators(ledger)
        work.create(project)
        return GridRow("", {}, [project, *self._set_money(ledger, work, project, [], entered)])

    def change(self, ledger: Ledger, work: Work, row: GridRow, entered: Entered) -> GridRow:
        """Change a project and its money; a new code changes its key, and totals declared of it follow."""
        project, *fundings = row.facts
        fields = self.fields(ledger, entered)
        if fields["code"] != project.code:
            former = project.key
            renamed = Project(pk=project.pk, code=fields["code"], name=fields["name"])
            fields["key"] = self._free_key(ledger, renamed)
            for declared in DeclaredAmount.objects.filter(edition=ledger.edition, row=former):
                work.change(declared, row=fields["key"])
        work.change(project, **fields)
        return GridRow(row.id, {}, [project, *self._set_money(ledger, work, project, fundings, entered)], project.pk)

    def _set_money(
        self, ledger: Ledger, work: Work, project: Project, fundings: Sequence[ProjectFunding], entered: Entered
    ) -> list[ProjectFunding]:
        """Let a project have the money that was entered, and return it."""
        kept = []
        for column in self.columns(ledger):
            if not column.is_amount:
                continue
            amount, own = entered[column.key], _own(column, fundings)
            if amount is None:
                work.delete(own)
            elif own:
                work.change(own[0], amount=amount)
                kept.append(own[0])
            else:
                funding = ProjectFunding(project=project, position=project.position, amount=amount, **dict(column.sets))
                work.create(funding)
                kept.append(funding)
        return kept

    def _free_key(self, ledger: Ledger, project: Project) -> str:
        """Return the key of a project, with a number after it where another project has it."""
        key = project_key(project.code, project.name)[:KEY_LENGTH]
        if "keys" not in ledger.kept:
            others = Project.objects.filter(edition=ledger.edition)
            ledger.kept["keys"] = dict(others.values_list("key", "pk"))
        keys = ledger.kept["keys"]
        free = free_key(key, {other for other, owner in keys.items() if project.pk is None or owner != project.pk})
        keys[free] = project.pk
        return free

    def _last_in_indicators(self, ledger: Ledger) -> int:
        """Return the next place in the table of indicators."""
        if "last_in_indicators" not in ledger.kept:
            ledger.kept["last_in_indicators"] = end_of(self.facts(ledger).order_by(), "performance_position")
        ledger.kept["last_in_indicators"] += 1
        return ledger.kept["last_in_indicators"] - 1

    def settle(self, ledger: Ledger) -> None:
        """Let the order of the projects be that of the table of indicators too, unless a document prints its own."""
        if not ledger.edition.is_transcribed:
            self.facts(ledger).order_by().update(performance_position=F("position"))

    def delete(self, ledger: Ledger, work: Work, row: GridRow) -> None:
        """Remove a project with its money and its indicators."""
        work.delete([*row.facts, *PerformanceIndicator.objects.filter(project=row.facts[0])])

    def finish(self, ledger: Ledger, row: GridRow) -> GridRow:
        """Return the row that project and money make now."""
        if not row.facts:
            return row
        project, *fundings = row.facts
        ledger.kept["fundings"] = {project.pk: fundings}
        return self.row(ledger, project)

    def totals(self, ledger: Ledger) -> Values:
        """Add the money column by column."""
        columns = self.columns(ledger)
        sums: dict[tuple[str, ...], list[Decimal]] = {}
        fundings = ProjectFunding.objects.filter(project__edition=ledger.edition).order_by()
        for fund, origin, amount in fundings.values_list(*PIVOTED, "amount"):
            sums.setdefault((fund, origin), []).append(amount)
        amounts = {
            column.key: add(sums.get(tuple(value for _name, value in column.sets), ()))
            for column in columns
            if column.is_amount
        }
        totals = {key: plain_amount(amount) for key, amount in amounts.items()}
        return totals | computed(columns, amounts, {})

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of a project by its key."""
        return next((row.id for row in rows if row.facts and row.facts[0].key == key), None)


def _other(sets: tuple[tuple[str, str], ...]) -> EntryColumn:
    """Return the column of money that no column of the form is made for."""
    label = " ".join(str(LABELS[name](value).label) for name, value in sets)
    key = "-".join(value for _name, value in sets)
    return EntryColumn(key, label, CellKind.AMOUNT, (_("其他"),), sets=sets, totalled=True)


def _own(column: EntryColumn, fundings: Sequence[ProjectFunding]) -> list[ProjectFunding]:
    """Return the money of one cell."""
    return [one for one in fundings if all(getattr(one, name) == value for name, value in column.sets)]


class IndicatorSheet(RecordSheet):
    """The indicators of all projects, or of one."""

    key = "indicators"
    title = gettext_lazy("部门预算项目绩效目标汇总表")
    tables = (12,)
    help = gettext_lazy("指标值照写，例如 ≥95%、≤2250000元；比较、数值、单位由系统拆开。每个项目四类指标都要有。")
    model = PerformanceIndicator
    models = (PerformanceIndicator,)

    def __init__(self, project: Project | None = None) -> None:
        self.project = project

    def facts(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the indicators, project by project."""
        found = PerformanceIndicator.objects.filter(project__edition=ledger.edition)
        if self.project is not None:
            found = found.filter(project=self.project)
        return found.select_related("project").order_by("project__performance_position", "project", "position", "id")

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the project, unless there is one only, then kind, name, value and its parts."""
        kinds = choices(list(IndicatorKind), IndicatorKind)
        own = (
            EntryColumn("kind", _("指标类别"), CellKind.CHOICE, choices=kinds, required=True, width=7),
            EntryColumn("name", _("三级指标"), CellKind.TEXT, required=True, longest=NAME, width=22),
            *measure_columns(),
        )
        if self.project is not None:
            return own
        listed = tuple((str(pk), name) for pk, name in self._projects(ledger))
        return (EntryColumn("project_id", _("项目"), CellKind.CHOICE, choices=listed, required=True, width=18), *own)

    def _projects(self, ledger: Ledger) -> Sequence[tuple[int, str]]:
        """Return the projects to choose from, read once."""
        if "projects" not in ledger.kept:
            projects = Project.objects.filter(edition=ledger.edition).order_by("performance_position", "position")
            ledger.kept["projects"] = list(projects.values_list("pk", "name"))
        return ledger.kept["projects"]

    def owner(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return the project that a new indicator belongs to."""
        return {} if self.project is None else {"project": self.project}

    def value(self, ledger: Ledger, column: EntryColumn, entered: Any) -> Any:
        """Return what a field is given for what was entered."""
        return int(entered) if column.key == "project_id" else entered

    def row(self, ledger: Ledger, fact: Any, key: tuple[Any, ...] = ()) -> GridRow:
        """Return the row of an indicator; it leads to its project."""
        return replace(super().row(ledger, fact), link=fact.project_id)

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the first row of a project by its key."""
        return next((row.id for row in rows if row.facts and row.facts[0].project.key == key), None)

    def make_room(self, ledger: Ledger, after: Place | None, wanted: int) -> int:
        """Make room among the indicators of the edition."""
        ids = PerformanceIndicator.objects.filter(project__edition=ledger.edition)
        return make_room(ids.order_by(), after, wanted)
