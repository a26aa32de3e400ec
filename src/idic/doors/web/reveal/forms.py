from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.operations.revealing import REASON_AT_MOST


class RevealForm(forms.Form):
    noun = forms.CharField(max_length=40, widget=forms.HiddenInput)
    pk = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    field = forms.CharField(max_length=100, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why do you need to see it?"),
        max_length=REASON_AT_MOST,
        help_text=_("Your name and this reason are kept in the audit trail and on the customer's timeline."),
        error_messages={
            "required": _("Write why you need to see it, in a few words. The reason is kept in the audit trail.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
