import csv
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.errors import DataError
from engine.data.settings import Table
from engine.data.table import read, reading

SEPARATORS = st.sampled_from([",", ";", "\t", "|"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])


def table(**choices):
    return Table(attachment="t", file_name="t.csv", **choices)


def texts(cells):
    return {name: column.tolist() for name, column in cells.columns.items()}


@st.composite
def written_rows(draw):
    width = draw(st.integers(1, 4))
    cell = st.text(st.characters(codec="gb18030", exclude_characters="\0\ufeff"), max_size=6)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8))
    # A row of blanks alone is an empty row, and blanks at a cell's beginning are no content.
    return [["x" + row[0], *(text.lstrip() for text in row[1:])] for row in rows]


@settings(deadline=None)
@given(rows=written_rows(), separator=SEPARATORS, encoding=ENCODINGS, header=st.booleans())
def test_what_the_csv_module_writes_is_read_back(rows, separator, encoding, header):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL)
    if header:
        writer.writerow([f"column {i + 1}" for i in range(len(rows[0]))])
    writer.writerows(rows)
    choices = table(separator=separator, encoding=encoding, header=header)
    cells = read(text.getvalue().encode(encoding), choices)
    assert list(zip(*texts(cells).values(), strict=True)) == [tuple(row) for row in rows]
    assert cells.rows.tolist() == [i + 1 + header for i in range(len(rows))]


def test_a_data_frame_is_read_back_number_for_number():
    values = np.random.default_rng(0).normal(0, [1e-9, 1.0, 1e9], (50, 3))
    content = pd.DataFrame(values, columns=list("abc")).to_csv(index=False).encode()
    cells = read(content, table())
    for index, name in enumerate("abc"):
        assert cells.columns[name].astype(np.float64).tolist() == values[:, index].tolist()


def test_large_tables_are_read_piece_by_piece(monkeypatch):
    monkeypatch.setattr(reading, "_PIECE", 10)
    content = b"a,b\n" + b"".join(b"%d,x\n" % i for i in range(23))
    cells = read(content, table())
    assert cells.columns["a"].tolist() == [str(i) for i in range(23)]
    assert cells.rows.tolist() == list(range(2, 25))


def test_rows_are_counted_as_in_a_spreadsheet_and_empty_ones_are_left_out():
    cells = read(b'\na,b\n1,"two\nlines"\n\n,\n3,4\n', table())
    assert texts(cells) == {"a": ["1", "3"], "b": ["two\nlines", "4"]}
    assert cells.rows.tolist() == [3, 6]


def test_names_are_mended_until_they_are_distinct():
    cells = read(b'a, a ,,a (2),"long\nname",a\n1,2,3,4,5,6\n', table())
    assert list(cells.columns) == ["a", "a (2)", "column 3", "a (2) (2)", "long name", "a (3)"]
    assert cells.repeated == ("a", "a (2)")


def test_without_a_header_columns_are_numbered():
    assert texts(read(b"x,1\ny,2\n", table(header=False))) == {
        "column 1": ["x", "y"],
        "column 2": ["1", "2"],
    }


def test_the_mark_of_utf_8_is_not_part_of_the_first_name():
    assert list(read("größe,y\n1,2\n".encode("utf-8-sig"), table()).columns) == ["größe", "y"]


def test_runs_of_blanks_separate_once():
    cells = read(b'  1.0   2.0 "a b"\n\n4.0\t5.5  c  \n', table(separator=" ", header=False))
    assert texts(cells) == {
        "column 1": ["1.0", "4.0"],
        "column 2": ["2.0", "5.5"],
        "column 3": ["a b", "c"],
    }


def test_thousands_of_columns_are_read():
    names = ",".join(f"c{i}" for i in range(3000))
    cells = read(f"{names}\n{','.join('7' * 3000)}\n".encode(), table())
    assert len(cells.columns) == 3000
    assert cells.columns["c2999"].tolist() == ["7"]


def test_a_header_alone_has_no_rows():
    assert texts(read(b"a,b\n", table())) == {"a": [], "b": []}


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_every_line_ending_is_read(ending):
    content = ending.join([b"a,b", b"1,2", b"3,4"])
    assert texts(read(content, table())) == {"a": ["1", "3"], "b": ["2", "4"]}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b"a,b\n1,2\n3\n",
            "Row 3 has not as many cells as the first row of names or values: 1 instead of 2",
        ),
        (
            b"a,b\n1,2\n\n3,4,5\n",
            "Row 4 has not as many cells as the first row of names or values: 3 instead of 2",
        ),
        (
            b'a,b\n"1\n1",2\n3,4,\n',
            "Row 3 has not as many cells as the first row of names or values: 3 instead of 2",
        ),
        (b"a,b\n1,\n3\n4,5\n", "Row 3 has not as many cells"),
        (
            b",,\na,b\n1,2\n",
            "Row 1 has not as many cells as the first row of names or values: 3 instead of 2",
        ),
        (
            b'a,b\n1,"2\n3,4\n',
            "Row 2 of “t.csv” has a quotation mark that is never closed. Close or delete it.",
        ),
        (b'a,b,c\n1,2,3\n\n"1\n1",2,3\n1,"2,3\n4,5,6\n', "Row 5 of “t.csv” has a quotation"),
        (b'"a,b\n1,2\n', "Row 1 of “t.csv” has a quotation mark"),
        (b"a,b\n1,\xff\xff\xff\n", "is not utf-8 text. Choose another encoding"),
        (b"a,b\n1,\0\n", "is not a text file. Save the table as CSV and open that."),
        (b"\n \n", "is empty. Open one that has rows."),
        (b",\n,\n", "is empty"),
    ],
)
def test_what_is_not_a_table_is_refused_with_its_row(content, sentence):
    with pytest.raises(DataError, match=sentence):
        read(content, table())


def test_a_bad_row_deep_in_a_large_table_is_named(monkeypatch):
    monkeypatch.setattr(reading, "_PIECE", 10)
    content = b"a,b\n" + b"1,2\n" * 50
    with pytest.raises(DataError, match="Row 52 has not as many cells"):
        read(content + b"3\n", table())
    with pytest.raises(DataError, match="Row 52 has not as many cells"):
        read(content + b"1,2,3\n", table())


def test_cells_longer_than_a_table_can_have_are_refused():
    with pytest.raises(DataError, match=r"Row 1 of .* has a cell that is too long"):
        read(b"a" * 200_000 + b",b\n1,2\n", table())


def test_an_open_quote_before_a_long_rest_is_named_with_its_row():
    content = b"a,b,c\n1,2,3\n" + b'1,"2,3\n' + b"4,5,6\n" * 50_000
    with pytest.raises(DataError, match=r"Row 3 of .* has a cell that is too long to be one"):
        read(content, table())


@pytest.mark.parametrize("encoding", ["klingon", "hex", ""])
def test_an_unknown_encoding_is_refused(encoding):
    with pytest.raises(DataError, match="is not known"):
        read(b"a,b\n1,2\n", table(encoding=encoding))
