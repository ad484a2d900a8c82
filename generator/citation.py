"""Papers as BibTeX entries."""

import re
from functools import lru_cache

from catalog.vocabulary import Paper

_SPECIAL = re.compile(r"([&%#_$])")
_SMALL_WORDS = frozenset({"a", "an", "the", "on", "of", "for", "in", "and"})


# All models of a family cite its papers.
@lru_cache(1 << 8)
def bibtex(paper: Paper) -> str:
    """Return a paper as a BibTeX entry; authors are separated by commas in the record."""
    authors = " and ".join(name.strip() for name in paper.authors.split(","))
    fields = {"title": f"{{{_escape(paper.title)}}}", "author": _escape(authors), "year": str(paper.year)}
    lines = [f"  {name} = {{{value}}}," for name, value in {**fields, "url": paper.url}.items()]
    return "\n".join([f"@misc{{{_key(paper)},", *lines, "}"])


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace("\\", "").replace("{", "").replace("}", ""))


def _key(paper: Paper) -> str:
    surname = re.sub(r"\W", "", paper.authors.split(",")[0].split()[-1].lower())
    words = (re.sub(r"\W", "", word.lower()) for word in paper.title.split())
    return f"{surname}{paper.year}{next((word for word in words if word and word not in _SMALL_WORDS), '')}"
