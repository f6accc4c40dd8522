import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_iris, load_wine

from engine.data.errors import DataError
from engine.data.table import suggest


def choices(text):
    return {
        column.name: (column.role, column.kind) for column in suggest(text.encode(), "t").columns
    }


def column(cells, rest=("1.5", "2.5", "x", "y")):
    """Return what is chosen for a column of a table with another feature and a target."""
    rows = [f"{cell};{rest[i % 2]};{rest[2 + i % 2]}" for i, cell in enumerate(cells)]
    return choices("\n".join(["it;b;target", *rows]) + "\n")["it"]


@pytest.mark.parametrize("load", [load_iris, load_wine])
def test_the_tables_of_scikit_learn_need_no_change(load):
    frame = load(as_frame=True).frame
    table = suggest(frame.to_csv().encode(), "t.csv")
    roles = [choice.role for choice in table.columns]
    assert roles == ["ignored", *["feature"] * (frame.shape[1] - 1), "target"]
    assert [choice.kind for choice in table.columns[:-1]] == ["number"] * frame.shape[1]
    assert table.columns[-1].kind == "category"


@pytest.mark.parametrize("name", ["target", "Label", "CLASS", "species", "y", "目标"])
def test_a_column_named_like_a_target_is_it(name):
    assert choices(f"a,{name},b\n1,2,3.5\n2,3,4.5\n")[name][0] == "target"


def test_else_the_last_column_of_use_is_the_target():
    assert choices("a,b,c\n1,2.5,\n2,3.5,\n") == {
        "a": ("feature", "number"),
        "b": ("target", "number"),
        "c": ("ignored", "category"),
    }


@pytest.mark.parametrize(
    ("cells", "choice"),
    [
        (["1", "2.5", "-3e5", "NA", "-"], ("feature", "number")),
        (["red", "blue", "red"], ("feature", "category")),
        (["12 %", "13 %", "12 %"], ("feature", "category")),
        (["2020-01-01", "2020-01-02"], ("feature", "category")),
        ([str(i * 0.5) for i in range(18)] + ["?", "oops"], ("feature", "number")),
        (["1", "2", "x", "y"], ("feature", "category")),
        (["", "NA", "?", "null"], ("ignored", "category")),
        ([str(i) for i in range(1, 13)], ("ignored", "number")),
        ([str(i) for i in (3, 1, 2, 9, 4, 5, 6, 7, 8, 11)], ("feature", "number")),
        ([f"Mr. {i}" for i in range(60)], ("ignored", "category")),
        ([f"town {i % 60}" for i in range(600)], ("feature", "category")),
        ([f"person {i % 1200}" for i in range(3600)], ("ignored", "category")),
    ],
)
def test_kind_and_role_follow_from_the_cells(cells, choice):
    assert column(cells) == choice


@pytest.mark.parametrize(
    ("name", "role"), [("PassengerId", "ignored"), ("user_id", "ignored"), ("acid", "feature")]
)
def test_distinct_identifiers_are_ignored_and_look_alikes_are_not(name, role):
    assert choices(f"{name},b,y\n7,1.5,2.5\n3,1.5,3.5\n9,2.5,1.5\n")[name][0] == role


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([0, 1, 1, 0], "category"),
        (["0.0", "1.0", "1.0", "0.0"], "category"),
        ([0.5, 1.5, 0.5, 1.5], "number"),
        ([*range(20)] * 2, "category"),
        ([*range(21)] * 2, "number"),
        ([1, 2, 3, 4], "number"),
        (["yes", "no"], "category"),
    ],
)
def test_few_whole_numbers_are_taken_for_classes(cells, kind):
    rows = "\n".join(f"{i * 0.5},{cell}" for i, cell in enumerate(cells))
    assert choices(f"x,z\n{rows}\n")["z"] == ("target", kind)


def test_a_numbered_row_is_a_feature_when_there_is_no_other():
    rows = "\n".join(f"{i},{i * 0.37}" for i in range(20))
    assert choices(f"x,z\n{rows}\n")["x"] == ("feature", "number")


def test_only_a_first_column_that_counts_up_is_a_row_number():
    rows = "\n".join(f"{i * 0.5},{i},{i * 0.37}" for i in range(20))
    assert choices(f"x,year,z\n{rows}\n")["year"] == ("feature", "number")


def test_the_format_comes_with_the_columns():
    table = suggest("größe;y\n1,5;2\n2,5;3\n".encode("cp1252"), "mein.csv")
    assert (table.file_name, table.separator, table.decimal) == ("mein.csv", ";", ",")
    assert (table.encoding, table.header, table.missing) == ("cp1252", True, "drop")
    assert [choice.name for choice in table.columns] == ["größe", "y"]


def test_a_large_table_is_guessed_from_its_beginning():
    frame = pd.DataFrame({"a": np.linspace(0, 1, 20_000), "y": ["k", "l"] * 10_000})
    content = frame.to_csv(index=False).encode() + b"not a number,k,too many\n"
    assert [choice.kind for choice in suggest(content, "t").columns] == ["number", "category"]


def test_what_cannot_be_read_cannot_be_guessed():
    with pytest.raises(DataError, match="Row 3 has not as many cells"):
        suggest(b"a,b\n1,2\n3,4,5\n", "t")
