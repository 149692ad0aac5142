"""What the entry screens' script reckons by itself, held against the server's own reading."""

import json
import re
from decimal import Decimal

import pytest

from budgets.measures import parse_measure
from budgets.money import MalformedAmountError, MoneyUnit, parse_amount
from budgets.vocabulary import Comparison
from tests.admin.entry_typing import golden_block, open_scripts

pytestmark = pytest.mark.browser

SUBJECTS = {
    "sheet": "function_expenditure",
    "unit": "万元",
    "editable": True,
    "rows": [],
    "header": [[{"label": one, "colspan": 1, "rowspan": 1, "column": None} for one in ("科目编码", "合计", "小计")]],
    "printed": [["code", "code", "code", None, "name", "total", "basic", "wages", "subsidies", "goods", "capital"]
                + ["project", "operation", "specific"]],
    "own": {"codes": ["104", "104001"], "names": ["经开区组织人社局"]},
    "identity": ["code", "fund"],
    "columns": [
        {"key": "code", "label": "科目编码", "kind": "code", "classification": "function", "required": True},
        {"key": "name", "label": "科目名称", "kind": "text", "required": True},
        {"key": "fund", "label": "资金", "kind": "choice", "choices": [["fiscal", "财政拨款"]], "default": "fiscal"},
        {"key": "total", "label": "合计", "kind": "computed", "adds": ["basic", "project"], "totalled": True},
        {"key": "basic", "label": "小计", "kind": "computed", "adds": ["wages", "subsidies", "goods", "capital"]},
        {"key": "wages", "label": "工资福利支出", "kind": "amount", "totalled": True},
        {"key": "subsidies", "label": "对个人和家庭的补助", "kind": "amount"},
        {"key": "goods", "label": "商品和服务支出", "kind": "amount"},
        {"key": "capital", "label": "资本性支出", "kind": "amount"},
        {"key": "project", "label": "小计", "kind": "computed", "adds": ["operation", "specific"]},
        {"key": "operation", "label": "其他运转类", "kind": "amount"},
        {"key": "specific", "label": "特定目标类", "kind": "amount"},
    ],
}  # fmt: skip
# Pastes a block at a cell of a sheet that is nowhere on a page; gives its rows and what was said.
PASTE = """([data, text, column]) => {
  const sheet = new EntrySheet(data);
  const history = new EntryHistory(sheet);
  const grid = {spare: sheet.blankRow()};
  const cursor = {range: {top: 0, left: column}, rows: [], columns: [], select: () => {}};
  const editor = {field: document.createElement("textarea"), stand: () => {}};
  let said = [];
  const paste = new EntryPaste({sheet, history, grid, cursor, editor, tell: (lines) => (said = lines)});
  paste.pasteBlock(entryBlock.read({getData: () => text}));
  const rows = sheet.rows.map((row) => ({...row.values}));
  const sum = entryDecimal.format(sheet.total(sheet.byKey.get("total")), "万元");
  history.undo();
  return {rows, said, sum, undone: sheet.rows.length};
}"""
PASTING = ("words", "decimal", "sheet", "history", "block", "layout", "unfold", "paste")


@pytest.fixture(scope="module")
def scripts(browser):
    page = open_scripts(browser, *PASTING, "measure")
    yield page
    page.close()


@pytest.mark.parametrize("unit", [MoneyUnit.YUAN, MoneyUnit.TEN_THOUSAND_YUAN])
@pytest.mark.parametrize(
    "text",
    ["627.30", "1,255.19", "2，852.11", "６２７．３０", "-8.5", "0", "0.00", "", "-", "—", "0.000001", "99999999.99"]
    + ["1,2x", "12,34", "0.0000001", "10000000000000", "合计", "1.2E+07", "1.2.3"],
)
def test_an_amount_is_read_as_the_server_reads_it(scripts, unit, text):
    try:
        amount = parse_amount(text, unit)
        wanted = "" if amount is None else f"{amount:.2f}"
    except MalformedAmountError:
        wanted = None
    found = scripts.evaluate("([text, unit]) => entryDecimal.parse(text, unit).value ?? null", [text, str(unit.label)])
    assert found == wanted


