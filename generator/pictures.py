"""A picture of each model for those who link to its page: name, headline numbers, verdicts; one for all languages.

Pillow draws it, an optional dependency (the extra `pictures`), in the typeface that Pillow carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from catalog.evidence import VerdictKind
from catalog.record import Model
from generator import labels, paths
from generator.context import Site
from generator.headlines import HEADLINES, headline
from generator.inputs import model_inputs
from generator.plan import FilePlan
from generator.verdict_bar import verdict_bar

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

PICTURE_FILE = "card.png"
"""Name of the picture, below a model page's path."""

SIZE = (1200, 630)
"""Width and height in pixels, as Open Graph's readers want them."""

_MARGIN = 70
_NUMBERS = 4
"""Headline numbers that a picture has room for."""
_PAPER, _INK, _FAINT = 239, 28, 96
"""Shades of grey: places in the palette, whose first `_PAPER` + 1 colours are a ramp from black to white."""
_COLOURS: dict[VerdictKind | Literal["brand"], str] = {
    "confirmed": "#2f9e58",
    "close": "#4a90d9",
    "miscounted": "#d9961a",
    "contradicted": "#d43f55",
    "unchecked": "#cfd4da",
    "brand": "#3f51b5",
}
"""The rest of the palette: the colours of the verdicts' bars in the site's light theme, and of its head."""
_PLACES = {name: _PAPER + 1 + place for place, name in enumerate(_COLOURS)}


def can_draw() -> bool:
    """Report whether Pillow is installed."""
    return find_spec("PIL") is not None


def plan_pictures(site: Site) -> Iterator[FilePlan]:
    """Plan a picture for every model; `site` is the English one."""
    for name, model in site.snapshot.zoo.models.items():
        inputs = model_inputs(site.snapshot, name)
        yield FilePlan(f"{paths.model(name)}{PICTURE_FILE}", partial(draw_model, site, model), inputs)


def draw_model(site: Site, model: Model) -> bytes:
    """Draw the picture of a model as PNG; the same model gives the same bytes."""
    from PIL import Image, ImageDraw

    # Drawn in grey, so that letters have smooth edges, and coloured by the palette: less time and fewer bytes.
    image = Image.new("L", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 16), fill=_PLACES["brand"])
    pen.text((_MARGIN, 70), "Zooproof", _FAINT, _font(34))
    words = site.words
    family = words.plain(site.snapshot.zoo.families[model.family].title)
    _write_name(pen, model.name)
    pen.text((_MARGIN, 270), f"{family} · {words.translate(labels.TASKS[model.task])}", _FAINT, _font(34))
    _write_numbers(pen, site, model)
    _draw_verdicts(pen, site, model)
    content = BytesIO()
    image.putpalette(_palette())
    image.save(content, "PNG", compress_level=6)
    return content.getvalue()


def _write_name(pen: ImageDraw, name: str) -> None:
    """Write the name as large as the line has room for."""
    room = SIZE[0] - 2 * _MARGIN
    size = next((size for size in (88, 72, 60, 48, 38, 30, 24, 18) if pen.textlength(name, _font(size)) <= room), 14)
    pen.text((_MARGIN, 245), name, _INK, _font(size), anchor="ls")


def _write_numbers(pen: ImageDraw, site: Site, model: Model) -> None:
    found = [(quantity, headline(site.snapshot, model, quantity)) for quantity in HEADLINES]
    shown = [(quantity, printing) for quantity, printing in found if printing is not None][:_NUMBERS]
    column = (SIZE[0] - 2 * _MARGIN) // _NUMBERS
    for place, (quantity, printing) in enumerate(shown):
        left = _MARGIN + place * column
        pen.text((left, 420), str(printing.claim.number), _INK, _font(46), anchor="ls")
        pen.text((left, 462), site.words.translate(labels.QUANTITIES[quantity]), _FAINT, _font(28), anchor="ls")


def _draw_verdicts(pen: ImageDraw, site: Site, model: Model) -> None:
    bar = verdict_bar(site.snapshot.printings[model.name], site.words)
    length = SIZE[0] - 2 * _MARGIN
    for segment in bar.segments:
        left, right = (
            _MARGIN + int(length * percent / 100) for percent in (segment.start, segment.start + segment.width)
        )
        pen.rectangle((left, 510, max(left, right - 1), 534), fill=_PLACES[segment.kind])
    told = " · ".join(f"{site.words.number(segment.count)} {segment.name}" for segment in bar.segments)
    pen.text((_MARGIN, 580), told, _FAINT, _font(28), anchor="ls")


def _palette() -> bytes:
    ramp = (round(255 * shade / _PAPER) for shade in range(_PAPER + 1))
    return bytes([level for grey in ramp for level in (grey, grey, grey)]) + bytes.fromhex(
        "".join(_COLOURS.values()).replace("#", "")
    )


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont
    from PIL.ImageFont import FreeTypeFont

    font = ImageFont.load_default(size)
    if not isinstance(font, FreeTypeFont):
        raise TypeError("expected a Pillow with FreeType, which its wheels carry")
    return font
