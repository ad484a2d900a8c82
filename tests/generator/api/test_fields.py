import pytest

from generator.api.fields import Field, fields_of, type_of

SCHEMA = {
    "properties": {
        "name": {"type": "string", "description": "Its\nname."},
        "part": {"$ref": "#/$defs/Part"},
        "sizes": {"type": "array", "items": {"type": "integer"}},
    },
    "required": ["name"],
    "$defs": {"Part": {"description": "A part.", "properties": {"free": {}}}},
}


def test_fields_have_a_type_and_a_sentence() -> None:
    assert list(fields_of(SCHEMA)) == [
        Field("name", "string", True, "Its name."),
        Field("part", "Part", False, "A part."),
        Field("sizes", "array of integer", False, ""),
    ]
    assert list(fields_of(SCHEMA, "Part")) == [Field("free", "any", False, "")]


def test_an_unknown_definition_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(fields_of(SCHEMA, "Missing"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer"),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}]}, "integer | number"),
        ({"enum": ["a", "b"]}, "a | b"),
        ({"enum": list("abcdefghi")}, "string"),
        ({"const": 1}, "1"),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "number"}]}, "[number, number]"),
    ],
)
def test_types_are_said_in_the_words_of_json_schema(value: dict[str, object], said: str) -> None:
    assert type_of(value) == said
