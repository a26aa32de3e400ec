"""Mails of the house to people outside, in the language that is active: they say whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from idic.foundation.organisation.queries import organisation_shown
from idic.foundation.texts import one_line


def mail_of_the_house(subject: str, lines: Sequence[str], *, to: str) -> EmailMessage:
    """Under the organisation's name, so that nobody takes it for somebody else's; an answer to it goes to its address. A
    sender that the operator has named already keeps that name."""
    house = organisation_shown()
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        subject=subject, body="\n\n".join([*lines, *([house.name] if house.name else [])]) + "\n",
        from_email=formataddr((name or one_line(house.name), address)), to=[to],
        reply_to=[house.email] if house.email else None, headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
