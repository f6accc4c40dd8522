"""The examples: small projects that are ready to train."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dnngui.document import deep_templates, templates
from engine.data.dataset import Task
from engine.data.settings import OwnFile
from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.document.project import Project


class ExampleError(SpokenError):
    """There is no such example."""


@dataclass(frozen=True)
class Example:
    """One example.

    Attributes
    ----------
    name
        As in a list and on the command line; it never changes.
    task
        What its network predicts.
    summary
        One sentence on what can be seen with it.
    panels
        Live panels that open with it, the first in front.
    """

    name: str
    task: Task
    _template: Callable[[], Project]
    summary: str
    panels: tuple[str, ...] = ()

    def build(self) -> Project:
        """Return the example as a new project."""
        project = self._template()
        view = msgspec.structs.replace(project.view, panels=self.panels)
        return msgspec.structs.replace(project, name=self.name, view=view)

    @property
    def data(self) -> str:
        """The name of its data set."""
        source = self.build().data.source
        return source.file_name if isinstance(source, OwnFile) else source.name


def named(name: str) -> Example:
    """Return the example called ``name``, in whatever case; raise `ExampleError` otherwise."""
    by_name = {each.name.casefold(): each for each in EXAMPLES}
    wanted = " ".join(name.split()).casefold()
    if wanted in by_name:
        return by_name[wanted]
    near = difflib.get_close_matches(wanted, by_name, n=1) or [
        each for each in by_name if wanted and wanted in each
    ]
    if near:
        raise ExampleError(
            "There is no example “{name}”. Did you mean “{near}”?",
            name=name,
            near=by_name[near[0]].name,
        )
    known = ", ".join(each.name for each in EXAMPLES)
    raise ExampleError(
        "There is no example “{name}”. Choose one of: {known}.", name=name, known=known
    )


EXAMPLES: tuple[Example, ...] = (
    Example(
        "XOR (too-small start)",
        Task.BINARY,
        templates.xor_too_small,
        "An often-copied teaching program: its first weights are so small that it never learns "
        "and the loss stays at ln 2.",
    ),
    Example(
        "XOR",
        Task.BINARY,
        templates.xor_sound,
        "The same deep sigmoid network with wider first weights: it learns the table of XOR.",
    ),
    Example(
        "Single neuron",
        Task.BINARY,
        templates.single_neuron,
        "Logistic regression: one sigmoid neuron draws a straight line between two clouds.",
    ),
    Example(
        "Perceptron on two clouds",
        Task.BINARY,
        templates.perceptron,
        "Rosenblatt’s perceptron moves its line for each wrong point until it parts two clouds.",
    ),
    Example(
        "Linear regression y = 3 + 4x",
        Task.REGRESSION,
        templates.line,
        "Gradient descent on the mean squared error finds the line behind noisy points.",
    ),
    Example(
        "One hidden layer",
        Task.BINARY,
        templates.one_hidden_layer,
        "Four sigmoid neurons bend the boundary around two moons.",
    ),
    Example(
        "Playground circle",
        Task.BINARY,
        templates.playground,
        "TensorFlow Playground as it opens: 4 and 2 tanh neurons enclose a disc.",
    ),
    Example(
        "Spiral 8-8-8",
        Task.BINARY,
        templates.spiral,
        "Three layers of eight tanh neurons and Adam untangle two spirals.",
    ),
    Example(
        "Iris",
        Task.MULTICLASS,
        templates.iris,
        "Three species of iris told apart by the sizes of their sepals and petals.",
        panels=("boundary", "confusion"),
    ),
    Example(
        "Digits",
        Task.MULTICLASS,
        templates.digits,
        "Handwritten digits of 8 × 8 pixels read by 128 neurons with dropout and Adam.",
        panels=("confusion", "worst"),
    ),
    Example(
        "Diabetes regression",
        Task.REGRESSION,
        templates.diabetes,
        "The progress of a disease predicted from ten measurements, with L2 against overfitting.",
        panels=("boundary", "worst"),
    ),
    Example(
        "Skip connection",
        Task.REGRESSION,
        templates.skip_connection,
        "A landscape of six hills, with a connection that leads around the second hidden layer.",
    ),
    Example(
        "Digits, convolutional",
        Task.MULTICLASS,
        deep_templates.convolutional_digits,
        "Small filters slide over handwritten digits, and pooling makes where they match matter "
        "less.",
        panels=("confusion", "worst"),
    ),
    Example(
        "Digits, residual",
        Task.MULTICLASS,
        deep_templates.residual_digits,
        "Blocks of convolutions that add to what they read, with batch normalisation.",
        panels=("confusion", "worst"),
    ),
    Example(
        "Digits, denoising autoencoder",
        Task.REGRESSION,
        deep_templates.denoising_digits,
        "Digits are read with noise and given back without, through 48 neurons.",
        panels=("reconstructions",),
    ),
    Example(
        "Digits, restricted Boltzmann machine",
        Task.MULTICLASS,
        deep_templates.digits_machine,
        "64 units learn without labels what digits are like; their filters are strokes.",
        panels=("filters",),
    ),
    Example(
        "Digits, deep belief network",
        Task.MULTICLASS,
        deep_templates.belief_network,
        "Three layers learn without labels first; then a hundred labelled digits are enough.",
        panels=("filters",),
    ),
    Example(
        "Digits, without pre-training",
        Task.MULTICLASS,
        deep_templates.belief_network_alone,
        "The network of the deep belief network with the same hundred digits and nothing before.",
        panels=("filters",),
    ),
    Example(
        "Wave, LSTM",
        Task.REGRESSION,
        deep_templates.wave_with_lstm,
        "An LSTM reads 24 noisy values of a wave and says how it goes on.",
        panels=("forecast",),
    ),
    Example(
        "Wave, GRU",
        Task.REGRESSION,
        deep_templates.wave_with_gru,
        "The same wave read by gated recurrent units, with fewer weights.",
        panels=("forecast",),
    ),
    Example(
        "Sorting transformer",
        Task.MULTICLASS,
        deep_templates.sorting_transformer,
        "Two blocks of attention put eight symbols in order.",
        panels=("confusion", "worst"),
    ),
    Example(
        "Text, letter by letter",
        Task.MULTICLASS,
        deep_templates.text_with_lstm,
        "An LSTM reads sentences of a small language and foretells each next letter.",
        panels=("writing",),
    ),
    Example(
        "Sentiment trees",
        Task.MULTICLASS,
        deep_templates.sentiment_trees,
        "Phrases such as “not very good” are folded up word by word, which no bag of words gets "
        "right.",
    ),
)
"""In the order in which they are shown."""
