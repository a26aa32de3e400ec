from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.doors.web.experience.words import OFFERED


class JudgementForm(forms.Form):
    offered = forms.ChoiceField(
        label=_("Who gives the customer something here?"),
        choices=[*((code.value, name) for code, name in OFFERED.items()), ("", _("Not judged"))],
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    pain = forms.FloatField(
        label=_("How much does it hurt, 0 to 10?"), min_value=0, max_value=10, required=False,
        help_text=_("As customers say it: in surveys, complaints, visits. From 7 on it keeps them from buying."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=_("What does this rest on?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
