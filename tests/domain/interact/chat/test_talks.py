from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.chat.enums import Asking, EndedBy
from idic.domain.interact.chat.errors import (
    AddressMissing,
    AddressRefused,
    ChatEnded,
    NobodyWaits,
    NoTranscript,
    TextMissing,
    TextTooLong,
    TooFast,
)
from idic.domain.interact.chat.models import ChatAgent, ChatSite, ChatTalk
from idic.domain.interact.chat.operations.agents import switch_availability, take, take_next
from idic.domain.interact.chat.operations.ending import (
    end_idle,
    end_talk,
    mail_unread,
    mail_what_is_unread,
    send_transcript,
)
from idic.domain.interact.chat.operations.sites import SiteDraft, save_site
from idic.domain.interact.chat.operations.talking import LONGEST, MOST_A_MINUTE, note_sight, say
from idic.domain.interact.chat.queries.feed import said_in, talk_seen
from idic.domain.interact.chat.queries.queue import waiting
from idic.domain.interact.chat.queries.sites import is_open
from idic.domain.interact.mail.models import OutgoingMail
from idic.domain.interact.sites import SiteRefused
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.events.models import Event
from tests.contracts.mailboxes import make_mailbox

pytestmark = pytest.mark.django_db


def test_what_a_page_sends_twice_stands_once(make_talk):
    talk = make_talk()
    assert make_talk().pk == talk.pk
    for _turn in range(2):
        say(talk, "With a knob?", nonce="b" * 32)
    assert [one.text for one in said_in(_seen(talk))] == ["Do you sell lids?", "With a knob?"]
    assert (Case.objects.get().mode, Case.objects.get().text) == ("chat", "Do you sell lids?")


@pytest.mark.parametrize(("text", "refusal"), [(" \x00 ", TextMissing), ("x" * (LONGEST + 1), TextTooLong)])
def test_words_that_are_none_or_too_many(make_talk, text, refusal):
    with pytest.raises(refusal):
        make_talk(text)
    with pytest.raises(refusal):
        say(make_talk(), text, nonce="b" * 32)
    assert Message.objects.count() == 1


def test_an_address_is_asked_for_where_it_is_needed(make_talk, chat_site):
    with pytest.raises(AddressMissing):
        make_talk(is_live=False)
    with pytest.raises(AddressRefused):
        make_talk(address="nobody")
    ChatSite.objects.update(asking=Asking.REQUIRED)
    chat_site.refresh_from_db()
    with pytest.raises(AddressMissing):
        make_talk()
    talk = make_talk(is_live=False, address="a@b.example")
    assert (talk.ended_by, Case.objects.get().contact_address) == (EndedBy.NOT_LIVE, "a@b.example")


def test_nobody_floods_a_case(make_talk):
    talk = make_talk()
    for number in range(100, 99 + MOST_A_MINUTE):
        say(talk, "again", nonce=f"{number:032x}")
    with pytest.raises(TooFast):
        say(talk, "once more", nonce="f" * 32)


def test_a_cookie_opens_its_own_conversation_alone(make_talk, chat_site):
    talk, other = make_talk(), make_talk(number=2)
    assert talk_seen(chat_site.key, talk.pk, other.secret) is None
    assert talk_seen("elsewhere", talk.pk, talk.secret) is None
    ChatTalk.objects.filter(pk=talk.pk).update(secret="")  # as after an erasure
    assert talk_seen(chat_site.key, talk.pk, "") is None


def test_a_joined_case_shows_a_visitor_nothing_of_the_other(cast, make_talk, make_case):
    talk, mail = make_talk(), make_case(mode="email", by=cast.administrator)
    receive_message(mail, MessageDraft("My account number is 12345", source="mail", external_id="1"))
    answer_case(mail, MessageDraft("We wrote to somebody else"), by=cast.administrator)
    merge_case(mail, into=Case.objects.get(pk=talk.case_id), by=cast.administrator)
    assert [one.text for one in said_in(_seen(talk))] == ["Do you sell lids?"]
    another = make_talk("Mine", number=2)
    merge_case(Case.objects.get(pk=talk.case_id), into=Case.objects.get(pk=another.case_id), by=cast.administrator)
    assert [one.text for one in said_in(_seen(talk))] == ["Do you sell lids?"]
    assert [one.text for one in said_in(_seen(another))] == ["Mine"]


def test_an_answer_to_one_visitor_is_never_shown_or_mailed_to_another(cast, make_talk):
    mine, other = make_talk("Mine", address="a@example.com"), make_talk("Yours", number=2)
    answer_case(Case.objects.get(pk=mine.case_id), MessageDraft("For me"), by=cast.administrator)
    answer_case(Case.objects.get(pk=other.case_id), MessageDraft("Your code is 77"), by=cast.administrator)
    merge_case(Case.objects.get(pk=other.case_id), into=Case.objects.get(pk=mine.case_id), by=cast.administrator)
    assert [one.text for one in said_in(_seen(mine))] == ["Mine", "For me"]
    assert [one.text for one in said_in(_seen(other))] == ["Yours"]
    ChatTalk.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert [mail_unread(mine), mail_unread(mine)] == [1, 0]
    assert [one.text for one in Message.objects.exclude(to=[])] == ["For me"]


