"""Writing with a network that foretells each next symbol of a sequence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]


def foretells(dataset: Dataset) -> bool:
    """Whether the class of each step is the symbol that the next step reads, as for a text."""
    x, y = dataset.x_train, dataset.y_train
    if not dataset.classes or y.ndim != 2 or x.shape != y.shape or x.shape[1] < 2:
        return False
    return bool(((x[:, 1:] == y[:, :-1]) | (y[:, :-1] < 0)).all())


class Alphabet:
    """Symbols by their numbers.

    Parameters
    ----------
    classes
        The symbols. Single characters are written one after the other, others with blanks between.
    """

    def __init__(self, classes: Sequence[str]) -> None:
        self._classes = classes
        self._between = "" if all(len(each) == 1 for each in classes) else " "
        self._numbers = {symbol: number for number, symbol in enumerate(classes)}

    def read(self, text: str) -> tuple[list[int], list[str]]:
        """Return the numbers of the symbols of ``text``, and those that there are not."""
        symbols = text.split() if self._between else list(text)
        known = [self._numbers[each] for each in symbols if each in self._numbers]
        return known, sorted({each for each in symbols if each not in self._numbers})

    def written(self, numbers: Iterable[int]) -> str:
        return self._between.join(self._classes[number] for number in numbers)


class Writer:
    """Draws symbol after symbol, each from what the network says after all before it.

    The network reads as many of the last symbols as its input has steps. Fewer stand at its
    beginning, with zeros behind them: what is said after a step must not depend on later ones, as
    in a recurrent network that reads forward, or behind a causal mask.

    Parameters
    ----------
    program
        Reads ``(steps,)`` numbers of symbols and gives ``(steps, symbols)`` probabilities.
    begin
        Numbers of the first symbols, at least one.
    temperature
        Greater than 0: the probabilities are raised to ``1 / temperature`` before the draw.
    random
        Where chance comes from.

    Attributes
    ----------
    numbers
        All symbols so far, those to begin with first.
    """

    def __init__(
        self,
        program: Program,
        begin: Sequence[int],
        *,
        temperature: float,
        random: np.random.Generator,
    ) -> None:
        if not can_write(program) or not begin or temperature <= 0.0:
            raise ValueError("a writer takes a sequence model, a first symbol and a temperature")
        self._program, self._temperature, self._random = program, temperature, random
        self._window = program.augmented(np.zeros((1, program.width)))
        self.numbers = list(begin)

    def probabilities(self) -> Floats:
        """Return what the network says comes next, ``(symbols,)``."""
        steps = self._program.width
        last = self.numbers[-steps:]
        self._window[0, :steps] = 0.0
        self._window[0, : len(last)] = last
        plan = self._program.plan(1)
        plan.forward(self._window.T)
        values = plan.values(self._program.output, self._window.T)
        return np.array(values[len(last) - 1, :, 0])

    def write(self) -> int | None:
        """Draw the next symbol; None where the network's numbers are none to draw by."""
        shares = tempered(self.probabilities(), self._temperature)
        if shares is None:
            return None
        drawn = int(np.searchsorted(np.cumsum(shares), self._random.random(), side="right"))
        self.numbers.append(min(drawn, len(shares) - 1))
        return self.numbers[-1]


def can_write(program: Program) -> bool:
    """Whether the network gives a class for each step that it reads."""
    shape = program.output_shape
    return len(shape) == 2 and shape[0] == program.width


def tempered(probabilities: Floats, temperature: float) -> NDArray[np.float64] | None:
    """Return probabilities raised to ``1 / temperature``, with the sum 1; None where none can be.

    At 1 they stay what they are; towards 0 the greatest takes all; towards infinity all are alike.
    """
    given = np.clip(probabilities.astype(np.float64), 0.0, None)
    if not np.isfinite(given).all() or not given.any():
        return None
    # By the greatest, so that small temperatures do not underflow.
    raised = (given / given.max()) ** (1.0 / temperature)
    shares: NDArray[np.float64] = raised / raised.sum()
    return shares
