from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from idic.domain.interact.cases.queries.seen import seen_case
from idic.domain.interact.web_forms.enums import SubmissionState
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_forms(user: User) -> QuerySet[WebForm]:
    """`held` is how many of its submissions wait for a person: those alone are looked at, however many were filed."""
    require(user, "channel.manage")
    counted = _held().values("form").annotate(n=Count("pk")).values("n")
    return WebForm.objects.select_related("team", "topic").annotate(held=Coalesce(Subquery(counted), 0))


def forms_that_hold(user: User, *, limit: int) -> list[WebForm]:
    """Those of whose submissions some wait for a person."""
    return list(access_forms(user).filter(Exists(_held())).order_by("name", "pk")[:limit])


def access_form(user: User, pk: int) -> WebForm:
    require(user, "channel.manage")
    found = WebForm.objects.select_related("team", "topic").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_submission(user: User, form_id: int, pk: int) -> Submission:
    require(user, "channel.manage")
    found = Submission.objects.select_related("form").filter(form=form_id, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def submissions_of(user: User, form: WebForm, state: str) -> QuerySet[Submission]:
    return Submission.objects.filter(form=form, state=state).prefetch_related(seen_case(user))


def _held() -> QuerySet[Submission]:
    return Submission.objects.filter(form=OuterRef("pk"), state=SubmissionState.HELD).order_by()


def form_for_visitors(key: str) -> WebForm | None:
    """Also one that is switched off: it says so."""
    return WebForm.objects.select_related("team", "topic").filter(key=key).first()


def submission_of(form: WebForm, pk: int) -> Submission | None:
    """For whoever sent it: they hold a signed mark of it."""
    return Submission.objects.select_related("case").filter(pk=pk, form=form).first()
