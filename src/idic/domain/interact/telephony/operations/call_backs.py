"""What a person does with somebody who is to be called."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.telephony.enums import CallBackState
from idic.domain.interact.telephony.errors import AlreadyClosed, Claimed
from idic.domain.interact.telephony.models import CallBack
from idic.domain.interact.telephony.operations.rows import record
from idic.domain.interact.telephony.rules import visible_call_backs
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


@transaction.atomic
def claim_call_back(row: CallBack, *, by: User) -> CallBack:
    """Of two who click at once one has it and the other is told who; claimed again by the same person, nothing changes.
    Whoever has held one for an hour has forgotten it: somebody else may take it."""
    kept = _locked(row, by)
    if kept.claimed_by_id == by.pk:
        return kept
    if kept.is_held(timezone.now()):
        raise Claimed(kept.claimed_by.display_name if kept.claimed_by else "")
    kept.claimed_by, kept.claimed_at = by, timezone.now()
    return _saved("call_back.claimed", kept, by=by)


@transaction.atomic
def release_call_back(row: CallBack, *, by: User) -> CallBack:
    kept = _own(row, by)
    kept.claimed_by, kept.claimed_at = None, None
    return _saved("call_back.released", kept, by=by)


@transaction.atomic
def try_call_back(row: CallBack, *, by: User) -> CallBack:
    """Called in vain: it stays, and is free for whoever tries next."""
    kept = _own(row, by)
    kept.tries, kept.last_try_at = kept.tries + 1, timezone.now()
    kept.claimed_by, kept.claimed_at = None, None
    return _saved("call_back.tried", kept, by=by, tries=kept.tries)


@transaction.atomic
def finish_call_back(row: CallBack, *, is_reached: bool, by: User) -> CallBack:
    kept = _own(row, by)
    kept.state = CallBackState.DONE if is_reached else CallBackState.NOT_REACHED
    kept.closed_at, kept.closed_by = timezone.now(), by
    return _saved("call_back.done" if is_reached else "call_back.not_reached", kept, by=by)


@transaction.atomic
def open_case_of_call_back(row: CallBack, *, title: str, purpose: str, text: str = "", by: User) -> Case:
    """They were reached, and want something. The first contact was when they called us."""
    kept = _own(row, by)
    case = open_case(
        CaseDraft(
            title=title, mode=AccessMode.PHONE, purpose=purpose, text=text, customer=kept.customer,
            contact_name=kept.name, contact_address=kept.number, received_at=kept.asked_at, owner=by,
        ),
        by=by,
    )  # fmt: skip
    kept.state, kept.closed_at, kept.closed_by, kept.case = CallBackState.DONE, timezone.now(), by, case
    _saved("call_back.done", kept, by=by)
    return case


def _locked(row: CallBack, by: User) -> CallBack:
    require(by, "case.create")
    if not visible_call_backs(by).filter(pk=row.pk).exists():
        raise NotVisible
    kept = CallBack.objects.select_for_update(of=("self",)).select_related("claimed_by", "customer").get(pk=row.pk)
    if not kept.is_open:
        raise AlreadyClosed
    return kept


def _own(row: CallBack, by: User) -> CallBack:
    kept = _locked(row, by)
    if kept.claimed_by_id != by.pk:
        raise Claimed(kept.claimed_by.display_name if kept.claimed_by else "")
    return kept


def _saved(verb: str, row: CallBack, *, by: User, **after: object) -> CallBack:
    row.version += 1
    row.save()
    record(verb, row, by=by, after=after)
    return row
