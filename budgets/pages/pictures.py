"""The picture that stands for an edition where its address is shared: name, year, total, and where the money goes."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from budgets.charts import Slice, slices
from budgets.money import format_amount
from budgets.pages.frame import answer_edition, frame
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts
from budgets.tables.editions import fill_standard

FONT = Path(__file__).parent.parent / "data" / "fonts" / "noto-serif-sc-0.4.3" / "NotoSerifSC_600SemiBold.ttf"
SIZE, MARGIN = (1200, 630), 72
# As in static/site.css: paper, ink, soft ink, hairline, vermilion; and the series of charts.
PAPER, INK, SOFT, LINE, ACCENT = "#fcfbf8", "#1d2430", "#5b6472", "#d9d6cd", "#9c2f25"
SERIES = ("#1f4b7a", "#9a5a17", "#3f7350", "#7d4f77", "#656b74")
LARGEST, SMALLEST = 56, 30
FIRST_BAR, BAR_STEP, BAR_HEIGHT = 376, 42, 22
BAR_LEFT, BAR_RIGHT = 392, 800
AMOUNT_RIGHT, SHARE_RIGHT = 1010, 1200 - MARGIN


@dataclass(frozen=True)
class Poster:
    """What the picture says: words as printed, and the largest 类 with their shares in percent."""

    region: str
    name: str
    subtitle: str
    total: str
    parts: list[Slice]


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Answer the picture of an edition as a PNG."""
    return answer_edition(request, BudgetKey(**key), lambda facts: _send(draw(compose(facts))))


def _send(content: bytes) -> HttpResponse:
    """Answer a PNG."""
    return HttpResponse(content, content_type="image/png")


def compose(facts: Facts) -> Poster:
    """Gather what the picture says, the amounts from table 01 in the standard form."""
    edition, budget = facts.edition, facts.edition.budget
    balance = fill_standard(facts, "revenue_and_expenditure")
    total = balance.by_address["grand_total", "expenditure_amount"].amount
    values = {"year": budget.year, "phase": budget.get_phase_display(), "number": edition.number}
    subtitle = _("%(year)d 年部门%(phase)s　第 %(number)d 版") % values
    if frame(edition).is_superseded:
        subtitle += _("（已被更正取代）")
    region = budget.department.region
    return Poster(
        region=_("%(name)s（演示数据）") % {"name": region.name} if region.is_invented else region.name,
        name=edition.department_name,
        subtitle=subtitle,
        total=_("支出总计 %(total)s 万元") % {"total": format_amount(total)} if total is not None else "",
        parts=slices(balance, "expenditure_amount")[: len(SERIES)],
    )


@cache
def typeface(size: int) -> ImageFont.FreeTypeFont:
    """Return the typeface in a size, opened once a process."""
    return ImageFont.truetype(FONT, size)


def draw(poster: Poster) -> bytes:
    """Return the picture as a PNG of 1200 × 630."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    width = SIZE[0] - 2 * MARGIN
    pen.rectangle((MARGIN, 56, MARGIN + 12, 82), fill=ACCENT)
    pen.text((MARGIN + 28, 69), _("预算公开门户"), INK, typeface(26), anchor="lm")
    pen.text((SIZE[0] - MARGIN, 69), fitted(poster.region, 24, 600)[0], SOFT, typeface(24), anchor="rm")
    name, size = fitted(poster.name, LARGEST, width)
    pen.text((MARGIN, 168), name, INK, typeface(size), anchor="lm")
    pen.text((MARGIN, 232), poster.subtitle, SOFT, typeface(30), anchor="lm")
    pen.line((MARGIN, 276, SIZE[0] - MARGIN, 276), fill=INK, width=3)
    pen.text((MARGIN, 322), poster.total, INK, typeface(38), anchor="lm")
    for number, part in enumerate(poster.parts):
        _draw_bar(pen, part, poster.parts[0].amount, SERIES[number], FIRST_BAR + number * BAR_STEP)
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()


def _draw_bar(pen: ImageDraw.ImageDraw, part: Slice, largest: Decimal, colour: str, top: int) -> None:
    """Draw one 类: its name, a bar as long as its amount beside the largest, amount in 万元 and share."""
    middle, font = top + BAR_HEIGHT // 2, typeface(24)
    pen.text((MARGIN, middle), fitted(part.label, 24, BAR_LEFT - MARGIN - 24)[0], INK, font, anchor="lm")
    length = max(2, int((BAR_RIGHT - BAR_LEFT) * part.amount / largest)) if largest > 0 else 2
    pen.rectangle((BAR_LEFT, top, BAR_LEFT + length, top + BAR_HEIGHT), fill=colour)
    pen.text((AMOUNT_RIGHT, middle), format_amount(part.amount) or "", INK, font, anchor="rm")
    pen.text((SHARE_RIGHT, middle), f"{part.share}%", SOFT, font, anchor="rm")


def fitted(text: str, size: int, width: int) -> tuple[str, int]:
    """Return a text and the size in which it fits into a width; what is too long even when small ends in …."""
    while size > SMALLEST and typeface(size).getlength(text) > width:
        size -= 2
    shown = text
    while len(shown) > 1 and typeface(size).getlength(shown) > width:
        shown = shown.rstrip("…")[:-1] + "…"
    return shown, size
