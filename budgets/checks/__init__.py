"""Checks (勾稽): rules that compare independent figures of an edition, and what they found."""

from budgets.checks.finding import Finding, Result, Rule
from budgets.checks.run import RULES, blocking_findings, check, comparisons_of, findings_of

__all__ = ["RULES", "Finding", "Result", "Rule", "blocking_findings", "check", "comparisons_of", "findings_of"]
