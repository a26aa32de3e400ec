"""`{% load parts %}`: the reusable parts of every page. docs/guides/web-parts.md shows each in use."""

from __future__ import annotations

from idic.doors.web.shell.parts import blocks, inputs, lists, signs
from idic.doors.web.shell.parts.rendering import register
from idic.doors.web.shell.undo_offers import undo_of

__all__ = ["blocks", "inputs", "lists", "register", "signs"]

register.filter(undo_of)
