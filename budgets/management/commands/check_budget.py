"""Run the rules of reconciliation on a budget."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from budgets.checks import Result, check
from budgets.documents.report import describe_finding
from budgets.management.address import add_budget_arguments, find_edition
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS


class Command(BaseCommand):
    """Print what became of each rule."""

    help = "核对一份预算，列出每条规则的结果。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        add_budget_arguments(parser)
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the published edition, or the draft where nothing is published."""
        edition = find_edition(options)
        results = check(Facts(edition))
        if options["json"]:
            self.stdout.write(json.dumps([describe(result) for result in results], ensure_ascii=False, indent=1))
            return
        self.stdout.write(str(edition))
        for result in results:
            self._print(result)

    def _print(self, result: Result) -> None:
        """Print one rule, with its findings and what keeps it from being checked."""
        self.stdout.write(f"{result.rule.code} {result.rule.title}  {OUTCOME_LABELS[result.outcome]}")
        for finding in result.findings:
            self.stdout.write(f"    {finding.place}  {finding.message}".rstrip())
        for reason in result.reasons if not result.compared else ():
            self.stdout.write(f"    {reason}")


def describe(result: Result) -> dict[str, Any]:
    """Return the result of one rule as plain values."""
    return {
        "rule": result.rule.code,
        "title": str(result.rule.title),
        "outcome": result.outcome.value,
        "compared": result.compared,
        "findings": [describe_finding(finding) for finding in result.findings],
        "reasons": list(result.reasons),
    }
