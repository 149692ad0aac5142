"""Small office files and pages, made as their programs make them, and the twin in each of their formats."""

from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import xlsxwriter
import xlwt

from tests.documents.twin import TWIN

Rows = Sequence[Sequence[object]]
AMOUNT = "0,123456789."


def twin_blocks(source: Path = TWIN) -> list[list[list[str]]]:
    """Return a text's lines with something in them, parted where text and rows of a table change over."""
    blocks: list[list[list[str]]] = []
    for line in source.read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        if not blocks or (len(blocks[-1][-1]) > 1) != (len(cells) > 1):
            blocks.append([])
        blocks[-1].append(cells)
    return [[row + [""] * (max(map(len, block)) - len(row)) for row in block] for block in blocks]


def twin_rows() -> list[list[str]]:
    """Return the twin's lines as a reader should see them; text in a table's width is text all the same."""
    return comparable(row for block in twin_blocks() for row in block)


def comparable(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Return rows without blanks at their ends."""
    found = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        found.append(cells)
    return found


def make_xlsx(
    sheets: dict[str, Rows], merges: dict[str, list[str]] | None = None, hidden: dict[str, str] | None = None
):
    """Return an XLSX of sheets of cells; `merges` are ranges such as A1:C1, `hidden` says hide or very_hidden."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for span in (merges or {}).get(name, []):
            sheet.merge_range(span, "")
        for at, row in enumerate(rows):
            for number, value in enumerate(row):
                if value is not None:
                    sheet.write(at, number, value)
        if name in (hidden or {}):
            getattr(sheet, hidden[name])()
    book.close()
    return stream.getvalue()


def make_xls(sheets: dict[str, Rows], hidden: dict[str, int] | None = None) -> bytes:
    """Return an XLS of sheets of cells."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = (hidden or {}).get(name, 0)
        for at, row in enumerate(rows):
            for number, value in enumerate(row):
                if value is not None:
                    sheet.write(at, number, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def change_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """Return a package with a text changed in one of its parts."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as changed:
        for member in package.namelist():
            data = package.read(member)
            if member == name:
                assert old in data.decode(), f"{old} is not in {name}"
                data = data.decode().replace(old, new).encode()
            changed.writestr(member, data)
    return stream.getvalue()


def twin_sheets(source: Path = TWIN) -> dict[str, Rows]:
    """Return a text as sheets: text on one, each title and table below it on others, amounts as numbers."""
    sheets: dict[str, list[list[object]]] = {}
    for block in twin_blocks(source):
        is_table = len(block[0]) > 1
        if not sheets or (not is_table and any(len(row) > 1 for row in sheets[f"s{len(sheets)}"])):
            sheets[f"s{len(sheets) + 1}"] = []
        rows = sheets[f"s{len(sheets)}"]
        rows += [[_stored(cell) for cell in row] for row in block]
    return sheets


def _stored(cell: str) -> object:
    """Return a cell as programs store it: amounts as numbers, blanks not at all."""
    return float(cell.replace(",", "")) if is_amount(cell) else (cell or None)


def is_amount(cell: str) -> bool:
    """Tell whether a cell of the twin is an amount with two decimals."""
    return cell[-3:-2] == "." and not cell.strip(AMOUNT)


def stored_rows() -> list[list[str]]:
    """Return the twin's lines as a workbook keeps them: amounts without separators and without final zeros."""
    return [
        [f"{float(cell.replace(',', '')):.2f}".rstrip("0").rstrip(".") if is_amount(cell) else cell for cell in row]
        for row in twin_rows()
    ]


def save_docx(document) -> bytes:
    """Return the bytes of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_table(document, rows: Rows):
    """Add a table to a document or cell."""
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width)
    # Fetched once: every look at a table's cells lays the whole table out.
    cells = [cell for row in table.rows for cell in row.cells]
    for at, row in enumerate(rows):
        for number, text in enumerate(row):
            cells[at * width + number].text = str(text)
    return table


def make_docx(*blocks: str | Rows) -> bytes:
    """Return a DOCX of paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block)
    return save_docx(document)


def twin_docx(source: Path = TWIN) -> bytes:
    """Return a text as a DOCX."""
    blocks = [[block] if len(block[0]) > 1 else [row[0] for row in block] for block in twin_blocks(source)]
    return make_docx(*(part for block in blocks for part in block))


def twin_page(source: Path = TWIN) -> bytes:
    """Return a text as a page in GB18030, laid out as a content management system does."""
    parts = []
    for block in twin_blocks(source):
        if len(block[0]) == 1:
            parts += [f"<p>　　{escape(row[0])}</p>" for row in block]
            continue
        rows = ["".join(f"\n<td><span>{escape(cell) or '&nbsp;'}</span></td>" for cell in row) for row in block]
        parts.append("<table border=1>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>")
    return page("".join(parts), layout=True).encode("gb18030")


def page(body: str, *, layout: bool = False) -> str:
    """Return a page around some markup, inside of a layout table where asked for."""
    frame = f"<table><tr><td></td><td>{body}</td></tr></table>" if layout else body
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>公开</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{frame}</body></html>"
