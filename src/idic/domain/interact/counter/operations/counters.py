"""Setting up: the counter, what one comes for, and the desks."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.contact import Purpose
from idic.domain.interact.counter.errors import LetterRefused, LetterTaken, NameMissing, Outdated
from idic.domain.interact.counter.models import Counter, CounterService, Desk
from idic.domain.interact.counter.operations.rows import record, save
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.models import Calendar
from idic.foundation.texts import one_line


@dataclass(frozen=True)
class CounterDraft:
    name: str
    place: str = ""
    calendar: Calendar | None = None
    head_start_minutes: int = 15
    is_open: bool = True


@dataclass(frozen=True)
class ServiceDraft:
    """`names`: language -> text; at least one."""

    letter: str
    names: Mapping[str, str] = field(default_factory=dict)
    purpose: str = Purpose.REQUEST_SERVICE
    topic: CaseTopic | None = None


@transaction.atomic
def save_counter(counter: Counter | None, draft: CounterDraft, *, by: User, version: int | None = None) -> Counter:
    require(by, "channel.manage")
    row = _locked(counter) if counter is not None else Counter(key=secrets.token_urlsafe(12), version=0)
    if counter is not None and version is not None and row.version != version:
        raise Outdated
    row.name, row.place = _line(draft.name, 120), one_line(draft.place, 200)
    row.calendar, row.is_open = draft.calendar, draft.is_open
    row.head_start_minutes = max(0, min(draft.head_start_minutes, 240))
    save(row)
    record("counter.created" if counter is None else "counter.changed", row, by=by)
    return row


@transaction.atomic
def save_service(
    counter: Counter, service: CounterService | None, draft: ServiceDraft, *, by: User
) -> CounterService:  # fmt: skip
    require(by, "channel.manage")
    owner = _locked(counter)
    letter = draft.letter.strip().upper()
    if len(letter) != 1 or not ("A" <= letter <= "Z"):
        raise LetterRefused
    others = CounterService.objects.filter(counter=owner, letter=letter, is_archived=False)
    if others.exclude(pk=service.pk if service else 0).exists():
        raise LetterTaken
    known = dict(settings.LANGUAGES)
    names = {code: one_line(text, 120) for code, text in draft.names.items() if code in known}
    names = {code: text for code, text in names.items() if text}
    if not names:
        raise NameMissing
    row = service or CounterService(counter=owner, version=0)
    row.letter, row.names, row.purpose, row.topic = letter, names, Purpose(draft.purpose), draft.topic
    save(row)
    record("counter.service_saved", owner, by=by, after={"letter": letter})
    return row


@transaction.atomic
def archive_service(service: CounterService, *, by: User) -> CounterService:
    """Numbers that wait for it are still called."""
    require(by, "channel.manage")
    owner = _locked(service.counter)
    row = CounterService.objects.select_for_update().get(pk=service.pk)
    row.is_archived = True
    save(row)
    record("counter.service_archived", owner, by=by, after={"letter": row.letter})
    return row


@transaction.atomic
def add_desk(counter: Counter, name: str, *, by: User) -> Desk:
    require(by, "channel.manage")
    owner, plain = _locked(counter), _line(name, 40)
    row, _made = Desk.objects.get_or_create(counter=owner, name=plain, is_archived=False)
    record("counter.desk_saved", owner, by=by, after={"desk": plain})
    return row


@transaction.atomic
def archive_desk(desk: Desk, *, by: User) -> Desk:
    require(by, "channel.manage")
    owner = _locked(desk.counter)
    row = Desk.objects.select_for_update().get(pk=desk.pk)
    row.is_archived, row.user, row.since = True, None, None
    row.save(update_fields=["is_archived", "user", "since"])
    record("counter.desk_archived", owner, by=by, after={"desk": row.name})
    return row


def _locked(counter: Counter) -> Counter:
    return Counter.objects.select_for_update().get(pk=counter.pk)


def _line(text: str, longest: int) -> str:
    found = one_line(text, longest)
    if not found:
        raise NameMissing
    return found
