from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.work.enums import Span
from idic.domain.work.errors import WorkError
from idic.domain.work.operations.completion import cancel_task, complete_task, reopen_task
from idic.domain.work.operations.removal import delete_task
from idic.domain.work.queries.tasks import access_task
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.doors.web.work.forms import OutcomeForm
from idic.doors.web.work.occurrence import entry_at
from idic.doors.web.work.views_detail import detail_page
from idic.doors.web.work.wording import row_of


@require_http_methods(["GET", "POST"])
def complete(request: SignedInRequest, pk: int) -> HttpResponse:
    """From a list it answers the dialog by htmx; else it is a part of the task's own page."""
    task = access_task(request.user, pk, permission="task.change")
    entry = entry_at(task, request.POST.get("at", "") or request.GET.get("at", ""))
    row = row_of(entry, may_change=True)
    in_dialog = bool(request.htmx) and not request.htmx.history_restore_request
    if request.method == "GET":
        if not in_dialog:
            return redirect(row.url)
        return render(request, "work/_outcome.html", {"row": row, "form": OutcomeForm(initial={"at": row.at})})
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            done = complete_task(
                task, outcome=form.cleaned_data["outcome"], occurrence_at=entry.occurrence_at, by=request.user
            )
        except WorkError as error:
            form.add_error(None, str(error))
        else:
            say_done(request, _("“%(title)s” is done.") % {"title": done.title}, noun="task", pk=done.pk)
            if in_dialog:
                return HttpResponse(headers={"HX-Refresh": "true"})
            return redirect("tasks:detail", pk=done.pk)
    if in_dialog:
        return render(request, "work/_outcome.html", {"row": row, "form": form}, status=422)
    return detail_page(request, entry, outcome=form, status=422)


@require_POST
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    task = access_task(request.user, pk, permission="task.change")
    entry = entry_at(task, request.POST.get("at", ""))
    try:
        task = cancel_task(task, occurrence_at=entry.occurrence_at, by=request.user)
    except WorkError as error:
        messages.error(request, str(error))
    else:
        say_done(request, _("“%(title)s” is cancelled.") % {"title": task.title}, noun="task", pk=task.pk)
    return redirect("tasks:detail", pk=task.pk)


@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    task = reopen_task(access_task(request.user, pk, permission="task.change"), by=request.user)
    say_done(request, _("“%(title)s” is open again.") % {"title": task.title}, noun="task", pk=task.pk)
    return redirect("tasks:detail", pk=task.pk)


@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    task = access_task(request.user, pk, permission="task.delete")
    entry = entry_at(task, request.POST.get("at", ""))
    asked = request.POST.get("span", "")
    span = asked if asked in Span.values else Span.THIS if task.rule else Span.ALL
    try:
        gone = delete_task(task, span=span, occurrence_at=entry.occurrence_at, by=request.user)
    except WorkError as error:
        messages.error(request, str(error))
        return redirect("tasks:detail", pk=task.pk)
    say_done(request, _("“%(title)s” is deleted.") % {"title": task.title}, noun="task", pk=gone.pk)
    return redirect("tasks:list")
