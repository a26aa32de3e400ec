from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.doors.web.letters.forms import TemplateForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.enums import Language
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.rules import may, require
from idic.foundation.desk.markdown import rendered
from idic.foundation.desk.subjects import access_subject
from idic.foundation.languages.values import written
from idic.foundation.letters.answers import answer_of
from idic.foundation.letters.enums import LetterKind
from idic.foundation.letters.errors import LetterError, TemplateRefused
from idic.foundation.letters.merging import SENDER, TODAY, merge, readable, roots_of
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import archive_template, change_template, create_template
from idic.foundation.letters.queries.templates import access_template
from idic.foundation.letters.sandbox import check
from idic.foundation.nouns.errors import NounUnknown
from idic.foundation.nouns.families import FAMILIES
from idic.foundation.nouns.registry import listed_rows, noun_of, nouns

_FEW_RECORDS = 20


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "letter.change")
    noun = request.GET.get("noun", "")
    noun = noun if noun in {one.code for one in nouns()} else "customer"
    if request.method == "GET":
        return _page(request, TemplateForm(initial={"kind": LetterKind.MAIL, "noun": noun}), noun=noun)
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return _page(request, form, noun=str(request.POST.get("noun") or noun), status=422)
    values = form.cleaned_data
    try:
        template = create_template(
            name=values["name"], kind=values["kind"], noun=values["noun"], texts=form.texts(), by=request.user,
            purpose=values["purpose"],
        )  # fmt: skip
    except LetterError as error:
        _tell(form, error)
        return _page(request, form, noun=values["noun"], status=422)
    messages.success(request, _("The template “%(name)s” is saved.") % {"name": template.name})
    return redirect("letters:edit", template.pk)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    template = access_template(request.user, pk)
    if request.method == "GET":
        initial: dict[str, Any] = {"name": template.name, "version": template.version, "purpose": template.purpose}
        for text in template.texts.all():
            initial |= {f"subject_{text.language}": text.subject, f"body_{text.language}": text.body}
        return _page(request, TemplateForm(initial=initial, template=template), noun=template.noun, template=template)
    require(request.user, "letter.change")
    form = TemplateForm(request.POST, template=template)
    if not form.is_valid():
        return _page(request, form, noun=template.noun, template=template, status=422)
    try:
        change_template(
            template, name=form.cleaned_data["name"], texts=form.texts(), version=form.cleaned_data["version"] or 0,
            by=request.user, purpose=form.cleaned_data["purpose"] if "purpose" in request.POST else None,
        )  # fmt: skip
    except LetterError as error:
        _tell(form, error)
        return _page(request, form, noun=template.noun, template=template, status=422)
    messages.success(request, _("The template “%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
    return redirect("letters:edit", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "letter.change")
    template = archive_template(access_template(request.user, pk), by=request.user)
    say_done(
        request, _("The template “%(name)s” is archived.") % {"name": template.name}, noun="letter", pk=template.pk
    )
    return redirect("letters:list")


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """The text on the screen with the values of a real record, or what stands in its way."""
    user = request.user
    require(user, "letter.see")
    noun = request.POST.get("noun", "")
    language = request.POST.get("language", "")
    language = language if language in Language.values else Language.ENGLISH
    subject, body = request.POST.get(f"subject_{language}", ""), request.POST.get(f"body_{language}", "")
    record = request.POST.get("record", "")
    context: dict[str, Any] = {"language": language}
    if not (record.isascii() and record.isdecimal() and len(record) < 19):
        return render(request, "letters/_preview.html", {**context, "nobody": True})
    try:
        found = access_subject(user, noun, int(record))
    except (NotVisible, NotAllowed, NounUnknown):
        return render(request, "letters/_preview.html", {**context, "nobody": True})
    try:
        roots = roots_of(found.code, user)
        check(subject, roots, part="subject", language=language)
        check(body, roots, language=language)
        merged = merge((subject, body), noun=found.code, record=found.record, by=user, language=language, write=written)
    except TemplateRefused as refusal:
        return render(request, "letters/_preview.html", {**context, "refusal": refusal})
    is_plain = request.POST.get("kind") == LetterKind.MESSAGE
    shown = {"merged": merged, "html": "" if is_plain else mark_safe(rendered(merged.body, {}))}  # noqa: S308 - cleaned
    return render(request, "letters/_preview.html", {**context, **shown})


def _page(
    request: SignedInRequest,
    form: TemplateForm,
    *,
    noun: str,
    template: LetterTemplate | None = None,
    status: int = 200,
) -> HttpResponse:
    user = request.user
    declared = noun_of(noun)
    families: dict[str, list[tuple[str, str]]] = {}
    for name, field in readable(noun, user).items():
        families.setdefault(field.family, []).append((f"{noun}.{name}", str(field.label)))
    groups = [(str(FAMILIES.get(code, code)), fields) for code, fields in families.items()]
    answer = answer_of(noun)
    if answer is not None:
        groups.append((_("Answers by letter and fax"), [("answer.text", str(answer))]))
    groups.append((_("Sender and day"), [
        *[(f"sender.{name}", str(label)) for name, label in SENDER.items()],
        *[(f"today.{name}", str(label)) for name, label in TODAY.items()],
    ]))  # fmt: skip
    rows = declared.visible(user, declared.permission("see")) if may(user, declared.permission("see")) else None
    records = list(listed_rows(noun, rows).order_by("-pk")[:_FEW_RECORDS]) if rows is not None else []
    return render(
        request,
        "letters/edit.html",
        {
            "form": form, "template": template, "noun": declared, "groups": groups,
            "records": [(record.pk, declared.title(record)) for record in records],
            "may_change": may(user, "letter.change"),
            "example": next(iter(readable(noun, user)), "name"),
            "current_language": _first_language(form, user.language),
        },
        status=status,
    )  # fmt: skip


def _first_language(form: TemplateForm, own: str) -> str:
    """The one with an error, else the reader's own if something stands in it, else the first that is filled."""
    shown = form.languages
    wrong = [one["code"] for one in shown if one["errors"]]
    filled = [one["code"] for one in shown if one["is_filled"]]
    if wrong:
        return str(wrong[0])
    return own if own in filled or not filled else str(filled[0])


def _tell(form: TemplateForm, error: LetterError) -> None:
    if isinstance(error, TemplateRefused) and f"{error.part}_{error.language}" in form.fields:
        form.add_error(f"{error.part}_{error.language}", str(error))
    else:
        tell(form, error)
