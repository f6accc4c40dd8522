"""Formulas in projects: followed, renamed, copied, told where they break, and kept in the file."""

from __future__ import annotations

import argparse

import msgspec
import pytest
from document_projects import edited_json
from layer_cases.group import chain, residual

from dnngui.commands import check as check_command
from dnngui.document.file import FileError, SavedProject, load, save
from dnngui.document.formulas import problems, settled, with_formula, without_formulas
from dnngui.document.groups import closed, opened
from dnngui.document.project import Project
from dnngui.document.repairing import repaired
from engine.formula import FormulaError
from engine.graph import Graph
from engine.layers import Conv2D, Dense, Dropout, Flatten, Group, Input
from engine.problems import Severity

FIRST, SECOND, THIRD = 2, 3, 4


def project():
    """Input 1, Dense 2 with 8 units, Dense 3, Dense 4 and Dense 5 in a chain."""
    layers = [Dense(units=units) for units in (8, 3, 5, 1)]
    return Project(graph=Graph.sequential(Input(shape=(2,)), *layers))


def units(project, node):
    return project.graph[node].layer.units


def edited(project, graph):
    return settled(project, project.with_graph(graph))


def resized(project, node, units):
    return edited(project, project.graph.replace(node, Dense(units=units)))


def sentences(project):
    return [str(each.message) for each in problems(project)]


def test_a_formula_gives_the_number_and_follows_what_it_reads():
    doubled = with_formula(project(), [SECOND], "units", "=2*units(dense_1)")
    assert units(doubled, SECOND) == 16
    assert units(resized(doubled, FIRST, 5), SECOND) == 10
    assert problems(doubled) == ()


def test_formulas_of_formulas_follow_whatever_their_order():
    chained = with_formula(project(), [SECOND], "units", "=units(dense_3)+1")
    chained = with_formula(chained, [THIRD], "units", "=2*units(dense_1)")
    assert (units(chained, THIRD), units(chained, SECOND)) == (16, 17)
    changed = resized(chained, FIRST, 3)
    assert (units(changed, THIRD), units(changed, SECOND)) == (6, 7)


def test_a_long_chain_of_formulas_is_followed():
    length = 300
    layers = [Dense(units=1)] * length
    long = Project(graph=Graph.sequential(Input(shape=(2,)), *layers))
    formulas = {node: {"units": f"=units(dense_{node - 2})+1"} for node in range(3, length + 2)}
    long = msgspec.structs.replace(long, formulas=formulas)
    found = resized(long, FIRST, 7)
    assert [units(found, node) for node in range(2, length + 2)] == list(range(7, 7 + length))


def test_what_a_layer_gives_is_read_from_the_shapes():
    graph = Graph.sequential(
        Input(shape=(6, 8, 3)), Conv2D(filters=4), Flatten(), Dense(units=1), Dense(units=1)
    )
    start = Project(graph=graph)
    read = with_formula(start, [4], "units", "=features(conv2d_1)*features(input_1)")
    assert units(read, 4) == 12
    read = with_formula(read, [5], "units", "=values(input_1)/features(flatten_1)*2")
    # 6 × 8 × 3 values, of which a 3 × 3 kernel leaves 4 × 6 places with 4 filters.
    assert units(read, 5) == 6 * 8 * 3 * 2 / (4 * 6 * 4)
    wider = edited(read, read.graph.replace(1, Input(shape=(6, 8, 1))))
    assert units(wider, 4) == 4


def test_a_shape_is_read_after_the_formulas_that_decide_it():
    found = with_formula(project(), [THIRD], "units", "=features(dense_2)")
    found = with_formula(found, [SECOND], "units", "=2*units(dense_1)")
    assert units(found, THIRD) == 16
    assert units(resized(found, FIRST, 4), THIRD) == 8


def test_a_rate_behind_a_shape_is_no_circle():
    graph = Graph.sequential(Input(shape=(2,)), Dropout(), Dense(units=4))
    found = with_formula(Project(graph=graph), [2], "rate", "=1/features(dense_1)")
    assert found.graph[2].layer.rate == 0.25


