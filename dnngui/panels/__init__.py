"""Palette, inspector, transport, data, problems."""
