from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import Basis, Channel, Need
from idic.domain.identify.privacy.models import Jurisdiction, Purpose
from idic.domain.identify.privacy.operations.purposes import BasisDraft, PurposeDraft
from idic.foundation.accounts.enums import Language

_SELECT = {"class": "form-select"}


class PurposeForm(forms.Form):
    """A name and a text for each language, and a ground for each jurisdiction."""

    code = forms.SlugField(label=_("Code"), max_length=40, help_text=_("A short name for files and links; it stays."))
    channels = forms.MultipleChoiceField(
        label=_("Channels"), required=False, choices=Channel.choices, widget=forms.CheckboxSelectMultiple
    )
    is_marketing = forms.BooleanField(label=_("This is marketing"), required=False)
    is_sensitive = forms.BooleanField(label=_("Uses sensitive data"), required=False)
    months_valid = forms.IntegerField(
        label=_("Consent expires after so many months"), required=False, min_value=1, max_value=600
    )
    retention = forms.SlugField(label=_("Rule of retention"), required=False, max_length=60)
    balancing_note = forms.CharField(
        label=_("Balancing note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("Where the ground is an interest: why it outweighs the person's, and how they object."),
    )  # fmt: skip
    needs_review = forms.BooleanField(label=_("Still to be verified"), required=False)
    is_archived = forms.BooleanField(label=_("No longer in use"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, laws: Sequence[Jurisdiction], purpose: Purpose | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.laws = list(laws)
        if purpose is not None:
            del self.fields["code"]
        for code in Language.values:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name"), required=False, max_length=120, validators=[ProhibitNullCharactersValidator()]
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("What the person reads"), required=False, max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}), validators=[ProhibitNullCharactersValidator()],
            )  # fmt: skip
        for law in self.laws:
            self.fields[f"basis_{law.code}"] = forms.ChoiceField(
                label=_("Ground"), choices=Basis.choices, widget=forms.Select(attrs=_SELECT)
            )
            self.fields[f"need_{law.code}"] = forms.ChoiceField(
                label=_("The person's word"), choices=Need.choices, widget=forms.Select(attrs=_SELECT)
            )
            self.fields[f"article_{law.code}"] = forms.CharField(
                label=_("Article"), required=False, max_length=80, validators=[ProhibitNullCharactersValidator()]
            )
            self.fields[f"soft_{law.code}"] = forms.BooleanField(
                label=_("Existing customers until they object"), required=False
            )
            self.fields[f"review_{law.code}"] = forms.BooleanField(label=_("Still to be verified"), required=False)

    @property
    def languages(self) -> list[dict[str, Any]]:
        return [
            {"code": code, "label": label, "name": self[f"name_{code}"], "text": self[f"text_{code}"]}
            for code, label in Language.choices
        ]

    @property
    def grounds(self) -> list[dict[str, Any]]:
        return [
            {
                "law": law, "basis": self[f"basis_{law.code}"], "need": self[f"need_{law.code}"],
                "article": self[f"article_{law.code}"], "soft": self[f"soft_{law.code}"],
                "review": self[f"review_{law.code}"],
            }
            for law in self.laws
        ]  # fmt: skip

    def draft(self) -> PurposeDraft:
        told = self.cleaned_data
        return PurposeDraft(
            texts={code: {"name": told[f"name_{code}"], "text": told[f"text_{code}"]} for code in Language.values},
            bases={
                law.code: BasisDraft(
                    told[f"basis_{law.code}"], told[f"article_{law.code}"], told[f"need_{law.code}"],
                    told[f"soft_{law.code}"], told[f"review_{law.code}"],
                )
                for law in self.laws
            },
            channels=told["channels"], is_marketing=told["is_marketing"], is_sensitive=told["is_sensitive"],
            retention=told["retention"], months_valid=told["months_valid"], balancing_note=told["balancing_note"],
            needs_review=told["needs_review"], is_archived=told["is_archived"],
        )  # fmt: skip


def initial_of(purpose: Purpose) -> dict[str, Any]:
    initial: dict[str, Any] = {
        name: getattr(purpose, name)
        for name in (
            "channels", "is_marketing", "is_sensitive", "months_valid", "retention", "balancing_note", "needs_review",
            "is_archived", "version",
        )
    }  # fmt: skip
    for code, told in purpose.texts.items():
        initial |= {f"name_{code}": told.get("name", ""), f"text_{code}": told.get("text", "")}
    for one in purpose.bases.all():
        code = one.jurisdiction.code
        initial |= {
            f"basis_{code}": one.basis, f"need_{code}": one.need, f"article_{code}": one.article,
            f"soft_{code}": one.soft_opt_in, f"review_{code}": one.needs_review,
        }  # fmt: skip
    return initial
