"""What a clerk does on the entry screens in a browser: log in, go to a cell, type, paste what Excel would copy."""

import json
from collections.abc import Sequence

from playwright.sync_api import Browser, Page, expect

from tests.packages import AXE, ROOT
from tests.published import GOLDEN
from tests.site import CLERK, Site

STATIC = ROOT / "static"
SCREEN = {"width": 1366, "height": 768}
# Drafts of the sample's department in regions that have published nothing: an empty one, and a whole one.
MAKE_DRAFTS = """
from tests.published import store_twin
from budgets.models import Edition, SourceTable
from budgets.tables.facts import FACT_MODELS, PROJECT_FACTS
from budgets.vocabulary import EditionOrigin
empty, whole = store_twin(region="{empty}"), store_twin(region="{whole}")
for model in FACT_MODELS:
    owner = "project__edition" if model in PROJECT_FACTS else "edition"
    model.objects.filter(**{{owner: empty}}).delete()
SourceTable.objects.filter(edition=empty).delete()
Edition.objects.filter(pk=empty.pk).update(origin=EditionOrigin.PREPARED)
print("drafts", empty.pk, whole.pk)
"""
SHOW_TABLES = """
import json
from budgets.models import Edition
from budgets.tables import Facts, fill, find_table
edition = Edition.objects.with_names().get(pk={edition})
facts = Facts(edition)
found = {{}}
for number in range(1, 13):
    for section in fill(find_table(edition.form_set, number), facts).sections:
        rows = [[None if cell is None else (cell.text, None if cell.amount is None else str(cell.amount))
                 for cell in row.cells] for row in section.rows]
        found[f"{{number}}-{{section.section.key}}"] = rows
print("tables", json.dumps(found))
"""
PASTE = """([text, html]) => {
  const clipboard = new DataTransfer();
  if (text) clipboard.setData("text/plain", text);
  if (html) clipboard.setData("text/html", html);
  const event = new ClipboardEvent("paste", {clipboardData: clipboard, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


def answer_of(site: Site, code: str, word: str) -> str:
    """Run code on the site's database and return the rest of the line that begins with a word."""
    lines = site.run("shell", "-c", code).splitlines()
    return next(line.removeprefix(word).strip() for line in lines if line.startswith(f"{word} "))


def make_drafts(site: Site, empty: str, whole: str) -> tuple[int, int]:
    """Make an empty draft and a whole one in two regions, and return their ids."""
    first, second = answer_of(site, MAKE_DRAFTS.format(empty=empty, whole=whole), "drafts").split()
    return int(first), int(second)


def tables_of_edition(site: Site, edition: int) -> dict[str, list]:
    """Return the texts and amounts of an edition's tables, by number and section."""
    return json.loads(answer_of(site, SHOW_TABLES.format(edition=edition), "tables"))


def log_in(page: Page) -> None:
    """Log in as the one who may do everything."""
    page.goto("/admin/login/?next=/admin/budgets/edition/")
    page.get_by_label("用户名").fill(CLERK["username"])
    page.get_by_label("密码").fill(CLERK["password"])
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/budgets/edition/")


def open_sheet(page: Page, edition: int, sheet: str) -> None:
    """Open one entry screen and wait until it can be typed in."""
    page.goto(f"/admin/editions/{edition}/entry/{sheet}/")
    expect(page.locator(".entry-field")).to_be_attached()


def cell(page: Page, row: int, column: str):
    """Return a cell by its row, counted from nought (-1: the blank last one), and its column's key."""
    keys = page.evaluate("() => JSON.parse(document.getElementById('entry-data').textContent).columns.map(c => c.key)")
    return page.locator(".entry-table tbody:not(.gap) tr").nth(row).locator(f"td[data-at='{keys.index(column)}']")


def choose(page: Page, row: int, column: str) -> None:
    """Click a cell."""
    cell(page, row, column).click(position={"x": 8, "y": 12})


def put(page: Page, row: int, column: str, text: str) -> None:
    """Type a text into a cell."""
    choose(page, row, column)
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")


def paste(page: Page, text: str = "", html: str = "") -> None:
    """Paste at the active cell what Excel puts on the clipboard (text), or what WPS does (a table)."""
    page.evaluate(PASTE, [text, html])


def block(rows: Sequence[Sequence[str | None]]) -> str:
    """Return rows as Excel copies them."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\n\t"') else text

    return "\n".join("\t".join(quoted(one or "") for one in row) for row in rows)


def golden_block(name: str) -> str:
    """Return a table of the sample as one copies it from Excel, with its sums and without its head."""
    return (GOLDEN / f"table-{name}.tsv").read_text(encoding="utf-8").split("\n", 1)[1]


def expect_saved(page: Page) -> None:
    """Wait until everything is on the server, and nothing was refused."""
    expect(page.locator("#entry-status")).to_have_attribute("data-state", "saved", timeout=10_000)


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong; without reading style sheets anew, which the admin's strict policy refuses."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run({preload: false}).then(results => results.violations)")
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found]


def open_scripts(browser: Browser, *names: str) -> Page:
    """Return an empty page that holds some of the entry scripts, without a server."""
    page = browser.new_page()
    for name in names:
        page.add_script_tag(path=STATIC / f"admin-entry-{name}.js")
    return page
