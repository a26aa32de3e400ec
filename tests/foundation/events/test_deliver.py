from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.foundation.events import subscriptions
from idic.foundation.events.models import Event, EventCursor
from idic.foundation.events.operations.append import NewEvent, append_events
from idic.foundation.events.operations.deliver import deliver_settled_events
from idic.foundation.events.queries.standing import policies_that_stand
from idic.foundation.events.subscriptions import on
from tests.foundation.events.sealing import settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_policies_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "_subscriptions", {})


def append(*verbs: str) -> list[int]:
    with transaction.atomic():
        return append_events([NewEvent(verb, "test", place) for place, verb in enumerate(verbs)], by=None)


def deliver() -> int:
    settle()
    return deliver_settled_events()


def test_every_event_that_is_waited_for_is_handled_once_and_in_order() -> None:
    heard: list[int] = []
    on("test.wanted", name="hears")(lambda event: heard.append(event.pk))
    deliver()
    first, _other, second = append("test.wanted", "test.other", "test.wanted")
    assert deliver() == 2
    assert deliver() == 0
    (third,) = append("test.wanted")
    deliver()
    assert heard == [first, second, third]


def test_more_events_than_one_step_holds_are_all_handled() -> None:
    heard: list[int] = []
    on("test.wanted", name="hears")(lambda event: heard.append(event.pk))
    deliver()
    ids = append(*["test.wanted"] * 1234)
    assert deliver() == 1234
    assert heard == ids


def test_a_policy_that_stands_still_is_told_with_the_event_before_which_it_stands() -> None:
    def breaks(event: Event) -> None:
        raise LookupError

    on("test.wanted", name="stands")(breaks)
    on("test.wanted", name="goes on")(lambda event: None)
    deliver()
    long_ago = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    with transaction.atomic():
        (first, _second) = append_events(
            [NewEvent("test.wanted", "test", number, at=long_ago) for number in (1, 2)], by=None
        )  # fmt: skip
    with pytest.raises(LookupError):
        deliver()
    assert [(one.name, one.event_id, one.verb, one.since) for one in policies_that_stand()] == [
        ("stands", first, "test.wanted", long_ago)
    ]


def test_a_policy_that_locks_is_told_one_event_in_a_transaction() -> None:
    """Of several, two cases in the order of their events would be held against whoever takes them in the order of ids."""
    held: dict[str, set[int]] = {"alone": set(), "with others": set()}

    def hears(name: str) -> None:
        def note(event: Event) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()::text::bigint")
                held[name].add(cursor.fetchone()[0])

        on("test.wanted", name=name, alone=name == "alone")(note)

    for name in held:
        hears(name)
    deliver()
    append(*["test.wanted"] * 3)
    assert deliver() == 6
    assert {name: len(found) for name, found in held.items()} == {"alone": 3, "with others": 1}
    assert deliver() == 0


def test_a_policy_that_raises_stays_before_its_event_and_the_others_go_on() -> None:
    heard: list[int] = []
    done: list[int] = []
    is_broken = True

    def breaks(event: Event) -> None:
        EventCursor.objects.get_or_create(subscriber=f"written for {event.pk}")
        if event.subject_id == 2 and is_broken:
            raise ValueError("broken")
        done.append(event.subject_id)

    on("test.wanted", name="breaks")(breaks)
    on("test.wanted", name="later in the alphabet")(lambda event: heard.append(event.subject_id))
    deliver()
    ids = append(*["test.wanted"] * 5)
    with pytest.raises(ValueError, match="broken"):
        deliver()
    assert (done, heard) == ([0, 1], [0, 1, 2, 3, 4])
    # What was handled is kept, what the broken attempt wrote is not.
    assert EventCursor.objects.get(subscriber="breaks").last_id == ids[1]
    assert EventCursor.objects.filter(subscriber__startswith="written").count() == 2
    is_broken = False
    assert deliver() == 3
    assert done == [0, 1, 2, 3, 4]


def test_verbs_that_nothing_waits_for_now_are_passed_by_and_later_ones_are_heard() -> None:
    heard: list[int] = []
    awaited: frozenset[str] = frozenset()
    on("test.wanted", name="hears", awaited=lambda: awaited)(lambda event: heard.append(event.pk))
    deliver()
    append("test.wanted")
    assert deliver() == 0
    awaited = frozenset({"test.wanted"})
    (later,) = append("test.wanted")
    deliver()
    assert heard == [later]


def test_a_new_policy_does_not_act_on_a_long_past() -> None:
    heard: list[int] = []
    append(*["test.wanted"] * 600)
    on("test.wanted", name="new")(lambda event: heard.append(event.pk))
    assert deliver() == 0
    (later,) = append("test.wanted")
    deliver()
    assert heard == [later]


def test_a_tick_asks_no_more_for_ten_policies_than_for_one() -> None:
    for place in range(10):
        on("test.wanted", name=f"policy {place}")(lambda event: None)
    deliver()
    append(*["test.other"] * 20)
    settle()
    with CaptureQueriesContext(connection) as asked:
        deliver_settled_events()
    assert len(asked) <= 12
