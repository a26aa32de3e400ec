"""The visitor's side. What changes something asks for a header of its own, which no other site can send with our cookie."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.attachments import MOST_BYTES, MOST_FILES
from idic.domain.interact.chat.enums import Asking, EndedBy
from idic.domain.interact.chat.errors import ChatError, FilesTooMany, TooFast
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.ending import end_talk, send_transcript
from idic.domain.interact.chat.operations.files import Brought
from idic.domain.interact.chat.operations.talking import LONGEST, Opening, begin_talk, note_sight, say
from idic.domain.interact.chat.queries.feed import access_said_file
from idic.domain.interact.chat.queries.sites import is_open, site_of
from idic.doors.web.cases.views_files import drawn, handed_out
from idic.doors.web.chat.cookies import remember, talk_of
from idic.doors.web.chat.told import text_of, told
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.outside.embedding import embeddable
from idic.doors.web.outside.visitors import in_visitors_language, page
from idic.foundation.limits.addresses import is_over

Answer = Callable[[HttpRequest, str], HttpResponse]

_HEADER = "X-Idic-Chat"
_NONCE = re.compile(r"[0-9a-f]{32}")
# What stands around the files in a request.
_AROUND = 256 * 1024


def from_our_page(view: Answer) -> Callable[..., HttpResponseBase]:
    """A page of another site cannot set the header without asking first, and it is never allowed to."""

    @csrf_exempt
    @never_cache
    @require_POST
    @in_visitors_language
    @wraps(view)
    def shown(request: HttpRequest, key: str) -> HttpResponse:
        if request.headers.get(_HEADER) != "1":
            return JsonResponse({"error": _("This comes from nowhere that we know.")}, status=403)
        try:
            return view(request, key)
        except ChatError as error:
            status = 429 if error.code == "fast" else 422
            return JsonResponse({"error": str(error), "field": error.field, "code": error.code}, status=status)

    return shown


@never_cache
@require_GET
@in_visitors_language
def visit(request: HttpRequest, key: str) -> HttpResponse:
    site = _site(key)
    talk = None if request.GET.get("new") == "1" else talk_of(request, key)
    is_there = talk is None and is_open(site)
    if talk is None and not site.is_active:
        raise Http404
    context = {
        "site": site, "talk": talk, "title": text_of(site, "title"), "is_there": is_there, "longest": LONGEST,
        "most_files": MOST_FILES, "most_bytes": MOST_BYTES,
        "lead": text_of(site, "welcome" if is_there else "away"), "asks": is_there is False or site.asking != Asking.NOTHING,
        "needs_address": not is_there or site.asking == Asking.REQUIRED, "is_embedded": request.GET.get("frame") == "1",
        "language": get_language(), "from_page": request.GET.get("from", "")[:600],
        "fresh_url": f"{request.path}?new=1" + ("&frame=1" if request.GET.get("frame") == "1" else ""),
    }  # fmt: skip
    return embeddable(page(request, "chat/visitor.html", context), site.sites)


@cache_control(max_age=300, public=True)
@require_GET
@in_visitors_language
def loader(request: HttpRequest, key: str) -> HttpResponse:
    """One script that an organisation puts into its pages: a button, and the chat in a frame when it is pressed."""
    site = _site(key)
    if not site.is_active:
        raise Http404
    values = {
        "frame": public_address(request, reverse("chat:page", args=[key])), "open": text_of(site, "title"),
        "close": _("Close the chat"), "key": key,
    }  # fmt: skip
    # JSON may hold what ends a line in a script of old
    told_ = json.dumps(values).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    answer = HttpResponse(_script().replace("__CHAT__", told_), content_type="text/javascript; charset=utf-8")
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@from_our_page
def begin(request: HttpRequest, key: str) -> HttpResponse:
    site = _site(key)
    if not site.is_active:
        raise Http404
    if is_over(request, "chat.begin", most=20):
        return _too_fast()
    files = _brought(request)
    nonce = request.POST.get("nonce", "")
    if not _NONCE.fullmatch(nonce):
        return JsonResponse({"error": _("Load the page again.")}, status=400)
    posted = request.POST
    opening = Opening(
        posted.get("text", ""), nonce, name=posted.get("name", ""), address=posted.get("address", ""),
        language=get_language() or "", page=posted.get("page", ""), files=files,
    )  # fmt: skip
    talk = begin_talk(site, opening, is_live=is_open(site))
    if talk.site_id != site.pk:
        raise Http404
    answer = JsonResponse({"begun": True, "live": talk.is_live})
    remember(request, answer, key, talk)
    return answer


@from_our_page
def say_more(request: HttpRequest, key: str) -> HttpResponse:
    talk = _talk(request, key)
    if is_over(request, "chat.say", most=300, minutes=10):
        return _too_fast()
    files = _brought(request)
    nonce = request.POST.get("nonce", "")
    if not _NONCE.fullmatch(nonce):
        return JsonResponse({"error": _("Load the page again.")}, status=400)
    say(talk, request.POST.get("text", ""), nonce=nonce, files=files)
    return _state(request, key)


@from_our_page
def look(request: HttpRequest, key: str) -> HttpResponse:
    """Asked every second or so while somebody looks: one query, and a write every ten seconds."""
    talk = _talk(request, key)
    if talk.is_live:
        shown = _number(request.POST.get("after")) if request.POST.get("shown") == "1" else 0
        note_sight(talk, writes=request.POST.get("writes") == "1", read_id=shown)
    return _told(request, talk)


@from_our_page
def end(request: HttpRequest, key: str) -> HttpResponse:
    end_talk(_talk(request, key), EndedBy.VISITOR)
    return _state(request, key)


@from_our_page
def transcript(request: HttpRequest, key: str) -> HttpResponse:
    talk = _talk(request, key)
    if is_over(request, "chat.transcript", most=5):
        return _too_fast()
    send_transcript(talk, address=request.POST.get("address", ""))
    return JsonResponse({"sent": _("It is on its way to you.")})


@never_cache
@require_GET
@in_visitors_language
def file(request: HttpRequest, key: str, pk: int) -> FileResponse:
    """Always as a download, never shown as a page of ours."""
    found = access_said_file(_talk(request, key), pk)
    return handed_out(found.path, found.name)


@require_GET
@in_visitors_language
def picture(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    return drawn(access_said_file(_talk(request, key), pk).path)


def _brought(request: HttpRequest) -> list[Brought]:
    """Far too much is refused by its announced length, before a byte of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES + _AROUND:
        raise FilesTooMany
    given = request.FILES.getlist("files")
    if given and (is_over(request, "chat.files", most=20, minutes=1) or is_over(request, "chat.files.hour", most=60)):
        raise TooFast
    return [Brought(one.name or "", one.chunks()) for one in given]


def _site(key: str) -> ChatSite:
    site = site_of(key)
    if site is None:
        raise Http404
    return site


def _talk(request: HttpRequest, key: str) -> ChatTalk:
    talk = talk_of(request, key)
    if talk is None:
        raise Http404
    return talk


def _state(request: HttpRequest, key: str) -> HttpResponse:
    return _told(request, _talk(request, key))


def _told(request: HttpRequest, talk: ChatTalk) -> HttpResponse:
    found: dict[str, Any] = told(
        talk, version=_number(request.POST.get("version")), after=_number(request.POST.get("after"))
    )
    return JsonResponse(found)


def _too_fast() -> HttpResponse:
    return JsonResponse({"error": str(TooFast()), "code": TooFast.code}, status=429)


@cache
def _script() -> str:
    return (Path(__file__).resolve().parent.parent / "static" / "chat" / "loader.js").read_text(encoding="utf-8")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
