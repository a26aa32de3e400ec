from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.errors import TitleMissing
from idic.domain.interact.contact import Purpose
from idic.domain.interact.telephony.errors import NameMissing, NumberMissing
from idic.domain.interact.telephony.models import Exchange
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may

_PLAIN = [ProhibitNullCharactersValidator()]


class CaseOfCallForm(forms.Form):
    """As little as is known while somebody talks; the rest is filled in on the case."""

    title = NameField(label=_("What it is about"), max_length=300, error_messages={"required": TitleMissing.sentence})
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices, initial=Purpose.REQUEST_SERVICE
    )
    text = forms.CharField(
        label=_("In the customer's words"), required=False, max_length=20_000, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), required=False, max_length=10_000, validators=_PLAIN, widget=forms.Textarea(attrs={"rows": 3})
    )


class CallBackForm(forms.Form):
    number = forms.CharField(
        label=_("Telephone number"),
        max_length=60,
        validators=_PLAIN,
        error_messages={"required": NumberMissing.sentence},
    )
    name = NameField(label=_("Name, as given"), max_length=300, required=False)
    note = forms.CharField(
        label=_("What it is about"), max_length=1000, required=False, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class ExchangeForm(forms.Form):
    name = NameField(label=_("Name"), max_length=120, error_messages={"required": NameMissing.sentence})
    dial_url = forms.CharField(
        label=_("Address for click to call"), max_length=500, required=False, validators=_PLAIN,
        help_text=_("Where a click on a number is sent. Leave empty where the telephone on the desk dials by itself."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, exchange: Exchange | None, *args: Any, **kwargs: Any) -> None:
        if exchange is not None:
            kwargs["initial"] = {name: getattr(exchange, name) for name in ("name", "dial_url", "version")}
        super().__init__(*args, **kwargs)


class ExtensionForm(forms.Form):
    extension = forms.CharField(label=_("Extension"), max_length=10, required=False, validators=_PLAIN)


def chosen_customer(user: User, value: str) -> Customer | None:
    """Whom a form names, as far as this reader may see them."""
    if not (value.isascii() and value.isdecimal() and len(value) < 19) or not may(user, "customer.see"):
        return None
    return visible_customers(user).filter(pk=int(value)).first()
