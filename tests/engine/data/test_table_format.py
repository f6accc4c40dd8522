import codecs

import numpy as np
import pytest

from engine.data.errors import DataError
from engine.data.table import LARGEST_FILE, detect

WESTERN = "größe;gewicht;straße\n1,5;2,5;Köln\n2,5;3;Paris\n3;4,25;Malmö\n"
CHINESE = "身高,体重,种类\n1.5,2,猫\n2.5,3,狗\n3,4,猫和狗，都有\n"


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,x\n3,4,y\n", ","),
        ("a;b;c\n1;2;x\n3;4;y\n", ";"),
        ("a\tb\tc\n1\t2\tx\n3\t4\ty\n", "\t"),
        ("a|b|c\n1|2|x\n3|4|y\n", "|"),
        ("a b c\n1 2 x\n3 4 y\n", " "),
        (" 1.0   2.0  3\n  4.0 5.5  3\n 3 3 3.25\n", " "),
        ("1,5;2,5;3,5\n4,5;5,5;6,5\n", ";"),
        ("name,genres,mark\nAlien,horror;sf,1\nBrazil,sf,2\nCube,sf;horror;maths,3\n", ","),
        ('full name,town\n"Doe, Jane",New York\nJohn Roe,Paris\n', ","),
        ("date,y\n2020-01-01 10:00,1\n2020-01-01 11:00,2\n", ","),
        ("word\nyes\nno\n", ","),
    ],
)
def test_the_separator_is_the_one_that_cuts_all_rows_alike(text, separator):
    assert detect(text.encode(), "t.csv").separator == separator


@pytest.mark.parametrize(
    ("text", "decimal"),
    [
        ("a;b\n1,5;2\n2,25;3\n", ","),
        ("a;b\n1.5;2\n2.25;3\n", "."),
        ('a,b\n"1,5",2\n"2,5",3\n', ","),
        ("a;b\n1;x, y\n2;z\n", "."),
        ("a\tb\n-1,5e3\t2\n", ","),
    ],
)
def test_the_decimal_sign_is_the_one_in_the_numbers(text, decimal):
    assert detect(text.encode(), "t.csv").decimal == decimal


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (WESTERN, "utf-8", "utf-8"),
        (WESTERN, "utf-8-sig", "utf-8"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN + "10 €;1;x\n", "cp1252", "cp1252"),
        (WESTERN.replace("Paris", "\x81"), "latin-1", "latin-1"),
        (WESTERN, "utf-16", "utf-16"),
        (WESTERN, "utf-16-le", "utf-16-le"),
        (WESTERN, "utf-16-be", "utf-16-be"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-16", "utf-16"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
def test_the_encoding_is_found_and_reads_the_text_as_it_was(text, encoding, found):
    content = text.encode(encoding)
    assert detect(content, "t.csv").encoding == found
    assert content.decode(found).removeprefix("\ufeff") == text


def test_a_letter_cut_by_the_reading_block_does_not_matter():
    content = ("é" * (2**19) + "x").encode()
    assert detect(content, "t.csv").encoding == "utf-8"
    assert detect(b"x" + content, "t.csv").encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2\n3,4\n", True),
        ("1,2\n3,4\n", False),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n", False),
        ("length,width,species\n5.1,3.5,setosa\n", True),
        (",x,y\n1,2,3\n2,4,5\n", True),
        ("colour,taste\nred,sweet\ngreen,sour\n", True),
        ("red,sweet\ngreen,sour\nred,sour\n", False),
        ("red,sweet\ngreen,\nblue,sour\n,x\n", True),
        ("x,NA,?\n1,2,3\n", True),
    ],
)
def test_a_header_is_a_row_of_names_over_something_else(text, header):
    assert detect(text.encode(), "t.csv").header is header


@pytest.mark.parametrize("content", [b"", b"  \n\r\n\t", codecs.BOM_UTF8, b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(content):
    with pytest.raises(DataError, match=r"“t\.csv” is empty"):
        detect(content, "t.csv")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused_with_what_to_do(start):
    with pytest.raises(DataError, match="Save the sheet as CSV"):
        detect(start + b"abc", "t.xlsx")


@pytest.mark.parametrize(
    "content", [b"a,b\n1,\x00\n", np.random.default_rng(0).bytes(2000), b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_a_file_that_is_not_text_is_refused(content):
    with pytest.raises(DataError, match="is not a text file"):
        detect(content, "t.csv")


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"\0", "a;b;t\n1;2;x\n".encode("utf-16")[:-1]]
)
def test_a_file_that_ends_within_a_character_is_refused(content):
    with pytest.raises(DataError, match=r"“t\.csv”"):
        detect(content, "t.csv")


def test_a_file_beyond_the_limit_is_refused_with_its_size():
    content = b"1,2,3,4\n" * (LARGEST_FILE // 8 + 1)
    with pytest.raises(DataError, match="has 200 MB; tables of up to 200 MB"):
        detect(content, "t.csv")
