"""Pictures of a PDF's pages, drawn in a program of their own: whatever a file does there, the site goes on."""

import io
import json
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pypdfium2
from PIL import Image

POINTS_PER_INCH = 72
# Small print stays legible at this, and a page takes a tenth of a megabyte.
DOTS_PER_INCH = 110
# Pixels; a larger page is drawn coarser, so that no page takes more memory than this squared.
LARGEST_SIDE = 4000
# Pages of tables are ink on paper: so many colours show them as they are, in a third of the bytes.
COLOURS = 64
# As many pages as a document may have that is read at all.
PAGE_LIMIT = 1000
SECONDS = 20
MEMORY_BYTES = 2**30
SIZES = "sizes"
ROOT = Path(__file__).resolve().parents[2]

Size = tuple[float, float]


class PictureError(Exception):
    """A page that could not be drawn."""


def measure_pages(content: bytes) -> list[Size]:
    """Return width and height of each page of a PDF, in points, as it is displayed; raise PictureError."""
    return [(width, height) for width, height in json.loads(_run(SIZES, content))]


def draw_page(content: bytes, number: int) -> bytes:
    """Return a page of a PDF as a PNG, pages counted from one; raise PictureError."""
    return _run(str(number), content)


def _run(task: str, content: bytes) -> bytes:
    """Let this module, as a program with nothing of the site's environment, do a task in bounded time and memory."""
    command = [sys.executable, "-m", __name__, task]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, cwd=ROOT, env={}, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PictureError(f"{task}: {error}") from error
    if done.returncode:
        raise PictureError(f"{task}: {done.stderr.decode(errors='replace')[-500:] or done.returncode}")
    return done.stdout


def main(task: str, content: bytes) -> bytes:
    """Do a task in the program of its own: measure the pages, or draw the one whose number the task is."""
    # Not every system can bound memory; the time is bounded everywhere.
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    document = pypdfium2.PdfDocument(content)
    if task == SIZES:
        count = min(len(document), PAGE_LIMIT)
        return json.dumps([whole_page(document, index).get_size() for index in range(count)]).encode()
    return picture_of(whole_page(document, int(task) - 1))


def whole_page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Return a page with all that is printed on its sheet: the places of cells count from the sheet's corner."""
    page = document[index]
    sheet = page.get_mediabox(fallback_ok=False)
    if sheet:
        page.set_cropbox(*sheet)
    return page


def picture_of(page: pypdfium2.PdfPage) -> bytes:
    """Draw a page as a PNG."""
    scale = min(DOTS_PER_INCH / POINTS_PER_INCH, (LARGEST_SIDE - 1) / max(page.get_size()))
    drawn = page.render(scale=scale).to_pil().convert("RGB")
    stream = io.BytesIO()
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1], sys.stdin.buffer.read()))
