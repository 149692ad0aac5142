"""What a document leaves out, each in a sentence: tables, projects, targets; its checks say the rest."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.completeness import EQUIVALENTS
from budgets.checks.kinds import STATUTORY, kind_label
from budgets.pages.goals import PERFORMANCE_KINDS, PROJECT_KINDS, has_targets, printed_tables
from budgets.tables import StatutoryTable
from budgets.vocabulary import Phase, TableState


def left_out(books: Books) -> Iterator[str]:
    """Yield a sentence for everything that should be in a document and is not.

    Final accounts are not asked for projects and targets: their form has none.
    """
    yield from _missing_tables(books)
    if books.facts.edition.budget.phase == Phase.FINAL:
        return
    if not books.facts.projects and not printed_tables(books, PROJECT_KINDS):
        yield _("没有公布项目。")
    if not has_targets(books) and not printed_tables(books, PERFORMANCE_KINDS):
        yield _("没有公布绩效目标。")


def _missing_tables(books: Books) -> Iterator[str]:
    """Name the tables that are not there: those of the form, and of the eight that the law asks of everybody."""
    named = {table.kind: table for table in reversed(books.tables)} if not books.has_own_forms else {}
    for kind in dict.fromkeys((*reversed(named), *STATUTORY)):
        if books.is_missing(kind) and all(books.is_missing(other) for other in EQUIVALENTS.get(kind, ())):
            yield _missing(books, named[kind]) if kind in named else _("没有%s。") % kind_label(kind)


def _missing(books: Books, table: StatutoryTable) -> str:
    """Say that a table of the form is left out, and whether other tables give its figures."""
    names = {"label": table.label, "title": table.title}
    if table.kind in PERFORMANCE_KINDS:
        return _("没有印出%(label)s（%(title)s）。") % names
    return {
        TableState.DERIVED: _("没有印出%(label)s（%(title)s）；它的数字本站由其他表推出。"),
        TableState.PARTLY_DERIVED: _("没有印出%(label)s（%(title)s）；它的一部分数字本站由其他表推出。"),
    }.get(books.filled(table).state, _("没有印出%(label)s（%(title)s）。")) % names
