import msgspec
import numpy as np
import pytest

from engine.data.errors import DataError
from engine.data.settings import ColumnChoice, Table
from engine.data.table import preview, rows, suggest

CONTENT = b"a,colour,y\n1,red,no\n\n,blue,yes\n-,,no\n"


def problems(shown):
    return [str(problem) for problem in shown.problems]


def test_the_first_rows_are_shown_as_they_stand_in_the_file():
    shown = preview(CONTENT, suggest(CONTENT, "t.csv"), rows=2)
    assert [(column.name, column.kind, column.role) for column in shown.columns] == [
        ("a", "number", "feature"),
        ("colour", "category", "feature"),
        ("y", "category", "target"),
    ]
    assert [column.cells for column in shown.columns] == [("1", ""), ("red", "blue"), ("no", "yes")]
    assert shown.rows == (2, 4)


def test_missing_values_of_all_rows_read_are_counted():
    shown = preview(CONTENT, suggest(CONTENT, "t.csv"), rows=1)
    assert [column.missing for column in shown.columns] == [2, 1, 0]
    assert shown.rows_read == 3
    assert shown.complete


def test_a_table_without_choices_shows_the_guess():
    shown = preview(CONTENT, Table(attachment="t", file_name="t.csv"))
    assert [column.role for column in shown.columns] == ["feature", "feature", "target"]


def test_choices_are_shown_and_columns_without_one_are_ignored_as_when_the_rows_are_read():
    chosen = (ColumnChoice(name="a", role="target"), ColumnChoice(name="colour", kind="category"))
    table = Table(attachment="t", file_name="t.csv", columns=chosen)
    shown = preview(CONTENT, table)
    assert [column.role for column in shown.columns] == ["target", "feature", "ignored"]
    assert [column.name for column in rows(table, {"t": CONTENT}).columns] == ["colour"]


def test_another_format_shows_other_columns():
    table = msgspec.structs.replace(suggest(CONTENT, "t.csv"), separator=";", columns=())
    shown = preview(CONTENT, table)
    assert [column.name for column in shown.columns] == ["a,colour,y"]
    assert problems(shown) == [
        "The table has a single column, “a,colour,y”; it needs a feature and a target. "
        "Choose another separator."
    ]


def test_a_large_table_is_read_in_part_and_says_so():
    content = b"a,y\n" + b"1.5,2.5\n" * 20_000 + b"x,y,z\n"
    shown = preview(content, suggest(content, "t.csv"))
    assert shown.rows_read == 5000
    assert not shown.complete
    assert len(shown.columns[0].cells) == 20


def test_every_column_that_cannot_be_read_is_told():
    content = b"a,b,y\nx,1,2.5\n3,z,4.5\n"
    columns = (ColumnChoice(name="a"), ColumnChoice(name="b"))
    columns = (*columns, ColumnChoice(name="y", role="target"))
    table = msgspec.structs.replace(suggest(content, "t.csv"), columns=columns)
    assert [text.partition(". ")[0] for text in problems(preview(content, table))] == [
        "Row 2, column “a”: “x” is not a number",
        "Row 3, column “b”: “z” is not a number",
    ]


def test_names_that_come_twice_are_told():
    content = b"a,a,y\n1,2,3.5\n2,3,4.5\n"
    assert problems(preview(content, suggest(content, "t.csv"))) == [
        "Several columns are called “a”; the later ones are numbered."
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n",
        b"a,b\n1,2,3\n",
        b"a,b\n1,k\n2,k\n",
        b"a,b\n1,\xff\xff\xff\n",
        b"a,b\n1,\0\n",
        b"a,b\n,\n1,\n",
    ],
)
def test_what_would_be_refused_is_told_in_the_same_words(content):
    table = Table(attachment="t", file_name="t.csv")
    with pytest.raises(DataError) as refusal:
        rows(table, {"t": content})
    assert problems(preview(content, table)) == [str(refusal.value)]


def test_nothing_that_a_file_holds_is_an_error():
    generator = np.random.default_rng(0)
    alphabet = np.frombuffer(b'ab1,;\t"\n\r \xe9.-', dtype=np.uint8)
    for _ in range(300):
        content = generator.choice(alphabet, generator.integers(1, 60)).tobytes()
        for separator in (",", " "):
            table = Table(attachment="t", file_name="t", separator=separator, encoding="latin-1")
            preview(content, table)
