from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.differentiate.models import CustomerScore
from idic.domain.interact.cases.drafts import MessageDraft
from idic.domain.interact.cases.errors import CaseOutdated, NothingToDo, ShortcutTaken, TopicRefused
from idic.domain.interact.cases.models import CannedReply, Case, CasePresence, ReplyDraft
from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.macros import apply_macro
from idic.domain.interact.cases.operations.messages import answer_case
from idic.domain.interact.cases.operations.presence import be_present
from idic.domain.interact.cases.operations.reply_drafts import keep_draft, take_over_draft
from idic.domain.interact.cases.operations.settings import (
    move_rule,
    save_macro,
    save_reply,
    save_rule,
    save_topic,
    set_archived,
)
from idic.domain.interact.cases.queries.presence import HOLDS_FOR, drafts_of, others_at
from idic.domain.interact.cases.queries.replies import replies_for
from idic.domain.interact.cases.replies import filled
from idic.domain.interact.cases.routing import was_unwanted
from idic.domain.work.operations.absences import plan_absence
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.desk.models import Tagging
from idic.foundation.letters.errors import TemplateRefused

pytestmark = pytest.mark.django_db


def rule(cast, **values):
    return save_rule(None, {"name": "Rule", "team": cast.service.team, **values}, by=cast.manager)


def test_others_see_who_is_there_until_seconds_after_they_left(cast, make_case):
    case = make_case()
    be_present(case, is_writing=True, by=cast.service)
    be_present(case, is_writing=False, by=cast.manager)
    assert [(one.name, one.is_writing) for one in others_at(case, cast.manager)] == [("Service", True)]
    CasePresence.objects.filter(user=cast.service).update(seen_at=timezone.now() - HOLDS_FOR - timedelta(seconds=1))
    assert others_at(case, cast.manager) == []


def test_a_begun_answer_is_kept_seen_taken_over_and_gone_once_sent(cast, make_case):
    case = make_case()
    draft = keep_draft(case, "Dear Anan,", by=cast.service)
    keep_draft(case, "Mine", by=cast.service_colleague)
    taken = take_over_draft(case, draft.pk, by=cast.service_colleague)
    assert (taken.text, [one.user for one in drafts_of(case)]) == ("Dear Anan,\n\nMine", [cast.service_colleague])
    answer_case(case, MessageDraft(taken.text), by=cast.service_colleague)
    assert not ReplyDraft.objects.exists()
    keep_draft(case, "  ", by=cast.service)
    assert not ReplyDraft.objects.exists()


def test_a_canned_reply_speaks_the_language_of_the_customer(cast, make_case, make_customer):
    customer = make_customer(given_name="Anan", family_name="Jaidee")
    reply = save_reply(
        None, name="Thanks", shortcut="Thanks", team=None, by=cast.manager,
        texts={"en": "Dear {{ customer.name }}, case {{ case.number }}. {{ agent.name }}", "th": "เรียน {{ customer.name }}"},
    )  # fmt: skip
    case = make_case(customer=customer, language="th")
    assert filled(reply, case, by=cast.service) == f"เรียน {customer.name}"
    case.language = "en"
    assert filled(reply, case, by=cast.service) == f"Dear {customer.name}, case #{case.pk}. Service"
    assert replies_for(cast.service, "tha") == [reply]
    with pytest.raises(ShortcutTaken):
        save_reply(None, name="Other", shortcut="thanks", texts={"en": "x"}, team=None, by=cast.manager)
    with pytest.raises(TemplateRefused):
        save_reply(None, name="Bad", shortcut="bad", texts={"en": "{{ customer.owner }}"}, team=None, by=cast.manager)
    set_archived(reply, is_archived=True, by=cast.manager)
    assert replies_for(cast.service) == []


def test_a_shortcut_may_be_in_any_script_and_one_that_nobody_chose_is_never_taken(cast):
    def saved(name: str, shortcut: str = "", reply: CannedReply | None = None) -> CannedReply:
        version = reply.version if reply else 0
        return save_reply(
            reply, name=name, shortcut=shortcut, texts={"th": "ค่ะ"}, team=None, version=version, by=cast.manager
        )

    chosen = saved("ขอบคุณ", "/ขอบคุณ ค่ะ!")
    assert chosen.shortcut == "ขอบคุณ-ค่ะ"
    assert replies_for(cast.service, "ขอบคุณ-") == [chosen]
    assert [saved("ขออภัย").shortcut for _time in range(2)] == ["ขออภัย", "ขออภัย-2"]
    assert [saved("!?").shortcut for _time in range(2)] == ["reply", "reply-2"]
    # emptied, it stays as it was
    assert saved("ขอบคุณมาก", "", chosen).shortcut == "ขอบคุณ-ค่ะ"


