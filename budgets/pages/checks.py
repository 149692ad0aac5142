"""The reconciliation of an edition: every rule, what became of it, and what it compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.checks import RULES, Result, Rule, check, comparisons_of
from budgets.checks.finding import Comparison, Fault
from budgets.checks.kinds import kind_label
from budgets.models import Waiver
from budgets.pages.findings import Amounts, Places, ShownFinding, show_findings
from budgets.pages.frame import Crumb, answer_edition, frame
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS, Outcome

# What does not hold comes first, then what nobody can tell.
ORDER = (Outcome.FAILS, Outcome.UNKNOWN, Outcome.ROUNDING, Outcome.HOLDS)
# So many findings of a rule stand on the page of all rules; its own page has all of them.
MOST = 10
PER_PAGE = 100


@dataclass(frozen=True)
class CheckedRule:
    """A rule in an edition: the tables it speaks of there, those the edition lacks, findings, and reasons given."""

    result: Result
    label: object
    tables: Sequence[tuple[str, str]]
    lacking: Sequence[str]
    findings: Sequence[ShownFinding]
    waivers: Sequence[Waiver]

    @property
    def first_findings(self) -> Sequence[ShownFinding]:
        """The findings that stand on the page of all rules."""
        return self.findings[:MOST]

    @property
    def further(self) -> int:
        """How many findings do not."""
        return len(self.findings[MOST:])

    @property
    def has_amounts(self) -> bool:
        """Whether any finding sets two figures side by side."""
        return any(one.amounts for one in self.findings)

    @property
    def is_explained(self) -> bool:
        """Whether a reason was given for everything that was found."""
        return bool(self.findings) and all(one.is_explained for one in self.findings)


@dataclass(frozen=True)
class Summary:
    """How many rules hold, hold but for rounding, do not hold and cannot be checked, and how much was found."""

    rules: int
    holds: int
    rounding: int
    fails: int
    unknown: int
    findings: int
    explained: int


@dataclass(frozen=True)
class Line:
    """A question that a rule asked: what it was about, its two figures, and the answer."""

    text: str
    outcome: Outcome
    label: object
    at_most: bool
    amounts: Amounts | None
    address: str
    place: str


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the checks of an edition, all or those of one outcome."""
    chosen = request.GET.get("outcome", "")
    return answer_edition(
        request, BudgetKey(**key), lambda facts: render(request, "checks/show.html", compose(facts, chosen))
    )


def compose(facts: Facts, chosen: str = "") -> dict[str, Any]:
    """Run the rules; count what became of them, and group them by outcome."""
    page = frame(facts.edition, _("勾稽核对"))
    places = Places(facts, page.address)
    waivers = list(facts.edition.waivers.all())
    rules = [_checked(result, waivers, places) for result in check(facts)]
    groups = [(outcome, [one for one in rules if one.result.outcome == outcome]) for outcome in ORDER]
    choice = chosen if chosen in set(map(str, Outcome)) else ""
    return {
        "frame": page,
        "summary": summarise(rules),
        "chosen": choice,
        "total": len(rules),
        "filters": [(outcome, OUTCOME_LABELS[outcome], len(own)) for outcome, own in groups],
        "groups": [
            (outcome, OUTCOME_LABELS[outcome], own) for outcome, own in groups if own and choice in ("", outcome)
        ],
    }


def _checked(result: Result, waivers: Iterable[Waiver], places: Places) -> CheckedRule:
    """Describe one rule in an edition."""
    rule = result.rule
    own = [waiver for waiver in waivers if waiver.rule == rule.code]
    tables = [(kind, places.of_kind(kind)) for kind in rule.kinds]
    return CheckedRule(
        result=result,
        label=OUTCOME_LABELS[result.outcome],
        tables=[
            (f"{table.label} {table.title}", places.address.table(table.number)) for _kind, table in tables if table
        ],
        lacking=[kind_label(kind) for kind, table in tables if table is None],
        findings=show_findings(result.findings, own, places),
        waivers=[waiver for waiver in own if not waiver.finding],
    )


def summarise(rules: Sequence[CheckedRule]) -> Summary:
    """Count the rules by outcome, and what was found and explained."""
    outcomes = [rule.result.outcome for rule in rules]
    findings = [finding for rule in rules for finding in rule.findings]
    return Summary(
        rules=len(rules),
        holds=outcomes.count(Outcome.HOLDS) + outcomes.count(Outcome.ROUNDING),
        rounding=outcomes.count(Outcome.ROUNDING),
        fails=outcomes.count(Outcome.FAILS),
        unknown=outcomes.count(Outcome.UNKNOWN),
        findings=len(findings),
        explained=sum(finding.is_explained for finding in findings),
    )


def show_rule(request: HttpRequest, rule: str, **key: Any) -> HttpResponse:
    """Show everything that one rule compared; raise Http404 where there is no such rule."""
    found = next((one for one in RULES if one.code == rule), None)
    if found is None:
        raise Http404
    page = request.GET.get("page", "1")
    return answer_edition(
        request, BudgetKey(**key), lambda facts: render(request, "checks/rule.html", compose_rule(facts, found, page))
    )


def compose_rule(facts: Facts, rule: Rule, page: str = "1") -> dict[str, Any]:
    """Gather what a rule found, and every comparison it made, those that fail first."""
    between = Crumb(_("勾稽核对"), frame(facts.edition).address.checks)
    shown = frame(facts.edition, _("%(code)s %(title)s") % {"code": rule.code, "title": rule.title}, between)
    places = Places(facts, shown.address)
    result = next(one for one in check(facts) if one.rule.code == rule.code)
    pieces = comparisons_of(rule, facts)
    lines = [_line(piece, facts, places) for piece in pieces if isinstance(piece, (Comparison, Fault))]
    lines.sort(key=lambda line: ORDER.index(line.outcome))
    return {
        "frame": shown,
        "rule": _checked(result, list(facts.edition.waivers.filter(rule=rule.code)), places),
        "page": Paginator(lines, PER_PAGE).get_page(page),
        "passed": len(pieces) - len(lines),
    }


def _line(piece: Comparison | Fault, facts: Facts, places: Places) -> Line:
    """Describe one comparison, or one thing that is wrong without being one."""
    if isinstance(piece, Fault):
        address, _label = places.link(piece.table, piece.row, "")
        return Line(piece.message, Outcome.FAILS, OUTCOME_LABELS[Outcome.FAILS], False, None, address, piece.place)
    outcome = piece.outcome(rounds=facts.edition.is_transcribed)
    amounts = places.amounts(piece.table, piece.expected, piece.found)
    address, _label = places.link(piece.table, piece.row, piece.column)
    return Line(piece.subject, outcome, OUTCOME_LABELS[outcome], piece.at_most, amounts, address, piece.place)
