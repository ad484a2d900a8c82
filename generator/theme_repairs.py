"""Repairs of the theme's HTML where it leaves out what people with screen readers need."""

from __future__ import annotations

import re

_SUBMENU = re.compile(
    r'aria-labelledby="__nav_[0-9_]+_label"'
    r'(?=[^>]*>\s*<label class="md-nav__title"[^>]*>\s*<span [^>]*></span>\s*([^<]*?)\s*</label>)'
)


def name_submenus(html: str) -> str:
    """Name each part of the menu that opens by its title; the theme names it by a label that holds only an icon."""
    return _SUBMENU.sub(lambda found: f'aria-label="{found[1].replace(chr(34), "&quot;")}"', html)
