"""Where each page stands in the site; the same in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.claims import Claim

HOME = ""
EXPLORER = "explorer/"
EXPLORER_ROWS = "explorer/rows.json"
"""The rows of the explorer; below the root of the whole site, not of one language."""
FAMILIES = "families/"
MODELS = "models/"
DEVICES = "devices/"
DATASETS = "datasets/"
COMPRESSION = "compression/"
CONTRADICTED = "contradicted/"
CONVENTIONS = "conventions/"
AUDIT = "audit/"
SOURCES = "sources/"
SCHEMA = "schema/"
COMPARE = "compare/"
API = "api/"
API_FILES = "api/v1/"
"""Where the files for programs are; below the root of the whole site, not of one language."""


def family(name: str) -> str:
    """Path of a family's page."""
    return f"{FAMILIES}{name}/"


def model(name: str) -> str:
    """Path of a model's page."""
    return f"{MODELS}{name}/"


def model_data(name: str) -> str:
    """Path of the file, below the root of the whole site, that holds all that is known of a model."""
    return f"{API_FILES}models/{name}.json"


def badge(name: str) -> str:
    """Path of a model's badge, below the root of the whole site."""
    return f"badges/{name}.svg"


def device(key: str) -> str:
    """Path of a device's page."""
    return f"{DEVICES}{key}/"


def source(key: str) -> str:
    """Path of a source's page."""
    return f"{SOURCES}{key}/"


def dataset(key: str) -> str:
    """Path of a data set's page."""
    return f"{DATASETS}{key}/"


def schema_file(kind: str) -> str:
    """Name, below the page of the schema, of a kind's JSON Schema."""
    return f"{kind}.schema.json"


def convention(quantity: str, key: str) -> str:
    """Place of a quantity's convention on the page of conventions."""
    return f"{CONVENTIONS}#{quantity}-{anchor(key)}"


def rule(name: str) -> str:
    """Element id of a rule on the page of the audit."""
    return f"rule-{name}"


def anchor(key: str) -> str:
    """An element id for a key of a vocabulary, which may hold a dot that style sheets would take for a class."""
    return key.replace(".", "-")


def claim_anchor(claim: Claim) -> str:
    """Element id of a claim on its model's page.

    It names source, quantity, conditions and digits. Tables of one source that print the same number share it, so a
    page that lists them apart gives it to the first row only.
    """
    stated = "".join([f"{name}-{value}-" for name, value in claim.stated])
    return f"claim-{claim.source}-{claim.quantity}-{stated}{claim.printed}".replace(".", "-")


def claim(claim: Claim) -> str:
    """Place of a claim on its model's page."""
    return f"{model(claim.model)}#{claim_anchor(claim)}"


def root(path: str) -> str:
    """What to put before a page's path to reach it from the page at `path`."""
    return "../" * path.count("/") or "./"
