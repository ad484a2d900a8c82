"""A check of a small zoo, and a finding whose texts hold what each format must escape."""

from __future__ import annotations

from pathlib import Path

import catalog
from verify.check import CheckReport, check_models
from verify.findings import Finding

HOSTILE = "50% of <b>it</b> | a\nb, `c` ::error:: \x01 ]]> 汉字"
FINDING = Finding("problem", "Bad", HOSTILE, HOSTILE, Path("zoo folder/Bäd.yaml"), 3, 7)


def check(folder: Path) -> tuple[catalog.Catalog, CheckReport]:
    """Check all of a zoo."""
    zoo = catalog.load(folder)
    return zoo, check_models(zoo, zoo.models, whole_zoo=True)
