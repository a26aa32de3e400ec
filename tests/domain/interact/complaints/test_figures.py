from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.complaints.operations.changing_hands import feed_back, join_duplicate, recheck
from idic.domain.interact.complaints.queries.figures import Way, cube, indicators, none_left_out


def _period():
    now = timezone.now()
    return now - timedelta(days=30), now + timedelta(days=1)


def test_none_is_left_out(make_complaint, walk, cast, topic):
    """Four cases of complaint: one unrecorded, three recorded; of these one ended, one checked, one passed on."""
    open_case(CaseDraft("Never written up", "email", "complain"), by=cast.service)
    walk(make_complaint(), "closed")
    decided = walk(make_complaint(), "decided")
    recheck(decided, note="Done", version=decided.version, by=cast.quality)
    other = make_complaint()
    feed_back(other, text="Told purchasing", version=other.version, by=cast.service)
    found = none_left_out(cast.quality, *_period())
    assert [round(one.share, 4) for one in (found.recorded, found.handled, found.rechecked, found.fed_back)] == [
        0.75, 0.3333, 0.3333, 0.3333,
    ]  # fmt: skip


def test_nothing_is_counted_where_there_is_nothing(cast):
    found = none_left_out(cast.quality, *_period())
    assert (found.recorded, found.handled) == (None, None)
    assert indicators(cast.quality, *_period(), today=timezone.now()).confirmed is None


def test_what_was_told_twice_counts_once(make_complaint, walk, cast, topic):
    first, second = walk(make_complaint(), "closed"), make_complaint()
    join_duplicate(second, first=first, by=cast.service)
    found = indicators(cast.quality, *_period(), today=timezone.now())
    assert (found.received, found.ended) == (1, 1)
    assert found.confirmed.share == 1
    assert found.content_handling.share == 1
    counted = cube(cast.quality, *_period())
    assert (counted.topics, counted.modes) == ([("Leaks", 1)], {"phone": 1})
    assert counted.ways == [Way(topic.pk, "Leaks", None, "", "phone", 1)]
    assert counted.months == {timezone.localdate().replace(day=1): 1}
