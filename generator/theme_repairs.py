"""Repairs of the theme's HTML where it is invalid or leaves out what people with screen readers need."""

from __future__ import annotations

import re

_SUBMENU = re.compile(
    r'aria-labelledby="__nav_[0-9_]+_label"'
    r'(?=[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span [^>]*></span>\s*([^<]*?)\s*</label>)'
)
_CONTENTS = "__toc"
"""The id of the box that opens the table of contents on a phone."""


def repair(html: str) -> str:
    """Name submenus, and free the label of a box that is not there."""
    return _free_label(_name_submenus(html))


def _name_submenus(html: str) -> str:
    """Name each part of the menu that opens by its title; the theme names it by a label that holds only an icon."""
    return _SUBMENU.sub(lambda found: f'aria-label="{found[1].replace(chr(34), "&quot;")}"', html)


def _free_label(html: str) -> str:
    """A page that hides its table of contents keeps the label of the box that would open it."""
    return html if f'id="{_CONTENTS}"' in html else html.replace(f' for="{_CONTENTS}"', "")
