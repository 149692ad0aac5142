"""The document as received, and pictures of its pages: drawn once, kept, and public where their edition is."""

import hashlib
import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from PIL import Image

from budgets.documents import pictures
from budgets.documents.load import store
from budgets.documents.pictures import PictureError
from budgets.models import Edition, SourceDocument
from budgets.pages import source_pictures
from budgets.pages.table import XLSX
from budgets.pages.urls import urlpatterns
from budgets.publishing import publish
from budgets.vocabulary import EditionStatus, Phase
from tests.documents.office_files import make_xls, make_xlsx, twin_docx, twin_page, twin_sheets
from tests.documents.pdf_files import Paper
from tests.pages.printed import BUDGET, FIGURE, OWN, PARTS, PRINTED, read_file, store_printed
from tests.published import TWIN
from tests.test_public_urls import CACHE_CONTROL, KEYS, PAGE_PICTURES, PLACE, routes

pytest_plugins = ["tests.pages.printed"]
pytestmark = pytest.mark.usefixtures("own_folder")

PNG = b"\x89PNG\r\n\x1a\n"
KEPT = "public, max-age=31536000, s-maxage=60, immutable"


@pytest.fixture
def drawn(monkeypatch):
    """The numbers of the pages that are drawn from now on."""
    numbers = []

    def draw_page(content, number):
        numbers.append(number)
        return pictures.draw_page(content, number)

    monkeypatch.setattr(source_pictures, "draw_page", draw_page)
    return numbers


def test_a_picture_shows_the_page_and_is_drawn_once(client, edition, drawn, own_folder):
    first = client.get(f"{BUDGET}editions/1/source/pages/3.png")
    again = client.get(f"{BUDGET}source/pages/3.png")
    assert (first.status_code, first["Content-Type"], first.content[:8]) == (200, "image/png", PNG)
    assert again.content == first.content
    assert drawn == [3]
    picture = Image.open(io.BytesIO(first.content))
    assert picture.size == (3667, 1987), "2400 by 1300 points at 110 dots to the inch"
    kept = {path.name for path in own_folder.rglob("*") if path.is_file()}
    assert kept == {edition.source_document.sha256, "3.png", "sizes.json"}


