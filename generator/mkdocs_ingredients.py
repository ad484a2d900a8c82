"""What a site that MkDocs builds is made of, as digests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digests import FileDigests, Ingredients, digest_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_INHERIT = re.compile(r"""^INHERIT:\s*["']?(.+?)["']?\s*$""", re.MULTILINE)


@dataclass(frozen=True)
class SiteIngredients:
    """Digests of everything that the site is made of."""

    directory: Path
    """The zoo's folder."""
    zoo: Ingredients
    """The zoo's files and the program."""
    by_hand: str
    """Digest of the files that are written by hand for the site: prose, scripts, styles."""
    frame: str
    """Digest of what all pages depend on: the program, the settings, and what was changed of the theme."""

    @classmethod
    def find(
        cls, config: MkDocsConfig, zoo: Path, languages: Sequence[str], digests: FileDigests, *, serving: bool
    ) -> SiteIngredients:
        """Read or recall the digests of all files, and the settings.

        Args:
            config: The settings.
            zoo: The zoo's folder.
            languages: Tags of the languages to build, the main one first.
            digests: What earlier builds read.
            serving: Whether the site is made for a server that reloads pages.
        """
        found = Ingredients.find(zoo, digests)
        overrides = config.theme.custom_dir
        changed = digests.below(Path(overrides)) if overrides else {}
        options = [str(value) for value in (languages, config.site_url, serving, config.strict)]
        settings = _settings(Path(config.config_file_path)) if config.config_file_path else ()
        return cls(
            directory=zoo,
            zoo=found,
            by_hand=_digest_of_files(digests.below(Path(config.docs_dir))),
            frame=digest_of([found.program, *settings, *options, _digest_of_files(changed)]),
        )

    @cached_property
    def everything(self) -> str:
        """The digest of it all."""
        return digest_of([self.zoo.everything, self.by_hand, self.frame])

    def differs_in_zoo_alone(self, other: SiteIngredients) -> bool:
        """Report whether nothing but files of the zoo is different from `other`, if anything is."""
        return (self.directory, self.by_hand, self.frame) == (other.directory, other.by_hand, other.frame)


def _digest_of_files(digests: dict[str, str]) -> str:
    return digest_of(f"{path}\0{digest}" for path, digest in digests.items())


def _settings(path: Path) -> Iterator[str]:
    """Yield the text of `mkdocs.yml`, and of the files whose settings it takes over."""
    seen: set[Path] = set()
    while path.is_file() and path not in seen:
        seen.add(path)
        text = path.read_text(encoding="utf-8")
        yield text
        inherited = _INHERIT.search(text)
        if inherited is None:
            return
        path = path.parent / inherited[1]
