import os
from pathlib import Path

import pytest

from generator.exceptions import GeneratorError
from generator.output import MANIFEST, UNFINISHED, Output, begin


def run(folder: Path, files: dict[str, bytes], digest: str = "") -> Output:
    output = Output(folder)
    for path, content in files.items():
        output.write(path, content, digest)
    output.finish()
    return output


def test_only_changes_are_written_and_only_our_own_files_removed(tmp_path: Path) -> None:
    first = run(tmp_path, {"a/index.html": b"1", "b/c/index.html": b"2"})
    assert (first.written, first.removed, first.total) == (["a/index.html", "b/c/index.html"], [], 2)
    (tmp_path / "a" / "mine.txt").write_text("kept")
    before = (tmp_path / "a" / "index.html").stat().st_mtime_ns
    second = run(tmp_path, {"a/index.html": b"1", "b/c/index.html": b"2"})
    assert (second.written, second.removed) == ([], [])
    assert (tmp_path / "a" / "index.html").stat().st_mtime_ns == before
    third = run(tmp_path, {"d": b"3"})
    assert (third.written, sorted(third.removed)) == (["d"], ["a/index.html", "b/c/index.html"])
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {MANIFEST, "a/mine.txt", "d"}
    assert not (tmp_path / "b").exists()


def test_a_file_is_kept_while_it_is_made_of_the_same_and_still_there(tmp_path: Path) -> None:
    run(tmp_path, {"a": b"1", "b": b"2", "c": b"3"}, "first")
    (tmp_path / "b").unlink()
    (tmp_path / "c").write_bytes(b"cut off or edited")
    output = Output(tmp_path)
    assert not output.is_complete()
    assert [output.keep(name, "first") for name in "abc"] == [True, False, False]
    assert not output.keep("a", "second")


def test_what_the_whole_folder_was_made_of_is_remembered(tmp_path: Path) -> None:
    output = Output(tmp_path)
    assert (output.is_new, output.made_of) == (True, "")
    output.write("a", b"1")
    output.finish("everything")
    again = Output(tmp_path)
    assert (again.is_new, again.made_of, again.is_complete()) == (False, "everything", True)


def test_a_run_that_breaks_off_removes_nothing_and_is_not_taken_for_whole(tmp_path: Path) -> None:
    run(tmp_path, {"a": b"1", "b": b"2"}, "first")
    broken = Output(tmp_path)
    broken.write("a", b"new", "second")
    broken.break_off()
    after = Output(tmp_path)
    assert after.made_of == ""
    assert [after.keep("a", "second"), after.keep("b", "first")] == [True, True]


def test_what_a_run_wrote_before_it_was_killed_is_not_what_the_list_says(tmp_path: Path) -> None:
    first = Output(tmp_path)
    for name in ("old", "new"):
        first.write(name, b"1", "first")
    first.finish("everything")
    killed = Output(tmp_path)
    killed.write("new", b"2", "second")
    assert (tmp_path / UNFINISHED).exists()
    begin(tmp_path)  # nor does a run in between hide it
    os.utime(tmp_path / "old", ns=(0, 0))
    after = Output(tmp_path)
    assert (after.made_of, after.is_complete()) == ("", False)
    assert [after.keep(name, "first") for name in ("old", "new")] == [True, False]
    after.write("new", b"1", "first")
    after.finish("everything")
    assert not (tmp_path / UNFINISHED).exists()
    assert Output(tmp_path).keep("new", "first")


def test_what_a_run_had_not_renamed_when_it_was_killed_is_removed(tmp_path: Path) -> None:
    run(tmp_path, {"kept": b"1", "folder/gone": b"2"})
    begin(tmp_path)
    for name in ("kept", "folder/gone"):
        (tmp_path / f"{name}.new").write_bytes(b"half of")
    (tmp_path / "mine.new").write_text("kept")
    run(tmp_path, {"kept": b"1"})
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {MANIFEST, "kept", "mine.new"}


def test_an_altered_list_of_files_removes_nothing_outside_the_folder(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("kept")
    out = tmp_path / "out"
    out.mkdir()
    (out / "link").symlink_to(tmp_path)
    files = ",".join(f'"{path}": ["", 4]' for path in ("../precious", str(precious), "link/precious"))
    (out / MANIFEST).write_text(f'{{"made_of": "", "files": {{{files}}}}}')
    assert run(out, {}).removed == []
    assert precious.read_text() == "kept"


@pytest.mark.parametrize("content", ["[", "[]", '{"a": 1}', '{"made_of": "", "files": {"a": 1}}'])
def test_a_damaged_list_of_files_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(GeneratorError, match=f"{MANIFEST}: expected a list of files"):
        Output(tmp_path)


def test_a_file_that_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file where a folder must be")
    with pytest.raises(GeneratorError, match=str(tmp_path / "a")):
        Output(tmp_path).write("a/index.html", b"")
