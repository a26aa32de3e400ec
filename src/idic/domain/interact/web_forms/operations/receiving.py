"""What somebody sends with a form: a case at once, or held for a person to look at. Nothing that came is lost."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.routing import was_unwanted
from idic.domain.interact.senders import customer_at
from idic.domain.interact.web_forms.drafts import Sent
from idic.domain.interact.web_forms.enums import Doubt, SubmissionState
from idic.domain.interact.web_forms.errors import FormOff, SentBefore
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.domain.interact.web_forms.operations.filing import file_submission
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def receive_submission(form: WebForm, sent: Sent) -> Submission:
    """The same under one stamp, sent twice by a double click or by loading again, is one. Another text under a stamp that
    is used up is refused with words, so that whoever went back and wrote something new sends it once more."""
    if not form.is_active:
        raise FormOff
    digest = _digest(sent)
    moment = timezone.now()
    doubt = sent.doubt or (Doubt.UNWANTED if was_unwanted(sent.email) else "")
    customer = customer_at(sent.email, sent.phone)
    row, is_new = Submission.objects.get_or_create(
        form=form, number=sent.number,
        defaults={
            "digest": digest, "state": SubmissionState.HELD, "doubt": doubt, "values": sent.values(),
            "files": sent.kept_files(), "language": sent.language, "consent": sent.consent, "customer": customer,
            "received_at": min(sent.at or moment, moment),
        },
    )  # fmt: skip
    if not is_new:
        if row.digest != digest:
            raise SentBefore
        return row
    if not doubt:
        return file_submission(row, by=None)
    append_event(
        NewEvent(
            "web_form.held", "web_form", form.pk, customer_id=customer.pk if customer else None,
            before={"name": form.name}, after={"submission_id": row.pk, "doubt": str(doubt)},
        ),
        by=None,
    )  # fmt: skip
    return row


def _digest(sent: Sent) -> str:
    said = [sent.values(), [[one.name, one.digest] for one in sent.files]]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
