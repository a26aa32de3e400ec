"""What is done to a case with one press. Each act names the version that its page had shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.domain.interact.cases.enums import Outcome
from idic.domain.interact.cases.errors import CaseError, DateOver
from idic.domain.interact.cases.models import Case, Macro
from idic.domain.interact.cases.operations.change import assign_case, snooze_case
from idic.domain.interact.cases.operations.ending import (
    close_case,
    confirm_case,
    reject_solution,
    reopen_case,
    resolve_case,
)
from idic.domain.interact.cases.operations.macros import apply_macro
from idic.domain.interact.cases.operations.pausing import pause_case, resume_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.domain.interact.cases.queries.cases import access_case
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.replies import kept_macros
from idic.doors.web.cases.views_detail import to_next
from idic.doors.web.cases.wording import snoozed_until
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.desk.errors import DeskError

Act = Callable[[SignedInRequest, Case, int], str]


@require_POST
def act(request: SignedInRequest, pk: int, act: str) -> HttpResponse:
    """Back to the case, or on to the next one; what cannot be done is said there."""
    if act not in _ACTS:
        raise Http404
    case = access_case(request.user, pk, permission="case.change")
    try:
        told = _ACTS[act](request, case, _version(request))
    except (CaseError, DeskError) as error:
        messages.error(request, str(error))
    else:
        say_done(request, told, noun="case", pk=pk)
        if request.POST.get("then") == "next":
            return to_next(request, pk)
    return redirect("cases:detail", pk=pk)


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.delete")
    delete_case(case, by=request.user)
    say_done(request, _("Case %(number)s is deleted.") % {"number": case.number}, noun="case", pk=pk)
    return redirect("cases:list")


def _claim(request: SignedInRequest, case: Case, version: int) -> str:
    assign_case(case, owner=request.user, version=version, by=request.user)
    return _("Case %(number)s is yours.") % {"number": case.number}


def _assign(request: SignedInRequest, case: Case, version: int) -> str:
    """To a person, or back to nobody."""
    owner_id = request.POST.get("owner", "")
    if not owner_id:
        assign_case(case, owner=None, version=version, by=request.user)
        return _("Case %(number)s is nobody's now.") % {"number": case.number}
    owner = assignable(request.user).filter(pk=_number(owner_id)).first()
    if owner is None:
        raise NotVisible
    assign_case(case, owner=owner, version=version, by=request.user)
    return _("Case %(number)s is with %(name)s now.") % {"number": case.number, "name": owner.display_name}


def _pause(request: SignedInRequest, case: Case, version: int) -> str:
    reason, note = request.POST.get("reason", ""), request.POST.get("note", "")
    until = _moment(request.POST.get("until", ""))
    pause_case(case, reason=reason, note=note, until=until, version=version, by=request.user)
    return _("The clocks stand still.")


def _moment(text: str) -> datetime | None:
    """As the browser gives it, in the time of the house."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise DateOver from error
    return found if found.tzinfo is not None else timezone.make_aware(found)


def _resume(request: SignedInRequest, case: Case, version: int) -> str:
    resume_case(case, version=version, by=request.user)
    return _("The clocks run on.")


def _snooze(request: SignedInRequest, case: Case, version: int) -> str:
    own = _moment(request.POST.get("own", ""))
    until = own or snoozed_until(request.POST.get("until", ""))
    snooze_case(case, until=until, version=version, by=request.user)
    return (
        _("Out of sight until then, or until the customer writes. The clocks run on.") if until else _("Back in sight.")
    )


def _resolve(request: SignedInRequest, case: Case, version: int) -> str:
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "")
    resolve_case(case, outcome=outcome, note=note, version=version, by=request.user)
    return _("Case %(number)s is resolved.") % {"number": case.number}


def _spam(request: SignedInRequest, case: Case, version: int) -> str:
    resolve_case(case, outcome=Outcome.SPAM, version=version, by=request.user)
    return _("Put down as unwanted. What comes from this address next is marked.")


def _close(request: SignedInRequest, case: Case, version: int) -> str:
    close_case(case, reason=request.POST.get("reason", ""), version=version, by=request.user)
    return _("Case %(number)s is closed.") % {"number": case.number}


def _confirm(request: SignedInRequest, case: Case, version: int) -> str:
    confirm_case(case, note=request.POST.get("note", ""), by=request.user)
    return _("The customer is content: case %(number)s is closed.") % {"number": case.number}


def _reject(request: SignedInRequest, case: Case, version: int) -> str:
    reject_solution(case, note=request.POST.get("note", ""), by=request.user)
    return _("The customer is not content: case %(number)s is open again.") % {"number": case.number}


def _reopen(request: SignedInRequest, case: Case, version: int) -> str:
    reopen_case(case, version=version, by=request.user)
    return _("Case %(number)s is open again.") % {"number": case.number}


def _macro(request: SignedInRequest, case: Case, version: int) -> str:
    macro: Macro | None = (
        kept_macros(request.user).filter(pk=_number(request.POST.get("macro", "")), is_archived=False).first()
    )
    if macro is None:
        raise NotVisible
    apply_macro(case, macro, version=version, by=request.user)
    return _("“%(name)s” is done.") % {"name": macro.name}


_ACTS: dict[str, Act] = {
    "claim": _claim, "assignment": _assign, "pause": _pause, "resumption": _resume, "snooze": _snooze, "resolution": _resolve,
    "spam": _spam, "closing": _close, "confirmation": _confirm, "rejection": _reject, "reopening": _reopen, "macro": _macro,
}  # fmt: skip


def _version(request: SignedInRequest) -> int:
    return _number(request.POST.get("version", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
