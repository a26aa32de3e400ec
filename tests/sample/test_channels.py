from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.db import connection
from django.utils import timezone

from idic.domain.interact.cases.models import CannedReply, Case, Macro, Message
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.counter.models import Counter, Ticket
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.fax.operations.gateways import switch_gateway
from idic.domain.interact.fax.queries.gateways import gateway_for
from idic.domain.interact.hooks.models import HookChannel, HookTalk
from idic.domain.interact.mail.models import Mailbox
from idic.domain.interact.mail.operations.mailboxes import pause_mailbox, resume_mailbox
from idic.domain.interact.mail.operations.queueing import mailbox_for
from idic.domain.interact.telephony.models import Call, CallBack, Exchange, Extension
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.domain.interact.web_forms.operations.forms import switch_form
from idic.foundation.organisation.logos import logo_bytes
from idic.foundation.organisation.models import Organisation
from idic.foundation.organisation.operations import OrganisationDraft, change_organisation
from idic.foundation.organisation.queries import organisation_shown
from idic.sample.people import make_staff
from idic.sample.service.channel_words import CHAT, ENTRIES, FORM, SERVICES, TALKS
from idic.sample.service.channels import make_channels
from idic.sample.service.forgetting import CASES, STATEMENTS
from idic.sample.service.forgetting_plans import STATEMENTS as PLAN_STATEMENTS
from idic.sample.service.house import NAMES

_LANGUAGES = {"th", "en", "zh-hans", "zh-hant"}
_ROOMS = (
    WebForm, Submission, ChatSite, ChatTalk, HookChannel, HookTalk, Exchange, Call, CallBack, Extension, Counter, Ticket,
    CannedReply, Macro, FaxGateway, Mailbox, Organisation,
)  # fmt: skip


def forgotten() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE going (id bigint)")
        cursor.execute(CASES)
        for _step, statement in STATEMENTS:
            cursor.execute(statement)
        cursor.execute("DROP TABLE going, going_case, going_article, going_counter")


def test_every_way_in_speaks_four_languages():
    assert {one.language for one in ENTRIES} == {one.language for one in TALKS} == _LANGUAGES
    assert set(FORM) == set(CHAT) == _LANGUAGES
    assert all(set(names) == _LANGUAGES for _purpose, _topic, names in SERVICES.values())


def test_a_little_of_every_way_in_stands_and_goes_again(cast):
    staff = make_staff()
    assert make_channels(staff, today=timezone.localdate()) == Case.objects.count()
    assert make_channels(staff, today=timezone.localdate()) == 0
    now = timezone.now()
    assert not Message.objects.filter(at__gt=now).exists()
    assert {"web_form", "chat", "messenger", "letter", "fax"} <= set(Case.objects.values_list("mode", flat=True))
    assert set(Submission.objects.values_list("state", flat=True)) == {"filed", "held"}
    tickets = Ticket.objects.filter(day=timezone.localdate(now))
    states = list(tickets.values_list("state", flat=True))
    assert states.count("served") == 1
    assert states.count("waiting") == 4
    assert Ticket.objects.filter(day__lt=timezone.localdate(now) - timedelta(days=7)).count() > 100
    assert not Ticket.objects.filter(taken_at__gt=now).exists()
    assert {"missed", "ended"} == set(Call.objects.values_list("state", flat=True))
    assert CallBack.objects.filter(state="open").count() == 4
    assert (CannedReply.objects.count(), Macro.objects.count()) == (3, 2)
    for box in Mailbox.objects.all():
        hosts = (box.imap_host, box.smtp_host)
        assert (box.is_active, [one.endswith(".example") for one in hosts]) == (False, [True, True])
    gateway = FaxGateway.objects.get()
    assert (gateway.is_active, gateway.mailbox.address) == (False, "fax@lamplight.example")
    assert gateway_for(Case.objects.filter(mode="fax")[0]) is None
    assert mailbox_for(Message.objects.all()[0]) is None
    assert logo_bytes(organisation_shown("th").logo_digest).startswith(b"\x89PNG")
    assert {organisation_shown(language).name for language in _LANGUAGES} == set(NAMES.values())
    forgotten()
    assert [model.__name__ for model in _ROOMS if model.objects.exists()] == []
    assert not Case.objects.exists()


def test_a_way_in_that_somebody_else_has_touched_stays(cast):
    staff = make_staff()
    make_channels(staff, today=timezone.localdate())
    switch_form(WebForm.objects.get(), is_active=False, by=cast.administrator)
    change_organisation(OrganisationDraft(name="Ours"), version=1, by=cast.administrator)
    box = Mailbox.objects.get(address="desk@lamplight.example")
    pause_mailbox(resume_mailbox(box, by=cast.administrator), by=cast.administrator)
    switch_gateway(FaxGateway.objects.get(), is_active=True, by=cast.administrator)
    forgotten()
    # a gateway that stays keeps its mailbox
    assert (organisation_shown("en").name, Mailbox.objects.count(), FaxGateway.objects.count()) == ("Ours", 2, 1)
    assert (WebForm.objects.count(), Submission.objects.count(), ChatSite.objects.count()) == (1, 0, 0)


def test_no_table_that_names_a_case_or_a_message_is_forgotten():
    told = " ".join(statement for _step, statement in (*STATEMENTS, *PLAN_STATEMENTS))
    named = {
        model._meta.db_table
        for model in apps.get_models()
        if any(one.related_model in (Case, Message) for one in model._meta.concrete_fields)
    }
    assert {table for table in named if table not in told} == set()
