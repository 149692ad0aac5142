"""What somebody looks at before a step: totals, checks, reasons, and what a correction changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.canonical import facts_sha256, sha256_of
from budgets.checks import Finding, Result, check, findings_of
from budgets.checks.kinds import APPROPRIATION, PROJECTS, REVENUE_AND_EXPENDITURE, THREE_PUBLIC
from budgets.models import Edition, Waiver
from budgets.pages.addresses import BudgetAddress
from budgets.pages.editions import Entry, compare, describe
from budgets.pages.frame import frame
from budgets.review import review, unexplained
from budgets.tables import Facts, printed
from budgets.tables.editions import fill_standard
from budgets.vocabulary import Outcome, Severity

# The totals by which a budget is recognised: label, kind of table, row, column.
KEY_TOTALS = (
    (_("收入总计"), REVENUE_AND_EXPENDITURE, "grand_total", "revenue_amount"),
    (_("支出总计"), REVENUE_AND_EXPENDITURE, "grand_total", "expenditure_amount"),
    (_("财政拨款支出合计"), APPROPRIATION, "grand_total", "total"),
    (_("“三公”经费合计"), THREE_PUBLIC, "total", "total"),
    (_("项目支出合计"), PROJECTS, "total", "total"),
)


@dataclass(frozen=True)
class Review:
    """An edition as it is examined."""

    edition: Edition

    @cached_property
    def facts(self) -> Facts:
        """The facts of the edition."""
        return Facts(self.edition)

    @cached_property
    def results(self) -> list[Result]:
        """What became of the rules; of what is not public yet, lists keep the numbers."""
        return review(self.edition) if self.edition.is_unpublished else check(self.facts)

    @cached_property
    def waivers(self) -> Sequence[Waiver]:
        """The reasons given so far."""
        return list(Waiver.objects.filter(edition=self.edition))

    @cached_property
    def seen(self) -> str:
        """The hash of what is shown, facts and reasons, by which a later change is noticed."""
        reasons = [[waiver.rule, waiver.finding, waiver.reason] for waiver in self.waivers]
        return sha256_of([facts_sha256(self.facts), reasons, self.edition.status])

    @cached_property
    def superseded(self) -> Edition | None:
        """The edition that the public reads now, and that this one is to replace."""
        standing = Edition.objects.published().with_names().filter(budget=self.edition.budget_id)
        return standing.exclude(pk=self.edition.pk).first()

    @property
    def errors(self) -> list[Finding]:
        """Findings that are errors."""
        return [finding for finding in findings_of(self.results) if finding.severity == Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """Findings that are none."""
        return [finding for finding in findings_of(self.results) if finding.severity != Severity.ERROR]

    @cached_property
    def unexplained(self) -> list[Finding]:
        """Warnings for which nobody gave a reason; of a transcribed edition nobody need."""
        return [] if self.edition.is_transcribed else unexplained(self.edition, self.warnings)

    @property
    def holding(self) -> int:
        """How many rules hold."""
        return sum(result.holds for result in self.results)

    @property
    def unchecked(self) -> int:
        """How many rules could not be checked."""
        return sum(result.outcome == Outcome.UNKNOWN for result in self.results)

    @property
    def is_blocked(self) -> bool:
        """Whether errors keep the edition from going on."""
        return bool(self.errors) and not self.edition.is_transcribed

    @cached_property
    def totals(self) -> list[tuple[Any, str]]:
        """The key totals as the standard tables print them, with their unit."""
        return list(self._totals())

    def _totals(self) -> Iterator[tuple[Any, str]]:
        """Yield label and amount."""
        for label, kind, row, column in KEY_TOTALS:
            filled = fill_standard(self.facts, kind)
            cell = filled.by_address.get((row, column))
            text = printed(cell, filled.table) if cell else None
            yield label, f"{text} {filled.table.unit_label}" if text else gettext("（空）")

    @property
    def preview(self) -> BudgetAddress:
        """The addresses of the pages as the public will see them."""
        return BudgetAddress.of(self.edition)

    def changes(self, page: str) -> dict[str, Any]:
        """Return, as the public page of changes does, what a correction changes; nothing for a first edition."""
        if self.superseded is None:
            return {}
        entry = Entry(self.edition, None, "", BudgetAddress.numbered(self.edition), self.superseded)
        return {"frame": frame(self.edition), **describe(entry, compare(entry), page)}
