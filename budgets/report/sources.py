"""What generated sections are written from: the cells of this year, those of last year's edition, and some facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.report.cells import Place, Register
from budgets.report.phrases import change, say
from budgets.report.pieces import Paragraph, Reference
from budgets.tables import Facts


@dataclass(frozen=True)
class Sources:
    """An edition's facts and cells, and the cells of last year's published edition of the same department and phase."""

    facts: Facts
    now: Register
    last: Register | None = None

    @property
    def year(self) -> int:
        """The edition's year."""
        return self.facts.edition.budget.year

    @property
    def phase(self) -> str:
        """What the edition is: 预算, 调整预算 or 决算."""
        return str(self.facts.edition.budget.get_phase_display())

    @property
    def name(self) -> str:
        """The department's name as it stands on its tables."""
        return self.facts.edition.department_name

    def amount(self, *places: Place) -> Reference | None:
        """Return the first cell that has an amount other than nothing."""
        cells = (cell for place in places for cell in self.now.find(place))
        return next((cell for cell in cells if cell.amount), None)

    def change(self, subject: str, *places: Place) -> Paragraph:
        """Say how what stands at one of some places has changed since last year; nothing where it cannot be said."""
        if self.last is None:
            return ()
        for place in places:
            now, before = self.now.first([place]), self.last.first([place])
            if now is not None and before is not None:
                return (*change(subject, now, before, self.year - 1),)
        return ()

    def changes(self, *subjects: tuple[str, Iterable[Place]]) -> Paragraph:
        """Say the changes of several things in one sentence; without last year's edition, that it is not there."""
        if self.last is None:
            values = {"year": str(self.year - 1), "phase": self.phase}
            return say(_("本站没有该部门 %(year)s 年公开的%(phase)s，无法与上年比较。"), **values)
        said = [one for subject, places in subjects if (one := self.change(subject, *places))]
        if not said:
            return ()
        return say("%(all)s。", all=[piece for one in _with_commas(said) for piece in one])


def _with_commas(said: list[Paragraph]) -> list[Paragraph]:
    """Set a semicolon before every clause but the first."""
    return [one if not number else (*say("；"), *one) for number, one in enumerate(said)]
