"""The Jinja environment of the pages: it escapes everything, and a missing name is an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from generator import labels, paths
from generator.guides import literal, quoted
from generator.i18n import Words
from generator.list_html import draw_cards, draw_tallies
from generator.pieces import draw_badge, draw_code, draw_fold
from generator.table_html import draw_bar, draw_heading, draw_table


class CompiledTemplates(BytecodeCache):
    """Keeps templates compiled, so that the environments of several languages compile each once between them."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if its template was compiled before."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled just now."""
        self._code[bucket.key] = bucket.bytecode_to_string()


class PlainContext(Context):
    """Calls what templates call with what they give it.

    Jinja's own looks at each call whether the function asks for the context besides, which takes longer than most of
    the functions. None of ours does, and macros do without: everything is escaped in all templates.
    """

    def call(  # noqa: D102 - the class tells
        self,
        called: Callable[..., Any],
        *arguments: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **values: Any,
    ) -> Any:
        return called(*arguments, **values)


def make_environment(words: Words, compiled: CompiledTemplates | None = None) -> Environment:
    """Make the environment that renders pages in the language of `words`.

    Args:
        words: The language.
        compiled: What environments of other languages have compiled already.
    """
    environment = Environment(
        loader=PackageLoader("generator"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,  # a plain dictionary: there are few templates, and a bounded cache is locked at each look
        bytecode_cache=compiled,
        extensions=["jinja2.ext.i18n"],
    )
    environment.context_class = PlainContext
    # The extension adds this method when it is loaded.
    environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["ngettext"] = _safe_ngettext(words)
    environment.globals["gettext"] = environment.globals["_"] = _safe_gettext(words)
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(language=words.language, paths=paths, labels=labels)
    environment.filters.update(
        {draw.__name__: partial(draw, words=words) for draw in (draw_table, draw_bar, draw_heading, draw_tallies)}
    )
    environment.filters.update({draw.__name__: draw for draw in (draw_badge, draw_cards, draw_code, draw_fold)})
    environment.filters["local"] = words.local
    environment.filters["say"] = words.say
    environment.filters["number"] = words.number
    environment.filters["percent"] = words.percent
    environment.filters["date"] = lambda iso: words.date(date.fromisoformat(iso))
    environment.filters["names"] = words.names
    environment.filters["named_language"] = words.named_language
    environment.filters["breakable"] = breakable
    environment.filters["quoted"] = quoted
    environment.filters["literal"] = literal
    # Imported once, not by each page anew.
    environment.globals["ui"] = environment.get_template("macros.html").module
    return environment


def breakable(name: str) -> Markup:
    """A name that a narrow column may break after its underscores."""
    return Markup(str(escape(name)).replace("_", "_<wbr>"))  # noqa: S704 - the name is escaped


def _safe_gettext(words: Words) -> Callable[..., Markup]:
    """The extension's `gettext`, which looks up and fills in a message without places only once: most have none."""

    @cache
    def message(text: str) -> Markup:
        return Markup(words.translations.gettext(text))  # noqa: S704 - translators write HTML entities at most

    @cache
    def whole(text: str) -> Markup:
        return message(text) % {}

    def gettext(text: str, **values: object) -> Markup:
        return message(text) % values if values else whole(text)

    return gettext


def _safe_ngettext(words: Words) -> Callable[..., Markup]:
    """The extension's `ngettext`, whose `%(num)s` is written like every other count of the site: `2,100`."""

    def ngettext(singular: str, plural: str, number: int, **values: object) -> Markup:
        message = Markup(words.translations.ngettext(singular, plural, number))  # noqa: S704 - as of `gettext`
        return message % {**values, "num": words.number(number)}

    return ngettext