def test_a_team_keeps_its_own_replies_and_not_those_of_everybody(cast):
    own = save_reply(None, name="Own", shortcut="own", texts={"en": "x"}, team=cast.service.team, by=cast.service)
    assert replies_for(cast.service) == [own]
    assert replies_for(cast.sales) == []
    with pytest.raises(NotAllowed):
        save_reply(None, name="All", shortcut="all", texts={"en": "x"}, team=None, by=cast.service)


def test_a_macro_does_several_things_and_leaves_the_sending_to_the_person(cast, make_case):
    topic = save_topic(None, name="Repairs", parent=None, by=cast.manager)
    reply = save_reply(None, name="Hello", shortcut="hello", texts={"en": "Hello"}, team=None, by=cast.manager)
    acts = [
        {"act": "priority", "value": "high"}, {"act": "topic", "value": str(topic.pk)}, {"act": "tag", "value": "repair"},
        {"act": "reply", "value": str(reply.pk)}, {"act": "pause", "value": "customer"}, {"act": "resolve", "value": "lunch"},
    ]  # fmt: skip
    macro = save_macro(None, name="Repair", acts=acts, team=None, by=cast.manager)
    assert len(macro.acts) == 5
    case = make_case()
    apply_macro(case, macro, version=case.version, by=cast.manager)
    case.refresh_from_db()
    assert (case.priority, case.topic, case.state) == ("high", topic, "waiting")
    assert ReplyDraft.objects.get().text == "Hello"
    assert Tagging.objects.filter(noun="case", subject_id=case.pk).count() == 1
    assert case.messages.count() == 0
    with pytest.raises(NothingToDo):
        save_macro(None, name="Empty", acts=[{"act": "priority", "value": "x"}], team=None, by=cast.manager)


def test_the_first_rule_that_fits_gives_the_case_to_its_team(cast, make_case, make_customer):
    above = save_topic(None, name="Products", parent=None, by=cast.manager)
    below = save_topic(None, name="Kettles", parent=above, by=cast.manager)
    vip = rule(cast, name="Best customers", tier="most_valuable", team=cast.sales.team)
    rule(cast, name="Products", topic=above, mode="phone")
    best = make_customer(given_name="Anan", family_name="Jaidee")
    CustomerScore.objects.update_or_create(customer=best, defaults={"tier": "most_valuable"})
    assert make_case(topic=below).team == cast.service.team
    assert make_case(topic=below, mode="email").team is None
    assert make_case(topic=below, customer=best).team == cast.sales.team
    move_rule(vip, step=1, by=cast.manager)
    assert make_case(topic=below, customer=best).team == cast.service.team
    with pytest.raises(TopicRefused):
        save_topic(above, name="Products", parent=below, version=above.version, by=cast.manager)
    save_topic(above, name="Goods", parent=None, version=above.version, by=cast.manager)
    with pytest.raises(CaseOutdated):
        save_topic(above, name="Wares", parent=None, version=above.version, by=cast.manager)


def test_the_least_loaded_who_is_there_gets_the_next_case(cast, make_case):
    rule(cast, giving="least_loaded")
    assert [make_case(by=cast.sales).owner for _each in range(4)] == [
        cast.service, cast.service_colleague, cast.service, cast.service_colleague,
    ]  # fmt: skip
    today = timezone.localdate()
    plan_absence(user=cast.service, starts_on=today, ends_on=today, deputy=cast.service_colleague, by=cast.service)
    assert [make_case(by=cast.sales).owner for _each in range(2)] == [cast.service_colleague] * 2
    plan_absence(
        user=cast.service_colleague, starts_on=today, ends_on=today, deputy=cast.manager, by=cast.service_colleague
    )
    assert Case.objects.get(pk=make_case(by=cast.sales).pk).owner is None


def test_an_address_is_unwanted_until_something_from_it_was_wanted(cast, make_case):
    case = make_case(contact_address="x@spam.example")
    assert not was_unwanted("x@spam.example")
    resolve_case(case, outcome="spam", version=case.version, by=cast.manager)
    assert was_unwanted("x@spam.example")
    wanted = make_case(contact_address="x@spam.example")
    resolve_case(wanted, outcome="solved", version=wanted.version, by=cast.manager)
    assert not was_unwanted("x@spam.example")
