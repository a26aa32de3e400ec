"""A macro on many cases at once, and how it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.enums import PauseReason
from idic.domain.interact.cases.errors import CaseError
from idic.domain.interact.cases.models import Case, CasePause, Macro, ReplyDraft
from idic.domain.interact.cases.operations.macros import apply_macro
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.cases.operations.rows import record, save, told
from idic.domain.interact.cases.queries.replies import macros_for
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.cases.undoing import value_of
from idic.foundation.accounts.models import User
from idic.foundation.desk.models import Tagging
from idic.foundation.nouns.errors import NounError, ValueRefused
from idic.foundation.nouns.fields import Field, Input
from idic.foundation.views.acts import BulkAct, Done, Values, register_act
from idic.methods.predicate import FieldType

_MOST = 100
#: What a macro may touch in the row of a case.
_HELD = (
    "state", "priority", "topic_id", "product_id", "team_id", "owner_id", "outcome", "outcome_note", "waits_for_us",
    "snoozed_until", "resolved_at",
)  # fmt: skip


def _inputs(by: User) -> Sequence[Field]:
    choices = [(str(one.pk), one.name) for one in macros_for(by, limit=_MOST)]
    return [Field("macro", "record", FieldType.CODE, _("Macro"), "", choices, input=Input.CHOICE, is_required=True)]


def _check(typed: Values, by: User) -> dict[str, Any]:
    asked = str(typed.get("macro") or "")
    found = next((one for one in macros_for(by, limit=_MOST) if str(one.pk) == asked), None)
    if found is None:
        raise ValueRefused("macro", _now("Choose one from the list."))
    return {"macro": found.pk, "name": found.name}


def _apply(ids: Sequence[int], values: Values, by: User, at: datetime) -> Sequence[Done]:
    """A case on which one of its acts cannot be done is left as it is, whole."""
    macro = Macro.objects.filter(pk=values["macro"], is_archived=False).first()
    if macro is None:
        return []
    done = []
    for case in visible_cases(by, "case.change").filter(pk__in=list(ids)).order_by("pk"):
        before = _held(case, by)
        try:
            with transaction.atomic():
                apply_macro(case, macro, version=case.version, by=by)
        except (CaseError, NounError):
            continue
        case.refresh_from_db()
        after = _held(case, by)
        if after != before:
            done.append(Done(case.pk, before, after))
    return done


def _restore(done: Sequence[Done], values: Values, by: User, at: datetime) -> set[int]:
    """Its pauses are put back with the row, so that the clocks run as if nothing had been."""
    found = visible_cases(by, "case.change").filter(pk__in=[one.record_id for one in done])
    cases = {one.pk: one for one in found.select_for_update(of=("self",), no_key=True).order_by("pk")}
    back = set()
    for one in done:
        case = cases.get(one.record_id)
        if case is not None and _held(case, by) == one.after:
            _put_back(case, one, by)
            back.add(case.pk)
    return back


def _put_back(case: Case, one: Done, by: User) -> None:
    before, after = one.before, one.after
    now = told(case, *_HELD)
    CasePause.objects.filter(case=case, pk__in=set(after["pauses"]) - set(before["pauses"])).delete()
    if before["paused"] is not None:
        CasePause.objects.filter(pk=before["paused"]).update(ended_at=None, ended_by=None)
    for name in _HELD:
        setattr(case, name, value_of(name, before[name]))
    if now != told(case, *_HELD):
        save(case, by=by)
        new = told(case, *_HELD)
        changed = [name for name in _HELD if now[name] != new[name]]
        record(
            "case.changed", case, by=by, before={name: now[name] for name in changed},
            after={name: new[name] for name in changed},
        )  # fmt: skip
    Tagging.objects.filter(
        noun="case", subject_id=case.pk, tag_id__in=set(after["tags"]) - set(before["tags"])
    ).delete()
    if before["draft"] != after["draft"]:
        keep_draft(case, _draft(case, by)[: before["draft"][0]], by=by)


def _held(case: Case, by: User) -> dict[str, Any]:
    pauses = CasePause.objects.filter(case=case).exclude(reason=PauseReason.ENDED).order_by("pk")
    rows = list(pauses.values_list("pk", "ended_at"))
    tags = Tagging.objects.filter(noun="case", subject_id=case.pk).order_by("tag_id").values_list("tag_id", flat=True)
    draft = _draft(case, by)
    return {
        **told(case, *_HELD), "pauses": [pk for pk, _ended in rows], "tags": list(tags),
        # not the words themselves: a macro writes below them
        "draft": [len(draft), sha256(draft.encode()).hexdigest()],
        "paused": next((pk for pk, ended in rows if ended is None), None),
    }  # fmt: skip


def _draft(case: Case, by: User) -> str:
    return ReplyDraft.objects.filter(case=case, user=by).values_list("text", flat=True).first() or ""


register_act(
    BulkAct(
        "macro", "case", _("Apply a macro"), "case.change", _inputs, _check, _apply, _restore, icon="bolt", order=15,
        hint=_("A reply is put into your answers and sent by nobody but you."),
    )
)  # fmt: skip
