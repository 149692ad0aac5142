"""The three sentences that an overview begins with: how much, from where and for what, and for whom it is spent."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.charts import Slice, money_sources, money_uses, slices
from budgets.charts.flows import difference
from budgets.models import StatedFigure
from budgets.money import add, format_amount, round_half_up, rounding_allowance, share
from budgets.pages.material import Material
from budgets.tables import Facts
from budgets.vocabulary import NarrativeKind, Phase, StatedMeasure

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Change:
    """The change of spending on the year before, in yuan and in percent, and who says so."""

    amount: Decimal
    rate: Decimal | None
    is_stated: bool


def sentences(material: Material) -> Iterator[SafeString]:
    """Yield the sentences; one that nothing is known for is left out."""
    found = (_how_much(material), _from_where(material), _for_what(material))
    yield from (sentence for sentence in found if sentence)


def _how_much(material: Material) -> SafeString:
    """Say what is spent, and how that has changed."""
    total = material.figures.total
    if total is None:
        return format_html("{}", _("文件里没有读到支出总计。"))
    words = {
        Phase.BUDGET: _("这个部门 {year} 年计划支出 <b>{total}</b> 万元"),
        Phase.ADJUSTED: _("这个部门 {year} 年调整后的预算支出 <b>{total}</b> 万元"),
        Phase.FINAL: _("这个部门 {year} 年决算的支出总计 <b>{total}</b> 万元"),
    }[Phase(material.phase)]
    beginning = format_html(words, year=material.year, total=format_amount(total))
    left = material.left_over
    if left:
        words = _("{beginning}，其中 <b>{left}</b> 万元结转到下年")
        beginning = format_html(words, beginning=beginning, left=format_amount(left))
    change = change_on_last_year(material)
    return format_html("{}{}。", beginning, _changed(change) if change else "")


def _changed(change: Change) -> SafeString:
    """Say how spending has changed, and whether the document says so or last year's edition."""
    source = _("按文件说明，比上年") if change.is_stated else _("比上年公开的数字")
    if not change.amount:
        return format_html(_("，{source}没有变化"), source=source)
    direction = _("减少") if change.amount < 0 else _("增加")
    amount = format_html(
        _("，{source}{direction} <b>{amount}</b> 万元"),
        source=source,
        direction=direction,
        amount=format_amount(abs(change.amount)),
    )
    return format_html("{}（{}%）", amount, round_half_up(abs(change.rate))) if change.rate is not None else amount


def change_on_last_year(material: Material) -> Change | None:
    """Return the change on the year before: as the text states it, else against what was published for that year."""
    stated = stated_change(material.facts)
    if stated is not None:
        return stated
    before, total = material.of_year(material.year - 1, material.phase), material.figures.total
    if before is None or before.total is None or total is None:
        return None
    return Change(total - before.total, share(total - before.total, before.total), is_stated=False)


def stated_change(facts: Facts) -> Change | None:
    """Return the change of spending on last year as the text states it."""
    stated = [
        figure
        for figure in facts.of(StatedFigure)
        if figure.section == NarrativeKind.REVENUE_AND_EXPENDITURE and figure.subject == "支出"
    ]
    amount = next((one.amount for one in stated if one.measure == StatedMeasure.CHANGE), None)
    rate = next((one.percentage for one in stated if one.measure == StatedMeasure.CHANGE_RATE), None)
    return None if amount is None else Change(amount, rate, is_stated=True)


def _from_where(material: Material) -> SafeString:
    """Say where the money comes from, and what most of it is spent on."""
    sources, uses = money_sources(material.balance), slices(material.balance, "expenditure_amount")
    if difference(sources, money_uses(material.balance)):
        # Where the sources are not known in full, nobody can say which is the largest.
        sources = []
    parts = [
        _most(
            sources,
            _("钱全部来自<b>{name}</b>"),
            _("钱几乎全部来自<b>{name}</b>"),
            _("钱主要来自<b>{name}</b>（{share}%）"),
        ),
        _most(
            uses,
            _("全部用于<b>{name}</b>"),
            _("几乎全部用于<b>{name}</b>"),
            _("花得最多的是<b>{name}</b>，占 {share}%"),
        ),
    ]
    said = [part for part in parts if part]
    return format_html("{}。", format_html_join("；", "{}", ((part,) for part in said))) if said else SafeString("")


def _most(parts: list[Slice], all_words: str, nearly_words: str, most_words: str) -> SafeString:
    """Name the largest part: all there is, or with its share; nothing where there is none."""
    if not parts:
        return SafeString("")
    largest = max(parts, key=lambda part: part.amount)
    words = nearly_words if largest.share == WHOLE else most_words
    return format_html(all_words if len(parts) == 1 else words, name=largest.label, share=largest.share)


def _for_what(material: Material) -> SafeString:
    """Say how much goes to projects, and how much to the department itself."""
    figures = material.figures
    if figures.basic is None and figures.projects is None:
        return format_html("{}", _("文件没有分开印出基本支出和项目支出。"))
    part = share(figures.projects, (figures.basic or Decimal(0)) + (figures.projects or Decimal(0)))
    if not part:
        return format_html("{}", _("全部是基本支出，用于人员工资和机构运转。"))
    if part == WHOLE:
        return format_html("{}", _("全部是项目支出。"))
    return _projects(material, part)


def _projects(material: Material, part: Decimal) -> SafeString:
    """Say what part of spending goes to projects, and how many are published; those may be some of them only."""
    facts = material.facts
    if not facts.projects:
        return format_html(_("支出中 <b>{share}%</b> 是项目支出，其余维持机构运转和人员工资。"), share=part)
    words = (
        _('支出中 <b>{share}%</b> 用在 <a href="{address}">{count} 个项目</a>上，其余维持机构运转和人员工资。')
        if _are_all(material)
        else _(
            "支出中 <b>{share}%</b> 是项目支出，其余维持机构运转和人员工资；"
            '文件列出了 <a href="{address}">{count} 个项目</a>。'
        )
    )
    return format_html(words, share=part, address=material.address.projects, count=len(facts.projects))


def _are_all(material: Material) -> bool:
    """Tell whether the projects of the document are all of its project expenditure, but for rounding."""
    listed, whole = add(one.amount for one in material.facts.project_fundings), material.figures.projects
    if listed is None or whole is None:
        return False
    return abs(listed - whole) <= rounding_allowance(len(material.facts.projects))
