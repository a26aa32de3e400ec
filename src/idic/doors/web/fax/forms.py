from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.fax.enums import NumberForm, NumberPlace
from idic.domain.interact.fax.errors import NameMissing, PatternRefused, SendersMissing, WordsMissing
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.operations.gateways import GatewayDraft
from idic.domain.interact.mail.queries.mailboxes import chosen_mailbox, mailbox_choices
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField

_PLAIN = [ProhibitNullCharactersValidator()]
_LINES = {"rows": 3}
_DELIVERED = "successfully sent\nsuccessfully delivered\ntransmission successful\nส่งสำเร็จ\n发送成功\n傳送成功"
_FAILED = "not delivered\nfailed\nfailure\nunsuccessful\ncould not be\nส่งไม่สำเร็จ\n发送失败\n傳送失敗"


class GatewayForm(forms.Form):
    name = NameField(label=_("Name"), max_length=120, error_messages={"required": NameMissing.sentence})
    mailbox = forms.ChoiceField(
        label=_("Mailbox"),
        choices=(),
        help_text=_("Faxes come to it and go out from it; their team and topic are its own."),
    )
    senders = forms.CharField(
        label=_("Addresses of the gateway"), max_length=4000, widget=forms.Textarea(attrs=_LINES), validators=_PLAIN,
        help_text=_("One on each line; @fax.example.com stands for all of a domain. What others write stays an e-mail."),
        error_messages={"required": SendersMissing.sentence},
    )  # fmt: skip
    number_place = forms.ChoiceField(label=_("Where the number stands that faxed"), choices=NumberPlace.choices)
    number_pattern = forms.CharField(
        label=_("What stands around it"), max_length=200, initial="{number}", validators=_PLAIN,
        help_text=_("For instance: Fax from {number}. With {number} alone the first number counts."),
        error_messages={"required": PatternRefused.sentence},
    )  # fmt: skip
    address_out = forms.CharField(
        label=_("Address that a fax is mailed to"), max_length=254, validators=_PLAIN,
        help_text=_("For instance: {number}@fax.example.com"),
        error_messages={"required": PatternRefused.sentence},
    )  # fmt: skip
    number_form = forms.ChoiceField(label=_("How the number is written there"), choices=NumberForm.choices)
    delivered_words = forms.CharField(
        label=_("Words of a report that it was delivered"), max_length=2500, initial=_DELIVERED, validators=_PLAIN,
        widget=forms.Textarea(attrs=_LINES), help_text=_("One on each line, as the gateway’s mail says it."),
        error_messages={"required": WordsMissing.sentence},
    )  # fmt: skip
    failed_words = forms.CharField(
        label=_("Words of a report that it was not"), max_length=2500, initial=_FAILED, validators=_PLAIN,
        widget=forms.Textarea(attrs=_LINES), help_text=_("These are looked for first."),
        error_messages={"required": WordsMissing.sentence},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, gateway: FaxGateway | None, *args: Any, **kwargs: Any) -> None:
        if gateway is not None:
            kwargs["initial"] = _initial(gateway)
        super().__init__(*args, **kwargs)
        offer(self, "mailbox", mailbox_choices())

    def draft(self) -> GatewayDraft:
        said = self.cleaned_data
        return GatewayDraft(
            name=said["name"], mailbox=chosen_mailbox(said["mailbox"]),
            senders=said["senders"].splitlines(), address_out=said["address_out"], number_place=said["number_place"],
            number_pattern=said["number_pattern"], number_form=said["number_form"],
            delivered_words=said["delivered_words"].splitlines(), failed_words=said["failed_words"].splitlines(),
        )  # fmt: skip


def _initial(gateway: FaxGateway) -> dict[str, Any]:
    same = ("name", "number_place", "number_pattern", "address_out", "number_form", "version")
    found: dict[str, Any] = {name: getattr(gateway, name) for name in same}
    found |= {name: "\n".join(getattr(gateway, name)) for name in ("senders", "delivered_words", "failed_words")}
    return found | {"mailbox": str(gateway.mailbox_id)}
