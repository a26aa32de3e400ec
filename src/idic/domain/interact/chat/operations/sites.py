from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.chat.enums import Asking
from idic.domain.interact.chat.errors import ChatOutdated, NameMissing
from idic.domain.interact.chat.models import ChatSite
from idic.domain.interact.contact import Purpose
from idic.domain.interact.sites import checked_sites
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.rules import require
from idic.foundation.calendars.models import Calendar
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line, trimmed

#: Of a site, in each language.
TEXTS = ("title", "welcome", "away")
_TOLD = ("name", "texts", "sites", "asking", "calendar_id", "team_id", "topic_id", "purpose", "is_active")


@dataclass(frozen=True)
class SiteDraft:
    name: str
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sites: Sequence[str] = ()
    asking: str = Asking.OPTIONAL
    calendar: Calendar | None = None
    team: Team | None = None
    topic: CaseTopic | None = None
    purpose: str = Purpose.SEEK_INFORMATION


@transaction.atomic
def save_site(site: ChatSite | None, draft: SiteDraft, *, by: User, version: int | None = None) -> ChatSite:
    require(by, "channel.manage")
    if site is None:
        kept = ChatSite(key=secrets.token_urlsafe(12))
    else:
        kept = ChatSite.objects.select_for_update().get(pk=site.pk)
        if version is not None and kept.version != version:
            raise ChatOutdated
        kept.version += 1
    before = _told(kept) if site is not None else {}
    kept.name = one_line(draft.name, 120)
    if not kept.name:
        raise NameMissing
    kept.texts, kept.sites = _texts(draft.texts), checked_sites(draft.sites)
    kept.asking, kept.purpose = Asking(draft.asking), Purpose(draft.purpose)
    kept.calendar, kept.team, kept.topic = draft.calendar, draft.team, draft.topic
    kept.save()
    after = {name: value for name, value in _told(kept).items() if before.get(name) != value}
    verb = "chat_site.created" if site is None else "chat_site.changed"
    _record(verb, kept, by=by, before={name: before[name] for name in after if name in before}, after=after)
    return kept


@transaction.atomic
def switch_site(site: ChatSite, *, is_active: bool, by: User) -> ChatSite:
    """Switched off, nobody begins a chat there; those that have begun go on."""
    require(by, "channel.manage")
    kept = ChatSite.objects.select_for_update().get(pk=site.pk)
    if kept.is_active != is_active:
        kept.is_active, kept.version = is_active, kept.version + 1
        kept.save()
        verb = "chat_site.resumed" if is_active else "chat_site.paused"
        _record(verb, kept, by=by, before={}, after={"is_active": is_active})
    return kept


def _texts(given: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    found = {}
    for code, _label in settings.LANGUAGES:
        texts = {name: trimmed(given.get(code, {}).get(name, ""), 500) for name in TEXTS}
        if texts := {name: text for name, text in texts.items() if text}:
            found[code] = texts
    return found


def _told(site: ChatSite) -> dict[str, object]:
    return {name: getattr(site, name) for name in _TOLD}


def _record(verb: str, site: ChatSite, *, by: User, before: Mapping[str, object], after: Mapping[str, object]) -> None:
    append_event(NewEvent(verb, "chat_site", site.pk, before={"name": site.name, **before}, after=after), by=by)
