"""What words of the text name: an amount of the tables, by the field's standard terms."""

import re
from dataclasses import dataclass
from enum import StrEnum

from budgets.vocabulary import Fund, Nature, ThreePublicItem


class Side(StrEnum):
    """Which side of the budget a subject stands on."""

    REVENUE = "revenue"
    EXPENDITURE = "expenditure"
    BOTH = "both"


@dataclass(frozen=True)
class Name:
    """What a subject names: a side of the budget and a fund, a nature of spending, items of “三公”经费, or a code."""

    side: Side = Side.EXPENDITURE
    fund: str = Fund.ALL_FUNDS
    nature: str = Nature.ALL_NATURES
    items: tuple[str, ...] = ()
    code: str = ""
    scheme: str = ""


# What offices write before the name of a total: that it is theirs, and of this year.
OURS = re.compile(
    r"(?:本|我|全|该)?(?:部门|单位|局|委|办|院|校|街道|系统|市|区|县)?(?:本级|[（(](?:本级|汇总|部门|单位)[)）])*"
)
PERIOD = r"(?:年度|年|当年|本年|本年度)?(?:部门|单位)?(?:当年|本年)?"
GENERAL = r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?"
MANAGED = r"政府性基金(?:预算)?(?:当年)?(?:财政)?(?:拨款)?"
CAPITAL = r"国有资本经营(?:预算)?(?:当年)?(?:财政)?(?:拨款)?"
APPROPRIATION = r"财政拨款"
BUDGETED = r"(?:年初)?(?:预算|决算|支出预算)?(?:总计|合计|总额|数)?(?:为)?"
ITEMS = {
    "overseas": (ThreePublicItem.OVERSEAS_VISITS,),
    "purchase": (ThreePublicItem.VEHICLE_PURCHASE,),
    "operation": (ThreePublicItem.VEHICLE_OPERATION,),
    "vehicles": (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_OPERATION),
    "hospitality": (ThreePublicItem.HOSPITALITY,),
    "all": tuple(ThreePublicItem.values),
}
SPENT = r"(?:支出)?(?:预算|决算)?(?:支出)?(?:预算|决算)?数?"
PATTERNS: tuple[tuple[str, Name], ...] = (
    (rf"(?:预算)?收入{BUDGETED}|总收入|收入总计", Name(side=Side.REVENUE)),
    (rf"(?:预算)?支出{BUDGETED}|总支出|支出总计", Name()),
    (
        r"收支总?(?:预算|决算|计)|收支总计|收[、入]*支出?总计|收入、支出预算总计|收支预算|收支总(?:预|决)算",
        Name(side=Side.BOTH),
    ),
    (rf"{APPROPRIATION}收入{BUDGETED}", Name(side=Side.REVENUE, fund=Fund.GOVERNMENT_BUDGET_FUNDS)),
    (rf"{APPROPRIATION}(?:预算)?支出{BUDGETED}", Name(fund=Fund.GOVERNMENT_BUDGET_FUNDS)),
    (rf"{GENERAL}收入{BUDGETED}", Name(side=Side.REVENUE, fund=Fund.GENERAL_PUBLIC_BUDGET)),
    (rf"{GENERAL}支出{BUDGETED}", Name(fund=Fund.GENERAL_PUBLIC_BUDGET)),
    (rf"{MANAGED}收入{BUDGETED}", Name(side=Side.REVENUE, fund=Fund.GOVERNMENT_MANAGED_FUNDS)),
    (rf"{MANAGED}支出{BUDGETED}", Name(fund=Fund.GOVERNMENT_MANAGED_FUNDS)),
    (rf"{CAPITAL}收入{BUDGETED}", Name(side=Side.REVENUE, fund=Fund.STATE_CAPITAL_OPERATIONS)),
    (rf"{CAPITAL}支出{BUDGETED}", Name(fund=Fund.STATE_CAPITAL_OPERATIONS)),
    (rf"(?:{GENERAL}|{APPROPRIATION})?基本支出{BUDGETED}", Name(nature=Nature.BASIC_EXPENDITURE)),
    (rf"(?:{GENERAL}|{APPROPRIATION})?项目支出{BUDGETED}", Name(nature=Nature.PROJECT_EXPENDITURE)),
    (rf"人员(?:经费|支出)(?:支出)?{BUDGETED}", Name(nature=Nature.PERSONNEL)),
    (rf"(?:日常)?公用(?:经费|支出)(?:支出)?{BUDGETED}", Name(nature=Nature.OPERATING)),
    (rf"(?:安排)?(?:的)?[“\"]?三公[”\"]?经费(?:财政拨款)?{SPENT}", Name(items=ITEMS["all"])),
    (rf"因公出国[（(]境[)）](?:费用?|经费){SPENT}", Name(items=ITEMS["overseas"])),
    (rf"公务用?车购置(?:费|支出)?{SPENT}", Name(items=ITEMS["purchase"])),
    (rf"公务用?车(?:用车)?运行(?:维护)?(?:费|支出)?{SPENT}", Name(items=ITEMS["operation"])),
    (rf"公务用?车购置[及和](?:用车)?运行(?:维护)?费?{SPENT}", Name(items=ITEMS["vehicles"])),
    (rf"公务接待费用?{SPENT}", Name(items=ITEMS["hospitality"])),
)
COMPILED = tuple((re.compile(rf"(?P<owner>.*?){PERIOD}(?:{pattern})"), name) for pattern, name in PATTERNS)
FUNCTION_CODE = re.compile(r"(?<!\d)(2\d{2}(?:\d{2}){0,2})(?!\d)")
ECONOMIC_CODE = re.compile(r"(?<!\d)([35]\d{2}(?:\d{2})?)(?!\d)")
# 公共安全支出（204类）司法（06款）行政运行（01项）
LEVELS = re.compile(r"[（(](\d{3})类[)）].*?[（(](\d{2})款[)）](?:.*?[（(](\d{2})项[)）])?")
MARK = re.compile(r"^\s*(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[①-⑳])\s*")
LEVEL = re.compile("[（(](?:类|款|项)[)）]")
# A part of the whole is no total.
DOUBTFUL = re.compile(r"非|以外|其他|上年|年初|年末|结转|不含|专项|中央|上级|下级|县区|预留|涉及|平均|每")


def named(subject: str, department: str = "") -> Name | None:
    """Return what a subject names, or None where that is not certain."""
    plain = MARK.sub("", "".join(subject.split()))
    code = code_in(plain)
    if code is not None:
        return code
    if DOUBTFUL.search(plain) or LEVEL.search(plain):
        return None
    for pattern, name in COMPILED:
        match = pattern.fullmatch(plain)
        if match is not None and _is_own(match.group("owner"), department):
            return name
    return None


def _is_own(owner: str, department: str) -> bool:
    """Tell whether the words before a name are no more than whose budget it is: another's is no figure of this one."""
    rest = owner.replace(department, "") if department else owner
    return OURS.fullmatch(rest) is not None or (len(rest) > 1 and department.endswith(rest))


def code_in(subject: str) -> Name | None:
    """Return the subject or the economic class whose code a text prints."""
    levels = LEVELS.search(subject)
    if levels:
        return Name(code="".join(part for part in levels.groups() if part), scheme="function")
    found = FUNCTION_CODE.findall(subject)
    if len(found) == 1 and len(found[0]) == 7:
        return Name(code=found[0], scheme="function")
    found = ECONOMIC_CODE.findall(subject)
    if len(found) == 1 and re.search(rf"[（(]{found[0]}[)）]", subject):
        return Name(code=found[0], scheme="department" if found[0].startswith("3") else "government")
    return None
