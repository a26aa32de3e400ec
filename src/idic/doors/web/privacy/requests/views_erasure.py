from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.enums import ErasureState, RequestKind
from idic.domain.identify.privacy.errors import HeldBack, PrivacyError
from idic.domain.identify.privacy.holds import holds_on
from idic.domain.identify.privacy.models import Erasure
from idic.domain.identify.privacy.operations.erasures import confirm_erasure, propose_erasure, withdraw_erasure
from idic.domain.identify.privacy.person import person_of
from idic.domain.identify.privacy.queries.erasures import access_erasure, plan_of
from idic.domain.identify.privacy.queries.requests import access_request, erasure_of
from idic.doors.web.privacy.requests.wording import ACT_TONES, ACTS, PLACES
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats
from idic.foundation.printing.pdf import pdf_of


@require_http_methods(["GET", "POST"])
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """What will happen, table by table, before anything does; sending it asks a second person to agree."""
    asked = access_request(request.user, pk)
    if asked.kind != RequestKind.ERASURE:
        raise NotVisible
    problem, status = "", 200
    if request.method == "POST":
        try:
            propose_erasure(asked, by=request.user)
        except (IdentifyError, PrivacyError) as error:
            problem, status = str(error), 422
        else:
            messages.success(request, _("Written down. A second person has to agree now."))
            return redirect("privacy_requests:erasure", pk=pk)
    person = person_of(asked.customer)
    erasure = erasure_of(asked)
    try:
        steps = [] if erasure and erasure.state == ErasureState.DONE else plan_of(person)
    except HeldBack as error:
        steps, problem = [], problem or str(error)
    return render(
        request, "privacy/requests/erasure.html",
        {
            "asked": asked, "customer": asked.customer, "person": person, "erasure": erasure, "problem": problem,
            "rows": [(one.label, ACTS[one.act], ACT_TONES[one.act], one.count) for one in steps],
            "total": sum(one.count for one in steps), "done": done_rows(erasure) if erasure else [],
            "holds": holds_on(person.customers), "may_manage": may(request.user, "privacy.manage"),
            "is_own": bool(erasure and erasure.asked_by_id == request.user.pk),
            "waits": bool(erasure and erasure.state == ErasureState.PLANNED),
            "runs": bool(erasure and erasure.state == ErasureState.CONFIRMED),
            "is_done": bool(erasure and erasure.state == ErasureState.DONE),
        },
        status=status,
    )  # fmt: skip


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, agree=True)


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, agree=False)


@require_GET
def certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Proof without a name: counts for each table, who agreed, and what the search afterwards found."""
    erasure = access_erasure(request.user, pk)
    if erasure.state != ErasureState.DONE or erasure.finished_at is None:
        raise NotVisible
    language = request.user.language
    with translation.override(language):
        paper = pdf_of("record", _paper(erasure), language=language)
    return HttpResponse(
        paper, content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="erasure-{erasure.pk}.pdf"'},
    )  # fmt: skip


def done_rows(erasure: Erasure) -> list[tuple[str, str, str, int]]:
    return [
        (
            str(PLACES.get(str(step["code"])) or step["label"]), str(ACTS[str(step["act"])]), ACT_TONES[str(step["act"])],
            int(step["done"]),
        )
        for step in erasure.done
    ]  # fmt: skip


def _decided(request: SignedInRequest, pk: int, *, agree: bool) -> HttpResponse:
    asked = access_request(request.user, pk, permission="privacy.manage")
    erasure = erasure_of(asked)
    if erasure is None:
        raise NotVisible
    try:
        (confirm_erasure if agree else withdraw_erasure)(erasure, by=request.user)
    except (IdentifyError, PrivacyError) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Agreed. The erasure runs; the certificate appears here.") if agree else _("Withdrawn.")
        )
    return redirect("privacy_requests:erasure", pk=pk)


def _paper(erasure: Erasure) -> dict[str, object]:
    searched, left = erasure.searched, erasure.left
    places = sum(left.get("tables", {}).values()) + len(left.get("files", []))
    facts = [
        [_("Customer number"), ", ".join(str(one) for one in erasure.customer_ids)],
        [_("Request"), str(erasure.request_id or "")],
        [_("Asked for by"), erasure.asked_by.display_name if erasure.asked_by else ""],
        [_("Agreed by"), erasure.confirmed_by.display_name if erasure.confirmed_by else ""],
        [_("Finished"), formats.moment(erasure.finished_at) if erasure.finished_at else ""],
        [
            _("Searched afterwards"),
            _("%(tables)s tables with %(columns)s columns of text, %(files)s files") % {
                name: formats.number(int(searched.get(name, 0))) for name in ("tables", "columns", "files")
            },
        ],
        [_("Found"), _("Nothing") if not places else formats.number(places)],
        [
            _("Kept for others"),
            _("%(count)s texts that another person holds too (a shared phone, the same name)")
            % {"count": formats.number(int(left.get("shared", 0)))} if left.get("shared") else "",
        ],
        [
            _("Backups"),
            _("Older backups expire by their own plan. When one is put back, this erasure is done again by itself."),
        ],
    ]  # fmt: skip
    return {
        "title": _("Certificate of erasure"), "subtitle": _("Number %(number)s") % {"number": erasure.pk},
        "footer": _("Made on %(day)s") % {"day": formats.moment(timezone.now())},
        "parts": [
            {"kind": "facts", "title": _("The erasure"), "rows": [row for row in facts if row[1]]},
            {
                "kind": "table", "title": _("What was done"), "head": [_("What"), _("How"), _("Rows")],
                "rows": [[label, act, formats.number(count)] for label, act, _tone, count in done_rows(erasure)],
            },
        ],
    }  # fmt: skip
