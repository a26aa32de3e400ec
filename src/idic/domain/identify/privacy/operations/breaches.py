"""Every incident is written down, whether or not anybody must be told; a decision always has its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.privacy.enums import Decision
from idic.domain.identify.privacy.errors import PrivacyOutdated, ReasonNeeded, WrongState
from idic.domain.identify.privacy.models import Breach
from idic.domain.identify.privacy.queries.clocks import breach_due
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line

#: What may be written while the incident is looked into.
FACTS = (
    "title", "kinds", "started_at", "persons", "records", "classes", "cause", "effects", "measures", "likelihood",
    "severity", "authority_text", "people_text",
)  # fmt: skip


@transaction.atomic
def log_breach(*, title: str, found_at: datetime, kinds: list[str], is_exercise: bool, by: User) -> Breach:
    require(by, "privacy.manage")
    title = one_line(title, 160)
    if not title:
        raise ReasonNeeded
    breach = Breach.objects.create(
        title=title, found_at=found_at, due_at=breach_due(found_at), kinds=kinds, is_exercise=is_exercise, created_by=by
    )
    _told("breach.logged", breach, by)
    return breach


@transaction.atomic
def describe_breach(breach: Breach, facts: Mapping[str, Any], *, version: int, by: User) -> Breach:
    locked = _locked(breach, by, version)
    for name in FACTS:
        if name in facts:
            setattr(locked, name, facts[name])
    return _kept(locked, "breach.described", by)


@transaction.atomic
def decide_on_authority(breach: Breach, *, decision: str, reason: str, version: int, by: User) -> Breach:
    locked = _locked(breach, by, version)
    locked.authority, locked.authority_reason = Decision(decision), _reason(decision, reason)
    return _kept(locked, "breach.decided", by)


@transaction.atomic
def decide_on_people(breach: Breach, *, decision: str, reason: str, version: int, by: User) -> Breach:
    locked = _locked(breach, by, version)
    locked.people, locked.people_reason = Decision(decision), _reason(decision, reason)
    return _kept(locked, "breach.decided", by)


@transaction.atomic
def tell_authority(breach: Breach, *, at: datetime | None = None, by: User) -> Breach:
    locked = _locked(breach, by, None)
    if locked.authority != Decision.NOTIFY or locked.authority_told_at is not None:
        raise WrongState
    locked.authority_told_at = at or timezone.now()
    return _kept(locked, "breach.authority_told", by)


@transaction.atomic
def tell_people(breach: Breach, *, at: datetime | None = None, by: User) -> Breach:
    locked = _locked(breach, by, None)
    if locked.people != Decision.NOTIFY or locked.people_told_at is not None:
        raise WrongState
    locked.people_told_at = at or timezone.now()
    return _kept(locked, "breach.people_told", by)


@transaction.atomic
def close_breach(breach: Breach, *, by: User) -> Breach:
    """Only when both decisions are made, and whoever was to be told was."""
    locked = _locked(breach, by, None)
    untold = (locked.authority == Decision.NOTIFY and locked.authority_told_at is None) or (
        locked.people == Decision.NOTIFY and locked.people_told_at is None
    )
    if not locked.authority or not locked.people or untold:
        raise WrongState
    locked.closed_at = timezone.now()
    return _kept(locked, "breach.closed", by)


def _reason(decision: str, reason: str) -> str:
    reason = one_line(reason, 500)
    if not decision or not reason:
        raise ReasonNeeded
    return reason


def _locked(breach: Breach, by: User, version: int | None) -> Breach:
    require(by, "privacy.manage")
    locked = Breach.objects.select_for_update().get(pk=breach.pk)
    if locked.closed_at is not None:
        raise WrongState
    if version is not None and locked.version != version:
        raise PrivacyOutdated
    return locked


def _kept(breach: Breach, verb: str, by: User) -> Breach:
    breach.version += 1
    breach.save()
    _told(verb, breach, by)
    return breach


def _told(verb: str, breach: Breach, by: User) -> None:
    append_event(
        NewEvent(
            verb, "breach", breach.pk,
            after={"title": breach.title, "exercise": breach.is_exercise, "due_at": breach.due_at},
        ),
        by=by,
    )  # fmt: skip
