"""The person's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

import resources

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from dnngui.app.preferences import Language

FOLDER = Path(resources.__file__).parent / "translations"


def install(app: QCoreApplication, language: Language) -> list[QTranslator]:
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
    return installed
