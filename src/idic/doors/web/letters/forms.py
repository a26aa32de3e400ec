from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from idic.foundation.accounts.enums import Language
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.gate import letter_purposes
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import Text
from idic.foundation.letters.sandbox import LONGEST
from idic.foundation.nouns.registry import nouns


class TemplateForm(forms.Form):
    """A subject and a body for each language; whether a text may stand is for the operation to say."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[ProhibitNullCharactersValidator()])
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, template: LetterTemplate | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        purposes = letter_purposes()
        if template is not None and template.purpose not in {"", *dict(purposes)}:
            purposes.append((template.purpose, template.purpose))
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What it is for"), required=False, choices=[("", _("Answers to single persons")), *purposes],
            help_text=_("Letters for another purpose go only to people who have agreed to it, and say how to leave."),
        )  # fmt: skip
        if template is None:
            self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=LetterKind.choices)
            self.fields["noun"] = forms.ChoiceField(
                label=_("About"), choices=[(noun.code, noun.plural) for noun in nouns()],
                # What may be merged, and whose values the preview takes, follows the choice.
                widget=forms.Select(attrs={
                    "hx-get": reverse_lazy("letters:create"), "hx-trigger": "change", "hx-target": "#letter-beside",
                    "hx-select": "#letter-beside", "hx-swap": "outerHTML",
                }),
            )  # fmt: skip
        for code in Language.values:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject"), required=False, max_length=300, validators=[ProhibitNullCharactersValidator()],
                widget=forms.TextInput(attrs={
                    "maxlength": "300", "data-merge": "", "autocomplete": "off", "class": "form-control",
                }),
            )  # fmt: skip
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text"), required=False, strip=False,
                validators=[MaxLengthValidator(LONGEST), ProhibitNullCharactersValidator()],
                widget=forms.Textarea(attrs={"rows": 14, "data-merge": "", "class": "form-control"}),
            )  # fmt: skip

    def texts(self) -> dict[str, Text]:
        values = self.cleaned_data
        return {code: Text(values[f"subject_{code}"], values[f"body_{code}"]) for code in Language.values}

    @property
    def languages(self) -> list[dict[str, Any]]:
        """What the page shows as tabs: a language with its two fields, and whether something stands in them."""
        return [
            {
                "code": code, "label": label, "subject": self[f"subject_{code}"], "body": self[f"body_{code}"],
                "is_filled": bool(self[f"body_{code}"].value()), "errors": bool(self.errors.get(f"body_{code}"))
                or bool(self.errors.get(f"subject_{code}")),
            }
            for code, label in Language.choices
        ]  # fmt: skip


class MailForm(forms.Form):
    """What is sent is what stands here: the writer has the last word over the template."""

    to = forms.EmailField(
        label=_("Recipient"), max_length=254, required=False, widget=forms.EmailInput(attrs={"class": "form-control"})
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=300, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    body = forms.CharField(
        label=_("Text"), strip=False, validators=[MaxLengthValidator(LONGEST), ProhibitNullCharactersValidator()],
        widget=forms.Textarea(attrs={"rows": 16, "class": "form-control"}),
    )  # fmt: skip
