"""The Jinja environment of the pages: it escapes everything, and a missing name is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from functools import cache, partial
from typing import Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator import labels, paths
from generator.guides import literal, quoted
from generator.i18n import Words
from generator.list_html import draw_cards, draw_tallies
from generator.pieces import draw_badge, draw_code, draw_fold
from generator.safe_html import escaped, trusted
from generator.table_html import draw_bar, draw_heading, draw_table
from generator.template_code import PlainCodeGenerator


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


class PageEnvironment(Environment):
    """Compiles templates to plain Python, and knows the names that all templates share once it is made."""

    code_generator_class = PlainCodeGenerator

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template is rendered with, its own and all others, as one dictionary.

        Jinja's own follow later changes, for which each rendering looks up name by name.
        """
        return {**self.globals, **(d or {})}


def make_environment(words: Words, compiled: CompiledTemplates | None = None) -> Environment:
    """Make the environment that renders pages in the language of `words`.

    Args:
        words: The language.
        compiled: What environments of other languages have compiled already.
    """
    environment = PageEnvironment(
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
    return trusted(str(escaped(name)).replace("_", "_<wbr>"))  # noqa: S704 - the name is escaped


def _safe_gettext(words: Words) -> Callable[..., Markup]:
    """The extension's `gettext`, which looks up and fills in a message without places only once: most have none."""

    @cache
    def whole(text: str) -> Markup:
        return _filled(words.translations.gettext(text), {})

    def gettext(text: str, **values: object) -> Markup:
        return _filled(words.translations.gettext(text), values) if values else whole(text)

    return gettext


def _safe_ngettext(words: Words) -> Callable[..., Markup]:
    """The extension's `ngettext`, whose `%(num)s` is written like every other count of the site: `2,100`."""

    def ngettext(singular: str, plural: str, number: int, **values: object) -> Markup:
        message = words.translations.ngettext(singular, plural, number)
        return _filled(message, {**values, "num": words.number(number)})

    return ngettext


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """A message as HTML with values in its places, all of which are of the kind `%(name)s`."""
    safe = {name: escaped(value) for name, value in values.items()}
    return trusted(message % safe)  # noqa: S704 - translators write HTML entities at most, values are escaped
