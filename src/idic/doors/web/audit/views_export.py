from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from idic.doors.web.audit.asking import read_asked
from idic.doors.web.audit.views import NEWEST_FIRST
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.wording import word_events
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.people import everybody
from idic.foundation.accounts.rules import require
from idic.foundation.events.models import Event
from idic.foundation.events.operations.audit_export import record_audit_export
from idic.foundation.events.queries.audit import audit_events
from idic.foundation.paging.keyset import bounded_count
from idic.foundation.tables.batch import Cell
from idic.foundation.tables.export import ExportColumn, csv_pieces

# A larger need is a copy of the base, and that is the backup's work.
EXPORT_LIMIT = 100_000
_PIECE = 1000


@require_POST
def export(request: SignedInRequest) -> StreamingHttpResponse:
    """The trail on show, newest first, as the form carries its filters."""
    user = request.user
    require(user, "audit.see")
    people = dict(everybody())
    asked = read_asked(request.POST.dict(), people)
    events = audit_events(user, asked.filter)
    count = bounded_count(events, limit=EXPORT_LIMIT)
    # The file ends at what is there now: the export's own event stands behind it.
    newest = events.order_by("-pk").values_list("pk", flat=True).first() or 0
    record_audit_export(rows=count.value, filters=asked.parameters, by=user)
    sign = "-" if NEWEST_FIRST.descending else ""
    found = events.filter(pk__lte=newest).order_by(f"{sign}{NEWEST_FIRST.field}")[:EXPORT_LIMIT].iterator(_PIECE)
    name = f"audit-{timezone.localdate().isoformat()}"
    if count.is_more:
        name += f"-first-{EXPORT_LIMIT}"
    return StreamingHttpResponse(
        csv_pieces(_columns(), _rows(found, user, people)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _columns() -> list[ExportColumn]:
    names = [
        _("Number"), _("When"), _("Who"), _("What"), _("Code"), _("Kind of record"), _("Number of the record"),
        _("Customer number"), _("Before"), _("After"),
    ]  # fmt: skip
    return [ExportColumn(name) for name in names]


def _rows(events: Iterator[Event], user: User, people: Mapping[int, str]) -> Iterator[tuple[Cell, ...]]:
    while piece := list(islice(events, _PIECE)):
        for event, entry in zip(piece, word_events(piece, users=people, reader=user), strict=True):
            yield (
                event.pk, timezone.localtime(event.at).isoformat(timespec="seconds"), entry.who, entry.title, event.verb,
                event.subject_kind, event.subject_id, event.customer_id, _json(event.before), _json(event.after),
            )  # fmt: skip


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""
