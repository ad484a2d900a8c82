"""What a server keeps from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.background import Background
from generator.digests import FileDigests
from generator.mkdocs_ingredients import SiteIngredients
from generator.output import Output

if TYPE_CHECKING:
    from generator.context import Site
    from generator.mkdocs_shells import Shells
    from generator.snapshot import Snapshot
    from generator.templating import CompiledTemplates


@dataclass
class SiteState:
    """The last zoo that could be read, and what of the site was made of it."""

    digests: FileDigests = field(default_factory=FileDigests)
    background: Background = field(default_factory=Background)
    """What is left of the last build."""
    ingredients: SiteIngredients | None = None
    """What the last snapshot was made of."""
    snapshot: Snapshot | None = None
    """The last zoo that could be read."""
    sites: Mapping[str, Site] = field(default_factory=dict)
    """What its pages are rendered with, by language; the main language first."""
    compiled: CompiledTemplates | None = None
    shells: Shells | None = None
    theme: str = ""
    """Digest of what MkDocs made its files and the frames of."""
    published: SiteIngredients | None = None
    """What the site's folder was brought up to, or is being brought up to in the background."""
    folder: Path | None = None
    """The folder that the site was written into."""

    def is_current(self, ingredients: SiteIngredients, folder: Path) -> bool:
        """Report whether a site in `folder` that is made of these is there already.

        Raises:
            GeneratorError: The folder can't be made, or its list of files is damaged.
        """
        if self.folder == folder:
            return self.published == ingredients
        output = Output(folder)
        return output.made_of == ingredients.everything and output.is_complete()
