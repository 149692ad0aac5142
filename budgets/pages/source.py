"""The document that an edition was read from: its page, the file as received, pictures of its pages."""

import logging
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from csp.decorators import csp_update
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from budgets.documents.pictures import PictureError
from budgets.documents.readers.pdf.reader import PDF_SIGNATURE
from budgets.documents.readers.spans import OLE, ZIP
from budgets.documents.readers.web import is_page
from budgets.models import Edition, SourceDocument, SourceTable
from budgets.pages.addresses import BudgetAddress
from budgets.pages.caching import CACHE_CONTROL, respond
from budgets.pages.errors import server_error
from budgets.pages.frame import frame, show_edition, version_of
from budgets.pages.lookup import BudgetKey, find_edition
from budgets.pages.source_pictures import is_pdf, open_original, page_picture
from budgets.pages.table import XLSX
from budgets.tables import Facts, StatutoryTable
from budgets.tables.editions import edition_tables

logger = logging.getLogger(__name__)

PDF, PNG = "application/pdf", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLS = "application/vnd.ms-excel"
# So much of a file tells what it is.
HEAD_BYTES = 4096
# At an edition's number a page's picture never changes; only shared caches ask again, for an edition may be withdrawn.
KEPT_FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"


@dataclass(frozen=True)
class Entry:
    """A table of the document: its title, where it begins, its own page here, and pictures of its pages."""

    label: str
    title: str
    place: str
    address: str
    pages: list[tuple[int, str]]


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show what is known of the document."""
    return show_edition(request, BudgetKey(**key), "source/show.html", compose)


def compose(facts: Facts) -> dict[str, Any]:
    """Gather the document and the list of its tables."""
    document = document_of(facts.edition)
    kept = BudgetAddress.numbered(facts.edition) if is_pdf(document) else None
    forms: dict[int | None, StatutoryTable] = {form.number: form for form in edition_tables(facts)}
    tables = SourceTable.objects.filter(edition=facts.edition)
    page = frame(facts.edition, _("来源文件"))
    return {
        "frame": page,
        "document": document,
        "entries": [describe_table(table, forms.get(table.number), page.address, kept) for table in tables],
    }


def describe_table(
    table: SourceTable, form: StatutoryTable | None, address: BudgetAddress, kept: BudgetAddress | None
) -> Entry:
    """Describe a table of the document; `kept` are the addresses of its pages' pictures where it has any."""
    label, own = ("", "") if form is None else (form.label, address.table(form.number))
    pages = [] if kept is None else [(number, kept.page_picture(number)) for number in pages_of(table)]
    return Entry(label, table.title, table.place, own, pages)


def pages_of(table: SourceTable) -> list[int]:
    """Return the numbers of the pages that a table stands on."""
    return sorted({box[0] for row in table.rows for box in row.get("boxes") or () if box})


def document_of(edition: Edition) -> SourceDocument:
    """Return the document an edition was read from; raise Http404 where it was made here."""
    if edition.source_document is None:
        raise Http404
    return edition.source_document


@csp_update({"sandbox": True})
def download(request: HttpRequest, **key: Any) -> HttpResponseBase:
    """Answer the document as it was received, under its sha256; a browser keeps it and never opens it here."""
    document = document_of(find_edition(BudgetKey(**key)))
    etag = f'"{document.sha256}"'
    response = get_conditional_response(request, etag=etag) or send(document)
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def send(document: SourceDocument) -> HttpResponseBase:
    """Send a document from where it is kept, piece by piece."""
    try:
        file = open_original(document)
    except OSError as error:
        logger.exception("Document %s cannot be read", document.sha256)
        raise Http404 from error
    content_type = content_type_of(file)
    return FileResponse(file, as_attachment=True, filename=file_name(document), content_type=content_type)


def content_type_of(file: Any) -> str:
    """Return what a file is, by its first bytes and not by its name."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if head.startswith(PDF_SIGNATURE):
        return PDF
    if head.startswith(ZIP):
        return package_type_of(file)
    if head.startswith(OLE):
        return XLS
    return "text/html" if is_page(head) else "text/plain"


def package_type_of(file: Any) -> str:
    """Tell a word document from a workbook by the names of its parts."""
    try:
        with ZipFile(file) as package:
            return DOCX if any(name.startswith("word/") for name in package.namelist()) else XLSX
    except BadZipFile:
        return "application/zip"
    finally:
        file.seek(0)


def file_name(document: SourceDocument) -> str:
    """Return the name to save a document under: its own, without folders and what no name may hold."""
    last = PurePosixPath(PureWindowsPath(document.name).as_posix()).name
    return "".join(letter for letter in last if letter.isprintable()) or document.sha256


def show_page(request: HttpRequest, page: int, **key: Any) -> HttpResponse:
    """Answer the picture of a page; one that cannot be drawn is the site's failure, and nobody keeps it."""
    wanted = BudgetKey(**key)
    edition = find_edition(wanted)
    document = document_of(edition)
    try:
        response = respond(request, f"{version_of(edition)} {document.sha256}", lambda: draw(document, page))
    except PictureError:
        logger.exception("Page %d of document %s cannot be drawn", page, document.sha256)
        response = server_error(request)
        response["Cache-Control"] = "no-store"
        return response
    if wanted.edition is not None:
        response["Cache-Control"] = KEPT_FOR_EVER
    return response


def draw(document: SourceDocument, page: int) -> HttpResponse:
    """Answer a page as a picture; raise Http404 where the document has no such page."""
    picture = page_picture(document, page)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type=PNG)
