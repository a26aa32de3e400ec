"""`{% load reach %}`: what tells a customer apart from others of the same name, as this reader may see it."""

from __future__ import annotations

from django import template
from django.template.context import Context

from idic.domain.identify.models import Customer
from idic.doors.web.customers.reach import long_reach, short_reach

register = template.Library()


@register.simple_tag(takes_context=True)
def reach(context: Context, customer: Customer, *, short: bool = False) -> str:
    user = context["request"].user
    return short_reach(user, customer) if short else long_reach(user, customer)
