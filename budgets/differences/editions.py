"""All that changed between two editions of a budget."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from budgets.canonical import canonical_facts
from budgets.differences.cells import CellChange, TableChange, compare_tables
from budgets.differences.projects import (
    IndicatorChange,
    ProjectChange,
    ValueChange,
    compare_indicators,
    compare_projects,
)
from budgets.differences.texts import TextChange, compare_passages
from budgets.models import Edition
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS


@dataclass(frozen=True)
class Differences:
    """What changed from one edition to another.

    `kinds` names the kinds of fact of which anything at all changed, also what no table, project or text shows,
    such as the order of lines: where it is empty, nothing did.
    """

    names: tuple[ValueChange, ...]
    tables: tuple[TableChange, ...]
    projects: tuple[ProjectChange, ...]
    indicators: tuple[IndicatorChange, ...]
    texts: tuple[TextChange, ...]
    kinds: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same throughout."""
        return self.is_unseen and not self.kinds

    @property
    def is_unseen(self) -> bool:
        """Whether a reader sees no difference."""
        return not (self.names or self.tables or self.projects or self.indicators or self.texts)

    @cached_property
    def cells(self) -> tuple[CellChange, ...]:
        """The cells of all tables that changed."""
        return tuple(cell for table in self.tables for cell in table.cells)


def compare_editions(before: Facts, after: Facts) -> Differences:
    """Compare two editions, whole: their names, tables, projects, indicators and texts."""
    return Differences(
        names=tuple(_names(before.edition, after.edition)),
        tables=tuple(compare_tables(before, after)),
        projects=tuple(compare_projects(before, after)),
        indicators=tuple(compare_indicators(before, after)),
        texts=tuple(compare_passages(before, after)),
        kinds=tuple(_kinds(before, after)),
    )


def _names(before: Edition, after: Edition) -> Iterator[ValueChange]:
    """Yield what an edition calls itself otherwise."""
    labels = {
        "department_name": _("部门名称"),
        "department_short_name": _("部门简称"),
        "printed_date": _("文件落款日期"),
        "approved_on": _("批复日期"),
    }
    for field, label in labels.items():
        values = [str(getattr(edition, field) or "") for edition in (before, after)]
        if values[0] != values[1]:
            yield ValueChange(label, *values)
    if before.origin != after.origin:
        yield ValueChange(_("形成方式"), str(before.get_origin_display()), str(after.get_origin_display()))


def _kinds(before: Facts, after: Facts) -> Iterator[str]:
    """Yield the names of the kinds of fact that are not the same."""
    earlier, later = canonical_facts(before), canonical_facts(after)
    for model in FACT_MODELS:
        if earlier[model.__name__] != later[model.__name__]:
            yield str(model._meta.verbose_name)
