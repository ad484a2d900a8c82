"""How what a detector's graph ends in becomes boxes: the heads of the networks, as records state them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalog.fields import Number
from catalog.text import Count, Entry

Ratio = Annotated[Number, Field(gt=0, lt=1)]
Variance = Annotated[Number, Field(gt=0, le=1)]


class Head(Entry):
    """Which of the boxes that a network finds stay."""

    score: Ratio
    """Boxes whose probability of their class is not more are left out."""
    candidates: Count
    """How many of the best boxes of a class are compared with each other."""
    overlap: Ratio
    """Of two boxes of a class whose intersection over union is more, the worse is left out."""
    boxes: Count
    """How many of the best boxes of an image stay."""


class Anchor(Entry):
    """The size of box that one part of a YOLO network's map starts from."""

    width: Count
    """Pixels of the input."""
    height: Count
    """Pixels of the input."""


class YoloHead(Head):
    """How the maps of a YOLO network become boxes, for weights whose file ends in the maps."""

    anchors: tuple[Anchor, ...] = Field(min_length=1)
    """Smallest first; they are shared out evenly among the maps, the smallest to the finest map."""
    objectness: Ratio
    """Places whose probability of an object is less are left out."""


class PriorMap(Entry):
    """A map of the network: at the centre of each of its places stand square boxes that predictions start from."""

    step: Count
    """Pixels of the input from one place to the next."""
    sizes: tuple[Count, ...] = Field(min_length=1)
    """Sides of the boxes at a place in pixels of the input, in the network's order."""


class PriorHead(Head):
    """How offsets from prior boxes become boxes, for weights whose file ends in them and in scores, as SSD does."""

    maps: tuple[PriorMap, ...] = Field(min_length=1)
    """In the network's order."""
    background: Annotated[int, Field(strict=True, ge=0, le=1000)]
    """Which of the scores, counted from 0, is the one of no object."""
    centre_variance: Variance
    """Offsets of the centre are multiplied by it, and by the side of the prior box."""
    side_variance: Variance
    """Offsets of the sides are multiplied by it, and are logarithms of the ratio to the prior box's."""
