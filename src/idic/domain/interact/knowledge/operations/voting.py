"""Who found a text helpful: one vote of each, which they may change."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from idic.domain.interact.knowledge.enums import Door, Reason
from idic.domain.interact.knowledge.models import ArticleText, ArticleVoter, ArticleVotes

_VOTE = """
INSERT INTO knowledge_articlevotes (text_id, day, door, is_helpful, reason, count) VALUES (%s, %s, %s, %s, %s, 1)
ON CONFLICT (text_id, day, door, is_helpful, reason) DO UPDATE SET count = knowledge_articlevotes.count + 1
"""


@transaction.atomic
def vote(text: ArticleText, door: str, *, voter: str, is_helpful: bool, reason: str = "") -> None:
    """`voter` tells people apart; kept is a digest of it. Whoever votes again takes the former vote back."""
    told = Reason(reason) if reason and not is_helpful else ""
    now = {"day": timezone.localdate(), "door": Door(door), "is_helpful": is_helpful, "reason": told}
    row, is_first = ArticleVoter.objects.select_for_update().get_or_create(
        text=text, voter=_digest(text, voter), defaults=now
    )
    if not is_first:
        if (row.is_helpful, row.reason) == (is_helpful, told):
            return
        _take_back(row)
        ArticleVoter.objects.filter(pk=row.pk).update(**now)
    with connection.cursor() as cursor:
        cursor.execute(_VOTE, [text.pk, timezone.localdate(), Door(door), is_helpful, told])


def _take_back(row: ArticleVoter) -> None:
    counted = ArticleVotes.objects.filter(
        text=row.text_id, day=row.day, door=row.door, is_helpful=row.is_helpful, reason=row.reason
    )
    counted.update(count=F("count") - 1)
    counted.filter(count__lte=0).delete()


def _digest(text: ArticleText, voter: str) -> str:
    said = f"article vote\x00{text.pk}\x00{voter}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()
