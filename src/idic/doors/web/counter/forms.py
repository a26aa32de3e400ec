from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.interact.cases.errors import TitleMissing
from idic.domain.interact.cases.queries.topics import chosen_topic, topic_choices
from idic.domain.interact.contact import Purpose
from idic.domain.interact.counter.errors import LetterRefused, NameMissing
from idic.domain.interact.counter.models import Counter
from idic.domain.interact.counter.operations.counters import CounterDraft, ServiceDraft
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.calendars.queries.calendars import calendar_choices, chosen_calendar

_PLAIN = [ProhibitNullCharactersValidator()]


class CounterForm(forms.Form):
    name = NameField(label=_("Name"), max_length=120, error_messages={"required": NameMissing.sentence})
    place = NameField(label=_("Place"), max_length=200, required=False)
    calendar = forms.ChoiceField(label=_("Open hours"), choices=(), required=False)
    head_start_minutes = forms.IntegerField(
        label=_("Head start of who goes first, in minutes"), min_value=0, max_value=240, initial=15,
        help_text=_("They are called as if they had come so much earlier; nobody else waits for ever."),
        error_messages={"required": _("Give the minutes; 0 for no head start.")},
    )  # fmt: skip
    is_open = forms.BooleanField(label=_("Gives numbers"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, counter: Counter | None, *args: Any, **kwargs: Any) -> None:
        if counter is not None:
            kwargs["initial"] = {
                "name": counter.name, "place": counter.place, "calendar": str(counter.calendar_id or ""),
                "head_start_minutes": counter.head_start_minutes, "is_open": counter.is_open, "version": counter.version,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, "calendar", [("", _("Always")), *calendar_choices()])

    def draft(self) -> CounterDraft:
        said = self.cleaned_data
        return CounterDraft(
            said["name"], said["place"], chosen_calendar(said["calendar"]),
            said["head_start_minutes"], said["is_open"],
        )  # fmt: skip


class ServiceForm(forms.Form):
    letter = forms.CharField(
        label=pgettext_lazy("of the alphabet", "Letter"),
        max_length=1,
        help_text=_("Its numbers begin with it: A001."),
        error_messages={"required": LetterRefused.sentence},
    )
    purpose = forms.ChoiceField(label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topic", [("", _("None")), *topic_choices()])
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = NameField(
                label=_("Name: %(language)s") % {"language": language}, max_length=120, required=code == "en"
            )

    def names(self) -> list[Any]:
        return [self[f"name_{code}"] for code, _language in settings.LANGUAGES]

    def draft(self) -> ServiceDraft:
        said = self.cleaned_data
        names = {code: said[f"name_{code}"] for code, _language in settings.LANGUAGES}
        return ServiceDraft(said["letter"], names, said["purpose"], chosen_topic(said["topic"]))


class DeskForm(forms.Form):
    name = NameField(label=_("Name"), max_length=40, error_messages={"required": NameMissing.sentence})


class CounterCaseForm(forms.Form):
    title = NameField(label=_("What it is about"), max_length=300, error_messages={"required": TitleMissing.sentence})
    purpose = forms.ChoiceField(label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices)
    text = forms.CharField(
        label=_("In the customer's words"), required=False, max_length=20_000, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    contact_name = NameField(label=_("Or a name, as given"), max_length=300, required=False)
