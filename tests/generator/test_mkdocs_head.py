import pytest

from generator.mkdocs_head import locale_of, make_head
from generator.shell import slot

ROOT = "https://example.org/"


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", "en_US"), ("zh", "zh_CN"), ("ja", "ja_JP"), ("pt", "pt_BR"), ("pt-PT", "pt_PT"), ("qq", "qq")],
)
def test_a_language_is_written_with_its_region(language: str, locale: str) -> None:
    assert locale_of(language) == locale


def test_only_models_have_pictures_and_only_where_the_address_is_known() -> None:
    model = make_head("model", "de", ("en", "de"), f"{ROOT}de/models/{slot('name')}/", ROOT)
    assert model.picture == f"{ROOT}models/{slot('name')}/card.png"
    assert (model.locale, model.other_locales) == ("de_DE", ("en_US",))
    assert make_head("family", "de", ("de",), None, ROOT).picture is None
    assert make_head("model", "de", ("de",), None, None).picture is None
