"""Which kind of table a grid is: what its title says, held against what stands in its rows."""

import re
from collections.abc import Iterable, Sequence

from budgets.documents.grids import Line, normalise
from budgets.documents.titles import kinds_headed, kinds_named, plain
from budgets.tables.kinds import Kind, kinds
from budgets.vocabulary import Fund, Nature

FIGURE = re.compile(r"[-−(（]?[\d,，]*\d(?:\.\d+)?%?[)）]?")
CODE = re.compile(r"[\[［(（]?(\d{3}|\d{5}|\d{7})(?!\d)[\]］)）]?")
FUNCTION_CODE = re.compile(r"2\d{2}|2\d{4}|2\d{6}")
ECONOMIC_CODE = re.compile(r"(?:30[1-9]|31[0-3]|399|50\d|51[0-4]|599)(?:\d{2})?")
# Words of which the labels of a head are made, whatever the table.
HEAD = re.compile(
    r"[^:]{0,8}(?:名称|编码|代码)|.*科目(?:编码|代码|名称)?|项目|类款?项?|款|序号|报表|年度|收入|支出|.*类型"
    r"|(?:本年)?(?:收入|支出)(?:总计|合计)?|预算数|决算数|金额|总计|合计|小计|栏次|行次|备注|分值|得分(?:率)?|指标值|[一二三]级指标"
    r"|“三公”经费.*|(?:当年|本年)(?:预算|收入|支出)|上年结转(?:结余)?|.{2,6}合计"
    r"|财政拨款(?:收入|支出)|基本支出|项目支出|绩效目标|采购.*|.*(?:19|20)\d{2}年(?:预算|决算|执行)数|收入预算|支出预算"
)
# What follows a code of three digits: one of two, or a name of spending.
PURPOSE = re.compile(r"\d{2}|.*(?:支出|补助|服务|事务|费)")
ECONOMIC_NAMES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "对个人和家庭补助")
FUNDS = {
    "一般公共预算": Fund.GENERAL_PUBLIC_BUDGET,
    "政府性基金": Fund.GOVERNMENT_MANAGED_FUNDS,
    "国有资本": Fund.STATE_CAPITAL_OPERATIONS,
}
# The families that a title can confuse, and that codes tell apart.
CONFUSED = {"sides", "revenue", "subjects", "economic", "projects"}
FIRST_ROWS = 6


def recognise_kind(title: str, rows: Sequence[Line], number: int = 0, *, is_named: bool = True) -> str:
    """Return the name of the kind of table that a title and rows make, or an empty text.

    The title counts most where it `is_named` by its document; a heading that merely stands near tells what the
    rows do not. The number says least: the order differs from place to place.
    """
    named = kinds_named(title)
    shape = shape_of(rows)
    if named and is_named:
        return _correct(named, shape, rows).name
    # A title of its own that names no kind is a further table: its number is then no one's but the place's.
    number = 0 if title and is_named else number
    found = _by_rows(shape, rows, number) or (_correct(named, shape, rows) if named else None)
    return found.name if found else ""


def _correct(named: list[Kind], shape: str, rows: Sequence[Line]) -> Kind:
    """Return the kind that a title names, or the one like it whose rows are those that stand below."""
    best = named[0]
    if best.family not in CONFUSED:
        return best
    if best.family == "subjects" and not shape and best.fund == Fund.ALL_FUNDS and not _speaks_of_codes(rows):
        return kinds()["expenditure_overview"]
    if not shape or shape == best.family or _may_differ(best, shape, rows):
        return best
    fund = next((kind.fund for kind in named if kind.fund != Fund.ALL_FUNDS), Fund.ALL_FUNDS)
    nature = best.nature if best.nature != Nature.ALL_NATURES else _nature(rows)
    return _like(shape, fund, nature) or best


def _may_differ(kind: Kind, shape: str, rows: Sequence[Line]) -> bool:
    """Tell whether a kind of table may have rows of another shape: revenue by subject, projects below subjects."""
    if shape == "sides":
        return kind.family == "sides"
    if kind.family == "revenue":
        labels = head_labels(rows)
        return shape == "subjects" and not ("基本支出" in labels and "项目支出" in labels)
    return kind.family == "projects" and "项目" in "".join(head_labels(rows) - {"基本支出", "项目支出"})


def _by_rows(shape: str, rows: Sequence[Line], number: int) -> Kind | None:
    """Return the kind of table that rows are, whatever their title; of several, the one that usually has the number."""
    headed = kinds_headed(_labels(rows)) if shape not in ("economic", "sides") else []
    if headed:
        return next((kind for kind in headed if kind.family == shape), headed[0])
    usual = next((kind for kind in kinds().values() if number and kind.number == number), None)
    if not shape:
        return usual
    fund = _fund(rows)
    if usual and usual.family == shape and fund in (Fund.ALL_FUNDS, usual.fund):
        return usual
    return _like(shape, fund, _nature(rows))


def _like(family: str, fund: str, nature: str) -> Kind | None:
    """Return the kind of a family that speaks of a fund and a nature, or at least of the fund."""
    every = Nature.ALL_NATURES
    for wanted in ((fund, nature), (fund, every) if nature != Nature.PROJECT_EXPENDITURE else (Fund.ALL_FUNDS, nature)):
        for kind in kinds().values():
            if (kind.family, kind.fund, kind.nature) == (family, *wanted):
                return kind
    return None


