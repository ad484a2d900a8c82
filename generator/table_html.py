"""Tables and bars of verdicts as HTML. They are most of a page, and Python joins strings faster than templates do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup

from generator.i18n import Words
from generator.safe_html import escaped, trusted
from generator.tables import Badge, Cell, Column, Table
from generator.verdict_bar import VerdictBar

TWO_LINES = range(30, 45)
"""Texts of so many characters take two lines; longer ones would take more and stay on one."""


# Pages of one kind have the same headings.
@lru_cache(maxsize=1 << 10, typed=True)
def draw_heading(title: str, key: str, level: int = 2, *, words: Words) -> Markup:
    """Return a heading with the id `key` and a link to itself."""
    link, anchor = escaped(words.gettext("Permanent link")), escaped(key)
    return trusted(  # noqa: S704 - every text is escaped
        f'<h{level} id="{anchor}">{escaped(title)}<a class="headerlink" href="#{anchor}" title="{link}">¶</a>'
        f"</h{level}>"
    )


def draw_table(table: Table, root: str, words: Words) -> Markup:
    """Return a table, or nothing when it has no rows.

    The attributes of a cell come from its column and its value; the first cell of a row is its heading.

    Args:
        table: The table.
        root: What to put before the path of a page to link to it.
        words: The language of the page.
    """
    if not table:
        return Markup()
    caption, every = escaped(table.caption), escaped(words.gettext("all"))
    head, columns = _head(table.columns, words)
    rows = "".join([_row(row, columns, root, words) for row in table.rows])
    return trusted(  # noqa: S704 - every text is escaped below
        f'<div class="zp-scroll{" zp-tall" if table.tall else ""}" data-all="{every}" '
        f'tabindex="0" role="region" aria-label="{caption}">\n<table class="zp-table">\n<caption>{caption}</caption>\n'
        f"<thead>\n<tr>\n{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{_shared(table, words)}"
    )


# A bar equals another only if all its texts do, and none of them is `Markup`.
@lru_cache(maxsize=1 << 10)
def draw_bar(bar: VerdictBar, words: Words, *, legend: bool = True) -> Markup:
    """Return a bar of verdicts, with what its colours mean and why claims are unchecked if `legend`."""
    segments = "".join(
        [
            f'<rect class="zp-{segment.kind}" x="{segment.start}" width="{segment.width}" height="4">'
            f"<title>{words.number(segment.count)} {escaped(segment.name)}</title></rect>\n"
            for segment in bar.segments
        ]
    )
    return trusted(  # noqa: S704 - every text is escaped
        '<div class="zp-verdicts">\n<svg class="zp-bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" '
        f'aria-label="{escaped(bar.text)}">\n{segments}</svg>\n{_legend(bar, words) if legend else ""}</div>'
    )


def _legend(bar: VerdictBar, words: Words) -> str:
    kinds = "".join(
        [
            f'<li><span class="zp-badge zp-{segment.kind}" title="{escaped(segment.meaning)}">{escaped(segment.name)}'
            f"</span> <b>{words.number(segment.count)}</b></li>\n"
            for segment in bar.segments
        ]
    )
    reasons = " · ".join(
        [
            f'<span title="{escaped(reason.meaning)}">{escaped(reason.name)} <b>{words.number(reason.count)}</b></span>'
            for reason in bar.reasons
        ]
    )
    question = escaped(words.gettext("Why unchecked:"))
    why = f'<p class="zp-small zp-reasons">{question} {reasons}</p>\n' if reasons else ""
    return f'<ul class="zp-legend">\n{kinds}</ul>\n{why}'


def _shared(table: Table, words: Words) -> str:
    if not table.shared:
        return ""
    shared = " · ".join([f"{escaped(name)} <b>{escaped(value)}</b>" for name, value in table.shared])
    scope = escaped(words.gettext("All rows:"))
    return f'<p class="zp-small">{scope} {shared}</p>\n'


# Tables of one kind have the same columns.
@lru_cache(maxsize=1 << 9)
def _head(columns: tuple[Column, ...], words: Words) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The headings of columns, and for each the attributes of its cells and what an empty one shows."""
    not_stated = escaped(words.gettext("not stated"))
    cells = [(' class="zp-num"' if column.numeric else "", _missing(column, not_stated)) for column in columns]
    return "".join(map(_heading, columns)), tuple(cells)


