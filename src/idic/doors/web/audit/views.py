from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.audit.asking import TEXT_DAYS, read_asked
from idic.doors.web.audit.details import details_of
from idic.doors.web.audit.subjects import subject_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.wording import people_in, word_events
from idic.doors.web.timeline.words import WORDINGS
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.accounts.queries.people import everybody
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.seal import verify_chain
from idic.foundation.events.queries.audit import audit_events, chain_state
from idic.foundation.languages import formats
from idic.foundation.paging.keyset import Order, keyset_page

NEWEST_FIRST = Order("id", descending=True)


@require_GET
def event_list(request: SignedInRequest) -> HttpResponse:
    require(request.user, "audit.see")
    people = dict(everybody())
    asked = read_asked(request.GET.dict(), people)
    cursor = request.GET.get("after") or request.GET.get("before")
    page = keyset_page(audit_events(request.user, asked.filter), NEWEST_FIRST, cursor=cursor)
    events = list(page.rows)
    entries = word_events(events, users=names_of_users(people_in(events)), reader=request.user)
    return render(
        request,
        "audit/list.html",
        {
            "rows": [(event, entry, details_of(event)) for event, entry in zip(events, entries, strict=True)],
            "page": page,
            "chain": chain_state(request.user),
            "verbs": sorted(((code, str(wording.title)) for code, wording in WORDINGS.items()), key=lambda one: one[1]),
            "people": people.items(),
            "subjects": subject_words().items(),
            "asked": asked,
            "text_days": TEXT_DAYS,
            "actor_id": asked.filter.actor_id,
        },
    )


@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    require(request.user, "audit.see")
    found = verify_chain()
    if found.holds:
        messages.success(
            request,
            ngettext(
                "The chain holds: %(shown)s event was computed again and agrees with its seal.",
                "The chain holds: %(shown)s events were computed again and agree with their seals.",
                found.events,
            )
            % {"shown": formats.number(found.events)},
        )
        if found.redacted:
            messages.info(
                request,
                ngettext(
                    "Erasures took values out of %(shown)s range of events; each is told by an event of its own.",
                    "Erasures took values out of %(shown)s ranges of events; each is told by an event of its own.",
                    len(found.redacted),
                )
                % {"shown": formats.number(len(found.redacted))},
            )
    else:
        messages.error(
            request,
            _(
                "The chain is broken: the events from %(first)s to %(last)s are no longer what was sealed. "
                "Keep this database as it is, compare it with a backup, and find out who had access to it."
            )
            % {"first": found.broken_first_id, "last": found.broken_last_id},
        )
    return redirect("audit:list")
