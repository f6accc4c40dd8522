"""The person's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFontDatabase, QFontInfo

import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from dnngui.app.preferences import Language

FOLDER = Path(resources.__file__).parent / "translations"

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)


def install(app: QApplication, language: Language) -> list[QTranslator]:
    """Translate the program and Qt's own dialogs; return the translators, which must be kept.

    English needs none. Of Chinese there is the simplified one alone, which also serves readers of
    other variants.
    """
    locale = QLocale.system() if language == "system" else QLocale(language)
    if locale.language() != QLocale.Language.Chinese:
        return []
    installed = []
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((str(FOLDER), "dnngui_zh_CN"), (qt_folder, "qtbase_zh_CN")):
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)
            installed.append(translator)
    _use_chinese_font(app)
    return installed


def _use_chinese_font(app: QApplication) -> None:
    """Write with a font that has Chinese itself, where the system's own has not.

    Characters from a font that merely steps in are taller than the lines that the widgets make
    room for: they sit too low and are cut off.
    """
    font = app.font()
    own = QFontDatabase.writingSystems(QFontInfo(font).family())
    found = next(filter(QFontDatabase.hasFamily, CHINESE_FONTS), None)
    if QFontDatabase.WritingSystem.SimplifiedChinese not in own and found is not None:
        font.setFamilies([found, *font.families()])
        app.setFont(font)
