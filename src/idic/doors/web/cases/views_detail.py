from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.errors import AnsweredMeanwhile, CaseError
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.presence import be_present, leave
from idic.domain.interact.cases.operations.reply_drafts import keep_draft, take_over_draft
from idic.domain.interact.cases.queries.cases import access_case, next_case
from idic.domain.interact.cases.queries.people import offered_people
from idic.domain.interact.cases.queries.presence import drafts_of, others_at
from idic.domain.interact.cases.queries.replies import macros_for, replies_for
from idic.domain.interact.cases.queries.seen import seen_among
from idic.domain.interact.cases.replies import filled
from idic.domain.interact.chat.operations.agents import note_agent
from idic.doors.web.cases.forms import ReplyForm
from idic.doors.web.cases.page import case_page
from idic.doors.web.cases.sending import is_mailed, said_here
from idic.doors.web.cases.wording import person_words
from idic.doors.web.chat.panel import chat_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.desk.errors import DeskError
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.texts import trimmed


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk)
    into = case.merged_into_id
    if into is not None and request.GET.get("merged") != "1" and seen_among(request.user, [into]):
        return redirect("cases:detail", pk=into)
    return case_page(request, case)


@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """One box for what goes out, what was said, and what only we read."""
    form = ReplyForm(request.POST)
    case = access_case(request.user, pk, permission="case.see")
    if not form.is_valid():
        return case_page(request, case, reply=form, status=422)
    try:
        anchor = _keep(request, case, form)
    except AnsweredMeanwhile as error:
        keep_draft(case, form.cleaned_data["text"], by=request.user)
        form.add_error(None, str(error))
        return case_page(request, access_case(request.user, pk), reply=form, answered_by=error.by, status=422)
    except (CaseError, DeskError) as error:
        tell(form, error)
        return case_page(request, case, reply=form, status=422)
    if form.cleaned_data["then"] == "next":
        return to_next(request, pk)
    return redirect(f"{reverse('cases:detail', args=[pk])}#{anchor}")


def _keep(request: SignedInRequest, case: Case, form: ReplyForm) -> str:
    data, user = form.cleaned_data, request.user
    if data["kind"] == "note":
        return f"note-{add_note('case', case.pk, text=data['text'], by=user).pk}"
    if data["kind"] == "said":
        said = receive_message(case, MessageDraft(data["text"], kind=MessageKind.INBOUND), by=user)
        keep_draft(case, "", by=user)
        return f"message-{said.pk}"
    files = [int(one) for one in request.POST.getlist("file") if one.isascii() and one.isdecimal() and len(one) < 19]
    message = answer_case(
        case,
        said_here(case, data["text"]),
        by=user,
        seen_message=data["seen"],
        has_read_others=data["has_read"],
        draft_files=files,
    )
    messages.success(request, _("The answer is on its way.") if is_mailed(case) else _("The answer is kept."))
    return f"message-{message.pk}"


@require_POST
def beat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Renewed every few seconds by an open page: who else is here, and which version the case has now."""
    case = access_case(request.user, pk)
    if request.POST.get("leaves") == "1":
        leave(case, by=request.user)
        return HttpResponse(status=204)
    be_present(case, is_writing=request.POST.get("writes") == "1", by=request.user)
    note_agent(request.user)
    others = others_at(case, request.user)
    drafts = [one for one in drafts_of(case) if one.user_id != request.user.pk]
    answer = render(
        request,
        "cases/_presence.html",
        {"case": case, "others": others, "others_drafts": drafts, "chat": chat_of(case, address="")},
    )
    answer["X-Case-Version"] = str(case.version)
    return answer


@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Kept while it is typed."""
    case = access_case(request.user, pk, permission="case.change")
    keep_draft(case, request.POST.get("text", ""), by=request.user)
    return HttpResponse(status=204)


@require_POST
def take_draft(request: SignedInRequest, pk: int, draft_id: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    take_over_draft(case, draft_id, by=request.user)
    messages.success(request, _("The answer that was begun stands in your box now."))
    return redirect(f"{reverse('cases:detail', args=[pk])}#reply")


@require_GET
def replies(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is offered under a slash, with the placeholders filled for this case."""
    case = access_case(request.user, pk)
    text = trimmed(request.GET.get("q", ""), 60)
    found = [(one, filled(one, case, by=request.user)) for one in replies_for(request.user, text)]
    return render(request, "cases/_replies.html", {"found": found, "asked": text})


@require_GET
def people(request: SignedInRequest, pk: int) -> HttpResponse:
    """To whom it may be given: read when somebody wants to."""
    case = access_case(request.user, pk, permission="case.change")
    found = [(one.pk, person_words(one)) for one in offered_people(request.user, on=timezone.localdate())]
    return render(request, "cases/_people.html", {"case": case, "people": found})


@require_GET
def macros(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access_case(request.user, pk, permission="case.change")
    return render(request, "cases/_macros.html", {"case": case, "macros": macros_for(request.user)})


@require_GET
def next_one(request: SignedInRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    return to_next(request, int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else 0)


def to_next(request: SignedInRequest, pk: int) -> HttpResponse:
    found = next_case(request.user, after=pk)
    if found is None:
        messages.info(request, _("Nothing waits for your answer now."))
        return redirect("cases:list")
    return redirect("cases:detail", pk=found.pk)
