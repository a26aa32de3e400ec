"""A mail or a letter to one record: from a template or from nothing, read and mended before it goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods

from idic.doors.web.letters.chosen import Chosen
from idic.doors.web.letters.forms import MailForm
from idic.doors.web.letters.wording import may_repeat, reason
from idic.doors.web.records.pages import page_of
from idic.doors.web.records.views_files import announced, refused_early
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.enums import GroupAccess, Language
from idic.foundation.accounts.rules import group_access, may, require
from idic.foundation.desk.enums import AttachmentState
from idic.foundation.desk.file_kinds import ENDINGS
from idic.foundation.desk.queries.attachments import attachments_of
from idic.foundation.desk.subjects import Subject, access_subject
from idic.foundation.languages import formats
from idic.foundation.languages.letters import letter_language
from idic.foundation.languages.values import written
from idic.foundation.letters.attached import MOST_BYTES, MOST_FILES, named
from idic.foundation.letters.blocks import blocks_of
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.errors import FilesGone, FilesTooLarge, LetterError, TemplateRefused
from idic.foundation.letters.merging import Merged, language_for, merge
from idic.foundation.letters.models import LetterTemplate, LetterText
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.letters.queries.templates import access_template, access_templates, deliveries_of, text_for
from idic.foundation.printing.letters import Letter, letter_pdf

# The other parts of the form, with room to spare.
_AROUND = 512 * 1024


@csrf_exempt
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """Far too much is refused by its announced length, before a byte of it is read: the form's token, which is read with
    it, is asked for afterwards."""
    if request.method == "POST" and announced(request) > MOST_BYTES + _AROUND:
        return refused_early(request)
    return _write(request, noun, pk)


@csrf_protect
def _write(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    user = request.user
    require(user, "letter.see")
    subject = access_subject(user, noun, pk)
    template = _template(request, subject)
    language = _language(request, subject)
    text = text_for(template, language, fallback=language_for("")) if template is not None else None
    language = text.language if text is not None else language
    if request.method == "GET":
        return _filled(request, subject, template, text, language)
    form = MailForm(request.POST)
    chosen = Chosen.of(request, subject)
    if not form.is_valid():
        return _page(request, subject, form, template, language, chosen=chosen, status=422)
    values = form.cleaned_data
    merged = Merged(values["subject"].strip(), values["body"], ())
    if request.POST.get("act") == "pdf":
        return _letter(request, subject, merged, language)
    if not merged.subject:
        form.add_error("subject", _("An e-mail needs a subject."))
    if chosen.errors or form.errors:
        return _page(request, subject, form, template, language, chosen=chosen, status=422)
    # Whoever sees the address masked writes to the one on the record and to no other.
    sees_contact = _sees_contact(request, subject)
    to = (values["to"] if sees_contact else "") or _address(subject)
    try:
        send_mail(
            merged, template=template, noun=subject.code, record=subject.record, to=to, language=language, by=user,
            files=chosen.ids,
        )  # fmt: skip
    except (FilesGone, FilesTooLarge) as error:
        chosen.errors.append(str(error))
        return _page(request, subject, form, template, language, chosen=chosen, status=422)
    except LetterError as error:
        form.add_error("to" if sees_contact else None, str(error))
        return _page(request, subject, form, template, language, chosen=chosen, status=422)
    messages.success(request, _("The e-mail is on its way; the timeline tells when it has gone."))
    return redirect(page_of(subject.code, subject.pk))


@require_GET
def of_record(request: SignedInRequest, noun: str, pk: int) -> HttpResponse:
    """The tab of a record: what was sent, and a way to write."""
    require(request.user, "letter.see")
    subject = access_subject(request.user, noun, pk)
    deliveries = deliveries_of(subject.code, subject.pk)
    files = named(deliveries)
    context = {
        "subject": subject, "deliveries": [(one, files[one.pk], reason(one), may_repeat(one)) for one in deliveries],
        "languages": Language.choices,
        "own_language": request.user.language,
    }  # fmt: skip
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "letters/of_record.html", context)
    return render(request, "letters/of_record_page.html", {**context, "back": page_of(subject.code, subject.pk)})


def _filled(
    request: SignedInRequest, subject: Subject, template: LetterTemplate | None, text: LetterText | None, language: str
) -> HttpResponse:
    """The page as it is first opened: with the template's text and the values of the record."""
    start = {"to": _address(subject) if _sees_contact(request, subject) else ""}
    if text is None:
        return _page(request, subject, MailForm(initial=start), template, language)
    try:
        merged = merge(
            (text.subject, text.body), noun=subject.code, record=subject.record, by=request.user, language=language,
            write=written,
        )  # fmt: skip
    except TemplateRefused as refusal:
        form = MailForm(initial={**start, "subject": text.subject, "body": text.body})
        return _page(request, subject, form, template, language, refusal=refusal)
    form = MailForm(initial={**start, "subject": merged.subject, "body": merged.body})
    return _page(request, subject, form, template, language, empty=merged.empty)


def _page(
    request: SignedInRequest, subject: Subject, form: MailForm, template: LetterTemplate | None, language: str, *,
    refusal: TemplateRefused | None = None, empty: tuple[str, ...] = (), chosen: Chosen | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    offered = list(access_templates(request.user).filter(noun=subject.code).order_by("name"))
    context: dict[str, Any] = {
        "subject": subject, "form": form, "template": template, "language": language, "languages": Language.choices,
        "templates": offered, "refusal": refusal, "empty": empty, "back": page_of(subject.code, subject.pk),
        "may_change": may(request.user, "letter.change"), "sees_contact": _sees_contact(request, subject),
        "is_message": template is not None and template.kind == LetterKind.MESSAGE,
        "files": [one for one in attachments_of(subject) if one.state != AttachmentState.REFUSED],
        "chosen": chosen or Chosen(), "may_attach": may(request.user, subject.noun.permission("change")),
        "endings": ",".join(ENDINGS), "most_bytes": MOST_BYTES, "most_files": MOST_FILES,
    }  # fmt: skip
    return render(request, "letters/write.html", context, status=status)


def _letter(request: SignedInRequest, subject: Subject, merged: Merged, language: str) -> HttpResponse:
    with letter_language(language):
        day = formats.day(timezone.localdate(), "long")
    record = subject.record
    lines = [subject.title]
    if _sees_contact(request, subject):
        told = (getattr(record, name, "") for name in ("address", "district", "province", "postcode", "country"))
        lines += [str(line) for line in told if line]
    letter = Letter(
        merged.subject, blocks_of(merged.body), sender=request.user.display_name, date=day, address=lines,
        title=merged.subject or subject.title,
    )  # fmt: skip
    paper = letter_pdf(letter, language=language)
    return HttpResponse(
        paper, content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="letter-{subject.code}-{subject.pk}.pdf"'},
    )  # fmt: skip


def _template(request: SignedInRequest, subject: Subject) -> LetterTemplate | None:
    asked = request.GET.get("template", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    found = access_template(request.user, int(asked))
    return found if found.noun == subject.code else None


def _language(request: SignedInRequest, subject: Subject) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in Language.values else language_for(str(getattr(subject.record, "language", "") or ""))


def _address(subject: Subject) -> str:
    return str(getattr(subject.record, "email", "") or "")


def _sees_contact(request: SignedInRequest, subject: Subject) -> bool:
    return group_access(request.user, subject.code, "contact") >= GroupAccess.SEEN
