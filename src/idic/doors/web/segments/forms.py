from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.doors.web.name_field import NameField


class SegmentForm(forms.Form):
    """`rule` is the stored form of the predicate; the builder writes it, and without scripts a person can."""

    name = NameField(
        label=_("Name"), max_length=120, help_text=_("What your colleagues will call this group of customers.")
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=500,
        required=False,
        help_text=_("Why the group matters and what to do for it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    rule = forms.CharField(
        label=_("Rule"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "font-monospace"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
