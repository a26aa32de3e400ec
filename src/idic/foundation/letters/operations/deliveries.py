from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.house_mail.header_ids import new_header_id
from idic.foundation.jobs.queueing import queue
from idic.foundation.letters.attached import checked_files
from idic.foundation.letters.enums import TROUBLE, DeliveryState
from idic.foundation.letters.errors import NoAddress, NotForThisPurpose, NotRepeatable
from idic.foundation.letters.gate import asked_gate
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery, LetterTemplate
from idic.foundation.nouns.registry import access_record, noun_of
from idic.foundation.texts import one_line

#: So long a letter is left to the job of its own before whoever looks every minute takes it up.
OWN_JOB = timedelta(minutes=1)


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
        next_at=timezone.now() + OWN_JOB,
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


@transaction.atomic
def send_again(delivery: Delivery, *, by: User) -> None:
    """Somebody who sees its record says that it shall go out, again or after all; under the number it had."""
    require(by, "letter.see")
    access_record(by, delivery.noun, delivery.subject_id)
    row = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state not in TROUBLE:
        raise NotRepeatable
    row.state = DeliveryState.WAITING
    row.error = ""
    row.attempts = 0
    row.handed_at = None
    row.next_at = timezone.now() + OWN_JOB
    row.save()
    after = {"delivery_id": row.pk, "subject": row.subject}
    append_event(NewEvent("letter.sent_again", row.noun, row.subject_id, row.customer_id, after=after), by=by)
    queue_delivery(row)


def queue_delivery(delivery: Delivery) -> None:
    from idic.foundation.letters.tasks import deliver  # the task module needs the app registry to be ready

    queue(deliver, delivery_id=delivery.pk)
