import msgspec
import numpy as np
import pytest

from engine.data.errors import DataError
from engine.data.settings import ColumnChoice, Table
from engine.data.table import reading, rows, suggest


def load(text, missing="drop", **kinds_and_roles):
    """Read `text`; a column takes ``"number feature"`` and the like, or is guessed."""
    content = text.encode()
    table = suggest(content, "t.csv")
    chosen = tuple(
        ColumnChoice(
            name=choice.name,
            kind=kinds_and_roles[choice.name].split()[0],
            role=kinds_and_roles[choice.name].split()[1],
        )
        if choice.name in kinds_and_roles
        else choice
        for choice in table.columns
    )
    table = msgspec.structs.replace(table, columns=chosen, missing=missing)
    return rows(table, {"t.csv": content})


MIXED = "a,colour,y\n1,red,no\n2,blue,yes\n,red,no\n4,,yes\n5,red,\n"


def test_numbers_and_categories_become_numbers():
    table = load("a,colour,y\n1.5,red,no\n-2e3,blue,yes\n0,red,no\n")
    assert [column.name for column in table.columns] == ["a", "colour"]
    assert table.columns[1].categories == ("blue", "red")
    assert table.features.tolist() == [[1.5, 1.0], [-2000.0, 0.0], [0.0, 1.0]]
    assert table.classes == ("no", "yes")
    assert table.target.tolist() == [0, 1, 0]
    assert table.name == "t.csv"


def test_rows_with_missing_values_are_dropped_and_counted():
    table = load(MIXED)
    assert table.features.tolist() == [[1.0, 1.0], [2.0, 0.0]]
    assert table.dropped_rows == 3


def test_where_values_are_filled_only_rows_without_a_target_are_dropped():
    table = load(MIXED, missing="fill")
    np.testing.assert_array_equal(table.features, [[1, 1], [2, 0], [np.nan, 1], [4, np.nan]])
    assert table.dropped_rows == 1


def test_a_missing_cell_of_an_ignored_column_drops_nothing():
    table = load("a,note,y\n1,,no\n2,x,yes\n3,,no\n", note="category ignored")
    assert table.dropped_rows == 0
    assert [column.name for column in table.columns] == ["a"]


@pytest.mark.parametrize("marker", ["", "NA", "n/a", "NaN", "NULL", "?", " ? "])
@pytest.mark.parametrize("missing", ["a", "colour", "y"])
def test_every_marker_of_a_missing_value_is_known(marker, missing):
    cells = {"a": "2", "colour": "red", "y": "no"} | {missing: marker}
    table = load(f"a,colour,y\n1,blue,yes\n3,red,no\n{','.join(cells.values())}\n5,red,no\n")
    assert table.dropped_rows == 1


def test_a_dash_is_a_missing_number_and_a_category_like_any_other():
    table = load("a,y\n1,+\n-,-\n3,-\n4,+\n")
    assert table.dropped_rows == 1
    assert table.classes == ("+", "-")


def test_classes_that_are_numbers_are_in_their_order():
    assert load("a,y\n1,10\n2,9\n3,10\n4,9\n").classes == ("9", "10")


def test_several_targets_that_are_numbers_are_a_regression():
    table = load("a,u,v\n1,2.5,3.5\n2,4.5,5.5\n", u="number target", v="number target")
    assert table.target_names == ("u", "v")
    assert table.target.tolist() == [[2.5, 3.5], [4.5, 5.5]]
    assert table.classes == ()


def test_a_category_is_the_target_of_an_output_of_its_own():
    text = "a,b,kind,c,d\n1,2.5,k,1,7\n2,3.5,l,2,8\n3,4.5,k,3,9\n"
    roles = {"b": "number target", "kind": "category target", "c": "number target"}
    table = load(text, **roles, d="number target")
    assert table.target_names == ("b",)
    assert [each.target_names for each in table.further] == [("kind",), ("c", "d")]
    assert table.further[0].classes == ("k", "l")
    assert table.further[0].target.tolist() == [0, 1, 0]
    assert table.further[1].target.tolist() == [[1, 7], [2, 8], [3, 9]]


def test_numbers_with_a_decimal_comma_are_read():
    table = load("a;b;y\n1,5;2;0,25\n-2,5e1;3;0,5\n")
    assert table.features.tolist() == [[1.5, 2.0], [-25.0, 3.0]]
    assert table.target.tolist() == [[0.25], [0.5]]


def test_a_table_whose_columns_nobody_chose_is_read_as_guessed():
    table = Table(attachment="key", file_name="t.csv")
    assert rows(table, {"key": b"a,y\n1,no\n2,yes\n"}).classes == ("no", "yes")


