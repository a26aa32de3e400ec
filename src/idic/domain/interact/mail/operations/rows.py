from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from idic.domain.interact.cases.models import Case
from idic.domain.interact.mail.parsing import ParsedMail
from idic.domain.interact.mail.queries.known import Known
from idic.domain.interact.mail.queries.threads import looked_up
from idic.domain.interact.mail.tokens import marked_case


def locked_cases(mails: Sequence[ParsedMail], known: Known) -> list[int]:
    """Of several mails the cases that they name, in the order of their ids and before the first of them is filed: they
    come in whatever order people wrote."""
    if len(mails) < 2:
        return []
    messages = {pk for mail in mails if (pk := known.message_named(looked_up(mail))) is not None}
    marked = {pk for mail in mails if (pk := marked_case(mail.subject)) is not None}
    if not messages and not marked:
        return []
    named = Case.objects.filter(Q(messages__in=messages) | Q(pk__in=marked)).values_list("pk", "merged_into_id")
    wanted = {pk for pair in named for pk in pair if pk is not None}
    rows = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted)
    return list(rows.order_by("pk").values_list("pk", flat=True))
