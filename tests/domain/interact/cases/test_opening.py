"""A case that is opened with its first message is as if it had been opened and then received it."""

from __future__ import annotations

from django.utils import timezone

from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.cases.operations.messages import acknowledge_case, receive_message
from idic.domain.interact.cases.operations.open import Opening, open_case, open_with_messages
from idic.domain.interact.cases.operations.settings import save_rule
from idic.domain.interact.standards.models import StandardVersion
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.foundation.events.models import Event

_OF_ITS_OWN = (
    "id",
    "created_at",
    "updated_at",
    "case_id",
    "external_id",
    "elapsed_minutes",
    "gross_minutes",
    "search_keys",
    "search_text",
)


def _told(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_") and name not in _OF_ITS_OWN}


def _drafts(name: str) -> tuple[CaseDraft, MessageDraft]:
    at = timezone.now()
    case = CaseDraft(
        title="The kettle leaks", mode="email", purpose="complain", text="It leaks.", contact_address="anan@x.example",
        received_at=at,
    )  # fmt: skip
    return case, MessageDraft("It leaks.", at=at, source="mail", external_id=name, sender_address="anan@x.example")


def test_together_is_as_one_after_the_other(cast):
    start_with_defaults(by=cast.quality)
    StandardVersion.objects.update(valid_from="2020-01-01T00:00Z")
    draft, said = _drafts("one")
    receipt = MessageDraft("We have it.", at=said.at, to=("anan@x.example",))
    one = open_case(draft, by=None)
    receive_message(one, said)
    acknowledge_case(one, receipt)
    opened = open_with_messages(
        [Opening(draft, MessageDraft(**{**vars(said), "external_id": "two"}), lambda _case: receipt)], by=None
    )
    events = _same(one, opened[0].case)
    assert [verb for verb, _before, _after in events] == [
        "case.opened",
        "case.message_received",
        "case.acknowledged",
    ]


def test_what_a_person_writes_down_is_theirs_in_both_ways(cast):
    start_with_defaults(by=cast.quality)
    StandardVersion.objects.update(valid_from="2020-01-01T00:00Z")
    draft, said = _drafts("one")
    one = open_case(draft, by=cast.service)
    receive_message(one, said, by=cast.service)
    second = open_with_messages(
        [Opening(draft, lambda case: MessageDraft(**{**vars(said), "external_id": f"{case.pk}"}))], by=cast.service
    )[0]
    assert second.messages[0].external_id == f"{second.case.pk}"
    events = _same(one, second.case)
    assert [verb for verb, _before, _after in events] == ["case.opened", "case.message_received"]
    assert set(Message.objects.values_list("author", flat=True)) == {cast.service.pk}


def _same(one: Case, other: Case) -> list[tuple[str, dict[str, object], dict[str, object]]]:
    """What both leave behind, and their events."""
    first, second = Case.objects.get(pk=one.pk), Case.objects.get(pk=other.pk)
    assert _told(first) == _told(second)
    assert first.search_text.replace(str(first.pk), "") == second.search_text.replace(str(second.pk), "")
    for model, order in ((Message, "pk"), (CaseClock, "measure")):
        of_first, of_second = (list(model.objects.filter(case=case).order_by(order)) for case in (first, second))
        assert [_told(row) for row in of_first] == [_told(row) for row in of_second]
        assert of_first
    events = [
        [
            (one.verb, one.before, {name: value for name, value in one.after.items() if name != "message_id"})
            for one in Event.objects.filter(subject_kind="case", subject_id=case.pk).order_by("pk")
        ]
        for case in (first, second)
    ]  # fmt: skip
    assert events[0] == events[1]
    return events[0]


def test_the_least_loaded_is_counted_anew_within_one_call(cast):
    save_rule(None, {"name": "Mails", "team": cast.service.team, "giving": "least_loaded"}, by=cast.manager)
    openings = [Opening(*_drafts(str(number))) for number in range(4)]
    assert [one.case.owner for one in open_with_messages(openings, by=None)] == [
        cast.service, cast.service_colleague, cast.service, cast.service_colleague,
    ]  # fmt: skip
