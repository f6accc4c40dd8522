"""Treebanks are read strictly, and phrases are what their grammar says."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.errors import DataError
from engine.data.load import load
from engine.data.settings import DataSettings, Phrases, Treebank
from engine.data.trees import bracketed, encode, encode_labels, generate, is_treebank, read
from engine.facts import DataFacts

BANK = b"(3 (2 not) (1 (1 bad) (2 day)))\n\n(4 superb)\r\n  (0 (1 bad) (0 bad))  \n"


def loaded(content=BANK, name="mine.txt", **fields):
    settings = DataSettings(source=Treebank(attachment=name, file_name=name), **fields)
    return load(settings, {name: content})


def test_a_tree_is_read_from_its_leaves_to_its_root():
    first, second, third = read(BANK, "mine.txt")
    assert first.words == ("not", "bad", "day", None, None)
    assert first.labels == (2, 1, 2, 1, 3)
    assert (second.words, second.labels, second.length) == (("superb",), (4,), 1)
    assert [tree.line for tree in (first, second, third)] == [1, 3, 4]


def test_what_is_written_is_read_back():
    trees = generate(Phrases(samples=200))
    text = "\n".join(bracketed(tree.words, tree.labels) for tree in trees)
    assert [(tree.words, tree.labels) for tree in read(text.encode(), "")] == [
        (tree.words, tree.labels) for tree in trees
    ]


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ("(2 (1 a) (3 b)", "1, column 1:", "this bracket is not closed"),
        ("(1 a)\n(2 (1 a) (3 b)))", "2, column 16:", "“)” stands behind the tree"),
        ("(1 a) (2 b)", "1, column 7:", "“(” stands behind the tree. Write one tree a line"),
        (") (1 a)", "1, column 1:", "a tree begins with “(”, not “)”"),
        ("(1 a)\n\nword", "3, column 1:", "a tree begins with “(”, not “word”"),
        ("(good a)", "1, column 2:", "the label “good” is not a whole number"),
        ("(1.5 a)", "1, column 2:", "the label “1.5” is not a whole number"),
        ("((1 a) (2 b))", "1, column 2:", "here the label of the node is missing"),
        ("()", "1, column 2:", "here the label of the node is missing"),
        ("(2 (1 a) (3))", "1, column 12:", "here the word of the node is missing"),
        ("(2 (1 a))", "1, column 9:", "the second part of the node that begins in column 1"),
        ("(2 (1 a) (1 b) (1 c))", "1, column 16:", "a node has one word or two parts"),
        ("(2 a b)", "1, column 6:", "a node has one word or two parts"),
        ("(2 a (1 b))", "1, column 6:", "a node has one word or two parts"),
        ("(2 (1 a) b)", "1, column 10:", "a node has one word or two parts"),
        (f"({'x' * 90} a)", "1, column 2:", f"the label “{'x' * 30}…”"),
    ],
)
def test_the_first_place_that_does_not_fit_is_named(text, where, reason):
    with pytest.raises(DataError) as caught:
        read(text.encode(), "mine.trees")
    said = str(caught.value)
    assert said.startswith(f"Line {where} ")
    assert reason in said


@pytest.mark.parametrize("content", [b"", b" \n\r\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_tree_is_refused(content):
    with pytest.raises(DataError, match="holds no tree"):
        read(content, "mine.trees")


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(DataError, match=r"Line 2 .* is not UTF-8"):
        read(b"(1 a)\n(1 \xff)\n", "mine.trees")


def test_a_tree_as_high_as_it_has_words_is_read_without_recursion():
    words = 1000
    text = "(1 (2 a) " * (words - 1) + "(2 b)" + ")" * (words - 1)
    (tree,) = read(text.encode(), "high.trees")
    assert tree.length == words
    assert bracketed(tree.words, tree.labels).count("(") == 2 * words - 1
    with pytest.raises(DataError, match="more than 1000 words"):
        read(f"(1 (2 a) {text})".encode(), "high.trees")


def test_brackets_without_end_are_refused():
    with pytest.raises(DataError, match="is not closed"):
        read(b"(1 " * 200_000, "deep.trees")


def test_a_treebank_is_told_by_its_ending_or_its_beginning():
    assert is_treebank(BANK, "a.txt")
    assert is_treebank(b"\xef\xbb\xbf\n (2 (1 a) (1 b))", "a.txt")
    assert is_treebank(b"anything", "A.PTB")
    assert not is_treebank(b"(1 a)", "a.csv")
    assert not is_treebank(b"(x) y", "a.txt")
    assert not is_treebank(b"1 2\n3 4", "a.txt")


def test_trees_become_rows_of_tokens_with_a_class_at_each_node():
    dataset = loaded(test_share=0.0)
    assert dataset.preprocessing.words == ("bad", "day", "not", "superb")
    assert dataset.classes == ("0", "1", "2", "3", "4")
    rows = {tuple(x): tuple(y) for x, y in zip(dataset.x_train, dataset.y_train, strict=True)}
    assert rows == {
        (5, 3, 4, 1, 1): (2, 1, 2, 1, 3),
        (6, 0, 0, 0, 0): (4, -1, -1, -1, -1),
        (3, 3, 1, 0, 0): (1, 0, 0, -1, -1),
    }
    facts = DataFacts.of(dataset)
    assert (facts.feature_shape, facts.outputs, facts.steps) == ((5,), 5, 5)
    assert facts.vocabulary == 4 + 3


def test_labels_are_ordered_as_numbers():
    assert loaded(b"(10 (2 a) (-1 b))\n(2 a)").classes == ("-1", "2", "10")


def test_a_single_label_is_refused():
    with pytest.raises(DataError, match="All nodes have the label 2"):
        loaded(b"(2 (2 a) (2 b))")


def test_more_than_fits_into_memory_is_refused(monkeypatch):
    monkeypatch.setattr("engine.data.trees.source._MOST_CELLS", 14)
    with pytest.raises(DataError, match="3 trees of up to 3 words are too many"):
        loaded()


def test_a_project_without_its_file_says_so():
    settings = DataSettings(source=Treebank(attachment="a", file_name="mine.trees"))
    with pytest.raises(DataError, match=r"does not hold the file “mine\.trees”"):
        load(settings, {})


def test_other_trees_are_encoded_as_those_of_the_training():
    preprocessing = loaded().preprocessing
    trees = read(b"(0 (4 superb) (2 zebra))", "other.trees")
    np.testing.assert_array_equal(encode(trees, preprocessing), [[6, 2, 1, 0, 0]])
    np.testing.assert_array_equal(encode_labels(trees, preprocessing), [[4, 2, 0, -1, -1]])
    with pytest.raises(DataError, match="line 1 has 4 words, and the network reads up to 3"):
        encode(read(b"(1 (1 (1 a) (1 b)) (1 (1 c) (1 d)))", ""), preprocessing)
    with pytest.raises(DataError, match="line 2 has the label 7"):
        encode_labels(read(b"\n(7 a)", ""), preprocessing)


# ---------------------------------------------------------------- the grammar


def test_the_same_seed_gives_the_same_phrases_each_once():
    first, again = (generate(Phrases(samples=300)) for _ in range(2))
    assert first == again
    assert first != generate(Phrases(samples=300, seed=1))
    assert len({(tree.words, tree.labels) for tree in first}) == 300
    assert max(tree.length for tree in generate(Phrases(samples=300, words=7))) == 7


def combined(left, right):
    """Return what two parts say together; each is its word or its conjunction, and its mood."""
    (word, own), (joiner, mood) = left, right
    sign = int(np.sign(mood))
    if word in {"very", "truly", "so"}:
        return None, max(-2, min(mood + sign, 2))
    if word in {"slightly", "somewhat"}:
        return None, mood - sign
    if word in {"not", "never", "hardly"}:
        return None, -sign
    if word in {"and", "but"}:
        return f"{word} …", mood
    if joiner == "and …":
        return None, max(-2, min(own + mood, 2))
    return None, mood


def test_each_node_says_what_its_parts_say_together():
    joined = 0
    for tree in generate(Phrases(samples=500)):
        stack = []
        for word, label in zip(tree.words, tree.labels, strict=True):
            if word is None:
                right, left = stack.pop(), stack.pop()
                stack.append(combined(left, right))
                assert stack[-1][1] == label - 2
                joined += 1
            else:
                stack.append((word, label - 2))
    assert joined > 1000


def test_the_same_words_can_say_different_things():
    found = {}
    for tree in generate(Phrases(samples=4000)):
        words = tuple(sorted(word for word in tree.words if word))
        found.setdefault(words, set()).add(tree.labels[-1])
    assert any(len(labels) > 1 for labels in found.values())
