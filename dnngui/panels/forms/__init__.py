"""Forms made from declarations: one editor per field, by its type."""

from dnngui.panels.forms.form import Edit, Form, apply

__all__ = ["Edit", "Form", "apply"]
