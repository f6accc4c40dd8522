"""What each command of `dnngui.app.actions` does in a window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from dnngui.canvas.arranging import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dnngui.app.window import MainWindow


def bindings(window: MainWindow) -> Mapping[str, Callable[[], object]]:
    """Return the function of each command, by its name."""
    canvas, session = window.canvas, window.session
    return {
        "new_project": window.start_empty,
        "open_project": window.files.choose,
        "open_table": window.tables.choose,
        "save": window.files.save,
        "save_as": window.files.save_as,
        "export": window.exporter.choose,
        "export_drawing": window.drawing_exporter.choose,
        "save_film": window.filming.choose,
        "quit": window.close,
        "cut": canvas.cut,
        "copy": canvas.copy,
        "paste": canvas.paste,
        "duplicate": canvas.duplicate,
        "delete": canvas.delete_selection,
        "heal": canvas.heal_selection,
        "seek_layer": canvas.seek_layer,
        "add_unit": canvas.add_unit,
        "remove_unit": canvas.remove_unit,
        "deepen": canvas.deepen,
        "remove_layer": canvas.remove_layer,
        "group": canvas.group_selection,
        "ungroup": canvas.ungroup_selection,
        "open_group": window.open_group,
        "leave_group": window.leave_group,
        "find_anything": window.finder.find_anything,
        "find_in_drawing": window.finder.find_in_drawing,
        "select_all": canvas.select_all,
        "lasso": canvas.start_lasso,
        "zoom_in": canvas.zoom_in,
        "zoom_out": canvas.zoom_out,
        "reset_zoom": canvas.reset_zoom,
        "fit": canvas.fit,
        "add_comment": canvas.add_comment,
        "add_frame": canvas.add_frame,
        "align_left": partial(canvas.align, Line.LEFT),
        "align_centre": partial(canvas.align, Line.CENTRE),
        "align_right": partial(canvas.align, Line.RIGHT),
        "align_top": partial(canvas.align, Line.TOP),
        "align_middle": partial(canvas.align, Line.MIDDLE),
        "align_bottom": partial(canvas.align, Line.BOTTOM),
        "distribute_across": partial(canvas.distribute, across=True),
        "distribute_down": partial(canvas.distribute, across=False),
        "pin": partial(canvas.pin, on=True),
        "unpin": partial(canvas.pin, on=False),
        "tidy": canvas.tidy,
        "tidy_all": partial(canvas.tidy, everything=True),
        "next_part": window.panes.go_on,
        "previous_part": window.panes.go_back,
        "to_drawing": window.panes.go_to_drawing,
        "neurons": canvas.switch_neurons,
        "layer_neurons": canvas.switch_neurons_of_selection,
        "freeze": canvas.freeze_selection,
        "toggle_run": window.running.toggle,
        "step_batch": session.step_batch,
        "step_epoch": session.step_epoch,
        "reset": window.recall.reset,
        "best": window.session.go_to_best,
        "redraw": window.recall.redraw,
        "look_earlier": partial(window.look_back.look, -1),
        "look_later": partial(window.look_back.look, 1),
        "look_now": window.look_back.go_to_present,
        "play_film": window.look_back.toggle_film,
        "go_on_from_here": window.look_back.go_on_from_here,
        "look_inside": window.inside_look.begin,
        "find_rate": window.rate_search.begin,
        "shortcuts": window.menus.show_shortcuts,
        "show_log": window.menus.show_log,
        "about": window.menus.show_about,
    }
