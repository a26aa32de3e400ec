"""A customer's browser, come in through the link of a mail."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.house_mails import send_asked


def asked_for(client: Client, email: str) -> str:
    """The address in the mail; empty where none was sent."""
    before = len(mail.outbox)
    client.post(reverse("portal:sign-in"), {"email": email})
    send_asked("portal.link")
    if len(mail.outbox) == before:
        return ""
    return re.findall(r"/portal/enter/\S+", str(mail.outbox[-1].body))[0]


def come_in(email: str, **headers: Any) -> Client:
    client = Client(headers={"accept-language": "en", **headers})
    client.post(asked_for(client, email))
    return client