def test_pieces_of_a_large_table_are_joined(monkeypatch):
    text = "a,colour,y\n" + "".join(f"{i},{'rgb'[i % 3]},{i % 2}\n" for i in (*range(30), 5, 9))
    whole = load(text)
    monkeypatch.setattr(reading, "_PIECE", 12)
    pieces = load(text)
    assert np.array_equal(whole.features, pieces.features)
    assert np.array_equal(whole.target, pieces.target)
    assert pieces.columns[1].categories == ("b", "g", "r")


@pytest.mark.parametrize(
    ("text", "chosen", "sentence"),
    [
        (
            "a,y\n1,2.5\n\nx,3.5\n",
            {"a": "number feature"},
            "Row 4, column “a”: “x” is not a number",
        ),
        ("a,y\n1,2.5\ninf,3.5\n", {}, "Row 3, column “a”: “inf” is not a finite number"),
        ("a,y\n1,2.5\n1e39,3.5\n", {}, "Row 3, column “a”: “1e39” is too large"),
        ("a,y\n1,2.5\n1_000,3.5\n", {"a": "number feature"}, "“1_000” is not a number"),
        ("a;y\n1,5;2\n1.234,5;3\n", {"a": "number feature"}, "“1.234,5” is not a number"),
        ("a;y\n1,5;0,5\n1.234;3\n", {"a": "number feature"}, "Row 3, column “a”: “1.234” is not"),
        ("a,y\n12 %,2.5\n13 %,3.5\n", {"a": "number feature"}, "Row 2, column “a”: “12 %” is not"),
        (f"a,y\n{'x' * 99},2.5\n1,3.5\n", {"a": "number feature"}, "“x{39}…” is not a number"),
        ("a,y\n1,k\n2,k\n", {}, "“y” is “k” in every row"),
        ("a,b,y\n1,,0\n2,,1\n", {"b": "number feature"}, "“b” has no values. Ignore it"),
        ("a,b,y\n1,,0.5\n,2,1.5\n,3,2.5\n", {}, "Every row misses a value.*ignore the column “a”"),
        ("a,y\n", {}, "has a header but no rows"),
        ("a\n1\n2\n", {}, "a single column, “a”"),
        ("a,y\n1,2.5\n2,3.5\n", {"y": "number feature"}, "No column is the target"),
        ("a,y\n1,2.5\n2,3.5\n", {"a": "number ignored"}, "No column is a feature"),
    ],
)
def test_what_cannot_be_trained_on_is_refused_in_one_sentence(text, chosen, sentence):
    with pytest.raises(DataError, match=sentence):
        load(text, **chosen)


@pytest.mark.parametrize("role", ["feature", "target"])
def test_a_category_with_too_many_values_is_refused(role):
    text = "a,name,z\n" + "".join(f"{i * 0.5},n{i},{i * 0.25}\n" for i in range(1001))
    other = {"z": "number target"} if role == "feature" else {"z": "number ignored"}
    with pytest.raises(DataError, match="“name” has 1001 different values; a category has at most"):
        load(text, name=f"category {role}", **other)


def test_a_column_that_the_file_lost_is_named():
    table = Table(
        attachment="t",
        file_name="t.csv",
        columns=(ColumnChoice(name="gone"), ColumnChoice(name="y", role="target")),
    )
    with pytest.raises(DataError, match=r"“t\.csv” has no column “gone”"):
        rows(table, {"t": b"a,y\n1,2\n"})


def test_a_file_that_the_project_lost_is_named():
    with pytest.raises(DataError, match=r"does not hold the file “t\.csv”"):
        rows(Table(attachment="t", file_name="t.csv"), {})


WEIGHED = "a,sample_weight,y\n1,0.5,no\n2,2,yes\n3,,no\n4,0,yes\n"


def test_a_column_may_tell_how_much_each_row_counts():
    table = load(WEIGHED)
    assert [column.name for column in table.columns] == ["a"]
    assert table.weights.tolist() == [0.5, 2.0, 0.0]
    assert table.dropped_rows == 1
    assert load(WEIGHED, sample_weight="number ignored").weights is None
    named = load("w,a,y\n1,2,no\n3,4,yes\n", w="number weight")
    assert named.weights.tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("text", "chosen", "sentence"),
    [
        ("a,w,v,y\n1,1,1,no\n2,1,1,yes\n", ("w", "v"), "“w” and “v” are both weights"),
        ("a,w,y\n1,-1,no\n2,1,yes\n", ("w",), "“w” is below 0 in some row"),
        ("a,w,y\n1,0,no\n2,0,yes\n", ("w",), "“w” is 0 in every row"),
        ("a,y\n1,no\n2,yes\n", ("a",), "No column is a feature"),
    ],
)
def test_weights_of_no_use_are_refused(text, chosen, sentence):
    with pytest.raises(DataError, match=sentence):
        load(text, **dict.fromkeys(chosen, "number weight"))


def test_a_weight_is_a_number():
    with pytest.raises(DataError, match="“w” is a category"):
        load("a,w,y\n1,x,no\n2,z,yes\n", w="category weight")
