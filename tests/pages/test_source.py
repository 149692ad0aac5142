"""Where a figure was read: the page of the document with the cell framed, or the rows around it."""

import hashlib
import io
import re
from decimal import Decimal
from html.parser import HTMLParser

import pdfplumber
import pytest
from PIL import Image

from budgets.documents.pictures import PictureError
from budgets.pages import source_pictures
from budgets.tables import Facts
from tests.make import make_edition, make_line, make_text, publish_prepared
from tests.pages.printed import BUDGET, FIGURE, OWN, PARTS
from tests.published import ADDRESS, filled

pytest_plugins = ["tests.published", "tests.pages.printed"]
pytestmark = pytest.mark.usefixtures("own_folder")


class Drawings(HTMLParser):
    """Collects the drawings of a page: picture, part shown, framed boxes, words."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "svg":
            self.found.append({**values, "rect": []})
        elif tag == "image":
            self.found[-1]["image"] = values
        elif tag == "rect":
            self.found[-1]["rect"].append(values)

    handle_startendtag = handle_starttag


def numbers_of(values):
    """Return a place and a size as numbers."""
    return [float(values[name]) for name in ("x", "y", "width", "height")]


def text_in(document, page, box):
    """Return what a PDF prints within a box of one of its pages."""
    x, y, width, height = box
    return document.pages[page - 1].crop((x, y, x + width, y + height)).extract_text().strip()


def page_number(drawing):
    """Return which page a drawing shows."""
    return int(re.search(r"/pages/(\d+)\.png$", drawing["image"]["href"]).group(1))


def test_the_page_of_a_figure_frames_the_cells_that_print_it_and_its_parts(client, edition, printed_twin):
    drawings = Drawings(client.get(f"{BUDGET}{FIGURE}").content.decode()).found
    found = {"own": set(), "part": set()}
    with pdfplumber.open(io.BytesIO(printed_twin)) as document:
        for drawing in drawings:
            for frame in drawing["rect"]:
                found[frame["class"]].add(text_in(document, page_number(drawing), numbers_of(frame)))
    assert (sorted(found["own"]), sorted(found["part"])) == (OWN, PARTS)
    assert len(drawings) == 4, "two pages, each for wide windows and for phones"


def test_the_framed_cells_are_within_the_part_that_is_shown(client, edition):
    for drawing in Drawings(client.get(f"{BUDGET}{FIGURE}").content.decode()).found:
        left, top, width, height = map(float, drawing["viewbox"].split())
        _x, _y, page_width, page_height = numbers_of(drawing["image"])
        assert (page_width, page_height) == (2400, 1300)
        assert 0 <= left <= left + width <= page_width + 0.1
        assert 0 <= top <= top + height <= page_height + 0.1
        for frame in drawing["rect"]:
            x, y, frame_width, frame_height = numbers_of(frame)
            assert left <= x <= x + frame_width <= left + width
            assert top <= y <= y + frame_height <= top + height


def test_a_drawing_says_in_words_what_it_shows(client, edition):
    page = client.get(f"{BUDGET}{FIGURE}").content.decode()
    labels = {drawing["aria-label"] for drawing in Drawings(page).found}
    assert {drawing["role"] for drawing in Drawings(page).found} == {"img"}
    assert labels == {
        "文件第 3 页第 6 行：935.30",
        "文件第 5 页第 6 行：546.86；文件第 5 页第 6 行：38.44；文件第 5 页第 6 行：42.00；"
        "文件第 5 页第 7 行：10.00；文件第 5 页第 7 行：60.00；文件第 5 页第 8 行：238.00",
    }
    for anchor in set(re.findall(r'href="#([a-z]+-\d+)"', page)):
        assert f'id="{anchor}"' in page


def test_the_page_of_a_figure_names_the_file_and_its_digest(client, edition, printed_twin):
    for page in (FIGURE, "source/", ""):
        text = client.get(f"{BUDGET}{page}").content.decode()
        assert hashlib.sha256(printed_twin).hexdigest() in text
        assert "部门预算.pdf" in text
    assert f'href="{BUDGET}source/file"' in client.get(f"{BUDGET}{FIGURE}").content.decode()


def test_a_document_without_pages_shows_the_rows_around_the_cell(client, published):
    page = client.get(f"{ADDRESS}{FIGURE}").content.decode()
    assert Drawings(page).found == []
    assert sorted(re.findall(r"<mark>(.*?)</mark>", page)) == sorted(OWN + PARTS)
    places = re.findall(r'<th scope="row">(文件第 \d+ 行)</th>', page)
    assert places == [f"文件第 {line} 行" for line in (171, 172, 173, 212, 213, 214, 215, 216)]
    assert re.search(r"文件第 214 行</th>.*<td>一般行政管理事务</td>.*<mark>10.00</mark>", page)


def test_rows_that_do_not_follow_each_other_are_shown_apart(client, published):
    page = client.get(f"{ADDRESS}tables/3/cells/total/wages/").content.decode()
    places = [int(line) for line in re.findall(r'<th scope="row">文件第 (\d+) 行</th>', page)]
    assert places == [210, 211, 212, 213, 214, 218, 219, 220, 221, 222, 223, 224, 225]
    assert page.count("……") == 1


def test_a_prepared_edition_shows_no_document(client, edition):
    other = make_edition(edition.budget)
    make_text(other), make_line(other)
    publish_prepared(other, reason="更正金额")
    assert edition.source_document.name not in client.get(BUDGET).content.decode()
    for page in ("source/", "source/file", "source/pages/3.png"):
        assert client.get(f"{BUDGET}{page}").status_code == 404
        assert client.get(f"{BUDGET}editions/1/{page}").status_code == 200


def test_a_picture_prints_ink_where_the_cell_is_framed(client, edition):
    (drawing, *_rest) = Drawings(client.get(f"{BUDGET}{FIGURE}").content.decode()).found
    picture = Image.open(io.BytesIO(client.get(drawing["image"]["href"]).content)).convert("L")
    scale = picture.width / float(drawing["image"]["width"])
    x, y, width, height = (number * scale for number in numbers_of(drawing["rect"][0]))
    inside = picture.crop((int(x) + 4, int(y) + 4, int(x + width) - 4, int(y + height) - 4))
    below = picture.crop((int(x) + 4, int(y + height) + 4, int(x + width) - 4, int(y + 2 * height) - 4))
    assert inside.getextrema()[0] < 100
    # The row below, 二、外交, has no amount.
    assert below.getextrema()[0] > 200


def test_without_pictures_the_figure_s_page_shows_rows(client, edition, monkeypatch):
    def fail(content):
        raise PictureError("broken on purpose")

    monkeypatch.setattr(source_pictures, "measure_pages", fail)
    page = client.get(f"{BUDGET}{FIGURE}").content.decode()
    assert Drawings(page).found == []
    assert sorted(re.findall(r"<mark>(.*?)</mark>", page)) == sorted(OWN + PARTS)


def test_the_document_s_page_lists_its_tables_with_their_pages(client, edition):
    page = client.get(f"{BUDGET}source/").content.decode()
    assert f'<a href="{BUDGET}tables/3/">2023年部门支出总体情况表</a>' in page
    assert f'<a href="{BUDGET}editions/1/source/pages/5.png">第 5 页图</a>' in page


def test_every_figure_of_a_printed_document_has_its_source(client, edition):
    for table in (1, 3):
        cells = [cell for cell in filled(Facts(edition), table).cells if cell.column.is_amount and cell.amount]
        for cell in cells[:: max(1, len(cells) // 5)]:
            page = client.get(f"{BUDGET}tables/{table}/cells/{cell.row}/{cell.column.key}/").content.decode()
            own = [frame for drawing in Drawings(page).found for frame in drawing["rect"] if frame["class"] == "own"]
            assert own, (table, cell.row, cell.column.key)
            assert f"：{cell.amount / Decimal(10000):,.2f}" in page
