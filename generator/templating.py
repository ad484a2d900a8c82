"""The Jinja environment of the pages: it escapes everything, and a missing name is an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator import labels, paths
from generator.i18n import Words


def make_environment(words: Words) -> Environment:
    """Make the environment that renders pages in the language of `words`."""
    environment = Environment(
        loader=PackageLoader("generator"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method when it is loaded.
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    translate: Any = environment.globals["ngettext"]
    environment.globals["ngettext"] = _with_written_number(translate, words)
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(language=words.language, paths=paths, labels=labels)
    environment.filters["local"] = words.local
    environment.filters["number"] = words.number
    environment.filters["percent"] = words.percent
    environment.filters["date"] = lambda iso: words.date(date.fromisoformat(iso))
    environment.filters["named_language"] = words.named_language
    environment.filters["breakable"] = breakable
    return environment


def breakable(name: str) -> Markup:
    """A name that a narrow column may break after its underscores."""
    return escape(name).replace("_", Markup("_<wbr>"))


def _with_written_number(ngettext: Callable[..., str], words: Words) -> Callable[..., str]:
    """The extension's `ngettext`, whose `%(num)s` is written like every other count of the site: `2,100`."""

    @pass_context
    def written(context: Context, singular: str, plural: str, number: int, **values: object) -> str:
        return ngettext(context, singular, plural, number, num=words.number(number), **values)

    return written
