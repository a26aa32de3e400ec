from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.queries.topics import chosen_topic, topic_choices
from idic.domain.interact.contact import Purpose
from idic.domain.interact.hooks.enums import HookKind
from idic.domain.interact.hooks.errors import NameMissing, SecretMissing
from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.channels import LINE_ADDRESS, ChannelDraft
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.queries.users import chosen_team

_KEPT = _("One is kept and never shown. Leave this empty to keep it.")
_SECRET = {"autocomplete": "new-password"}


class HookForm(forms.Form):
    name = NameField(label=_("Name"), max_length=120, error_messages={"required": NameMissing.sentence})
    address = forms.CharField(
        label=_("Address that our answers go to"), max_length=500, required=False,
        help_text=_("A public https address. Without one, answers are only written down."),
    )  # fmt: skip
    secret = forms.CharField(
        label=_("Channel secret"), max_length=200, required=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    token = forms.CharField(
        label=_("Channel access token"), max_length=500, required=False, widget=forms.PasswordInput(attrs=_SECRET)
    )
    team = forms.ChoiceField(label=_("Team"), choices=(), required=False, help_text=_("Its cases are theirs."))
    purpose = forms.ChoiceField(label=_("Purpose of its messages"), choices=Purpose.choices)
    topic = forms.ChoiceField(label=_("Topic of its messages"), choices=(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, kind: str, channel: HookChannel | None, *args: Any, **kwargs: Any) -> None:
        self.kind = kind
        if channel is not None:
            same = ("name", "address", "purpose", "version")
            kwargs["initial"] = {name: getattr(channel, name) for name in same}
            kwargs["initial"] |= {"team": str(channel.team_id or ""), "topic": str(channel.topic_id or "")}
        super().__init__(*args, **kwargs)
        nothing = ("", _("None"))
        offer(self, "team", [nothing, *team_choices()])
        offer(self, "topic", [nothing, *topic_choices(channel.topic_id if channel else None)])
        if kind == HookKind.WEBHOOK:
            del self.fields["secret"], self.fields["token"]
            return
        self.fields["address"].label = _("Address of LINE")
        self.fields["address"].help_text = _("Leave it as it is, unless you reach LINE by another way.")
        if channel is None:
            self.fields["address"].initial = LINE_ADDRESS
            for name in ("secret", "token"):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = SecretMissing.sentence
        else:
            self.fields["secret"].help_text = self.fields["token"].help_text = _KEPT

    def draft(self) -> ChannelDraft:
        said = self.cleaned_data
        return ChannelDraft(
            said["name"], self.kind, said["address"], chosen_team(said["team"]),
            chosen_topic(said["topic"]), said["purpose"], said.get("secret", ""),
            said.get("token", ""),
        )  # fmt: skip