@pytest.mark.parametrize(("text", "yuan"), [("(1,234.5)", "-12345000.00"), ("¥62.00", "620000.00"), ("38元", "38.00")])
def test_an_amount_may_be_written_as_excel_shows_it(scripts, text, yuan):
    assert scripts.evaluate("(text) => entryDecimal.parse(text, '万元').value", text) == yuan


def test_sums_are_exact_where_floats_are_not(scripts):
    sum_of = "(list) => entryDecimal.format(entryDecimal.add(list.map(entryDecimal.fenOf)), '万元')"
    assert scripts.evaluate(sum_of, ["0.10", "0.20", "", "9007199254740.93"]) == "900,719,925.474123"
    assert scripts.evaluate(sum_of, ["", ""]) == ""


def test_an_indicator_is_split_as_the_server_splits_it(scripts):
    values = set(re.findall(r"\t([^\t\n]*\d[^\t\n]*)(?=\t|\n)", golden_block("12")))
    signs = {one.value: str(one.label) for one in Comparison}
    assert {"≥95%", "≤1255.19万元", "100%", "≥20000人次"} <= values
    for value in values:
        measure = parse_measure(value)
        found = scripts.evaluate("(text) => entryMeasure.split(text)", value)
        if measure.number is None or measure.upper is not None:
            assert found is None, value
        else:
            assert (found["sign"], Decimal(found["number"]), found["unit"]) == (
                signs[measure.comparison], measure.number, measure.unit,
            )  # fmt: skip


def test_a_block_of_the_printed_form_is_pasted_without_its_sums(scripts):
    found = scripts.evaluate(PASTE, [SUBJECTS, golden_block("03"), 0])
    assert len(found["rows"]) == 13
    assert found["rows"][0] | {"total": "", "basic": "", "project": ""} == {
        "code": "2013201", "name": "行政运行", "fund": "fiscal", "wages": "5468600.00", "subsidies": "", "capital": "",
        "goods": "384400.00", "operation": "420000.00", "specific": "", "total": "", "basic": "", "project": "",
    }  # fmt: skip
    assert found["sum"] == "2,852.11"
    assert found["said"] == [
        "已粘贴 13 行 11 列。",
        "合计、小计行 1 行未粘贴：合计由系统算出。",
        "本部门（单位）的汇总行 1 行未粘贴。",
    ]
    assert found["undone"] == 0


def test_a_row_that_is_offered_is_filled_in_by_what_is_pasted(scripts):
    shown = {"code": "2080505", "name": "养老保险缴费", "fund": "fiscal"}
    rows = [
        {"id": "i:2080505:fiscal", "values": shown},
        {"id": "i:2299999:fiscal", "values": {**shown, "code": "2299999"}},
    ]
    found = scripts.evaluate(PASTE, [{**SUBJECTS, "rows": rows}, golden_block("03"), 0])
    # 13 subjects are pasted, of which one was offered; the other one that is offered stays blank.
    assert len(found["rows"]) == found["undone"] + 12 == 14
    assert [row["code"] for row in found["rows"][:3]] == ["2080505", "2299999", "2013201"]
    assert found["rows"][0]["wages"] == "567600.00"
    assert "wages" not in found["rows"][1]
    assert not any("重复" in line for line in found["said"])