def test_a_renamed_layer_is_renamed_in_formulas():
    found = with_formula(project(), [SECOND, THIRD], "units", "=2*units(dense_1)")
    renamed = edited(found, found.graph.rename(FIRST, "first(1)"))
    assert renamed.formulas == {
        SECOND: {"units": "=2*units('first(1)')"},
        THIRD: {"units": "=2*units('first(1)')"},
    }
    assert units(resized(renamed, FIRST, 6), THIRD) == 12
    assert problems(renamed) == ()


def test_a_deleted_layer_takes_its_formula_along_and_leaves_those_that_read_it():
    found = with_formula(project(), [SECOND, THIRD], "units", "=2*units(dense_1)")
    found = edited(found, found.graph.remove([FIRST, THIRD], heal=True))
    assert found.formulas == {SECOND: {"units": "=2*units(dense_1)"}}
    assert units(found, SECOND) == 16
    (problem,) = problems(found)
    assert problem.severity is Severity.WARNING
    assert (problem.node, problem.field, problem.within) == (SECOND, "units", ())
    assert str(problem.message) == (
        "units of dense_2: The formula reads “dense_1” and there is no such layer. "
        "Name another one, or enter a number."
    )
    assert str(problem.repair.label) == "Keep 16, without the formula"
    mended = repaired(found, problem.repair)
    assert mended.formulas == {}
    assert units(mended, SECOND) == 16
    assert problems(mended) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=2*units(nobody)", "“nobody” and there is no such layer"),
        ("=2*units(dense_2)", "reads its own value"),
        ("=features(dense_2)", "reads its own value"),
        ("=features(dense_3)", "reads its own value"),
        ("=units(dense_1)/3", "gives 2.66667 and the field takes a whole number. Mend it"),
        ("=0*units(dense_1)", "gives 0 and the field takes a whole number of at least 1"),
        ("=1e6*units(dense_1)", "takes a whole number of at most 65536"),
        ("=1/(units(dense_1)-8)", "divided by 0"),
        ("=rate(dense_1)", "dense_1 has no number “rate”. Use one of: units, features, values."),
        ("=activation(dense_1)", "has no number “activation”"),
        ("=2*", "ends too early"),
    ],
)
def test_a_formula_that_gives_nothing_that_fits_is_refused(text, said):
    with pytest.raises(FormulaError, match=said):
        with_formula(project(), [SECOND], "units", text)


def test_a_circle_is_refused_and_told_of():
    found = with_formula(project(), [SECOND], "units", "=units(dense_3)")
    with pytest.raises(FormulaError, match="reads “units” of dense_2, which in the end reads"):
        with_formula(found, [THIRD], "units", "=units(dense_2)+1")
    # A file may hold one; what only reads a number in it has its value.
    formulas = {
        SECOND: {"units": "=units(dense_3)"},
        THIRD: {"units": "=units(dense_2)+1"},
        FIRST: {"units": "=2*units(dense_3)"},
    }
    bad = msgspec.structs.replace(project(), formulas=formulas)
    assert {each.node for each in problems(bad)} == {SECOND, THIRD}
    changed = edited(bad, bad.graph.rename(5, "end"))
    assert [units(changed, node) for node in (FIRST, SECOND, THIRD)] == [10, 3, 5]


def test_a_formula_that_stops_fitting_keeps_the_last_number():
    found = with_formula(project(), [SECOND], "units", "=units(dense_1)/2")
    odd = resized(found, FIRST, 7)
    assert units(odd, SECOND) == 4
    assert "gives 3.5 and the field takes a whole number" in sentences(odd)[0]
    assert units(resized(odd, FIRST, 6), SECOND) == 3


def test_a_number_set_by_hand_takes_the_place_of_its_formula():
    found = with_formula(project(), [SECOND], "units", "=2*units(dense_1)")
    changed = resized(found, SECOND, 9)
    assert units(changed, SECOND) == 9
    assert changed.formulas == {}
    assert units(resized(changed, FIRST, 1), SECOND) == 9


def test_a_number_changed_to_what_its_formula_gives_keeps_it():
    found = with_formula(project(), [SECOND], "units", "=units(dense_1)")
    both = found.graph.replace(FIRST, Dense(units=9)).replace(SECOND, Dense(units=9))
    assert edited(found, both).formulas == found.formulas


def test_another_kind_of_layer_has_no_use_for_the_formula():
    found = with_formula(project(), [SECOND], "units", "=2*units(dense_1)")
    changed = edited(found, found.graph.replace(SECOND, Dropout()))
    assert problems(changed) == ()
    assert changed.graph[SECOND].layer == Dropout()


