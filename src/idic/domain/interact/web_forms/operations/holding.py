from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.senders import customer_at
from idic.domain.interact.web_forms.enums import SubmissionState
from idic.domain.interact.web_forms.errors import AlreadySettled
from idic.domain.interact.web_forms.models import Submission
from idic.domain.interact.web_forms.operations.filing import file_submission
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event


@transaction.atomic
def release(submission: Submission, *, by: User) -> Submission:
    """It becomes the case that it would have been. What was put aside can be released too."""
    row = _locked(submission, by=by)
    if row.customer is None:
        row.customer = customer_at(row.values.get("email", ""), row.values.get("phone", ""))
    file_submission(row, by=by)
    _record("web_form.released", row, by=by)
    return row


@transaction.atomic
def put_aside(submission: Submission, *, by: User) -> Submission:
    row = _locked(submission, by=by)
    if row.state == SubmissionState.DISCARDED:
        return row
    row.state, row.settled_at, row.settled_by = SubmissionState.DISCARDED, timezone.now(), by
    row.save()
    _record("web_form.put_aside", row, by=by)
    return row


def _locked(submission: Submission, *, by: User) -> Submission:
    require(by, "channel.manage")
    row = Submission.objects.select_for_update(of=("self",)).select_related("form", "customer").get(pk=submission.pk)
    if row.state == SubmissionState.FILED or not row.values:
        raise AlreadySettled
    return row


def _record(verb: str, row: Submission, *, by: User) -> None:
    told = {"submission_id": row.pk, "case_id": row.case_id}
    customer = row.customer_id
    append_event(
        NewEvent(verb, "web_form", row.form_id, customer_id=customer, before={"name": row.form.name}, after=told), by=by
    )
