"""What the visitor's page is told, in the visitor's language."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.queries.agents import THERE_FOR
from idic.domain.interact.chat.queries.feed import Line, said_in
from idic.doors.web.cases.thread import DRAWN
from idic.foundation.languages import formats


def told(talk: ChatTalk, *, version: int, after: int) -> dict[str, Any]:
    """`talk` as `talk_seen` reads it. Lines only where something has changed since `version`."""
    found: dict[str, Any] = {
        "version": talk.case.version, "live": talk.is_live, "state": state_of(talk),
        "writes": _writes(talk) if talk.is_live else "", "lines": [],
    }  # fmt: skip
    if talk.case.version != version:
        found["lines"] = [_line(talk.site.key, one) for one in said_in(talk, after=after)]
    if not talk.is_live:
        found["address"] = talk.case.contact_address
        found["transcript"] = talk.transcript_at is None and talk.ended_by != EndedBy.NOT_LIVE
    return found


def state_of(talk: ChatTalk) -> str:
    case, owner = talk.case, talk.case.owner
    if talk.ended_by == EndedBy.NOT_LIVE:
        return _due(talk)
    if case.state == CaseState.MERGED or not talk.is_live:
        return _("This conversation has ended.")
    if owner is not None:
        return _here_or_away(talk) % {"name": owner.display_name}
    before = int(getattr(talk, "before", 0))
    if before == 0:
        return _("You are next. Somebody will be with you in a moment.")
    return ngettext(
        "%(count)s visitor is before you.", "%(count)s visitors are before you.", before
    ) % {"count": formats.number(before)}  # fmt: skip


def _here_or_away(talk: ChatTalk) -> str:
    seen = getattr(talk, "owner_seen_at", None)
    if seen is None or timezone.now() - seen < THERE_FOR:
        return _("%(name)s is here for you.")
    if talk.case.contact_address:
        return _("%(name)s is away at the moment. You are answered here, or by e-mail once you have gone.")
    return _("%(name)s is away at the moment. Leave this page open: you are answered here.")


def text_of(site: ChatSite, name: str) -> str:
    """The organisation's own, else the delivered one."""
    own = site.texts.get(get_language() or "en", {}).get(name, "")
    delivered = {
        "title": _("Chat with us"),
        "welcome": _("Write what you want to know. A person answers you here."),
        "away": _("Nobody is here at the moment. Leave a message with your e-mail address, and we answer you there."),
    }
    return str(own or delivered[name])


def _due(talk: ChatTalk) -> str:
    due = getattr(talk, "due_at", None)
    if due is None:
        return _("We have your message and answer you by e-mail.")
    return _("We have your message and answer you by e-mail by %(moment)s at the latest.") % {
        "moment": formats.moment(due)
    }


def _writes(talk: ChatTalk) -> str:
    if not getattr(talk, "agent_writes", False):
        return ""
    owner = talk.case.owner
    return _("%(name)s is writing …") % {"name": owner.display_name} if owner else _("Somebody is writing …")


def _line(key: str, one: Line) -> dict[str, Any]:
    return {
        "id": one.pk, "mine": one.is_visitor, "who": one.who, "text": one.text, "time": formats.clock(one.at),
        "files": [_file(key, file) for file in one.files],
    }  # fmt: skip


def _file(key: str, file: MessageFile) -> dict[str, Any]:
    return {
        "name": file.name, "size": filesizeformat(file.size), "url": reverse("chat:file", args=[key, file.pk]),
        "picture": reverse("chat:picture", args=[key, file.pk]) if file.media_type in DRAWN else "",
    }  # fmt: skip
