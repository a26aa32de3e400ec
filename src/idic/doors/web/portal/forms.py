from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.models import Product
from idic.domain.interact.contact import Purpose
from idic.domain.interact.portal.errors import TextMissing
from idic.doors.web.choices import offer
from idic.doors.web.outside.uploads import FilesField

_PLAIN = [ProhibitNullCharactersValidator()]
_LONGEST = 20_000


def _text(label: Any, rows: int, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST,
        required=required,
        validators=_PLAIN,
        error_messages={"required": TextMissing.sentence},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _Sent(forms.Form):
    """`number` tells one form that was shown from the next: what is sent twice with it is once."""

    use_required_attribute = False
    number = forms.RegexField(r"^[0-9a-f]{16}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("number", secrets.token_hex(8))


class AskForm(_Sent):
    purpose = forms.ChoiceField(
        label=_("What is it?"),
        choices=Purpose.choices,
        initial=Purpose.SEEK_INFORMATION,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    title = forms.CharField(label=_("In a few words"), max_length=200, required=False, validators=_PLAIN)
    product = forms.ChoiceField(label=_("Is it about something you bought?"), required=False)
    text = _text(_("Your message"), 6)
    remedy_wanted = _text(_("If you complain: what should we do?"), 2, required=False)
    attachments = FilesField(required=False)

    def __init__(self, *args: Any, bought: Sequence[Product], **kwargs: Any) -> None:
        """Whoever bought nothing is not asked about what."""
        super().__init__(*args, **kwargs)
        self._bought = {str(one.pk): one for one in bought}
        if bought:
            offer(
                self,
                "product",
                [("", _("No, or something else")), *((pk, str(one)) for pk, one in self._bought.items())],
            )
        else:
            del self.fields["product"]

    def chosen_product(self) -> Product | None:
        return self._bought.get(self.cleaned_data.get("product", ""))


class AnswerForm(_Sent):
    text = _text(_("Your answer"), 4, required=False)
    attachments = FilesField(required=False)


class VerdictForm(forms.Form):
    use_required_attribute = False
    is_content = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = _text(_("What you want to tell us about it"), 3, required=False)
    handling = forms.TypedChoiceField(
        label=_("How we dealt with it"), coerce=int, empty_value=None, required=False,
        choices=[("", "–"), ("5", _("5, very well")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1, very badly"))],
    )  # fmt: skip
    outcome = forms.TypedChoiceField(
        label=_("What came of it"), coerce=int, empty_value=None, required=False,
        choices=[("", "–"), ("5", _("5, very good")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1, very bad"))],
    )  # fmt: skip
