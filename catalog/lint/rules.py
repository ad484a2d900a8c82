"""All rules, in the order that findings are listed."""

from __future__ import annotations

from catalog.lint import (
    accuracy,
    columns,
    complexity,
    conditions,
    copies,
    latency,
    links,
    names,
    sources,
    statements,
    trend,
)
from catalog.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    *copies.RULES,
    *latency.RULES,
    *trend.RULES,
    *accuracy.RULES,
    *complexity.RULES,
    *sources.RULES,
    *statements.RULES,
    *conditions.RULES,
    *columns.RULES,
    *links.RULES,
    *names.RULES,
)
"""Every rule; names are unique."""
