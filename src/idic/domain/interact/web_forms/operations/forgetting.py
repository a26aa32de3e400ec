from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from idic.domain.identify.privacy.models import LegalHold
from idic.domain.interact.web_forms.enums import SubmissionState
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.foundation.events.operations.append import NewEvent, append_event

_CODE = "web_form_submission"
_PIECE = 500


def forget_put_aside() -> int:
    """What somebody put aside and its form keeps no longer; its files go with the next look for those that no row needs.
    What is held waits for a person however long that takes, and what a legal hold names stays."""
    return sum(_forget_of(form) for form in WebForm.objects.order_by("pk"))


def _forget_of(form: WebForm) -> int:
    done = 0
    while piece := _forget_piece(form):
        done += piece
    return done


@transaction.atomic
def _forget_piece(form: WebForm) -> int:
    """One event for each piece: it tells how many, and of nobody."""
    if _holds().filter(customer__isnull=True).exists():
        return 0
    before = timezone.now() - timedelta(days=form.keep_days)
    due = Submission.objects.select_for_update(of=("self",), skip_locked=True).filter(
        form=form, state=SubmissionState.DISCARDED, settled_at__lt=before
    )
    persons = _holds().values("customer_id")
    rows = list(due.exclude(customer_id__isnull=False, customer_id__in=persons).order_by("pk")[:_PIECE])
    if not rows:
        return 0
    Submission.objects.filter(pk__in=[row.pk for row in rows]).delete()
    after = {"count": len(rows), "days": form.keep_days}
    append_event(NewEvent("web_form.forgotten", "web_form", form.pk, before={"name": form.name}, after=after), by=None)
    return len(rows)


def _holds() -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(Q(classes=[]) | Q(classes__contains=[_CODE]), released_at__isnull=True)
