"""Print a check in any of the formats."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

import click

from catalog.export import to_json
from catalog.tables import in_terminal

if TYPE_CHECKING:
    from catalog import Catalog
    from verify.check import CheckReport

FORMATS = ("table", "json", "csv", "junit", "sarif", "github", "markdown")
"""A table a model for people; every claim as JSON or CSV; what CI servers and code hosts take."""

PIPE_WIDTH = 200
"""Columns of a table that goes into a pipe, so that no value is cut."""

LEAST_WIDTH = 80
"""Columns of a table in a terminal that has fewer: its lines go on below, and no value is cut."""


def print_report(zoo: Catalog, report: CheckReport, form: str) -> None:
    """Print a check in one of `FORMATS`."""
    if form == "table":
        _print_tables(report)
    else:
        click.echo(_text(zoo, report, form), nl=False)


def _text(zoo: Catalog, report: CheckReport, form: str) -> str:
    if form == "csv":
        from verify.rows import as_csv

        return as_csv(report)
    if form == "json":
        from verify.rows import as_json

        return to_json(as_json(report))
    if form == "junit":
        from verify.junit import as_junit

        return as_junit(zoo, report)
    return _findings_text(zoo, report, form)


def _findings_text(zoo: Catalog, report: CheckReport, form: str) -> str:
    from verify.findings import findings

    found = list(findings(zoo, report))
    if form == "sarif":
        from verify.sarif import as_sarif

        return to_json(as_sarif(found))
    if form == "github":
        from verify.github import as_annotations

        return as_annotations(found)
    from verify.markdown import as_markdown

    return as_markdown(report, found)


def _print_tables(report: CheckReport) -> None:
    from rich.console import Console

    from verify.report import print_model, print_summary

    console = Console(file=io.StringIO(), force_terminal=in_terminal() or None)
    console.width = max(console.width, LEAST_WIDTH) if in_terminal() else PIPE_WIDTH
    for show in (
        *(partial(print_model, model=model) for model in report.models),
        partial(print_summary, report=report),
    ):
        with console.capture() as capture:
            show(console)
        # An output that is closed takes nothing from `echo`, and crashes the console.
        click.echo(capture.get(), nl=False, color=True)
