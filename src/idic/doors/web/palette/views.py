from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.doors.web.palette.answer import written
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.search import search_groups
from idic.foundation.texts import trimmed

_LONGEST = 200


@dataclass(frozen=True)
class Key:
    """`keys` pressed one after the other; `together` at the same time."""

    keys: tuple[str, ...]
    label: str
    together: bool = False


@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """Asked with every letter that is typed."""
    text = trimmed(request.GET.get("q", ""), _LONGEST)
    return HttpResponse(written(text, search_groups(request.user, text)))


@require_GET
def keys(request: SignedInRequest) -> HttpResponse:
    """The sheet behind `?`: a part for the dialog, a page of its own without scripts."""
    groups = [
        (_("Everywhere"), [
            Key(("Ctrl", "K"), _("Find, go, do"), together=True), Key(("/",), _("Go to the search box")),
            Key(("?",), _("Show these keys")), Key(("Esc",), _("Close what is open")),
            Key(("Z",), _("Take back what the last notice offers")),
        ]),
        (_("Go to"), [
            Key(("G", "H"), _("Home")), Key(("G", "C"), _("Customers")), Key(("G", "T"), _("Tasks")),
            Key(("G", "I"), _("Cases")),
            Key(("G", "K"), _("Calendar")), Key(("G", "S"), _("Segments")), Key(("G", "N"), _("Notifications")),
        ]),
        (_("Make"), [Key(("N", "C"), _("New customer")), Key(("N", "T"), _("New task")), Key(("N", "I"), _("New case"))]),
        (_("In a list"), [
            Key(("J",), _("Next row")), Key(("K",), _("Row before")), Key(("X",), _("Choose the row")),
            Key(("Enter",), _("Open the row")), Key(("O",), _("Open it at the side")),
        ]),
        (_("In the review of pairs"), [
            Key(("S",), _("The same")), Key(("D",), _("Different")), Key(("U",), _("Not sure")),
            Key(("J",), _("Next pair")), Key(("K",), _("Pair before")), Key(("Z",), _("Take back the last one")),
        ]),
        (_("On a case"), [
            Key(("R",), _("Write the answer")), Key(("Ctrl", "Enter"), _("Send it"), together=True),
            Key(("M",), _("Write a note")), Key(("C",), _("Take it")), Key(("A",), _("Give it to somebody")),
            Key(("P",), _("Pause, or go on")), Key(("H",), _("Put off")), Key(("D",), _("Resolve, or confirm")),
            Key(("W",), _("Say who it is")), Key(("Y",), _("Merge with another case")), Key(("J",), _("Next case")),
        ]),
        (_("On a record"), [
            Key(("E",), _("Change the field in focus")), Key(("M",), _("Write a note")), Key(("F",), _("Follow")),
            Key(("S",), _("Star")),
        ]),
    ]  # fmt: skip
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    return render(
        request,
        "palette/_keys.html" if is_part else "palette/keys.html",
        {"groups": groups, "heading": "h3" if is_part else "h2"},
    )
