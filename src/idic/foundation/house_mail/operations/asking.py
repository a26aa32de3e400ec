from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.house_mail.header_ids import new_header_id
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.jobs.queueing import queue

#: So long a mail is left to the job of its own before whoever looks every minute takes it up.
OWN_JOB = timedelta(minutes=1)


@transaction.atomic
def ask_mail(
    kind: str, key: str = "", *, arguments: Mapping[str, object], user: User | int | None = None,
    customer_id: int | None = None, waits: bool = False,
) -> HouseMail:  # fmt: skip
    """With the act that it tells: rolled back with it, sent once it is committed, and once for each key. `waits`: within a
    minute is soon enough."""
    now = timezone.now()
    values = {
        "arguments": dict(arguments), "user_id": user.pk if isinstance(user, User) else user, "customer_id": customer_id,
        "header_id": new_header_id(), "next_at": now if waits else now + OWN_JOB,
    }  # fmt: skip
    if key:
        mail, is_new = HouseMail.objects.get_or_create(kind=kind, key=key, defaults=values)
    else:
        mail, is_new = HouseMail.objects.create(kind=kind, **values), True
    if is_new and not waits:
        send_soon(mail)
    return mail


def send_soon(mail: HouseMail) -> None:
    from idic.foundation.house_mail.tasks import send_house_mail  # the task module needs the app registry to be ready

    queue(send_house_mail, mail_id=mail.pk)
