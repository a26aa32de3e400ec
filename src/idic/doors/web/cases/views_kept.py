"""The pages where topics, canned replies, macros and rules of assignment are kept: the list, and one form beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.models import AssignmentRule, CannedReply, CaseTopic, Macro
from idic.domain.interact.cases.operations.settings import (
    MANAGES,
    delete_rule,
    move_rule,
    save_macro,
    save_reply,
    save_rule,
    save_topic,
    set_archived,
)
from idic.domain.interact.cases.queries.assigning import access_assignment_rule, access_assignment_rules
from idic.domain.interact.cases.queries.replies import kept_macros, kept_replies, may_keep
from idic.domain.interact.cases.queries.topics import kept_topics
from idic.domain.interact.cases.replies import PLACEHOLDERS
from idic.doors.web.cases.forms_kept import MacroForm, ReplyTextForm, RuleForm, TopicForm
from idic.doors.web.cases.wording_kept import Row, macro_rows, reply_rows, rule_rows, topic_rows
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, require
from idic.foundation.letters.errors import TemplateRefused

_MOST = 300


@dataclass(frozen=True)
class Kept:
    """One kind of what is kept."""

    code: str
    rows: Callable[[User], QuerySet[Any]]
    worded: Callable[[list[Any]], list[Row]]
    form: Callable[..., Any]
    save: Callable[[Any, Any, User], Any]
    permission: str


def _save_topic(row: CaseTopic | None, form: TopicForm, by: User) -> CaseTopic:
    data = form.cleaned_data
    return save_topic(row, name=data["name"], parent=data["parent"], version=data["version"] or 0, by=by)


def _save_reply(row: CannedReply | None, form: ReplyTextForm, by: User) -> CannedReply:
    data = form.cleaned_data
    return save_reply(
        row, name=data["name"], shortcut=data["shortcut"], texts=form.texts(), team=data["team"],
        version=data["version"] or 0, by=by,
    )  # fmt: skip


def _save_macro(row: Macro | None, form: MacroForm, by: User) -> Macro:
    data = form.cleaned_data
    return save_macro(row, name=data["name"], acts=form.acts(), team=data["team"], version=data["version"] or 0, by=by)


def _save_rule(row: AssignmentRule | None, form: RuleForm, by: User) -> AssignmentRule:
    return save_rule(row, form.cleaned_data, version=form.cleaned_data["version"] or 0, by=by)


TOPICS = Kept("topics", kept_topics, topic_rows, TopicForm, _save_topic, MANAGES)
REPLIES = Kept("replies", kept_replies, reply_rows, ReplyTextForm, _save_reply, "case.change")
MACROS = Kept("macros", kept_macros, macro_rows, MacroForm, _save_macro, "case.change")
RULES = Kept("rules", access_assignment_rules, rule_rows, RuleForm, _save_rule, MANAGES)


def _view(kept: Kept) -> Callable[[SignedInRequest], HttpResponse]:
    @require_http_methods(["GET", "POST"])
    def view(request: SignedInRequest) -> HttpResponse:
        require(request.user, kept.permission)
        row = _asked(kept, request)
        if request.method == "GET":
            return _page(request, kept, row, kept.form(by=request.user, row=row))
        form = kept.form(request.POST, by=request.user, row=row)
        if form.is_valid():
            try:
                kept.save(row, form, request.user)
            except TemplateRefused as error:
                form.add_error(
                    f"text_{error.language}" if f"text_{error.language}" in form.fields else None, str(error)
                )
            except CaseError as error:
                tell(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect(f"cases:{kept.code}")
        return _page(request, kept, row, form, status=422)

    return view


topics, replies, macros, rules = _view(TOPICS), _view(REPLIES), _view(MACROS), _view(RULES)


@require_POST
def archive(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """And back again."""
    kept = {"topics": TOPICS, "replies": REPLIES, "macros": MACROS}.get(kind)
    if kept is None:
        raise NotVisible
    require(request.user, kept.permission)
    row = kept.rows(request.user).filter(pk=pk).first()
    if row is None:
        raise NotVisible
    set_archived(row, is_archived=request.POST.get("archived") == "yes", by=request.user)
    messages.success(request, _("“%(name)s” is archived.") % {"name": row.name} if row.is_archived else _("Saved."))
    return redirect(f"cases:{kept.code}")


@require_POST
def order(request: SignedInRequest, pk: int) -> HttpResponse:
    """A rule one place up or down, or away."""
    require(request.user, MANAGES)
    rule = access_assignment_rule(request.user, pk)
    step = request.POST.get("step", "")
    if step == "delete":
        delete_rule(rule, by=request.user)
    elif step in ("-1", "1"):
        move_rule(rule, step=int(step), by=request.user)
    return redirect("cases:rules")


def _asked(kept: Kept, request: SignedInRequest) -> Any:
    text = request.GET.get("edit", "")
    if not text:
        return None
    found = kept.rows(request.user).filter(pk=int(text)).first() if text.isdecimal() and len(text) < 19 else None
    if found is None or (isinstance(found, CannedReply | Macro) and not may_keep(request.user, found.team_id)):
        raise NotVisible
    return found


def _page(request: SignedInRequest, kept: Kept, row: Any, form: Any, *, status: int = 200) -> HttpResponse:
    user = request.user
    title, subtitle, new, empty_title, empty_text = _words(kept.code)
    tabs = [
        {"label": _words(one.code)[0], "url": reverse(f"cases:{one.code}"), "current": one is kept}
        for one in (REPLIES, MACROS, TOPICS, RULES) if may(user, one.permission)
    ]  # fmt: skip
    found = list(kept.rows(user)[:_MOST])
    values = {
        "kept": kept, "rows": kept.worded(found), "form": form, "row": row, "title": title, "subtitle": subtitle, "new": new,
        "empty_title": empty_title, "empty_text": empty_text, "tabs": tabs, "is_rules": kept is RULES,
        "fields": [form[name] for name in form.fields if name != "version"],
        "placeholders": _placeholders() if kept is REPLIES else (),
        "may_new": may(user, MANAGES) or user.team_id is not None,
    }  # fmt: skip
    return render(request, "cases/kept.html", values, status=status)


def _placeholders() -> list[tuple[str, str]]:
    return [
        ("{{ " + f"{root}.{name}" + " }}", str(label))
        for root, names in PLACEHOLDERS.items()
        for name, label in names.items()
    ]


def _words(code: str) -> tuple[str, str, str, str, str]:
    return {
        "topics": (
            _("Topics"), _("What cases are about: a tree that reports, rules and standards speak of."), _("New topic"),
            _("No topic yet"), _("Start with the five things that customers ask most; finer ones can stand below them later."),
        ),
        "replies": (
            _("Canned replies"), _("Texts that are written often. Type a slash in the answer to choose one."), _("New reply"),
            _("No canned reply yet"), _("Write the answer that you gave three times this week, once for each language."),
        ),
        "macros": (
            _("Macros"), _("Several acts on a case with one press."), _("New macro"),
            _("No macro yet"), _("For example: set the topic, put the usual reply into the answer, and pause for the customer."),
        ),
        "rules": (
            _("Rules of assignment"), _("To whom a new case goes. The first rule that fits decides."), _("New rule"),
            _("No rule yet"), _("Without rules new cases are nobody's, and whoever is free takes them from the inbox."),
        ),
    }[code]  # fmt: skip
