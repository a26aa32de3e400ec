from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.queries.topics import chosen_topic, topic_choices
from idic.domain.interact.contact import Purpose
from idic.domain.interact.mail.enums import Security
from idic.domain.interact.mail.errors import NameMissing
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import MailboxDraft, Server
from idic.domain.interact.mail.operations.receipts import delivered_text
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.queries.choices import team_choices
from idic.foundation.accounts.queries.users import chosen_team

_KEPT = _("One is kept and never shown. Leave this empty to keep it; a new server or user needs it again.")
# given back only in the answer to what was just typed, which has to be sent once more after a trial; never from the records
_PASSWORD = {"autocomplete": "new-password"}
_PLAIN = [ProhibitNullCharactersValidator()]


class MailboxForm(forms.Form):
    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("Customers see it as the sender."),
        error_messages={"required": NameMissing.sentence},
    )
    address = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={"required": _("Write the address that customers write to.")},
    )
    imap_host = forms.CharField(label=_("Server that keeps the mail (IMAP)"), max_length=253, required=False)
    imap_port = forms.IntegerField(label=_("Port of the IMAP server"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Protection of the IMAP line"), choices=Security.choices, initial="tls")
    imap_user = forms.CharField(label=_("User name for IMAP"), max_length=254, required=False)
    imap_password = forms.CharField(
        label=_("Password for IMAP"), max_length=2000, required=False, strip=False, validators=_PLAIN,
        widget=forms.PasswordInput(attrs=_PASSWORD, render_value=True),
    )  # fmt: skip
    folder = forms.CharField(
        label=_("Folder"),
        max_length=200,
        initial="INBOX",
        error_messages={"required": _("Name the folder that is read, usually INBOX.")},
    )
    smtp_host = forms.CharField(label=_("Server that sends the mail (SMTP)"), max_length=253, required=False)
    smtp_port = forms.IntegerField(label=_("Port of the SMTP server"), min_value=1, max_value=65535, initial=587)
    smtp_security = forms.ChoiceField(
        label=_("Protection of the SMTP line"), choices=Security.choices, initial="starttls"
    )
    smtp_user = forms.CharField(label=_("User name for SMTP"), max_length=254, required=False)
    smtp_password = forms.CharField(
        label=_("Password for SMTP"), max_length=2000, required=False, strip=False, validators=_PLAIN,
        widget=forms.PasswordInput(attrs=_PASSWORD, render_value=True),
    )  # fmt: skip
    trusted = forms.CharField(
        label=_("Certificates of your own servers"), max_length=200_000, required=False, validators=_PLAIN,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "Leave this empty for servers with an ordinary certificate. Otherwise paste the certificate of your own authority,"
            " or of the server itself, as PEM: then no other is trusted. The name is checked all the same."
        ),
    )  # fmt: skip
    team = forms.ChoiceField(label=_("Team"), choices=(), required=False, help_text=_("Its cases are theirs."))
    purpose = forms.ChoiceField(label=_("Purpose of its mails"), choices=Purpose.choices)
    topic = forms.ChoiceField(label=_("Topic of its mails"), choices=(), required=False)
    sends_receipts = forms.BooleanField(label=_("Tell the sender at once that the mail has come"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)

    def __init__(self, mailbox: Mailbox | None, *args: Any, **kwargs: Any) -> None:
        if mailbox is not None:
            kwargs["initial"] = _initial(mailbox)
        super().__init__(*args, **kwargs)
        nothing = ("", _("None"))
        offer(self, "team", [nothing, *team_choices()])
        offer(self, "topic", [nothing, *topic_choices(mailbox.topic_id if mailbox else None)])
        for kind, label in (("signature", _("Signature: %(language)s")), ("receipt", _("Receipt: %(language)s"))):
            for code, language in settings.LANGUAGES:
                self.fields[f"{kind}_{code}"] = forms.CharField(
                    label=label % {"language": language}, required=False, max_length=5000, validators=_PLAIN,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    help_text=_("{{case.number}} stands for the number of the case.") if kind == "receipt" else "",
                )  # fmt: skip
        for code, _name in settings.LANGUAGES:
            # what is sent where it stays empty
            self.fields[f"receipt_{code}"].widget.attrs["placeholder"] = delivered_text(code)
        if mailbox is not None:
            for which in ("imap", "smtp"):
                if getattr(mailbox, f"{which}_secret"):
                    self.fields[f"{which}_password"].help_text = _KEPT

    def texts(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(("signature_", "receipt_"))]

    def draft(self) -> MailboxDraft:
        said = self.cleaned_data
        return MailboxDraft(
            name=said["name"], address=said["address"], imap=self._server("imap"), smtp=self._server("smtp"),
            folder=said["folder"], trusted=said["trusted"],
            team=chosen_team(said["team"]), purpose=said["purpose"],
            topic=chosen_topic(said["topic"]), signatures=self._texts("signature"),
            receipts=self._texts("receipt"), sends_receipts=said["sends_receipts"],
        )  # fmt: skip

    def _server(self, which: str) -> Server:
        host, port, security, user, password = (
            self.cleaned_data[f"{which}_{name}"] for name in ("host", "port", "security", "user", "password")
        )
        return Server(host, port, security, user, password or None)

    def _texts(self, kind: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{kind}_{code}"] for code, _language in settings.LANGUAGES}


def _initial(mailbox: Mailbox) -> dict[str, Any]:
    """Never a password."""
    same = (
        "name", "address", "imap_host", "imap_port", "imap_security", "imap_user", "folder", "smtp_host", "smtp_port",
        "smtp_security", "smtp_user", "trusted", "purpose", "sends_receipts", "version",
    )  # fmt: skip
    found: dict[str, Any] = {name: getattr(mailbox, name) for name in same}
    found |= {"team": str(mailbox.team_id or ""), "topic": str(mailbox.topic_id or "")}
    found |= {f"signature_{code}": text for code, text in mailbox.signatures.items()}
    return found | {f"receipt_{code}": text for code, text in mailbox.receipts.items()}
