from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.errors import SegmentNameMissing
from idic.domain.identify.privacy.queries.purposes import purposes_in_use, use_label
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField


class SegmentForm(forms.Form):
    """`rule` is the stored form of the predicate; the builder writes it, and without scripts a person can."""

    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("What your colleagues will call this group of customers."),
        error_messages={"required": SegmentNameMissing.sentence},
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
    use = forms.ChoiceField(
        label=_("What it is used for"), required=False, widget=forms.Select(attrs={"class": "form-select"}),
        help_text=_("With a purpose only those belong to it whom the purpose may use; who says no leaves at once."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        uses = [
            (f"{purpose.code}/{channel}", use_label(purpose, channel))
            for purpose in purposes_in_use()
            for channel in purpose.channels or [""]
        ]
        known = str(self.initial.get("use") or self.data.get("use") or "")
        if known and known not in dict(uses):
            uses.append((known, known))
        offer(self, "use", [("", _("Looking at it only")), *uses])

    @property
    def chosen_use(self) -> tuple[str, str]:
        purpose, _slash, channel = str(self.cleaned_data.get("use") or "").partition("/")
        return purpose, channel
