"""A little of every way in: a web form, a chat, a messenger, a counter, telephones and paper. What came by them carries a
name beginning with MARK, by which it is found again when the sample goes (forgetting_channels.py)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseTopic, Message
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.chat.enums import EndedBy
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.chat.operations.sites import SiteDraft, save_site
from idic.domain.interact.chat.operations.talking import source_of
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.hooks.operations.channels import ChannelDraft, create_channel
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.web_forms.drafts import Question, Sent, WebFormDraft
from idic.domain.interact.web_forms.enums import Doubt
from idic.domain.interact.web_forms.models import WebForm
from idic.domain.interact.web_forms.operations.forms import save_form
from idic.domain.interact.web_forms.operations.receiving import receive_submission
from idic.foundation.accounts.models import User
from idic.methods.normalise.emails import parse_email
from idic.sample.desk.cast import persons
from idic.sample.service import channel_words as words
from idic.sample.service.counter import make_counter
from idic.sample.service.house import make_house
from idic.sample.service.kept import keep_replies
from idic.sample.service.moments import MARK, later, said, working_moment
from idic.sample.service.telephones import make_telephones

_CLOCKS = (time(9, 10), time(10, 35), time(13, 20), time(14, 45), time(11, 5), time(15, 50))


@transaction.atomic
def make_channels(staff: Sequence[User], *, today: date) -> int:
    """Nothing where there is a web form already; how many cases came in."""
    if WebForm.objects.exists():
        return 0
    before = Case.objects.count()
    topics = {one.code.removeprefix(MARK): one for one in CaseTopic.objects.filter(code__startswith=MARK)}
    people = {language: _people(language) for language in ("th", "en", "zh-hans", "zh-hant")}
    desks = {"th": staff[1], "zh-hant": staff[2], "zh-hans": staff[1], "en": staff[2]}
    _form(staff, topics, people, desks, today)
    _chat(staff, people, desks, today)
    _messenger(staff, topics)
    _papers(staff, people, desks, today)
    make_counter(staff, topics, today=today)
    make_telephones(staff, people, today=today)
    keep_replies(staff[4])
    make_house(staff)
    return Case.objects.count() - before


def _people(language: str) -> list[Customer]:
    """With an address and a number by which they are known."""
    known = persons(language).exclude(email="").exclude(phone="")[10:120]
    return [one for one in known if parse_email(one.email).valid][:12]


def _form(
    staff: Sequence[User], topics: Mapping[str, CaseTopic], people: Mapping[str, list[Customer]],
    desks: Mapping[str, User], today: date,
) -> None:  # fmt: skip
    draft = WebFormDraft(
        said(words.NAMES["form"]), tuple(words.FORM), words.FORM, topic=topics.get("delivery"), team=staff[1].team,
        asked={"subject": "off", "name": "required", "email": "required", "phone": "optional", "files": "optional"},
        questions=(Question("choice", False, words.WHICH_SHOP, words.SHOPS),),
    )  # fmt: skip
    form = save_form(None, draft, by=staff[0])
    for place, entry in enumerate(words.ENTRIES):
        at = working_moment(today, entry.days, _CLOCKS[place])
        row = receive_submission(form, _sent(entry, place, people, at))
        case = row.case
        if case is not None and entry.answer:
            _answer(case, entry.answer, desks[entry.language], later(at, 90), is_done=True)
    held = Sent(f"{MARK}held", words.SPAM.message, "en", name="Best Rank Team", email="offers@example.net",
                doubt=Doubt.TRAPPED, at=timezone.now() - timedelta(days=words.SPAM.days))  # fmt: skip
    receive_submission(form, held)


def _sent(entry: words.Entry, place: int, people: Mapping[str, list[Customer]], at: datetime) -> Sent:
    known = people[entry.language]
    who = known[place % len(known)] if known else None
    shop = words.SHOPS[entry.language][place % len(words.SHOPS[entry.language])]
    return Sent(
        f"{MARK}{place}", entry.message, entry.language, name=who.name if who else "Alex",
        email=who.email if who else "alex@example.com", phone=who.phone if who else "",
        own=((words.WHICH_SHOP[entry.language], shop),), consent=words.FORM[entry.language]["consent"], at=at,
    )  # fmt: skip


def _answer(case: Case, text: str, by: User, at: datetime, *, is_done: bool = False) -> Message:
    """Read anew: each act changes the case."""
    row = Case.objects.get(pk=case.pk)
    message = answer_case(row, MessageDraft(text, at=at, subject=f"Re: {row.title}"), by=by)
    if is_done:
        row = Case.objects.get(pk=case.pk)
        resolve_case(row, outcome="answered", version=row.version, by=by, at=later(at, 5))
    return message


def _chat(
    staff: Sequence[User], people: Mapping[str, list[Customer]], desks: Mapping[str, User], today: date
) -> None:  # fmt: skip
    site = save_site(None, SiteDraft(said(words.NAMES["chat"]), words.CHAT, team=staff[1].team), by=staff[0])
    for place, talk in enumerate(words.TALKS):
        known = people[talk.language]
        who = known[-1 - place % len(known)] if known else None
        _talk(site, talk, place, who, desks[talk.language], working_moment(today, talk.days, _CLOCKS[place]))


def _talk(site: ChatSite, talk: words.Talk, place: int, who: Customer | None, desk: User, at: datetime) -> None:
    """As one that has been: its rows are written with the times that it had."""
    name, address = (who.name, who.email) if who else ("Alex", "alex@example.com")
    case = open_case(
        CaseDraft(talk.lines[0][:80], AccessMode.CHAT, site.purpose, talk.lines[0], who, contact_name=name,
                  contact_address=address, team=site.team, language=talk.language, received_at=at),
        by=None,
    )  # fmt: skip
    row = ChatTalk.objects.create(
        case=case, site=site, secret="", nonce=f"{MARK}{place}", page="https://shop.example.com/", seen_at=at,
        ended_at=at, ended_by=EndedBy.NOT_LIVE,
    )  # fmt: skip
    moment, last = at, 0
    for number, line in enumerate(talk.lines):
        moment = later(at, number * 1.5)
        if number % 2:
            last = _answer(case, line, desk, moment, is_done=number == len(talk.lines) - 1).pk
        else:
            draft = MessageDraft(line, at=moment, source=source_of(row), external_id=f"{row.pk}:{MARK}{number}",
                                 sender_name=name, sender_address=address, customer=who)  # fmt: skip
            receive_message(Case.objects.get(pk=case.pk), draft)
    if talk.is_live and len(talk.lines) % 2:
        row_case = Case.objects.get(pk=case.pk)
        resolve_case(row_case, outcome="answered", version=row_case.version, by=desk, at=later(moment, 2))
    ended_by = EndedBy.VISITOR if talk.is_live else EndedBy.NOT_LIVE
    # read to the last line, so that nothing is sent after them
    ChatTalk.objects.filter(pk=row.pk).update(
        created_at=at, seen_at=moment, ended_at=moment, ended_by=ended_by, read_id=last
    )


def _messenger(staff: Sequence[User], topics: Mapping[str, CaseTopic]) -> None:
    """Joined to nothing: what is answered would leave for nowhere, so nobody has answered yet."""
    draft = ChannelDraft(said(words.NAMES["hook"]), team=staff[1].team, topic=topics.get("stock"))
    channel, _secret = create_channel(draft, by=staff[0])
    for place, (_language, minutes, text) in enumerate(words.WRITTEN):
        at = timezone.now() - timedelta(minutes=minutes)
        receive(channel, Incoming(f"{MARK}{place}", f"{MARK}{place}", text, name=("Pim", "小美")[place], at=at))


def _papers(
    staff: Sequence[User], people: Mapping[str, list[Customer]], desks: Mapping[str, User], today: date
) -> None:  # fmt: skip
    for place, (language, mode, days, title, text, answer) in enumerate(words.PAPERS):
        at = working_moment(today, days, _CLOCKS[place])
        who = people[language][2] if len(people[language]) > 2 else None
        case = open_case(
            CaseDraft(title, mode, "request_service", text, who, language=language, team=staff[1].team, owner=desks[language],
                      received_at=at),
            by=desks[language],
        )  # fmt: skip
        receive_message(case, MessageDraft(text, at=at), by=desks[language])
        if answer:
            _answer(case, answer, desks[language], later(at, 60 * 24))
