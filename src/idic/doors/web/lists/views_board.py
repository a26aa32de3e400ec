from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.lists.page import page_of
from idic.doors.web.lists.views_bulk import chosen
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import GroupAccess
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.nouns.errors import FieldLocked, NounError
from idic.foundation.nouns.registry import access_record, fields_of, noun_of
from idic.foundation.views.groups import access_to


@require_POST
def move(request: SignedInRequest, noun: str) -> HttpResponse:
    """One card into another column, by dragging or by its menu; the board answers as it stands then."""
    page_of(noun)
    known = noun_of(noun)
    asked, _selection = chosen(request, noun)
    pk, version = request.POST.get("pk", ""), request.POST.get("version", "")
    if not known.board or known.change is None or not (pk.isdecimal() and len(pk) < 19):
        raise NotVisible
    record = access_record(request.user, noun, int(pk), action="change")
    state = fields_of(noun, request.user)[known.board]
    to = request.POST.get("to", "")
    try:
        if access_to(request.user, noun, state) != GroupAccess.CHANGED:
            raise FieldLocked(state.name)
        expected = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else -1
        known.change(record, {state.name: to}, version=expected, by=request.user)
    except NounError as refusal:
        messages.error(request, str(refusal))
    else:
        label = state.choice_labels().get(to, to)
        messages.success(request, _("“%(title)s” is now %(state)s.") % {"title": known.title(record), "state": label})
    return redirect(asked.address())
