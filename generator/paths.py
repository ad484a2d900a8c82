"""Where each page stands in the site; the same in every language."""

HOME = ""
FAMILIES = "families/"
MODELS = "models/"
DEVICES = "devices/"
COMPRESSION = "compression/"
CONTRADICTED = "contradicted/"
CONVENTIONS = "conventions/"
AUDIT = "audit/"
SOURCES = "sources/"
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


def device(key: str) -> str:
    """Path of a device's page."""
    return f"{DEVICES}{key}/"


def source(key: str) -> str:
    """Place of a source on the page of sources."""
    return f"{SOURCES}#{anchor(key)}"


def convention(quantity: str, key: str) -> str:
    """Place of a quantity's convention on the page of conventions."""
    return f"{CONVENTIONS}#{quantity}-{anchor(key)}"


def rule(name: str) -> str:
    """Element id of a rule on the page of the audit."""
    return f"rule-{name}"


def anchor(key: str) -> str:
    """An element id for a key of a vocabulary, which may hold a dot that style sheets would take for a class."""
    return key.replace(".", "-")


def root(path: str) -> str:
    """What to put before a page's path to reach it from the page at `path`."""
    return "../" * path.count("/") or "./"
