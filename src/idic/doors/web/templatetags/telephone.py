"""`{% load telephone %}`: a telephone number as this reader may see it, and to be called by a click."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.masking import shown_text

register = template.Library()


@register.simple_tag(takes_context=True)
def telephone(context: Context, number: str) -> SafeString | str:
    """What cannot be dialled, or may not be seen whole, is a text and no link."""
    if not number:
        return _("Number withheld")
    shown = shown_text(context["request"].user, "customer", AttributeGroup.CONTACT, "phone", number)
    digits = number.removeprefix("+")
    if shown.access < GroupAccess.SEEN or not (digits.isascii() and digits.isdecimal()):
        return shown.text or _("Number withheld")
    return format_html('<a href="tel:{}">{}</a>', number, number)
