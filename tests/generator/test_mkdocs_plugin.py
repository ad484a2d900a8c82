from pathlib import Path

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

import catalog
from catalog import CatalogError, Problem
from generator.mkdocs_plugin import ZooPlugin, explain


@pytest.mark.parametrize(
    ("source", "message"),
    [("<p>\n{{ gone }}", "'gone' is undefined"), ("<p>\n{% if %}", "Expected an expression")],
)
def test_a_template_that_fails_is_named_with_its_line(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "page.html").write_text(source)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(tmp_path), undefined=jinja2.StrictUndefined, autoescape=True
    )
    with pytest.raises(jinja2.TemplateError) as caught:
        environment.get_template("page.html").render()
    assert explain(caught.value).startswith(f"{tmp_path / 'page.html'}:2: {message}")


def test_a_record_that_fails_names_its_place_itself() -> None:
    error = CatalogError(Problem(Path("zoo/a.yaml"), 3, 5, "expected a number"))
    assert explain(error) == "zoo/a.yaml:3:5: expected a number"


def test_a_language_without_a_catalogue_is_told_before_anything_is_built(
    zoo: catalog.Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    plugin = ZooPlugin()
    assert plugin.load_config({"catalog": str(zoo.directory), "languages": ["en", "qq"]}) == ([], [])
    with pytest.raises(PluginError):
        plugin.on_config(MkDocsConfig())
    assert "no translations for the language 'qq'" in capsys.readouterr().err
