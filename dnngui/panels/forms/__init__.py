"""Forms made from declarations: one editor per field, by its type."""

from dnngui.panels.forms.form import Edit, Form, apply
from dnngui.panels.forms.typedtext import commit_typing

__all__ = ["Edit", "Form", "apply", "commit_typing"]
