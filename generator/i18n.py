"""The site's words in each language: gettext catalogues that Babel reads and compiles in memory.

English is the key of every message and needs no catalogue. `generator/locale/README.md` tells how to update or add one.
"""

from __future__ import annotations

import datetime
import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from catalog.sentence import Sentence, Value
from generator.exceptions import GeneratorError
from generator.formats import Formats, formats_of
from generator.safe_html import escaped, trusted

LOCALE = Path(__file__).parent / "locale"
"""The folder of the catalogues: `<language>/LC_MESSAGES/messages.po`, a region after an underscore (`pt_BR`)."""

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
"""A run of Chinese characters."""

PER_LANGUAGE = 16
"""Results that are kept of a function of the words alone, such as the columns of a table that many pages have."""

_FOLD = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


def mark(message: str) -> str:
    """Return `message` as it is; tells the extractor that it is translated where it is used."""
    return message


@dataclass(frozen=True, eq=False)
class Words:
    """Everything that is said in one language. What is made with it is remembered by its identity."""

    language: str
    """Tag of the language: `en`, `pt-BR`."""
    translations: gettext.NullTranslations
    _whole: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Messages without places to fill in that were said before: every page says the same ones."""

    def gettext(self, message: str, **values: object) -> str:
        """Return `message` in the language with `%(name)s` filled in; a percent sign is written `%%`."""
        if values:
            return self.translations.gettext(message) % values
        said = self._whole.get(message)
        if said is None:
            said = self._whole[message] = self.translations.gettext(message) % {}
        return said

    def translate(self, marked: str) -> str:
        """Return a message that stands elsewhere and is marked there (see `mark`)."""
        return self.gettext(marked)

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form for `number`, with `%(num)s` and the values filled in."""
        return self.translations.ngettext(singular, plural, number) % {"num": self.number(number), **values}

    @cached_property
    def formats(self) -> Formats:
        """How the language writes numbers and dates."""
        return formats_of(self.language)

    def number(self, value: int | Decimal, digits: int | None = None) -> str:
        """Return a number that the site computes, as the language writes it (see `Formats.number`)."""
        return self.formats.number(value, digits)

    def signed(self, value: Decimal) -> str:
        """Return a difference with its sign and all its digits; a zero has the sign of neither."""
        sign = "±" if not value else "+" if value > 0 else "−"
        return sign + self.number(abs(value))

    def percent(self, ratio: Decimal, digits: int = 1) -> str:
        """Return a ratio (a fraction of 1) in percent, as the language writes it."""
        return self.formats.percent(ratio, digits)

    def date(self, value: datetime.date) -> str:
        """Return a date as the language writes it, the month in words."""
        return self.formats.date(value)

    def listed(self, items: Iterable[str]) -> str:
        """Return items as one line, with the language's separator between them; empty ones are left out."""
        return self.gettext(", ").join(filter(None, items))

    def say(self, sentence: Sentence) -> str:
        """Return a sentence in the language, the numbers in it written as the language writes them."""
        if not sentence.values:
            return self.gettext(sentence.message)
        return self.gettext(sentence.message, **{name: self._value(value) for name, value in sentence.values.items()})

    def _value(self, value: Value) -> str:
        if isinstance(value, tuple):
            return self.listed(map(self._value, value))
        return value if isinstance(value, str) else self.number(value)

    def plain(self, text: Mapping[str, str] | None) -> str:
        """Return a record's text in the language, else in English, else nothing: for attributes and titles."""
        return unfolded(text.get(self.language) or text["en"]) if text else ""

    def local(self, text: Mapping[str, str] | None) -> str:
        """Return a record's text in the language, or in English and marked as such, or nothing when there is none."""
        if not text:
            return ""
        if self.language in text:
            return unfolded(text[self.language])
        return in_other_language(text["en"], "en")

    def names(self, names: Iterable[str]) -> Markup:
        """Return names as one line; Chinese ones are marked as such on pages in other languages."""
        foreign = self.language != "zh"
        marked = [
            in_other_language(name, "zh") if foreign and not name.isascii() and HAN.search(name) else escaped(name)
            for name in names
        ]
        return trusted(escaped(self.gettext(", ")).join(filter(None, marked)))  # noqa: S704 - every name is escaped

    def named_language(self, language: str) -> str:
        """Return what another language is called in this one."""
        return language_name(language, self.language)


# Titles of families and sources stand on page after page.
@lru_cache(maxsize=1 << 10)
def unfolded(text: str) -> str:
    """Return a text of several lines, which YAML joins with spaces, without the spaces between Chinese characters."""
    return _FOLD.sub("", text)


def in_other_language(text: str, language: str) -> Markup:
    """Wrap text that is not in the page's language, so that browsers and readers know."""
    return Markup('<span lang="{}">{}</span>').format(language, text)


def language_name(language: str, inside: str) -> str:
    """Return what a language is called in the language `inside`; its tag when nobody knows it."""
    try:
        return Locale.parse(language, sep="-").get_display_name(Locale.parse(inside, sep="-")) or language
    except (UnknownLocaleError, ValueError):
        return language


def available_languages(folder: Path = LOCALE) -> tuple[str, ...]:
    """Return the tags of the languages that there are words in: English, then all that have a catalogue, sorted."""
    tags = {path.parents[1].name.replace("_", "-") for path in folder.glob("*/LC_MESSAGES/messages.po")}
    return ("en", *sorted(tags - {"en"}))


def catalogue_path(language: str, folder: Path = LOCALE) -> Path:
    """Return the file of a language's catalogue."""
    return folder / language.replace("-", "_") / "LC_MESSAGES" / "messages.po"


def load_words(language: str, folder: Path = LOCALE) -> Words:
    """Load the catalogue of `language`.

    Raises:
        GeneratorError: there is no catalogue for the language, or it is broken.
    """
    if language == "en":
        return Words(language, gettext.NullTranslations())
    path = catalogue_path(language, folder)
    if not path.is_file():
        known = ", ".join(available_languages(folder))
        raise GeneratorError(f"no translations for the language {language!r}: expected {path} (there are {known})")
    return Words(language, _compile(path))


def _compile(path: Path) -> gettext.GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    compiled = BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, abort_invalid=True))
    except (PoFileError, ValueError) as error:
        raise GeneratorError(f"{path}: {error}") from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
