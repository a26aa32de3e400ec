from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from idic.domain.interact.mail.carriers import Trial
from idic.domain.interact.mail.errors import MailError
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import save_mailbox, try_draft
from idic.domain.interact.mail.queries.mailboxes import access_mailbox
from idic.domain.interact.mail.wording import fault
from idic.doors.web.mailboxes.forms import MailboxForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    return _page(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_mailbox(request.user, pk))


def _page(request: SignedInRequest, mailbox: Mailbox | None) -> HttpResponse:
    """One form, two buttons: to try what was typed, and to save it."""
    form = MailboxForm(mailbox, request.POST if request.method == "POST" else None)
    tried: list[tuple[bool, str]] = []
    if form.is_bound and form.is_valid():
        try:
            if "try" in request.POST:
                tried = _told(try_draft(mailbox, form.draft(), by=request.user))
            else:
                saved = save_mailbox(
                    mailbox, form.draft(), by=request.user, version=form.cleaned_data["version"] or None
                )
                messages.success(request, _("The mailbox “%(name)s” is saved.") % {"name": saved.name})
                return redirect("mailboxes:detail", saved.pk)
        except MailError as error:
            tell(form, error)
    context = {"form": form, "mailbox": mailbox, "tried": tried, "texts": form.texts()}
    return render(request, "mailboxes/edit.html", context, status=422 if form.is_bound and form.errors else 200)


def _told(trial: Trial) -> list[tuple[bool, str]]:
    """(went well, sentence) for each server that was named."""
    found = []
    if trial.fetches:
        good = ngettext(
            "Fetching works: there is %(count)s mail in the folder.",
            "Fetching works: there are %(count)s mails in the folder.", trial.folder_mails,
        ) % {"count": trial.folder_mails}  # fmt: skip
        found.append(
            (not trial.fetch_fault, good)
            if not trial.fetch_fault
            else (
                False,
                _("Fetching does not work. %(reason)s") % {"reason": fault(trial.fetch_fault, trial.fetch_said)},
            )
        )
    if trial.sends:
        found.append(
            (True, _("Sending works: the server lets us in."))
            if not trial.send_fault
            else (False, _("Sending does not work. %(reason)s") % {"reason": fault(trial.send_fault, trial.send_said)})
        )
    return found
