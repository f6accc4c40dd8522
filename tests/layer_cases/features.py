"""Functions of the inputs."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

EVERY_FUNCTION = (
    "sin(x1) + cos(x2) - tan(x3/4); exp(x1) * tanh(x2); log(abs(x1) + 1) / (x2^2 + 1);"
    "sqrt(x1^2 + 0.5)^3; max(x1, x2); min(x2, 0.3); -x3^-2; x1^2.0; x1^0; x2^1; x3^4; 0.25;"
    "max(0, x3)"
)

CASES = {
    "features": Case(layers.Features(), ((4,),)),
    "features to degree 3": Case(layers.Features(degree=3), ((3,),)),
    "features of waves": Case(layers.Features(keep=False, sines=True, cosines=True), ((3,),)),
    "features of formulas": Case(layers.Features(keep=False, formulas=EVERY_FUNCTION), ((3,),)),
}

STRATEGIES = {
    "features": st.builds(
        lambda width, keep, degree, sines: Case(
            layers.Features(keep=keep, degree=degree, sines=sines), ((width,),)
        ),
        st.integers(1, 5),
        st.booleans(),
        st.integers(1, 4),
        st.booleans(),
    ),
}
