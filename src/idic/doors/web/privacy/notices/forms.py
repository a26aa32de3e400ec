from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import Language


class NoticeForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, validators=[ProhibitNullCharactersValidator()]
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_new:
            del self.fields["name"]
        for code, label in Language.choices:
            self.fields[f"text_{code}"] = forms.CharField(
                label=label, required=False, strip=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 12}),
                validators=[ProhibitNullCharactersValidator()],
            )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in Language.values}

    @property
    def bound_texts(self) -> list[forms.BoundField]:
        return [self[f"text_{code}"] for code in Language.values]
