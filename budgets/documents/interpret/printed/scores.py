"""How far the amounts of a table bear out what its head and its codes say of its sums."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass
class Score:
    """How many sums were compared, and how many of them hold."""

    held: int = 0
    failed: int = 0

    def count(self, answers: Iterable[bool | None]) -> "Score":
        """Count answers; what could not be compared says nothing."""
        for answer in answers:
            self.held += answer is True
            self.failed += answer is False
        return self

    @property
    def is_believed(self) -> bool:
        """Whether most of what was compared holds; a structure that nothing speaks against is believed."""
        return self.held >= self.failed

    @property
    def share(self) -> float:
        """How many of the sums that were compared hold, of one."""
        return self.held / (self.held + self.failed)

    @property
    def is_proven(self) -> bool:
        """Whether something holds, and most does."""
        return self.held > 0 and self.is_believed
