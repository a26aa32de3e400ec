"""`{% load rights %}`: whether this reader may do something, where a template has no view of its own."""

from __future__ import annotations

from django import template
from django.template.context import Context

from idic.foundation.accounts.rules import may as holds

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    return holds(context["request"].user, permission)