def test_who_waits_longest_is_taken_first_and_once(cast, make_talk):
    first, second = make_talk(), make_talk(number=2)
    assert _seen(second).before == 1
    assert take_next(by=cast.service).pk == first.case_id
    assert _seen(second).before == 0
    with pytest.raises(NobodyWaits):
        take(first, by=cast.service_colleague)
    assert take(second, by=cast.service_colleague).owner == cast.service_colleague
    with pytest.raises(NobodyWaits):
        take_next(by=cast.service)
    with pytest.raises(NotAllowed):
        take_next(by=cast.analyst)


def test_it_is_open_while_somebody_is_there(cast, chat_site):
    assert not is_open(chat_site)
    switch_availability(is_available=True, by=cast.service)
    assert is_open(chat_site)
    ChatSite.objects.update(team=cast.sales.team)
    chat_site.refresh_from_db()
    assert not is_open(chat_site)  # nobody of that team
    ChatSite.objects.update(team=cast.service.team)
    chat_site.refresh_from_db()
    assert is_open(chat_site)
    ChatAgent.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert not is_open(chat_site)
    switch_availability(is_available=False, by=cast.service)
    verbs = Event.objects.filter(subject_kind="chat_agent").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["chat.agent_came", "chat.agent_left"]
    with pytest.raises(NotAllowed):
        switch_availability(is_available=True, by=cast.sales)


def test_being_here_is_written_only_when_it_says_something(make_talk, django_assert_num_queries):
    talk = make_talk()
    with django_assert_num_queries(1):
        note_sight(_seen(talk), writes=False, read_id=0) or None
    note_sight(talk, writes=True, read_id=7)
    talk.refresh_from_db()
    assert (talk.read_id, talk.writes_until is not None) == (7, True)


def test_an_answer_after_the_visitor_has_gone_goes_out_by_mail_once(cast, make_talk):
    make_mailbox("desk@example.org", cast.administrator)
    talk = make_talk(address="visitor@example.org")
    case = Case.objects.get(pk=talk.case_id)
    read = answer_case(case, MessageDraft("Yes, in three sizes."), by=cast.administrator)
    assert mail_unread(talk) == 0  # still there
    note_sight(talk, writes=False, read_id=read.pk)
    ChatTalk.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert mail_what_is_unread() == 0  # seen
    answer_case(case, MessageDraft("And with a knob."), by=cast.administrator)
    assert (mail_what_is_unread(), mail_what_is_unread()) == (1, 0)
    mail = OutgoingMail.objects.get()
    assert (mail.message.text, mail.recipients.get().address) == ("And with a knob.", "visitor@example.org")


def test_silence_and_departure_end_a_chat(cast, make_talk):
    talk = make_talk()
    assert end_idle() == 0
    ChatTalk.objects.update(seen_at=timezone.now() - timedelta(minutes=11))
    assert (end_idle(), end_idle()) == (1, 0)
    with pytest.raises(ChatEnded):
        say(talk, "Hello?", nonce="c" * 32)
    assert Event.objects.get(verb="chat.ended").after == {"ended_by": "idle"}
    end_talk(talk, EndedBy.VISITOR)
    talk.refresh_from_db()
    assert talk.ended_by == EndedBy.IDLE
    with pytest.raises(NotVisible):
        end_talk(_of_another_team(cast, make_talk), EndedBy.AGENT, by=cast.sales)


def test_a_transcript_is_sent_once_and_never_of_a_monologue(cast, make_talk):
    make_mailbox("desk@example.org", cast.administrator)
    talk = make_talk("Buy my pills")
    with pytest.raises(NoTranscript):
        send_transcript(talk, address="victim@example.org")
    answer_case(Case.objects.get(), MessageDraft("No, thank you."), by=cast.administrator)
    with pytest.raises(AddressMissing):
        send_transcript(talk)
    send_transcript(talk, address="visitor@example.org")
    with pytest.raises(NoTranscript):
        send_transcript(talk, address="victim@example.org")
    mail = OutgoingMail.objects.get()
    assert [one.address for one in mail.recipients.all()] == ["visitor@example.org"]
    for words in ("Buy my pills", "No, thank you.", cast.administrator.display_name):
        assert words in mail.message.text
    assert [one.text for one in said_in(_seen(talk))] == ["Buy my pills", "No, thank you."]


def test_only_who_keeps_channels_makes_one(cast, chat_site):
    with pytest.raises(NotAllowed):
        save_site(None, SiteDraft("Mine"), by=cast.service)
    for site in ("javascript:alert(1)", "https://a.example; script-src *"):
        with pytest.raises(SiteRefused):
            save_site(None, SiteDraft("Shop", sites=[site]), by=cast.administrator)
    assert Event.objects.get(verb="chat_site.created").after["sites"] == ["https://shop.example.org"]


def test_nobody_sees_who_waits_for_another_team(cast, make_talk):
    _of_another_team(cast, make_talk)
    assert (waiting(cast.service).count(), waiting(cast.sales).count()) == (1, 0)


def _of_another_team(cast, make_talk):
    talk = make_talk(number=9)
    Case.objects.filter(pk=talk.case_id).update(team=cast.service.team)
    return talk


def _seen(talk):
    found = talk_seen(talk.site.key, talk.pk, talk.secret)
    assert found is not None
    return found
