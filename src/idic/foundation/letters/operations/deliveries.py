from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError

from idic.foundation.accounts.models import User
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.header_ids import new_header_id
from idic.foundation.jobs.queueing import queue
from idic.foundation.letters.attached import checked_files
from idic.foundation.letters.errors import NoAddress, NotForThisPurpose
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery, LetterTemplate
from idic.foundation.nouns.registry import access_record, noun_of
from idic.foundation.texts import one_line

ATTEMPTS = 5


@transaction.atomic
def send_mail(
    merged: Merged, *, template: LetterTemplate | None, noun: str, record: Any, to: str, language: str, by: User,
    cause_id: int | None = None, purpose: str | None = None, files: Sequence[int] = (),
) -> Delivery:  # fmt: skip
    """Queued with the act that wants it: rolled back with it, sent once it is committed.

    `purpose` stands in for the template's own; what is sent for one is refused where the person has not agreed to it.
    """
    access_record(by, noun, record.pk)
    to = to.strip()
    try:
        validate_email(to)
    except ValidationError as error:
        raise NoAddress from error
    kept = checked_files(noun, record.pk, files)
    delivery = Delivery(
        template=template, noun=noun, subject_id=record.pk, customer_id=noun_of(noun).customer_of(record),
        to_address=to, files=[one.pk for one in kept], language=language, body=merged.body,
        subject=one_line(merged.subject, 500), header_id=new_header_id(), created_by=by,
        purpose=purpose if purpose is not None else template.purpose if template is not None else "",
    )  # fmt: skip
    answer = asked_gate(delivery)
    if answer.refusal:
        raise NotForThisPurpose(answer.refusal)
    delivery.save()
    customer_id = delivery.customer_id
    append_event(
        NewEvent(
            "letter.queued", noun, record.pk, customer_id=customer_id, cause_id=cause_id,
            after={"delivery_id": delivery.pk, "template_id": template.pk if template else None,
                   "subject": delivery.subject, **({"files": delivery.files} if kept else {})},
        ),
        by=by,
    )  # fmt: skip
    queue_delivery(delivery)
    return delivery


def queue_delivery(delivery: Delivery, *, until: datetime | None = None) -> None:
    from idic.foundation.letters.tasks import deliver  # the task module needs the app registry to be ready

    queue(deliver, at=until, delivery_id=delivery.pk)
