"""`{% load lists %}`: what a form of an act needs."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def value_of(typed: Mapping[str, str], name: str) -> str:
    """What was typed under a name that only the view knows."""
    return typed.get(name, "")
