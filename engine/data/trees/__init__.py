"""Trees with a label at every node: read from a treebank's text, or drawn by a grammar."""

from engine.data.trees.encoding import encode, encode_labels
from engine.data.trees.phrases import generate
from engine.data.trees.reading import ENDINGS, LARGEST_FILE, is_treebank, read
from engine.data.trees.source import rows
from engine.data.trees.tree import Tree, bracketed

__all__ = [
    "ENDINGS",
    "LARGEST_FILE",
    "Tree",
    "bracketed",
    "encode",
    "encode_labels",
    "generate",
    "is_treebank",
    "read",
    "rows",
]
