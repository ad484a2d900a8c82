"""The audit of a zoo: what no single record can show, found by rules that quote their evidence."""

from __future__ import annotations

from catalog.lint.rule import Finding, Quote, Rule, Severity
from catalog.lint.rules import RULES
from catalog.lint.run import Audit, lint

__all__ = ["RULES", "Audit", "Finding", "Quote", "Rule", "Severity", "lint"]
