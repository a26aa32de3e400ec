"""Who looks after mail sees what did not leave, or perhaps, and says of each whether it goes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.asking import ask_mail
from tests.contracts.mailboxes import make_house_mail


def test_what_is_in_doubt_is_told_and_goes_again_when_somebody_says_so(
    cast: Any, signed_in: Callable[[str], Client]
) -> None:
    doubtful = make_house_mail(cast.manager)
    link = ask_mail("portal.link", "1", arguments={"link": 1})
    HouseMail.objects.filter(pk=link.pk).update(state="failed", error="TooLate")
    client = signed_in("administrator")
    assert "2 mails of the house were not sent" in client.get(reverse("mailboxes:list")).content.decode()
    page = client.get(reverse("mailboxes:house"), {"show": "trouble"}).content.decode()
    assert "it may have arrived" in page
    assert "It could not be sent while it was of use." in page
    assert page.count("Send again") == 1
    HouseMail.objects.filter(pk=doubtful.pk).update(state="failed", error="Interrupted")
    page = client.get(reverse("mailboxes:house"), {"show": "trouble"}).content.decode()
    assert ("The work broke off while it was being sent." in page, "it may have arrived" in page) == (True, False)
    for mail, state in ((doubtful, "waiting"), (link, "failed")):
        assert client.post(reverse("mailboxes:house-again", args=[mail.pk])).status_code == 302
        assert HouseMail.objects.get(pk=mail.pk).state == state
    assert "cannot be sent again" in client.get(reverse("mailboxes:house")).content.decode()
