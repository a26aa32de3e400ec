from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.queries.topics import chosen_topic, topic_choices
from idic.domain.interact.chat.enums import Asking
from idic.domain.interact.chat.errors import NameMissing
from idic.domain.interact.chat.models import ChatSite
from idic.domain.interact.chat.operations.sites import TEXTS, SiteDraft
from idic.domain.interact.contact import Purpose
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.queries.users import chosen_team
from idic.foundation.calendars.queries.calendars import calendar_choices, chosen_calendar

_PLAIN = [ProhibitNullCharactersValidator()]
_LABELS = {
    "title": _("Heading: %(language)s"), "welcome": _("Welcome: %(language)s"), "away": _("Out of hours: %(language)s"),
}  # fmt: skip


class ChatSiteForm(forms.Form):
    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("Only we see it."),
        error_messages={"required": NameMissing.sentence},
    )
    team = forms.ChoiceField(
        label=_("Team"),
        choices=(),
        required=False,
        help_text=_("Its chats are theirs, and open while one of them is there."),
    )
    calendar = forms.ChoiceField(
        label=_("Open hours"),
        choices=(),
        required=False,
        help_text=_("Without one it is open whenever somebody takes chats."),
    )
    purpose = forms.ChoiceField(
        label=_("Purpose of its chats"), choices=Purpose.choices, initial=Purpose.SEEK_INFORMATION
    )
    topic = forms.ChoiceField(label=_("Topic of its chats"), choices=(), required=False)
    asking = forms.ChoiceField(label=_("Name and e-mail address"), choices=Asking.choices, initial=Asking.OPTIONAL)
    sites = forms.CharField(
        label=_("Web sites that may show it"), required=False, max_length=5000, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One to a line, like https://www.example.org."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, site: ChatSite | None, *args: Any, **kwargs: Any) -> None:
        if site is not None:
            kwargs["initial"] = _initial(site)
        super().__init__(*args, **kwargs)
        nothing = ("", _("None"))
        offer(self, "team", [nothing, *team_choices()])
        offer(self, "calendar", [nothing, *calendar_choices()])
        offer(self, "topic", [nothing, *topic_choices(site.topic_id if site else None)])
        for text in TEXTS:
            for code, language in settings.LANGUAGES:
                self.fields[f"{text}_{code}"] = forms.CharField(
                    label=_LABELS[text] % {"language": language}, required=False, max_length=500, validators=_PLAIN,
                    widget=forms.TextInput if text == "title" else forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip

    def texts(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(tuple(f"{text}_" for text in TEXTS))]

    def draft(self) -> SiteDraft:
        said = self.cleaned_data
        return SiteDraft(
            said["name"], sites=said["sites"].splitlines(), asking=said["asking"], purpose=said["purpose"],
            team=chosen_team(said["team"]),
            calendar=chosen_calendar(said["calendar"]),
            topic=chosen_topic(said["topic"]),
            texts={code: {text: said[f"{text}_{code}"] for text in TEXTS} for code, _language in settings.LANGUAGES},
        )  # fmt: skip


def _initial(site: ChatSite) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(site, name) for name in ("name", "purpose", "asking", "version")}
    found |= {name: str(getattr(site, f"{name}_id") or "") for name in ("team", "calendar", "topic")}
    found["sites"] = "\n".join(site.sites)
    return found | {f"{text}_{code}": words for code, texts in site.texts.items() for text, words in texts.items()}
