from decimal import Decimal

from generator.tables import MISSING, TALL, Badge, Cell, Column, make_table, plain


def test_a_column_that_nobody_states_is_left_out_but_the_first() -> None:
    table = make_table("t", [Column("a"), Column("b"), Column("c")], [[MISSING, MISSING, Cell("x")]] * 2)
    assert [column.label for column in table.columns] == ["a", "c"]
    assert table.rows == ((MISSING, Cell("x")),) * 2


def test_a_condition_that_all_rows_share_is_said_once() -> None:
    columns = [Column("model"), Column("input", unit="px", fold=True), Column("engine", fold=True)]
    rows = [[Cell("m"), Cell("224"), Cell("fast")], [Cell("n"), Cell("224"), MISSING]]
    table = make_table("t", columns, rows, [("batch", "1")])
    assert [column.label for column in table.columns] == ["model", "engine"]
    assert table.shared == (("batch", "1"), ("input", "224 px"))


def test_a_single_row_keeps_its_conditions() -> None:
    table = make_table("t", [Column("model"), Column("input", fold=True)], [[Cell("m"), Cell("224")]])
    assert len(table.columns) == 2


def test_a_table_without_rows_is_nothing_to_show() -> None:
    assert not make_table("t", [Column("a")], [])


def test_a_verdict_that_all_rows_share_is_said_by_its_name() -> None:
    columns = [Column("model"), Column("verdict", fold=True), Column("other verdict", fold=True)]
    good, bad = (Cell(badge=Badge(kind, kind, "")) for kind in ("confirmed", "contradicted"))
    table = make_table("t", columns, [[Cell("m"), good, good], [Cell("n"), good, bad]])
    assert [column.label for column in table.columns] == ["model", "other verdict"]
    assert table.shared == (("verdict", "confirmed"),)


def test_a_long_table_keeps_its_head_in_view() -> None:
    assert make_table("t", [Column("a")], [[Cell("x")]] * (TALL + 1)).tall
    assert not make_table("t", [Column("a")], [[Cell("x")]] * TALL).tall


def test_plain_numbers_have_no_exponent() -> None:
    assert plain(Decimal("8.020E+9")) == "8020000000"
    assert plain(Decimal("0.00000001")) == "0.00000001"
    assert plain(12) == "12"