def in_groups():
    """Input 1, Dense 2, a residual group repeated twice with a Dense 4 in it, Dense at the end."""
    graph = Graph.sequential(
        Input(shape=(2,)),
        Dense(units=4),
        residual(chain(Dense(units=4, activation="tanh")), repeat=2),
        Dense(units=1),
    )
    return Project(graph=graph)


def inner_dense(project):
    return next(
        (node, drawing)
        for drawing in _drawings(project.graph)
        for node in drawing.nodes
        if isinstance(node.layer, Dense) and drawing is not project.graph
    )


def _drawings(graph):
    yield graph
    for node in graph.nodes:
        if isinstance(node.layer, Group):
            yield from _drawings(node.layer.drawing)


def test_a_layer_within_groups_reads_its_own_drawing_first_and_then_those_around():
    start = in_groups()
    node, _ = inner_dense(start)
    assert node.name == "dense_1"
    # Outside there is a dense_1 too: the layer's own name wins, which makes a circle.
    with pytest.raises(FormulaError, match="its own value"):
        with_formula(start, [node.id], "units", "=units(dense_1)")
    named = edited(start, start.graph.rename(2, "wide"))
    found = with_formula(named, [node.id], "units", "=units(wide)")
    assert inner_dense(resized(found, 2, 6))[0].layer.units == 6
    assert found.formulas == {node.id: {"units": "=units(wide)"}}


def test_a_layer_outside_reads_one_within_a_group_by_its_name():
    start = in_groups()
    inner, _ = inner_dense(start)
    named = edited(start, start.graph.rename(2, "wide"))
    last = named.graph.order[-1]
    found = with_formula(named, [last], "units", "=3*units(dense_1)")
    assert units(found, last) == 12
    path = found.graph.trail(inner.id)[:-1]
    seen = opened(found, path)
    changed = seen.with_graph(seen.graph.replace(inner.id, Dense(units=2)))
    assert units(settled(found, closed(found, path, seen, changed)), last) == 6


def test_an_edit_within_a_group_leaves_formulas_elsewhere():
    start = with_formula(in_groups(), [2], "units", "=2*features(input_1)")
    inner, _ = inner_dense(start)
    path = start.graph.trail(inner.id)[:-1]
    seen = opened(start, path)
    changed = seen.with_graph(seen.graph.rename(inner.id, "deep"))
    assert closed(start, path, seen, changed).formulas == start.formulas


def test_a_name_in_several_groups_is_not_clear():
    one = chain(Dense(units=2))
    graph = Graph.sequential(Input(shape=(2,)), one, one, Dense(units=1))
    found = Project(graph=graph)
    last = graph.order[-1]
    named = edited(found, graph.rename(last, "end"))
    with pytest.raises(FormulaError, match=r"several groups hold such a layer\. Write which one"):
        with_formula(named, [last], "units", "=units(dense_1)")
    found = with_formula(named, [last], "units", "=5*units(/group_2/dense_1)")
    assert units(found, last) == 10
    group = found.graph.named("group_2").id
    moved = edited(found, found.graph.rename(group, "a(b"))
    assert moved.formulas == {last: {"units": "=5*units('/a(b/dense_1')"}}
    assert problems(moved) == ()


def test_a_layer_that_comes_nearer_does_not_take_the_place_of_what_is_read():
    start = in_groups()
    inner, _ = inner_dense(start)
    named = edited(start, start.graph.rename(2, "wide"))
    found = with_formula(named, [inner.id], "units", "=units(wide)")
    path = found.graph.trail(inner.id)[:-1]
    seen = opened(found, path)
    graph, _ = seen.graph.add(Dense(units=9), "wide")
    changed = settled(found, closed(found, path, seen, seen.with_graph(graph)))
    assert changed.formulas == {inner.id: {"units": "=units(/wide)"}}
    assert inner_dense(changed)[0].layer.units == 4


