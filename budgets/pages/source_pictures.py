"""Pictures of a document's pages: drawn when first asked for, and kept beside the document under its sha256."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage

from budgets.documents.pictures import DOTS_PER_INCH, PictureError, Size, draw_page, measure_pages
from budgets.documents.readers.pdf.reader import PDF_SIGNATURE
from budgets.models import SourceDocument

SIZES = "sizes.json"
# One drawing at a time keeps a crowd of readers from taking the memory; who waits longer than this is turned away.
DRAWING = threading.Lock()
PATIENCE_SECONDS = 20
# What failed once would fail again: until then nobody's request pays for it.
AGAIN_AFTER_SECONDS = 600


def page_sizes(document: SourceDocument) -> list[Size]:
    """Return width and height of each page in points; none for what is no PDF. Raise PictureError where it fails."""
    if not is_pdf(document):
        return []
    return [(width, height) for width, height in json.loads(_kept(document, SIZES, _measure))]


def page_picture(document: SourceDocument, number: int) -> bytes | None:
    """Return a page as a PNG, None where the document has no such page; raise PictureError where it fails."""
    if not 1 <= number <= len(page_sizes(document)):
        return None
    return _kept(document, f"{number}.png", lambda content: draw_page(content, number))


def open_original(document: SourceDocument) -> File:
    """Open a document as it was received; raise OSError where its file is gone."""
    return document.file.storage.open(str(document.file.name))


def is_pdf(document: SourceDocument) -> bool:
    """Tell by its first bytes whether a document is a PDF; one whose file is gone has no pages."""
    try:
        with open_original(document) as file:
            return bool(file.read(len(PDF_SIGNATURE)) == PDF_SIGNATURE)
    except OSError:
        return False


def _measure(content: bytes) -> bytes:
    """Return the sizes of all pages as they are kept."""
    return json.dumps(measure_pages(content)).encode()


def _kept(document: SourceDocument, name: str, make: Callable[[bytes], bytes]) -> bytes:
    """Return what is kept under a name, made from the document's bytes where it is asked for the first time."""
    storage: Storage = document.file.storage
    # A later release may draw finer: the resolution is part of the name.
    path = f"pictures/{document.sha256}/{DOTS_PER_INCH}/{name}"
    found = _read(storage, path)
    if found is not None:
        return found
    if cache.get(path):
        raise PictureError(f"{path}: failed a short while ago")
    if not DRAWING.acquire(timeout=PATIENCE_SECONDS):
        raise PictureError(f"{path}: others are being drawn")
    try:
        return _read(storage, path) or _make(document, path, make)
    finally:
        DRAWING.release()


def _make(document: SourceDocument, path: str, make: Callable[[bytes], bytes]) -> bytes:
    """Make something from the document's bytes and keep it; a failure keeps nothing and is remembered for a while."""
    try:
        with open_original(document) as file:
            made = make(file.read())
        _keep(document.file.storage, path, made)
    except (OSError, PictureError) as error:
        cache.set(path, True, AGAIN_AFTER_SECONDS)
        raise PictureError(f"{path}: {error}") from error
    return made


def _read(storage: Storage, path: str) -> bytes | None:
    """Return what is kept under a path, or None."""
    try:
        with storage.open(path) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None


def _keep(storage: Storage, path: str, content: bytes) -> None:
    """Keep something under a path, so that nobody ever reads half of it."""
    try:
        target = Path(storage.path(path))
    except NotImplementedError:
        # A store of objects shows one only when it is whole.
        storage.save(path, ContentFile(content))
        return
    written = storage.save(f"{path}.{uuid4().hex}", ContentFile(content))
    Path(storage.path(written)).replace(target)
