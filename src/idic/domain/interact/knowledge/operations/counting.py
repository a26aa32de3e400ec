"""What readers do, counted in one statement each. No person is noted but a customer who has signed in and reads."""

from __future__ import annotations

import re

from django.db import connection
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.knowledge.enums import Door
from idic.domain.interact.knowledge.models import ArticleText, CustomerReading
from idic.foundation.texts import one_line, trimmed
from idic.methods.search_keys.folding import search_fold

_VIEW = """
INSERT INTO knowledge_articleviews (text_id, day, door, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (text_id, day, door) DO UPDATE SET count = knowledge_articleviews.count + 1
"""
_ASKED = """
INSERT INTO knowledge_searchday (day, door, language, asked, found_nothing) VALUES (%s, %s, %s, 1, %s)
ON CONFLICT (day, door, language) DO UPDATE
SET asked = knowledge_searchday.asked + 1, found_nothing = knowledge_searchday.found_nothing + excluded.found_nothing
"""
_GAP = """
INSERT INTO knowledge_gap (key, language, text, count, first_on, last_on, is_settled)
VALUES (%s, %s, %s, 1, %s, %s, FALSE)
ON CONFLICT (language, key) DO UPDATE
SET count = CASE WHEN knowledge_gap.is_settled THEN 1 ELSE knowledge_gap.count + 1 END,
    last_on = excluded.last_on, is_settled = FALSE
"""
_LONGEST = 120
# An address, or figures that may be a number of somebody: what was meant is what stands around them.
_PERSONAL = re.compile(r"\S*@\S*|\+?[0-9][0-9 ().\-]{3,}[0-9]")


def count_view(text: ArticleText, door: str, *, customer: Customer | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_VIEW, [text.pk, timezone.localdate(), Door(door)])
    if customer is not None:
        CustomerReading.objects.create(customer=customer, text=text, at=timezone.now())


def count_search(asked: str, language: str, door: str, *, found: bool) -> None:
    today = timezone.localdate()
    kept = one_line(_PERSONAL.sub(" ", trimmed(asked)), _LONGEST)
    key = search_fold(kept)[:_LONGEST]
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [today, Door(door), language, 0 if found else 1])
        if not found and len(key) > 1:
            cursor.execute(_GAP, [key, language, kept, today, today])