ITEMS = ["overseas_visits", "vehicle_purchase", "vehicle_operation", "hospitality"]
THREE_PUBLIC = {
    "sheet": "three_public",
    "unit": "万元",
    "editable": True,
    "fixed_rows": True,
    "rows": [{"id": f"k:{item}", "values": {"name": item, "amount": "", "last_year_amount": ""}} for item in ITEMS],
    "header": [],
    "abreast": [None, "k:overseas_visits", None, "k:vehicle_purchase", "k:vehicle_operation", "k:hospitality"],
    "columns": [
        {"key": "name", "label": "项目", "kind": "fixed"},
        {"key": "amount", "label": "本年预算", "kind": "amount", "totalled": True},
        {"key": "last_year_amount", "label": "上年预算", "kind": "amount"},
        # The sheet has no sum of a row.
        {"key": "total", "label": "合计", "kind": "computed", "adds": ["amount"]},
    ],
}


def test_the_one_row_of_table_08_fills_the_rows_of_its_items(scripts):
    block = "0.50\t0.10\t0.20\t0.00\t0.20\t0.20"
    found = scripts.evaluate(
        PASTE, [THREE_PUBLIC, f"单位：万元\t\t\t\t\t\n合计\t出国\t小计\t购置\t运行\t接待\n{block}", 0]
    )
    assert [row["amount"] for row in found["rows"]] == ["1000.00", "0.00", "2000.00", "2000.00"]
    assert found["said"] == ["已粘贴 4 行 1 列。"]
    last = scripts.evaluate(PASTE, [THREE_PUBLIC, block.replace("0.50", "0.60"), 2])
    assert [row["last_year_amount"] for row in last["rows"]] == ["1000.00", "0.00", "2000.00", "2000.00"]
    assert "印的是 0.60 万元，所粘贴各行相加是 0.50 万元，差 0.10 万元" in last["said"][1]
    # The same amounts one below the other go where they did.
    down = scripts.evaluate(PASTE, [THREE_PUBLIC, "0\n0\n0\n0.20", 1])
    assert [row["amount"] for row in down["rows"]] == ["0.00", "0.00", "0.00", "2000.00"]


def test_a_sum_that_does_not_fit_is_said(scripts):
    text = golden_block("03").replace("585.30", "585.20").replace("2,852.11", "2,853.11", 1)
    said = scripts.evaluate(PASTE, [SUBJECTS, text, 0])["said"]
    assert "2013201 行政运行的“小计”：粘贴的是 585.20 万元，各项相加是 585.30 万元，差 -0.10 万元。" in said
    assert any("“合计”：印的是 2,853.11 万元，所粘贴各行相加是 2,852.11 万元，差 1.00 万元。" in line for line in said)


@pytest.mark.parametrize(
    ("text", "column", "wanted"),
    [
        # A clerk's own list: no sums, no fund; its head and its unit are read.
        ("单位：元\t\t\t\t\t\n科目编码\t科目名称\t工资福利支出\t商品和服务支出\n2013201\t行政运行\t5468600\t384400", 0,
         {"code": "2013201", "name": "行政运行", "wages": "5468600.00", "goods": "384400.00", "fund": "fiscal"}),
        # Amounts alone, where the cursor stands.
        ("546.86\t8.86\n-\t3", 5, {"code": "", "wages": "5468600.00", "subsidies": "88600.00"}),
        # A cell of several lines, in quotation marks.
        ('2013201\t"行政\n运行"\t财政拨款', 0, {"code": "2013201", "name": "行政 运行", "fund": "fiscal"}),
    ],
    ids=["own list", "amounts", "lines"],
)  # fmt: skip
def test_other_blocks_find_their_columns(scripts, text, column, wanted):
    found = scripts.evaluate(PASTE, [SUBJECTS, text, column])
    assert {key: found["rows"][0][key] for key in wanted} == wanted, json.dumps(found, ensure_ascii=False)


def test_a_table_of_wps_is_read_with_its_merged_cells(scripts):
    html = "<table><tr><td colspan=2>201</td><td rowspan=2>甲<br>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"
    assert scripts.evaluate("(html) => entryBlock.parseTable(html)", html) == [["201", "", "甲\n乙"], ["1", "2", ""]]
