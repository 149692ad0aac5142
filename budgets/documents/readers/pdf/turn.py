"""Pages whose print lies on its side: the turn that sets it upright, and the turn back."""

from collections import Counter
from dataclasses import dataclass

from pdfplumber.page import Page

Corners = tuple[float, float, float, float]


@dataclass(frozen=True)
class Turn:
    """How far the print of a page of this size is turned clockwise from upright, in quarters."""

    quarters: int
    page_width: float
    page_height: float
    # Where the page's own corner lies: few files begin elsewhere than at nought.
    left: float = 0.0
    upper: float = 0.0

    @property
    def is_straight(self) -> bool:
        """Whether the print stands upright."""
        return self.quarters == 0

    @property
    def is_sideways(self) -> bool:
        """Whether what is level on the page is upright in the print."""
        return self.quarters % 2 == 1

    @property
    def height(self) -> float:
        """The height of the page when its print stands upright."""
        return self.page_width if self.is_sideways else self.page_height

    def forth(self, x0: float, top: float, x1: float, bottom: float) -> Corners:
        """Return a rectangle of the page where it stands once the print is upright."""
        x0, x1, top, bottom = x0 - self.left, x1 - self.left, top - self.upper, bottom - self.upper
        if self.quarters == 1:
            return top, self.page_width - x1, bottom, self.page_width - x0
        if self.quarters == 2:
            return self.page_width - x1, self.page_height - bottom, self.page_width - x0, self.page_height - top
        if self.quarters == 3:
            return self.page_height - bottom, x0, self.page_height - top, x1
        return x0, top, x1, bottom

    def back(self, x0: float, top: float, x1: float, bottom: float) -> Corners:
        """Return a rectangle of the upright print where it stands on the page."""
        if self.quarters == 1:
            return self.page_width - bottom, x0, self.page_width - top, x1
        if self.quarters == 2:
            return self.page_width - x1, self.page_height - bottom, self.page_width - x0, self.page_height - top
        if self.quarters == 3:
            return top, self.page_height - x1, bottom, self.page_height - x0
        return x0, top, x1, bottom


def turn_of(page: Page) -> Turn:
    """Return how the print of a page is turned, by most of its letters."""
    counts = Counter(quarters_of(char["matrix"]) for char in page.chars if not char["text"].isspace())
    quarters = counts.most_common(1)[0][0] if counts else 0
    return Turn(quarters, float(page.width), float(page.height), float(page.bbox[0]), float(page.bbox[1]))


def quarters_of(matrix: Corners | tuple[float, ...]) -> int:
    """Return in quarters how far a letter with this text matrix is turned clockwise."""
    a, b = matrix[0], matrix[1]
    if abs(b) > abs(a):
        return 1 if b < 0 else 3
    return 2 if a < 0 else 0
