"""The kinds of content that one chooses from when a document is imported, each with the facts it consists of."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from budgets.canonical import canonical_facts, sha256_of
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    DepartmentIndicator,
    EconomicExpenditure,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceGoal,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
    RevenueLine,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
)
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin


@dataclass(frozen=True)
class Content:
    """A kind of content: its key, what it is called, the tables or parts it shows in, and its kinds of facts.

    What is `of_the_print` describes a printed document rather than the budget: an edition prepared here leaves it
    out unless somebody wants it.
    """

    key: str
    label: Any
    shown_in: Any
    models: tuple[type[Model], ...]
    of_the_print: bool = False

    def is_wanted(self, origin: str) -> bool:
        """Tell whether it is chosen from the start in an edition of an origin."""
        return not self.of_the_print or origin == EditionOrigin.TRANSCRIBED


CONTENTS: tuple[Content, ...] = (
    Content("revenue", _("收入"), _("01、02、04、11 表"), (RevenueLine,)),
    Content("carry_forward", _("年终结转结余"), _("01、04 表"), (CarryForward,)),
    Content("functions", _("支出（按功能科目）"), _("01、03、04、05、09 表"), (FunctionExpenditure,)),
    Content("economics", _("支出（按经济科目）"), _("06、07 表"), (EconomicExpenditure,)),
    Content("three_public", _("“三公”经费"), _("08 表"), (ThreePublicExpense,)),
    Content("projects", _("项目、项目资金和绩效指标"), _("10、12 表"), (Project, ProjectFunding, PerformanceIndicator)),
    Content("performance", _("整体绩效目标"), _("11 表"), (PerformanceGoal, PerformanceTask, DepartmentIndicator)),
    Content("narrative", _("文字说明"), _("第一、第二部分"), (Narrative,)),
    Content("glossary", _("名词解释"), _("第三部分"), (GlossaryTerm,)),
    Content("notes", _("表格附注"), _("各表"), (TableNote,)),
    Content("declared", _("印出的合计数，作为控制数"), _("各表合计"), (DeclaredAmount,), of_the_print=True),
    Content("stated", _("文字中的数字"), _("第二部分，用于核对"), (StatedFigure,), of_the_print=True),
)
BY_KEY: Mapping[str, Content] = {content.key: content for content in CONTENTS}
# What is read from running text; everything else is read from tables.
TEXTS = frozenset({"narrative", "glossary", "stated"})


# What speaks of tables by their numbers, which mean nothing in another form set.
NUMBERED = frozenset({"notes", "declared"})


def offered(origin: str, *, same_form: bool) -> tuple[Content, ...]:
    """Return the kinds of content that an edition of an origin can take from a document of the same form or another.

    A transcribed edition takes over the document's form as well.
    """
    fits = same_form or origin == EditionOrigin.TRANSCRIBED
    return tuple(one for one in CONTENTS if fits or one.key not in NUMBERED)


def complete(keys: Collection[str], origin: str) -> frozenset[str]:
    """Return the kinds of content that go together with those chosen, as keys.

    A transcribed edition prints one document: of its tables all are taken or none.
    """
    chosen = frozenset(keys)
    if origin == EditionOrigin.TRANSCRIBED and not chosen <= TEXTS:
        chosen |= set(BY_KEY) - TEXTS
    return chosen


def models_of(keys: Iterable[str]) -> list[type[Model]]:
    """Return the kinds of facts of some kinds of content; KeyError for a kind that there is not."""
    return [model for key in keys for model in BY_KEY[key].models]


def digests(facts: Facts) -> dict[str, str]:
    """Return a hash of each kind of content of an edition: what tells whether it was edited since."""
    plain = canonical_facts(facts)
    return {one.key: sha256_of({model.__name__: plain[model.__name__] for model in one.models}) for one in CONTENTS}
