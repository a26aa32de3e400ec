from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

import idic
from idic.doors.web.timeline.wording import people_in, word_events
from idic.doors.web.timeline.words import VERB_ICONS, WORDINGS
from idic.foundation.events.models import Event

SOURCE = Path(next(iter(idic.__path__)))


def _event(verb: str, **values: Any) -> Event:
    told = {
        "at": datetime(2026, 10, 1, tzinfo=UTC),
        "actor_id": 7,
        "agent": "user",
        "subject_kind": "x",
        "subject_id": 1,
    }
    return Event(verb=verb, **{**told, **values})


def _worded(verb: str, **values: Any) -> Any:
    with translation.override("en"):
        return word_events([_event(verb, **values)], users={7: "Somying", 8: "Prasit"})[0]


def test_every_verb_that_the_rooms_append_has_its_words() -> None:
    verbs = set()
    for path in SOURCE.rglob("*.py"):
        verbs |= set(re.findall(r'NewEvent\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))
    assert len(verbs) > 10
    assert verbs <= WORDINGS.keys()
    assert WORDINGS.keys() == VERB_ICONS.keys()


def test_a_follow_up_names_the_people_and_the_day() -> None:
    event = _event(
        "follow_up.created",
        after={"owner_id": 8, "due_on": "2026-12-01", "method": "telephone", "reason": "thanks", "note": "After noon"},
    )
    assert people_in([event]) == {7, 8}
    entry = _worded("follow_up.created", after=event.after)
    assert entry.text == (
        "Prasit is to get in touch by Dec 1, 2026. How: Telephone. Why: Thanks to a valued customer.\nAfter noon"
    )
    assert entry.who == "Somying"


def test_a_sentence_with_an_unknown_value_gives_way_to_a_shorter_one() -> None:
    assert _worded("follow_up.created", after={"due_on": "2026-12-01"}).text == "To be done by Dec 1, 2026."
    assert _worded("follow_up.created").text == ""


def test_changed_details_stand_field_by_field() -> None:
    entry = _worded(
        "customer.changed",
        before={"phone": None, "facts": {"note": "a"}},
        after={"phone": "+66812345678", "facts": {"note": "b"}},
    )
    assert [(one.label, one.before, one.after) for one in entry.changes] == [
        ("Phone", "", "+66812345678"),
        ("Note", "a", "b"),
    ]


def test_an_unknown_verb_is_shown_with_its_code() -> None:
    entry = _worded("robot.danced")
    assert (entry.title, entry.text) == ("Something else happened", "Its code is “robot.danced”.")


@pytest.mark.parametrize(
    ("actor", "agent", "who"), [(None, "import", "Import"), (99, "user", "A former user"), (7, "user", "Somying")]
)
def test_who_acted_is_always_named(actor: int | None, agent: str, who: str) -> None:
    assert _worded("customer.created", actor_id=actor, agent=agent).who == who


def test_a_percent_sign_in_a_value_is_only_text() -> None:
    assert _worded("customer.created", after={"name": "100% %(x)s"}).text == "100% %(x)s was entered at the desk."


def test_several_addresses_stand_side_by_side() -> None:
    told = {"message_id": 4, "addresses": ["malee@example.com", "anan@example.com"]}
    assert _worded("case.delivery_failed", after=told).text == "To malee@example.com, anan@example.com."


@pytest.mark.django_db
def test_addresses_are_masked_in_a_history_as_on_a_page(cast: Any) -> None:
    def told_to(reader: Any) -> str:
        after = {"addresses": ["malee@example.com"]}
        with translation.override("en"):
            event = _event("case.delivery_failed", subject_kind="case", after=after)
            return word_events([event], users={}, reader=reader)[0].text

    assert "malee@example.com" in told_to(cast.service)
    assert "malee" not in told_to(cast.analyst)
