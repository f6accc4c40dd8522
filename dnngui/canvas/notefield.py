"""Writing into a comment, or the title of a frame, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from dnngui.canvas.items.frame import FrameItem
from dnngui.canvas.items.note import MARGIN
from dnngui.canvas.keys import ENTER

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QGraphicsView

    from dnngui.canvas.camera import Camera
    from dnngui.canvas.editor import Editor
    from dnngui.canvas.items.note import NoteItem

SMALLEST = 11
"""Pixels of the letters, also where the drawing is small."""
LEAST = 120.0, 26.0
"""Pixels of the field."""
BESIDE = 4.0
"""Room between the field's border and its words."""
LONGEST = 20_000


class NoteField(QPlainTextEdit):
    """A field over the view, not in the scene. What is typed is in the project at once.

    Escape and a click elsewhere leave it; Enter does in a title, and with Ctrl in a comment.
    """

    def __init__(self, view: QGraphicsView, editor: Editor, camera: Camera) -> None:
        super().__init__(view)
        self.hide()
        self._view, self._editor, self._camera = view, editor, camera
        self._note: int | None = None
        self.setObjectName("note_field")
        self.setProperty("note", True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(BESIDE)
        self.textChanged.connect(self._write)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._place)
        editor.drawing.laid_out.connect(self._follow)

    def open(self, note: int) -> None:
        """Take the keyboard for the words of a comment, or the title of a frame."""
        self._note = note
        item = self._editor.drawing.notes.items[note]
        title = isinstance(item, FrameItem)
        self.setAccessibleName(self.tr("Title of the frame") if title else self.tr("Comment"))
        self.setPlaceholderText(self.tr("Title") if title else self.tr("Write here"))
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.NoWrap if title else mode.WidgetWidth)
        self._take_over(item)
        self.selectAll()
        item.set_written(on=True)
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Go back to the drawing; what was typed is one step."""
        note, self._note = self._note, None
        if note is None:
            return
        self._editor.history.seal()
        item = self._editor.drawing.notes.items.get(note)
        if item is not None:
            item.set_written(on=False)
        if self.hasFocus():
            # Before the field is hidden: Qt would give the keyboard to what Tab leads to.
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    @property
    def _item(self) -> NoteItem | None:
        return None if self._note is None else self._editor.drawing.notes.items.get(self._note)

    @Slot()
    def _write(self) -> None:
        item = self._item
        text = self.toPlainText()
        if len(text) > LONGEST:
            self.undo()
        elif self._note is not None and item is not None and text != item.note.text:
            self._editor.write(self._note, text)

    @Slot()
    def _follow(self) -> None:
        """Show what undo or another edit made of the note; leave one that is gone."""
        item = self._item
        if item is not None:
            self._take_over(item)
            self._place()
        elif self._note is not None:
            self.leave()

    def _take_over(self, item: NoteItem) -> None:
        if self.toPlainText() != item.note.text:
            self.setPlainText(item.note.text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    @Slot()
    def _place(self) -> None:
        """Stand over the words, in letters of their size."""
        item = self._item
        if item is None:
            return
        zoom, style = self._camera.zoom, self._editor.drawing.look
        title = isinstance(item, FrameItem)
        font = QFont(style.title_font if title else style.text_font)
        font.setPixelSize(max(round(font.pixelSize() * zoom), SMALLEST))
        self.setFont(font)
        words = item.title_box() if isinstance(item, FrameItem) else item.box
        box = words if title else words.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        port = self._view.viewport().geometry()
        corner = self._view.mapFromScene(item.pos() + box.topLeft()) + port.topLeft()
        size = box.size() * zoom
        place = QRectF(corner.x(), corner.y(), size.width(), size.height())
        place.adjust(-BESIDE, -BESIDE, BESIDE, BESIDE)
        if title:
            middle = place.center()
            place.setHeight(self.fontMetrics().height() + 2.0 * BESIDE + 2.0)
            place.moveCenter(middle)
        place.setWidth(max(place.width(), LEAST[0]))
        place.setHeight(max(place.height(), LEAST[1]))
        self.setGeometry(place.toRect())

    # -- leaving

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window's shortcuts while the field is open."""
        override = event.type() is QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        ends = event.key() in ENTER and (control or isinstance(self._item, FrameItem))
        if ends or event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        stays = Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason
        if event.reason() not in stays:
            self.leave()