def test_a_picture_at_the_edition_s_number_is_kept_for_ever(client, edition):
    kept = client.get(f"{BUDGET}editions/1/source/pages/3.png")
    assert kept["Cache-Control"] == KEPT
    again = client.get(f"{BUDGET}editions/1/source/pages/3.png", headers={"if-none-match": kept["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", KEPT)
    assert client.get(f"{BUDGET}source/pages/3.png")["Cache-Control"] == CACHE_CONTROL


def test_many_readers_at_once_get_whole_pictures_and_one_drawing(edition, drawn):
    document = edition.source_document
    source_pictures.page_sizes(document)
    together = threading.Barrier(6)

    def ask(_number):
        together.wait()
        return source_pictures.page_picture(document, 3)

    with ThreadPoolExecutor(6) as readers:
        found = set(readers.map(ask, range(6)))
    assert len(found) == 1
    Image.open(io.BytesIO(found.pop())).load()
    assert drawn == [3]


@pytest.mark.parametrize("number", [0, 23, 99999])
def test_a_page_that_is_not_there_is_404(number, client, edition, drawn):
    assert client.get(f"{BUDGET}source/pages/{number}.png").status_code == 404
    assert drawn == []


def test_a_page_that_cannot_be_drawn_is_a_plain_failure_and_keeps_nothing(client, edition, monkeypatch, own_folder):
    tried = []

    def fail(content, number):
        tried.append(number)
        raise PictureError("broken on purpose")

    monkeypatch.setattr(source_pictures, "draw_page", fail)
    for _time in range(2):
        response = client.get(f"{BUDGET}editions/1/source/pages/3.png")
        assert (response.status_code, response["Cache-Control"]) == (500, "no-store")
        assert "网站出错了" in response.content.decode()
    assert tried == [3], "what failed is not tried again at once"
    assert not list(own_folder.rglob("*.png*"))


def test_a_file_that_is_gone_is_404_and_its_figures_stay(client, edition, own_folder):
    (own_folder / edition.source_document.file.name).unlink()
    for page in ("source/file", "source/pages/3.png"):
        assert client.get(f"{BUDGET}{page}").status_code == 404
    for page in ("source/", FIGURE):
        assert client.get(f"{BUDGET}{page}").status_code == 200


def test_what_is_no_pdf_inside_is_a_failure_of_the_drawing_alone():
    for content in (b"%PDF-1.7 nothing", b"", Paper().made()[:300]):
        with pytest.raises(PictureError):
            pictures.measure_pages(content)
        with pytest.raises(PictureError):
            pictures.draw_page(content, 1)


def test_a_drawing_that_takes_too_long_is_stopped(monkeypatch, printed_twin):
    monkeypatch.setattr(pictures, "SECONDS", 0.001)
    with pytest.raises(PictureError):
        pictures.draw_page(printed_twin, 1)


def test_a_huge_page_is_drawn_coarser():
    content = Paper((14000, 7000)).text(60, 60, "收入预算表", 200).made()
    assert pictures.measure_pages(content) == [(14000, 7000)]
    assert Image.open(io.BytesIO(pictures.draw_page(content, 1))).size == (3999, 2000)


def test_a_page_turned_for_display_is_measured_and_drawn_as_displayed():
    content = Paper((600, 300)).turn(90).table(80, [["合计", "1.00"]], [80, 80]).made()
    ((width, height),) = pictures.measure_pages(content)
    drawn = Image.open(io.BytesIO(pictures.draw_page(content, 1)))
    assert abs(drawn.width / drawn.height - width / height) < 0.01


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("部门预算.pdf", "filename*=utf-8''%E9%83%A8%E9%97%A8%E9%A2%84%E7%AE%97.pdf"),
        ("../../etc/passwd", 'filename="passwd"'),
        ("C:\\scans\\budget.pdf", 'filename="budget.pdf"'),
        ('a"b\r\nSet-Cookie: x.pdf', 'filename="a\\"bSet-Cookie: x.pdf"'),
        ("///", 'filename="{sha256}"'),
    ],
)
def test_the_file_is_sent_as_received_under_a_safe_name(name, saved, client, printed_draft, printed_twin):
    digest = hashlib.sha256(printed_twin).hexdigest()
    SourceDocument.objects.filter(sha256=digest).update(name=name)
    publish(edition=printed_draft, by="测试")
    response = client.get(f"{BUDGET}source/file")
    assert response.getvalue() == printed_twin
    assert response["Content-Disposition"] == f"attachment; {saved.format(sha256=digest)}"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(printed_twin))
    assert response["ETag"] == f'"{digest}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = [part.strip() for part in response["Content-Security-Policy"].split(";")]
    assert {"default-src 'none'", "sandbox"} <= set(policy)
    assert client.get(f"{BUDGET}source/file", headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: TWIN.read_bytes() + b"\n", "text/plain"),
        (lambda: make_xlsx(twin_sheets()), XLSX),
        (lambda: make_xls(twin_sheets()), "application/vnd.ms-excel"),
        (twin_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (twin_page, "text/html"),
    ],
    ids=["text", "xlsx", "xls", "docx", "page"],
)
def test_any_file_is_sent_as_what_it_is_and_has_no_pictures(make, kind, client, db):
    content = make()
    publish(edition=store(read_file("budget.pdf", content)).edition, by="测试")
    response = client.get(f"{BUDGET}source/file")
    assert (response["Content-Type"], response.getvalue()) == (kind, content)
    assert client.get(f"{BUDGET}source/pages/1.png").status_code == 404
    marked = re.findall(r"<mark>(.*?)</mark>", client.get(f"{BUDGET}{FIGURE}").content.decode())
    # A workbook holds 10 where others print 10.00.
    assert sorted(map(Decimal, marked)) == sorted(map(Decimal, OWN + PARTS))


def picture_addresses():
    """Return the address of a page's picture in each of its forms."""
    keys = {**KEYS, "region": PRINTED, "page": 3}
    found = [route for route in routes(urlpatterns) if PAGE_PICTURES in route]
    return ["/" + PLACE.sub(lambda match: str(keys[match.group(1)]), route) for route in found]


def statuses(client):
    """Return what each of those addresses answers."""
    return {client.get(address).status_code for address in picture_addresses()}


def test_pictures_are_public_where_their_edition_is(client, db, printed_reading):
    drafts = [store_printed(printed_reading, phase) for phase in Phase]
    assert len(picture_addresses()) == 2 * len(drafts) == 6
    assert statuses(client) == {404}
    for one in drafts:
        publish(edition=one, by="测试")
    assert statuses(client) == {200}
    Edition.objects.update(status=EditionStatus.SUPERSEDED)
    assert [client.get(address).status_code for address in picture_addresses()] == [404, 200] * 3
    Edition.objects.update(status=EditionStatus.WITHDRAWN)
    assert statuses(client) == {410}
