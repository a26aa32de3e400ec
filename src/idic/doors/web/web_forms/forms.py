"""What staff set up: one form, its texts in the languages it offers, its own questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.queries.products import codes_of_products
from idic.domain.interact.cases.queries.topics import chosen_topic, topic_choices
from idic.domain.interact.contact import Purpose
from idic.domain.interact.web_forms.drafts import Question, WebFormDraft
from idic.domain.interact.web_forms.enums import Asked, Need, OwnKind
from idic.domain.interact.web_forms.errors import NameMissing, TextsMissing
from idic.domain.interact.web_forms.models import WebForm
from idic.domain.interact.web_forms.operations.forms import MOST_DAYS, MOST_QUESTIONS, TEXTS
from idic.doors.web.catalogue.found import ProductsField
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.queries.users import chosen_team

_PLAIN = [ProhibitNullCharactersValidator()]
_USUAL = {Asked.SUBJECT: Need.OPTIONAL, Asked.NAME: Need.REQUIRED, Asked.EMAIL: Need.REQUIRED}
_WORDS = {
    "title": _("Heading: %(language)s"), "intro": _("Words above the form: %(language)s"),
    "thanks": _("Thanks, when it is sent: %(language)s"), "consent": _("Line that has to be ticked: %(language)s"),
}  # fmt: skip


class WebFormForm(forms.Form):
    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("For yourselves; visitors read the heading."),
        error_messages={"required": NameMissing.sentence},
    )
    purpose = forms.ChoiceField(label=_("Purpose of what is sent"), choices=Purpose.choices)
    topic = forms.ChoiceField(label=_("Topic of what is sent"), choices=(), required=False)
    team = forms.ChoiceField(label=_("Team"), choices=(), required=False, help_text=_("Its cases are theirs."))
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=[(one.value, one.label) for one in Language],
        widget=forms.CheckboxSelectMultiple, initial=[settings.LANGUAGE_CODE],
        error_messages={"required": _("Choose at least one language.")},
    )  # fmt: skip
    products = ProductsField(
        label=_("Products to choose from"), required=False,
        help_text=_("Where a product is asked for: visitors choose among these, in this order."),
    )  # fmt: skip
    sites = forms.CharField(
        label=_("Sites that may show it"), required=False, max_length=4000, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://www.example.org"}),
        help_text=_("One address on each line. Everywhere else the form opens as a page of its own."),
    )  # fmt: skip
    keep_days = forms.IntegerField(
        label=_("Days for which what was put aside is kept"), min_value=1, max_value=MOST_DAYS, initial=30, required=False,
        help_text=_("Then it is deleted for good, with its files. What is held waits for you."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, form: WebForm | None, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(form)
        super().__init__(*args, **kwargs)
        nothing = ("", _("None"))
        offer(self, "team", [nothing, *team_choices()])
        offer(self, "topic", [nothing, *topic_choices(form.topic_id if form else None)])
        for kind, label in Asked.choices:
            self.fields[f"asked_{kind}"] = forms.ChoiceField(
                label=label, choices=Need.choices, required=kind != Asked.PRODUCT
            )
        for code, language in settings.LANGUAGES:
            for name in TEXTS:
                self.fields[f"{name}_{code}"] = _text(
                    _WORDS[name] % {"language": language}, rows=0 if name == "title" else 3
                )
            self._need_heading(code)
        for number in range(MOST_QUESTIONS):
            self._ask(number)

    def _need_heading(self, code: str) -> None:
        heading = self.fields[f"title_{code}"]
        heading.required = code in (self["languages"].value() or ())
        heading.error_messages["required"] = TextsMissing.sentence

    def _ask(self, number: int) -> None:
        kinds = [("", _("Not asked")), *OwnKind.choices]
        self.fields[f"own_{number}_kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds, required=False)
        self.fields[f"own_{number}_required"] = forms.BooleanField(label=_("Has to be filled in"), required=False)
        for code, language in settings.LANGUAGES:
            self.fields[f"own_{number}_label_{code}"] = _text(_("Question: %(language)s") % {"language": language})
            self.fields[f"own_{number}_choices_{code}"] = _text(
                _("Answers, one on each line: %(language)s") % {"language": language}, rows=3
            )

    def asked(self) -> list[Any]:
        return [self[f"asked_{kind}"] for kind in Asked.values]

    def texts(self) -> list[tuple[str, list[Any], bool]]:
        """Open are those that have to be filled in, and those of which something is said."""
        found = []
        for code, name in settings.LANGUAGES:
            parts = [self[f"{part}_{code}"] for part in TEXTS]
            is_open = code in (self["languages"].value() or ()) or any(one.errors for one in parts)
            found.append((str(name), parts, is_open))
        return found

    def questions(self) -> list[dict[str, Any]]:
        return [
            {
                "number": number + 1, "kind": self[f"own_{number}_kind"], "required": self[f"own_{number}_required"],
                "is_open": bool(self[f"own_{number}_kind"].value())
                or any(self[name].errors for name in self.fields if name.startswith(f"own_{number}_")),
                "words": [
                    (self[f"own_{number}_label_{code}"], self[f"own_{number}_choices_{code}"])
                    for code, _name in settings.LANGUAGES
                ],
            }
            for number in range(MOST_QUESTIONS)
        ]  # fmt: skip

    def draft(self) -> WebFormDraft:
        said = self.cleaned_data
        codes = [code for code, _name in settings.LANGUAGES]
        return WebFormDraft(
            said["name"], said["languages"], {code: {name: said[f"{name}_{code}"] for name in TEXTS} for code in codes},
            purpose=said["purpose"], topic=chosen_topic(said["topic"]),
            team=chosen_team(said["team"]), sites=said["sites"].splitlines(),
            keep_days=said["keep_days"] or 30, products=codes_of_products([int(one) for one in said["products"]]),
            asked={kind: said[f"asked_{kind}"] or Need.OFF for kind in Asked.values},
            questions=[
                Question(
                    said[f"own_{number}_kind"], said[f"own_{number}_required"],
                    {code: said[f"own_{number}_label_{code}"] for code in codes},
                    {code: said[f"own_{number}_choices_{code}"].splitlines() for code in codes},
                )
                for number in range(MOST_QUESTIONS) if said[f"own_{number}_kind"]
            ],
        )  # fmt: skip


def _text(label: str, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    longest = 5000 if rows else 300
    return forms.CharField(label=label, required=False, max_length=longest, validators=_PLAIN, widget=widget)


def _initial(form: WebForm | None) -> dict[str, Any]:
    if form is None:
        return {f"asked_{kind}": _USUAL.get(Asked(kind), Need.OFF) for kind in Asked.values}
    found: dict[str, Any] = {
        "name": form.name, "purpose": form.purpose, "topic": str(form.topic_id or ""), "team": str(form.team_id or ""),
        "languages": form.languages, "sites": "\n".join(form.sites), "keep_days": form.keep_days, "version": form.version,
        "products": [str(pk) for pk in form.products],
    }  # fmt: skip
    found |= {f"asked_{kind}": need for kind, need in form.asked.items()}
    found |= {f"{name}_{code}": text for code, texts in form.texts.items() for name, text in texts.items()}
    for number, one in enumerate(form.questions):
        found |= {f"own_{number}_kind": one["kind"], f"own_{number}_required": one["is_required"]}
        found |= {f"own_{number}_label_{code}": text for code, text in one["labels"].items()}
        found |= {f"own_{number}_choices_{code}": "\n".join(texts) for code, texts in one["choices"].items()}
    return found
