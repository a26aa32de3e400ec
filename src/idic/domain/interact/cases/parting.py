"""How two cases that were joined become two again."""

from __future__ import annotations

from idic.domain.interact.cases.enums import CaseState
from idic.domain.interact.cases.following import joints, move_back
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.rows import record, save, set_search
from idic.domain.interact.cases.operations.taking_over import give_back
from idic.domain.interact.cases.rules import reach
from idic.domain.interact.cases.undoing import put_back
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.undoing import ChangedSince, undoes


@undoes("case.merged")
def undo_merge(event: Event, by: User) -> None:
    """What came along goes back, and so does what the surviving case had taken over. What was said since stays with it.

    Of a merge two events tell, one on each case; whichever is taken back, both cases are as before."""
    stays_id, gone_id = event.after.get("merged_into_id"), event.after.get("from_id")
    gone, stays = _reached(event.subject_id if stays_id else gone_id, stays_id or event.subject_id, by)
    if gone.state != CaseState.MERGED or gone.merged_into_id != stays.pk:
        raise ChangedSince
    of_gone = _told_of(gone, event, after__merged_into_id=stays.pk)
    of_stays = _told_of(stays, event, after__from_id=gone.pk)
    if of_gone is None or of_stays is None:
        raise ChangedSince
    Message.objects.filter(pk__in=event.after["messages"], case=stays).update(case=gone)
    gone.merged_into = None
    put_back(gone, of_gone.before)
    for joint in joints():
        if joined := of_stays.after.get("joined", {}).get(joint.code):
            joint.part(gone, stays, joined, by)
    give_back(stays, of_stays.before, of_stays.after, of_stays.after.get("pauses", {}))
    move_back(of_stays.after.get("moved", {}), gone=gone, stays=stays)
    set_search(gone)
    save(gone)
    last = Message.objects.filter(case=stays).order_by("-at", "-pk").first()
    stays.last_message_at = max(last.at, stays.received_at) if last else stays.received_at
    set_search(stays)
    save(stays, by=by)
    record("case.unmerged", gone, by=by, after={"state": gone.state, "from_id": stays.pk})
    record("case.unmerged", stays, by=by, after={"from_id": gone.pk})


def _reached(gone_id: int | None, stays_id: int | None, by: User) -> tuple[Case, Case]:
    """Locked in the order in which a merge locks them."""
    found = Case.objects.select_for_update(of=("self",), no_key=True).filter(
        reach(by, "case.change"), pk__in=(gone_id or 0, stays_id or 0)
    )
    rows = {case.pk: case for case in found.order_by("pk")}
    if gone_id not in rows or stays_id not in rows:
        raise NotVisible
    return rows[gone_id], rows[stays_id]


def _told_of(case: Case, event: Event, **narrowed: object) -> Event | None:
    """What was noted of this merge on this case."""
    found = Event.objects.filter(
        subject_kind="case", subject_id=case.pk, verb="case.merged", actor_id=event.actor_id,
        after__messages=event.after["messages"], **narrowed,
    )  # fmt: skip
    return found.order_by("-id").first()
