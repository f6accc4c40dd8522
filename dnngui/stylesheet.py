"""The one stylesheet: what Fusion cannot be told by a palette.

Widgets ask for a look by a dynamic property: ``severity`` of a sentence (``error``, ``warning``),
``role`` of a label (``muted``, ``heading``), ``invalid`` of a field, ``primary``, ``small`` or
``flat`` of a button, ``card`` of a frame, ``note`` of a field over the drawing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from dnngui.theme import Palette

_FIELDS = """
QLineEdit, QAbstractSpinBox, QComboBox {{
    color: {text}; background: {field}; border: 1px solid {border}; border-radius: 4px;
    padding: 2px 6px; min-height: 20px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit, QAbstractSpinBox {{ placeholder-text-color: {muted}; }}
QLineEdit {{ padding: 2px 4px; }}
QPlainTextEdit[note="true"] {{
    background: {surface};
    border: 1px solid {accent};
    border-radius: 5px;
    placeholder-text-color: {muted};
}}
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover {{ border-color: {muted}; }}
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on {{
    border-color: {accent};
}}
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] {{ border: 1px solid {error}; }}
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {{
    color: {muted}; background: {window};
}}
QComboBox::drop-down {{ width: 20px; border: none; }}
QComboBox::down-arrow {{ image: url({icons}/arrow-down.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{
    color: {text}; background: {surface}; border: 1px solid {border}; outline: none;
    selection-background-color: {selection}; selection-color: {text};
}}
QAbstractSpinBox {{ padding: 2px 18px 2px 0; max-height: 20px; }}
QAbstractSpinBox QLineEdit {{
    background: transparent; border: none; padding: 0; min-height: 0;
}}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; width: 18px; border: none; background: transparent;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin-top: 2px; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin-bottom: 2px; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
    background: {hover}; border-radius: 3px;
}}
QAbstractSpinBox::up-arrow {{ image: url({icons}/arrow-up.svg); width: 9px; height: 9px; }}
QAbstractSpinBox::down-arrow {{ image: url({icons}/arrow-down.svg); width: 9px; height: 9px; }}
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off,
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::down-arrow:disabled {{ image: none; }}
QCheckBox {{ color: {text}; spacing: 8px; }}
QCheckBox:disabled {{ color: {muted}; }}
QCheckBox::indicator {{
    width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 3px; background: {field};
}}
QCheckBox::indicator:hover, QCheckBox::indicator:focus {{ border-color: {accent}; }}
QCheckBox::indicator:checked {{
    background: {accent}; border-color: {accent}; image: url({icons}/check-{shade}.svg);
}}
QCheckBox::indicator:indeterminate {{
    background: {accent}; border-color: {accent}; image: url({icons}/dash-{shade}.svg);
}}
QCheckBox::indicator:disabled {{ background: {window}; border-color: {border}; }}
QCheckBox::indicator:checked:disabled {{ background: {muted}; }}
QCheckBox:focus {{ outline: none; color: {accent}; }}
QSlider {{ min-height: 20px; }}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {border}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {accent}; }}
QSlider::handle:horizontal {{
    width: 12px; height: 12px; margin: -5px 0; border-radius: 7px;
    border: 1px solid {accent}; background: {surface};
}}
QSlider::handle:horizontal:focus, QSlider::handle:horizontal:hover {{ background: {accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {border}; }}
QSlider::handle:horizontal:disabled {{ border-color: {muted}; background: {window}; }}
"""

_BUTTONS = """
QPushButton {{
    color: {text}; background: {surface}; border: 1px solid {border}; border-radius: 4px;
    padding: 4px 12px; min-height: 18px;
}}
QPushButton:hover {{ background: {hover}; border-color: {muted}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:pressed, QPushButton:checked {{ background: {selection}; }}
QPushButton:disabled {{ color: {muted}; background: {window}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton[small="true"] {{ padding: 1px 8px; }}
QPushButton[primary="true"], QToolButton[primary="true"], QPushButton:default {{
    color: {on_accent}; background: {accent}; border: 1px solid {accent};
}}
QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus, QPushButton:default:focus {{
    border-color: {text};
}}
QPushButton[primary="true"]:disabled, QToolButton[primary="true"]:disabled,
QPushButton:default:disabled {{
    color: {muted}; background: {hover}; border-color: {border};
}}
QToolButton {{
    color: {text}; background: transparent; border: 1px solid transparent; border-radius: 4px;
    padding: 3px;
}}
QToolButton:hover {{ background: {hover}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:pressed, QToolButton:checked {{ background: {selection}; }}
QToolButton:disabled {{ color: {muted}; }}
QToolButton[picture="true"] {{ padding: 2px; border: 2px solid transparent; }}
QToolButton[picture="true"]:focus {{ border-color: {muted}; }}
QToolButton[picture="true"]:checked {{ border-color: {accent}; }}
QToolButton[primary="true"]:hover {{ background: {accent}; border-color: {text}; }}
"""

_WORDS = """
QToolTip {{
    color: {text}; background: {surface}; border: 1px solid {border}; padding: 4px 6px;
}}
QLabel[severity="error"] {{ color: {error}; }}
QLabel[severity="warning"] {{ color: {warning}; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="heading"] {{ color: {text}; font-weight: 600; }}
"""

_SURFACES = """
QFrame[trail="true"] {{ border: none; border-bottom: 1px solid {border}; }}
QFrame[banner="true"] {{
    background: {surface}; border: none; border-top: 1px solid {border};
    border-bottom: 1px solid {border};
}}
QFrame[over="true"] {{ border: 1px solid {muted}; border-radius: 8px; }}
QFrame[row="true"] {{ border: 1px solid transparent; border-radius: 4px; }}
QFrame[row="true"]:hover {{ background: {hover}; }}
QFrame[row="true"]:focus {{ border-color: {accent}; }}
QFrame[card="true"] {{ background: {surface}; border: 1px solid {border}; border-radius: 6px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QAbstractItemView {{
    background: {surface}; alternate-background-color: {window}; border: 1px solid {border};
    border-radius: 4px; outline: none; gridline-color: {grid};
    selection-background-color: {selection}; selection-color: {text};
}}
QListView[plain="true"] {{ background: transparent; border: 1px solid transparent; }}
QListView[plain="true"]:focus {{ border-color: {accent}; }}
QListView[plain="true"]::item {{ color: {text}; border-radius: 4px; padding: 2px 6px; }}
QListView[plain="true"]::item:hover {{ background: {hover}; }}
QListView[plain="true"]::item:selected {{ background: {selection}; }}
QListView[plain="true"]::item:disabled {{ color: {muted}; background: transparent; }}
QListView[plain="true"]::item:disabled:selected {{ background: {selection}; }}
QTreeView[plain="true"] {{
    background: transparent; border: 1px solid transparent; show-decoration-selected: 1;
}}
QTreeView[plain="true"]:focus {{ border-color: {accent}; }}
QTreeView[plain="true"]::item {{ color: {text}; padding: 3px 4px; }}
QTreeView[plain="true"]::item:hover {{ background: {hover}; }}
QTreeView[plain="true"]::item:selected {{ color: {text}; background: {selection}; }}
QHeaderView {{ background: {window}; border: none; border-radius: 0; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QHeaderView::section {{
    color: {muted}; background: {window}; border: none; border-right: 1px solid {grid};
    border-bottom: 1px solid {border}; padding: 3px 6px;
}}
QTableCornerButton::section {{ background: {window}; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {border}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ color: {text}; background: {surface}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 3px; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::item:selected {{ background: {selection}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 4px 8px; }}
QMenuBar {{ color: {text}; background: {window}; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 3px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {border}; spacing: 4px; }}
QStatusBar {{ color: {muted}; background: {window}; border-top: 1px solid {border}; }}
QStatusBar::item {{ border: none; }}
QMainWindow::separator {{ background: {border}; width: 1px; height: 1px; }}
QMainWindow::separator:hover {{ background: {accent}; }}
QSplitter::handle {{ background: {border}; }}
QDockWidget {{
    color: {muted}; titlebar-close-icon: url({icons}/dock-close.svg);
    titlebar-normal-icon: url({icons}/dock-float.svg); icon-size: 14px;
}}
QDockWidget::close-button, QDockWidget::float-button {{
    border: none; border-radius: 3px; background: transparent; padding: 0;
}}
QDockWidget::close-button:hover, QDockWidget::float-button:hover {{ background: {hover}; }}
QDockWidget::title {{ background: {window}; padding: 5px 8px; border: none; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    color: {muted}; background: transparent; padding: 5px 12px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QProgressBar {{
    color: {text}; background: {hover}; border: none; border-radius: 3px; text-align: center;
}}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
"""


def stylesheet(colours: Palette) -> str:
    """Return the stylesheet in ``colours``."""
    names = {name: str(value) for name, value in vars(colours).items()}
    folder = (Path(resources.__file__).parent / "icons").as_posix()
    template = _SURFACES + _WORDS + _FIELDS + _BUTTONS
    return template.format(icons=folder, shade="dark" if colours.dark else "light", **names)
