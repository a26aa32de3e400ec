"""How people call themselves in a messenger that does not tell it with their words: asked by the worker, so that no request
of theirs waits for it. Where it is not told, it is asked again with their next message."""

from __future__ import annotations

from django.db import transaction

from idic.domain.interact.cases.operations.messages import locked_today
from idic.domain.interact.cases.operations.naming import name_contact
from idic.domain.interact.hooks.carriers import name_of
from idic.domain.interact.hooks.models import HookChannel, HookTalk
from idic.domain.interact.hooks.operations.receiving import clean_name, source_of


def nameless(channel: HookChannel, conversation: str) -> int | None:
    talks = HookTalk.objects.filter(channel=channel, external_id=conversation, name="")
    return talks.values_list("pk", flat=True).first()


def fetch_name(pk: int) -> bool:
    """The call itself holds no transaction."""
    talk = HookTalk.objects.select_related("channel").filter(pk=pk, name="", channel__is_active=True).first()
    if talk is None:
        return False
    name = clean_name(name_of(talk.channel, talk.external_id))
    return bool(name) and _kept(talk, name)


@transaction.atomic
def _kept(talk: HookTalk, name: str) -> bool:
    """Nothing where they were erased meanwhile, or somebody else was told."""
    rows = HookTalk.objects.filter(pk=talk.pk, external_id=talk.external_id, name="")
    found = rows.select_related("case").first()
    if found is None:
        return False
    # the case before what belongs to it
    case = locked_today(found.case, by=None)
    if not rows.update(name=name):
        return False
    name_contact(case, name, source=source_of(talk.channel))
    return True
