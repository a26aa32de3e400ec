"""What the worker's jobs would do with the mails of the house that wait."""

from __future__ import annotations

from idic.foundation.house_mail.models import HouseMail
from idic.foundation.house_mail.operations.sending import send_now


def send_asked(kind: str) -> list[bool]:
    """Whether each of them left, in the order in which they were asked for."""
    waiting = HouseMail.objects.filter(kind=kind, state="waiting").order_by("pk")
    return [send_now(pk) for pk in list(waiting.values_list("pk", flat=True))]
