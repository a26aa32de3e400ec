"""The form as visitors fill it in: what it asks stands in the record of the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.queries.products import products_on_offer
from idic.domain.interact.web_forms.drafts import Sent
from idic.domain.interact.web_forms.enums import Asked, Need, OwnKind
from idic.domain.interact.web_forms.models import WebForm
from idic.doors.web.outside.uploads import FilesField, kept_files
from idic.doors.web.standards.wording import in_language
from idic.methods.normalise.emails import parse_email

_LONGEST = 20_000
_PLAIN = [ProhibitNullCharactersValidator()]


class VisitorForm(forms.Form):
    use_required_attribute = False

    def __init__(self, form: WebForm, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.language = form, language
        self._ask(Asked.SUBJECT, _line(_("What it is about"), 200))
        self.fields["message"] = forms.CharField(
            label=_("Your message"), max_length=_LONGEST, validators=_PLAIN, widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": _("Write what we can do for you.")},
        )  # fmt: skip
        if form.asked.get(Asked.PRODUCT, Need.OFF) != Need.OFF and (offered := products_on_offer(form.products)):
            self._ask(
                Asked.PRODUCT, forms.ChoiceField(label=_("Which product is it about?"), choices=[("", "–"), *offered])
            )
        for number, one in enumerate(form.questions):
            self.fields[f"own_{number}"] = self._own(one)
        self._ask(Asked.NAME, _line(_("Your name"), 200, autocomplete="name"))
        email = _line(_("Your e-mail address"), 254, autocomplete="email", inputmode="email")
        self._ask(Asked.EMAIL, email)
        self._ask(Asked.PHONE, _line(_("Your telephone number"), 60, autocomplete="tel", inputmode="tel"))
        self._ask(Asked.FILES, FilesField())
        if words := self.words("consent"):
            self.fields["consent"] = forms.BooleanField(
                label=words, error_messages={"required": _("Tick this line, or tell us in another way.")}
            )

    def words(self, name: str) -> str:
        """A text of the form in the visitor's language."""
        texts = {code: self.record.texts.get(code, {}).get(name, "") for code in self.record.languages}
        return in_language(texts, self.language)

    def clean_email(self) -> str:
        text: str = self.cleaned_data["email"].strip()
        if text and not parse_email(text).valid:
            raise forms.ValidationError(_("This is no e-mail address. It looks like name@example.org."))
        return text

    def sent(self, *, number: str, doubt: str) -> Sent:
        said = self.cleaned_data
        own = [
            (in_language(one["labels"], self.language), said[f"own_{place}"])
            for place, one in enumerate(self.record.questions)
        ]
        return Sent(
            number=number, doubt=doubt, message=said["message"], subject=said.get("subject", ""), language=self.language,
            name=said.get("name", ""), email=said.get("email", ""), phone=said.get("phone", ""),
            product=int(said["product"]) if said.get("product") else None,
            own=tuple((label, answer) for label, answer in own if answer),
            consent=self.words("consent") if said.get("consent") else "", files=kept_files(said.get("files") or []),
        )  # fmt: skip

    def _ask(self, kind: str, field: forms.Field) -> None:
        need = self.record.asked.get(kind, Need.OFF)
        if need != Need.OFF:
            field.required = need == Need.REQUIRED
            self.fields[kind] = field

    def _own(self, one: dict[str, Any]) -> forms.Field:
        label = in_language(one["labels"], self.language)
        if one["kind"] == OwnKind.CHOICE:
            answers: list[str] = one["choices"].get(self.language) or next(iter(one["choices"].values()), [])
            choices = [("", "–"), *((answer, answer) for answer in answers)]
            return forms.ChoiceField(label=label, choices=choices, required=one["is_required"])
        field = _line(label, 500)
        field.required = one["is_required"]
        return field


def language_for(form: WebForm, request: HttpRequest) -> str:
    """The visitor's, where the form is written in it, else the first that it is written in."""
    asked = str(getattr(request, "LANGUAGE_CODE", ""))
    return asked if asked in form.languages else form.languages[0]


def _line(label: Any, longest: int, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=label, max_length=longest, validators=_PLAIN, widget=widget)