def test_where_what_is_read_goes_no_layer_elsewhere_is_read_instead():
    start = in_groups()
    inner, _ = inner_dense(start)
    path = start.graph.trail(inner.id)[:-1]
    seen = opened(start, path)
    graph, added = seen.graph.add(Dense(units=1))
    grown = settled(start, closed(start, path, seen, seen.with_graph(graph)))
    found = with_formula(grown, [added], "units", "=3*units(dense_1)")
    seen = opened(found, path)
    changed = seen.with_graph(seen.graph.remove([inner.id]))
    after = settled(found, closed(found, path, seen, changed))
    # Outside of the group there is a dense_1 too.
    assert after.graph.named("dense_1").layer.units == 4
    (problem,) = problems(after)
    assert "/group_1/" in str(problem.message)
    assert "there is no such layer" in str(problem.message)


def test_the_repeat_of_a_group_may_be_a_formula():
    start = in_groups()
    group = next(node.id for node in start.graph.nodes if isinstance(node.layer, Group))
    found = with_formula(start, [group], "repeat", "=units(dense_1)/2")
    assert found.graph[group].layer.repeat == 2
    inner, _ = inner_dense(found)
    found = edited(found, found.graph.rename(2, "wide"))
    # The group and what lies in it follow in one edit.
    found = with_formula(found, [inner.id], "units", "=units(wide)")
    found = resized(found, 2, 6)
    assert found.graph[group].layer.repeat == 3
    assert inner_dense(found)[0].layer.units == 6


def test_the_file_holds_the_formula_beside_its_value(tmp_path, capsys):
    found = with_formula(project(), [SECOND], "units", "=2*units(dense_1)")
    path = tmp_path / "a.dnn"
    save(path, SavedProject(found))
    assert load(path).project == found

    def break_it(document):
        assert document["project"]["formulas"] == {"3": {"units": "=2*units(dense_1)"}}
        assert document["project"]["graph"]["nodes"][2]["layer"]["units"] == 16
        document["project"]["formulas"]["3"]["units"] = "=2*units(gone)"

    edited_json(path, "project.json", break_it)
    assert check_command.run(argparse.Namespace(file=str(path))) == 0
    said = capsys.readouterr().out
    assert "Warning: units of dense_2: The formula reads “gone”" in said


def test_a_file_of_before_has_no_formulas(tmp_path):
    path = tmp_path / "a.dnn"
    save(path, SavedProject(project()))
    edited_json(path, "project.json", lambda document: document["project"].pop("formulas"))
    assert load(path).project == project()


@pytest.mark.parametrize("text", ["2*units(dense_1)", "", "=", "=" + "1" * 500])
def test_a_file_with_what_is_no_formula_is_refused(tmp_path, text):
    path = tmp_path / "a.dnn"
    save(path, SavedProject(project()))
    formulas = {"3": {"units": text}}
    edited_json(
        path, "project.json", lambda document: document["project"].update(formulas=formulas)
    )
    with pytest.raises(FileError, match="formulas"):
        load(path)


def test_a_formula_is_taken_back_alone():
    found = with_formula(project(), [SECOND, THIRD], "units", "=2*units(dense_1)")
    assert without_formulas(found, [SECOND], "units").formulas == {
        THIRD: {"units": "=2*units(dense_1)"}
    }
    assert without_formulas(project(), [SECOND], "units") == project()


def test_a_number_that_was_changed_in_the_file_stands_without_its_formula(tmp_path):
    path = tmp_path / "a.dnn"
    made = with_formula(project(), [SECOND, THIRD], "units", "=2*units(dense_1)")
    save(path, SavedProject(made))

    def change(document):
        nodes = document["project"]["graph"]["nodes"]
        next(each for each in nodes if each["id"] == SECOND)["layer"]["units"] = 12

    edited_json(path, "project.json", change)
    found = load(path)
    assert units(found.project, SECOND) == 12
    assert found.project.formulas == {THIRD: {"units": "=2*units(dense_1)"}}
    assert [str(each) for each in found.warnings] == [
        "Numbers that differ from their formulas are kept without them."
    ]


def test_a_formula_that_is_broken_in_the_file_stays_to_be_mended(tmp_path):
    path = tmp_path / "a.dnn"
    made = with_formula(project(), [SECOND], "units", "=2*units(dense_1)")
    broken = msgspec.structs.replace(made, formulas={SECOND: {"units": "=2*units(gone)"}})
    save(path, SavedProject(broken))
    assert load(path).project == broken
    assert load(path).warnings == ()