def shape_of(rows: Sequence[Line]) -> str:
    """Return the family that the codes and the head of a table make it, or an empty text where they do not tell."""
    labels = head_labels(rows)
    coded = [_code_of(line) for line in rows]
    functions = sum(bool(code and FUNCTION_CODE.fullmatch(code)) for code in coded)
    economics = sum(bool(code and ECONOMIC_CODE.fullmatch(code)) for code in coded)
    if _has_sides(rows) and functions + economics < len(rows) / 2:
        return "sides"
    if economics > functions or _names_classes(rows):
        return "economic"
    if functions > 2 or any("功能" in label for label in labels):
        return "subjects"
    if any("经济" in label for label in labels) and not any("采购" in label for label in labels):
        return "economic"
    is_coded = "科目编码" in labels and {"基本支出", "项目支出"} <= labels
    return "subjects" if is_coded or {"类", "款", "项"} <= labels else ""


def _code_of(line: Line) -> str:
    """Return the code that a row begins with, alone in a cell or before a name, or an empty text.

    Three digits may be a department's code as well: they count beside two more, or before a name of spending.
    """
    texts = [plain(text) for _column, text in line.filled[:4]]
    for at, text in enumerate(texts[:2]):
        found = CODE.match(text)
        behind = text[found.end() :] + "".join(texts[at + 1 : at + 2]) if found else ""
        if found and (len(found.group(1)) > 3 or PURPOSE.fullmatch(behind)):
            return found.group(1)
    return ""


def _has_sides(rows: Sequence[Line]) -> bool:
    """Tell whether a table sets revenue beside expenditure, by its head or by the totals at its foot."""
    if any("编码" in text or "代码" in text for line in rows[:3] for _column, text in line.filled):
        return False
    for line in rows[:3]:
        texts = [plain(text) for _column, text in line.filled]
        left = [text for text in texts if re.fullmatch(r"(?:本年|财政拨款)?收入", text)]
        right = [text for text in texts if re.fullmatch(r"(?:本年|财政拨款)?支出", text)]
        if left and right:
            return True
    feet = ("".join(plain(text) for _column, text in line.filled) for line in rows[-8:])
    return any(re.search(r"收入[总合]计.*支出[总合]计", foot) for foot in feet)


def _names_classes(rows: Sequence[Line]) -> bool:
    """Tell whether rows are named by the great classes of economic purpose, without printing codes."""
    named = {text for line in rows for _column, text in line.filled[:1]}
    return sum(name in named for name in ECONOMIC_NAMES) > 1


def _speaks_of_codes(rows: Sequence[Line]) -> bool:
    """Tell whether a table's head names subjects, though no row below prints one."""
    return any(re.search("科目|功能|编码", label) and "单位" not in label for label in head_labels(rows))


def _fund(rows: Sequence[Line]) -> str:
    """Return the only fund that a table's head names, or all funds together."""
    words = "".join(head_labels(rows))
    named = [fund for word, fund in FUNDS.items() if word in words]
    return named[0] if len(named) == 1 else Fund.ALL_FUNDS


def _nature(rows: Sequence[Line]) -> str:
    """Return basic expenditure where a table's head parts it and names no projects, else all natures."""
    words = "".join(head_labels(rows))
    is_basic = "人员" in words and "公用" in words and "项目支出" not in words
    return Nature.BASIC_EXPENDITURE if is_basic else Nature.ALL_NATURES


def head_labels(rows: Iterable[Line]) -> set[str]:
    """Return the labels of a table's head: what stands above its first amount or code."""
    labels: set[str] = set()
    for at, line in enumerate(rows):
        texts = [plain(text) for _column, text in line.filled]
        if at >= FIRST_ROWS or (at and any(FIGURE.fullmatch(text) for text in texts)):
            break
        labels.update(normalise(text) for text in texts)
    return labels


def _labels(rows: Sequence[Line]) -> str:
    """Return the words of a table's first rows, and those that its further rows begin with, codes left out."""
    first = (text for line in rows[:FIRST_ROWS] for _column, text in line.filled)
    further = (text for line in rows[FIRST_ROWS:] if not _code_of(line) for _column, text in line.filled[:2])
    return " ".join(plain(text) for text in (*first, *further) if not FIGURE.fullmatch(plain(text)) and len(text) < 40)


def is_head(line: Line) -> bool:
    """Tell whether a row is the beginning of a head: labels only, and two of them such as heads are made of."""
    texts = [plain(text) for _column, text in line.filled]
    if has_figures(line):
        return False
    return sum(bool(HEAD.fullmatch(normalise(text))) for text in texts) > 1


def opens_head(line: Line) -> bool:
    """Tell whether a row may be the first below a title: no figures, and one of its labels such as in a head."""
    texts = [plain(text) for _column, text in line.filled]
    return not has_figures(line) and any(HEAD.fullmatch(normalise(text)) for text in texts)


def has_figures(line: Line) -> bool:
    """Tell whether a row prints figures, as no head does but for the numbers of its columns."""
    return any(FIGURE.fullmatch(plain(text)) for _column, text in line.filled)