def _heading(column: Column) -> str:
    attributes = ' class="zp-num" data-type="number"' if column.numeric else ""
    if column.choice:
        attributes += " data-choice"
    if column.title:
        attributes += f' title="{escaped(column.title)}"'
    unit = f'&nbsp;<span class="zp-unit">{escaped(column.unit)}</span>' if column.unit else ""
    return f'<th scope="col"{attributes}><span class="zp-label">{escaped(column.label)}{unit}</span></th>\n'


def _missing(column: Column, not_stated: str) -> str:
    return f'<span class="zp-missing" title="{escaped(column.absent) if column.absent else not_stated}">–</span>'


def _row(row: tuple[Cell, ...], columns: Sequence[tuple[str, str]], root: str, words: Words) -> str:
    written = ["<tr>"]
    tag = "th scope=row"
    for cell, (attributes, missing) in zip(row, columns, strict=True):
        if cell.shared:
            written.append(_shared_cell(cell, type(cell.text), tag, attributes, missing, root, words))
        else:
            written.append(_cell(cell, tag, attributes, missing, root, words))
        tag = "td"
    written.append("\n</tr>\n")
    return "".join(written)


def _cell(cell: Cell, tag: str, attributes: str, missing: str, root: str, words: Words) -> str:
    # Asking a named tuple for each field takes twice as long as taking all of them.
    text, sort, page, anchor, url, title, note, badge, share, bar, code, key, _ = cell
    if page or anchor or url or code:
        inner = _marked_up(text, page, anchor, url, title, code, root) if text else ""
    else:
        inner = f'<span class="zp-words">{escaped(text)}</span>' if len(text) in TWO_LINES else escaped(text)
    if key:
        attributes = f' id="{escaped(key)}"{attributes}'
    if sort:
        attributes += f' data-sort="{sort}"'
    if title and not page:
        attributes += f' title="{escaped(title)}"'
    if badge:
        inner += _badge(badge, bool(inner))
    if note:
        inner += f"<small>{escaped(note)}</small>"
    if share is not None:
        inner += _share(share)
    if bar:
        inner += draw_bar(bar, words, legend=False)
    return f"\n<{tag}{attributes}>{inner or missing}</{tag[:2]}>"


# The type of its text keeps a cell of `Markup` apart from one of the text that it equals.
@lru_cache(maxsize=1 << 12)
def _shared_cell(cell: Cell, _: type[str], tag: str, attributes: str, missing: str, root: str, words: Words) -> str:
    return _cell(cell, tag, attributes, missing, root, words)


def _marked_up(text: str, page: str, anchor: str, url: str, title: str, code: bool, root: str) -> str:
    """What a cell says, as a link or as code."""
    shown = escaped(text)
    if page:
        pointed = f' title="{escaped(title)}"' if title else ""
        name = f"<code>{shown}</code>" if code else shown.replace("_", "_<wbr>")
        return f'<a href="{root}{escaped(page)}"{pointed}>{name}</a>'
    if anchor:
        return f'<a href="#{escaped(anchor)}">{shown}</a>'
    return f'<a href="{escaped(url)}">{shown}</a>' if url else f"<code>{shown}</code>"


# Their meanings are plain texts of ours, never `Markup`.
@lru_cache(maxsize=1 << 10)
def _badge(badge: Badge, after_text: bool) -> str:
    kind, name, meaning = badge
    sign, space = (" zp-sign", " ") if after_text else ("", "")
    title = f"{escaped(name)}: {escaped(meaning)}"
    return f'{space}<span class="zp-badge zp-{kind}{sign}" title="{title}">{escaped(name)}</span>'


def _share(share: Decimal) -> str:
    """A bar: a share of the longest, 0 to 1."""
    return (
        '<svg class="zp-share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{share * 100:.2f}" height="3"/></svg>'
    )
