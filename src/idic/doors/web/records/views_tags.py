from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.records.answers import back_to, is_part, refusal, tell_done
from idic.doors.web.records.strip import marks_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import require
from idic.foundation.desk.enums import TagColour
from idic.foundation.desk.errors import DeskError
from idic.foundation.desk.operations.tags import add_tag, change_tag, delete_tag, merge_tags, take_tag
from idic.foundation.desk.queries.tags import managed_tags, offered_tags
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.registry import noun_of, nouns
from idic.foundation.texts import trimmed


@require_POST
def add(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk, action="change")
    try:
        add_tag(subject.code, subject.pk, name=request.POST.get("name", ""), by=request.user)
    except DeskError as error:
        return refusal(request, error, subject, "")
    return _marks(request, subject)


@require_POST
def take(request: SignedInRequest, noun: str, pk: int, tag: int) -> HttpResponse:
    subject = access_subject(request.user, noun, pk, action="change")
    take_tag(subject.code, subject.pk, tag_id=tag, by=request.user)
    tell_done(request, _("The tag was taken off."), subject)
    return _marks(request, subject)


@require_GET
def offered(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """The tags of this noun, for the list under the input."""
    subject = access_subject(request.user, noun, pk)
    text = trimmed(request.GET.get("name", ""), 60)
    return render(request, "records/tag_options.html", {"tags": offered_tags(subject.code, text)})


@require_GET
def manage(request: SignedInRequest, noun: str) -> HttpResponse:
    require(request.user, "tag.manage")
    return _page(request, noun)


@require_POST
def change(request: SignedInRequest, noun: str, tag: int) -> HttpResponse:
    require(request.user, "tag.manage")
    colour = request.POST.get("colour", "")
    try:
        if colour not in TagColour.values:
            colour = TagColour.GREY
        change_tag(tag, name=request.POST.get("name", ""), colour=colour, by=request.user)
    except DeskError as error:
        messages.error(request, str(error))
        return _page(request, noun, status=422)
    messages.success(request, _("The tag was changed."))
    return redirect("records:tags", noun)


@require_POST
def merge(request: SignedInRequest, noun: str, tag: int) -> HttpResponse:
    require(request.user, "tag.manage")
    into = request.POST.get("into", "")
    if not (into.isascii() and into.isdecimal() and len(into) < 19):
        messages.error(request, _("Choose the tag that the records shall get."))
        return _page(request, noun, status=422)
    kept = merge_tags(tag, into_id=int(into), by=request.user)
    messages.success(request, _("All its records now carry the tag “%(name)s”.") % {"name": kept.name})
    return redirect("records:tags", noun)


@require_POST
def delete(request: SignedInRequest, noun: str, tag: int) -> HttpResponse:
    require(request.user, "tag.manage")
    delete_tag(tag, by=request.user)
    messages.success(request, _("The tag was deleted."))
    return redirect("records:tags", noun)


def _page(request: SignedInRequest, noun: str, *, status: int = 200) -> HttpResponse:
    try:
        found = noun_of(noun)
    except NounUnknown as error:
        raise NotVisible from error
    values = {"noun": found, "nouns": nouns(), "tags": managed_tags(request.user, noun), "colours": TagColour.choices}
    return render(request, "records/tags.html", values, status=status)


def _marks(request: SignedInRequest, subject: Subject) -> HttpResponse:
    return HttpResponse(marks_of(request, subject)) if is_part(request) else back_to(subject)
