import ast
from pathlib import Path

import pytest

from generator.exceptions import GeneratorError
from generator.messages import (
    PACKAGES,
    SOURCE,
    encode_catalogue,
    extract_messages,
    forms,
    read_catalogue,
    translatable,
    update_catalogue,
)
from tests.written_files import write_files


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with messages in each of the places where messages stand."""
    files = {
        "generator/labels.py": "A = mark('Latency')\nB = words.ngettext('%(num)s model', '%(num)s models', 2)\n",
        "generator/templates/page.html": "{% trans %}Read\n  more{% endtrans %}{{ _('Latency') }}",
        "catalog/lint/rule.py": "say('%(model)s is ' 'slow.', model=name)\nsay(name)\n",
        "verify/conventions.py": "say('Counted once.')\n",
        "elsewhere/module.py": "mark('not a message of the site')\n",
        "catalog/zoo/lint.py": "mark('not a message of the site')\n",
    }
    return write_files(tmp_path, files)


def test_messages_are_found_in_templates_code_and_sentences(source: Path) -> None:
    found = {forms(message.id): message for message in translatable(extract_messages(source))}

    assert found.keys() == {
        ("Latency",),
        ("%(num)s model", "%(num)s models"),
        ("Read more",),
        ("%(model)s is slow.",),
        ("Counted once.",),
    }
    assert {name for name, _ in found["Latency",].locations} == {
        "generator/labels.py",
        "generator/templates/page.html",
    }


def test_no_message_of_the_code_is_overlooked() -> None:
    """A call inside of an f-string is one that extraction does not see."""
    called = {
        node.args[0].value
        for package in PACKAGES
        for path in (SOURCE / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "gettext"
        and isinstance(node.args[0], ast.Constant)
    }

    assert called
    assert called <= {forms(message.id)[0] for message in translatable(extract_messages())}


def test_an_update_keeps_translations_and_drops_what_is_used_nowhere(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "locale" / "de" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "Latency"\nmsgstr "Latenz"\n\nmsgid "Gone"\nmsgstr "Fort"\n')
    catalogue = read_catalogue("de", tmp_path / "locale")
    update_catalogue(catalogue, extract_messages(source))
    text = encode_catalogue(catalogue).decode()

    assert 'msgid "Latency"\nmsgstr "Latenz"\n' in text
    assert 'msgid "Read more"\nmsgstr ""\n' in text
    assert 'msgstr[0] ""\nmsgstr[1] ""\n' in text
    assert "Gone" not in text
    assert "#: generator/labels.py generator/templates/page.html\n" in text


def test_an_update_without_new_messages_changes_nothing(source: Path, tmp_path: Path) -> None:
    catalogue = read_catalogue("ja", tmp_path)
    update_catalogue(catalogue, extract_messages(source))
    first = encode_catalogue(catalogue)
    (tmp_path / "ja" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "ja" / "LC_MESSAGES" / "messages.po").write_bytes(first)
    again = read_catalogue("ja", tmp_path)
    update_catalogue(again, extract_messages(source))

    assert encode_catalogue(again) == first
    assert first.startswith(b"# The site in Japanese.")


def test_nobody_begins_a_catalogue_of_no_language(tmp_path: Path) -> None:
    with pytest.raises(GeneratorError, match="qq"):
        read_catalogue("qq", tmp_path)
