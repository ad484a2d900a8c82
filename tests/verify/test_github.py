"""GitHub's annotations."""

from tests.verify.reports import FINDING
from verify.github import as_annotations


def test_annotations_are_one_line_each() -> None:
    assert as_annotations([FINDING]) == (
        "::error file=zoo folder/Bäd.yaml,line=3,col=7,title=problem%3A Bad::"
        "50%25 of <b>it</b> | a%0Ab, `c` ::error:: \x01 ]]> 汉字\n"
    )
    assert as_annotations([]) == ""
