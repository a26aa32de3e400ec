from __future__ import annotations

from django.db import transaction

from idic.domain.catalogue.queries.products import product_numbered
from idic.domain.interact.cases.drafts import CaseValues
from idic.domain.interact.cases.enums import MacroAct
from idic.domain.interact.cases.models import CannedReply, Case, CaseTopic, Macro, ReplyDraft
from idic.domain.interact.cases.operations.change import change_case
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.cases.replies import filled
from idic.foundation.accounts.models import Team, User
from idic.foundation.desk.operations.tags import add_tag


@transaction.atomic
def apply_macro(case: Case, macro: Macro, *, version: int, by: User) -> Case:
    """All of it or nothing. A reply is put below what stands in the answer and sent by nobody but the person; a topic,
    product or team that is there no more is left out."""
    values = CaseValues()
    for one in macro.acts:
        match one["act"]:
            case MacroAct.PRIORITY:
                values["priority"] = one["value"]
            case MacroAct.TOPIC if topic := CaseTopic.objects.filter(pk=one["value"], is_archived=False).first():
                values["topic"] = topic
            case MacroAct.PRODUCT if product := product_numbered(int(one["value"])):
                values["product"] = product
            case MacroAct.TEAM if team := Team.objects.filter(pk=one["value"]).first():
                values["team"] = team
    if values:
        case = change_case(case, values, version=version, by=by)
        version = case.version
    for one in macro.acts:
        match one["act"]:
            case MacroAct.TAG:
                add_tag("case", case.pk, name=one["value"], by=by)
            case MacroAct.REPLY:
                _put_reply(case, int(one["value"]), by)
            case MacroAct.PAUSE:
                case = pause_case(case, reason=one["value"], note=macro.name, version=version, by=by)
                version = case.version
            case MacroAct.RESOLVE:
                case = resolve_case(case, outcome=one["value"], version=version, by=by)
                version = case.version
    return case


def _put_reply(case: Case, reply_id: int, by: User) -> None:
    reply = CannedReply.objects.filter(pk=reply_id, is_archived=False).first()
    if reply is None:
        return
    begun = ReplyDraft.objects.filter(case=case, user=by).values_list("text", flat=True).first() or ""
    keep_draft(case, "\n\n".join(text for text in (begun, filled(reply, case, by=by)) if text), by=by)
