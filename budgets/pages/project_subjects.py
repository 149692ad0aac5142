"""Projects beside the subjects they are spent on, and why a subject that no document names is the right one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.models import Project
from budgets.money import add, format_amount, share
from budgets.pages.addresses import BudgetAddress
from budgets.pages.breakdown import in_words, label_of
from budgets.tables.facts import Facts
from budgets.tables.links import Subject
from budgets.tables.outline import Comparison

# A sum of more projects than this is no longer written out.
WRITTEN_OUT = 6


@dataclass(frozen=True)
class ProjectRow:
    """A project in a list: its money in yuan, its share, how many indicators it has, and its subject if known."""

    name: str
    kind: str
    amount: Decimal | None
    share: Decimal | None
    indicators: int
    address: str
    subject: Subject | None
    subject_address: str = ""
    kind_key: str = ""


@dataclass(frozen=True)
class ProjectGroup:
    """The projects of a subject or a unit, why they are, and how they compare with its project spending."""

    rows: Sequence[ProjectRow]
    reasons: Sequence[str]
    comparison: Comparison
    remark: str


def project_rows(
    facts: Facts, projects: Iterable[Project], subjects: Mapping[str, Subject], address: BudgetAddress
) -> list[ProjectRow]:
    """Return the rows of projects in printed order; shares are of the money of those listed."""
    listed = list(projects)
    amounts = {one.key: add(line.amount for line in facts.fundings_by_project.get(one.key, ())) for one in listed}
    whole = add(amounts.values())
    return [
        ProjectRow(
            one.name,
            str(one.get_kind_display()),
            amounts[one.key],
            share(amounts[one.key], whole),
            len(facts.indicators_by_project.get(one.key, ())),
            address.project(one.key),
            subjects.get(one.key),
            address.function(subjects[one.key].code) if one.key in subjects else "",
            one.kind,
        )
        for one in listed
    ]


def projects_of_subject(
    facts: Facts, code: str, spending: Decimal | None, subjects: Mapping[str, Subject], address: BudgetAddress
) -> ProjectGroup:
    """Return the projects of a code and of all below it, held against its project spending in yuan."""
    own = [one for one in facts.projects if one.key in subjects and subjects[one.key].code.startswith(code)]
    rows = project_rows(facts, own, subjects, address)
    found = {subjects[one.key] for one in own if subjects[one.key].is_inferred}
    ordered = sorted(found, key=lambda one: (one.code, one.nature))
    comparison = Comparison(spending, add(row.amount for row in rows))
    return ProjectGroup(rows, [reason(one, facts) for one in ordered], comparison, _remark(facts, rows, comparison))


def _remark(facts: Facts, rows: Sequence[ProjectRow], comparison: Comparison) -> str:
    """Say what part of the project spending the listed projects are."""
    if not comparison.amount and not rows:
        return _("这里没有项目支出。")
    if not facts.projects:
        return _("这里有 %(amount)s 的项目支出，公布的文件没有列出是哪些项目。") % {
            "amount": in_words(comparison.amount)
        }
    if not rows:
        return _("公布的文件没有写明项目用在哪个科目，从金额和次序也不能确定哪些项目在这里。")
    if comparison.amount is None:
        return _("这些项目相加是 %(listed)s。公布的文件没有写明这里的项目支出是多少。") % {
            "listed": in_words(comparison.listed)
        }
    words = {
        "amount": in_words(comparison.amount),
        "listed": in_words(comparison.listed),
        "difference": in_words(abs(comparison.difference)),
    }
    if comparison.differs:
        return _("这些项目相加是 %(listed)s，这里的项目支出是 %(amount)s，相差 %(difference)s。") % words
    return _("这些项目相加是 %(listed)s，等于这里的项目支出。") % words


def reason(subject: Subject, facts: Facts) -> str:
    """Say why a subject was inferred: which amounts, in which order, come to which spending."""
    amounts = [add(one.amount for one in facts.fundings_by_project.get(key, ())) for key in subject.projects]
    texts = [format_amount(amount) or "" for amount in amounts]
    words = {
        "code": subject.code,
        "name": subject.name,
        "nature": label_of(subject.nature),
        "amount": format_amount(subject.amount),
        "count": len(texts),
        "sum": " + ".join(texts),
    }
    if len(texts) == 1:
        basis = _("它的 %(amount)s 万元") % words
    elif len(texts) > WRITTEN_OUT:
        basis = _("这 %(count)d 个项目的 %(amount)s 万元") % words
    else:
        basis = _("%(sum)s = %(amount)s 万元，") % words
    return _(
        "推断：文件没有写明项目的科目。按表中的次序相加，%(basis)s正好是 %(code)s %(name)s的“%(nature)s”，"
        "没有别的分法对得上。"
    ) % {**words, "basis": basis}
