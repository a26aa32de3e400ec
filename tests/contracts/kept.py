"""A case that is kept from its readers, with a word of its own in everything that belongs to it, and what they may see that
leads to it. Every text of it says "sunfish" as well, so that a search for that finds whatever can be found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseClock
from idic.domain.interact.cases.operations.draft_files import attach_files
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.corrective import join_corrective
from idic.domain.interact.complaints.operations.deciding import decide, give_notice, investigate, propose
from idic.domain.interact.complaints.operations.receiving import acknowledge, assess, open_complaint
from idic.domain.interact.complaints.operations.reviewing import review
from idic.domain.interact.counter.models import Ticket
from idic.domain.interact.fax.models import FaxSending
from idic.domain.interact.hooks.models import HookDelivery, HookTalk
from idic.domain.interact.knowledge.models import Article
from idic.domain.interact.knowledge.operations.cases import use_article
from idic.domain.interact.mail.models import IncomingMail
from idic.domain.interact.plans.models import Finding
from idic.domain.interact.telephony.models import Call, CallBack
from idic.domain.interact.web_forms.models import Submission
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.operations.create import create_task
from idic.foundation.desk.models import Follow, Notification, RecentVisit, Star
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.desk.operations.checklists import add_checklist
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.models import Delivery
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.views.models import BulkChange, BulkChangeRow
from tests.contracts.contact_places import make_call
from tests.contracts.mailboxes import make_unsent
from tests.contracts.world import World, make_case, make_complaint, make_customer, make_finding

#: The kept one is the next after it, so that its number is a word as well.
_NUMBER = 7_654_320
WORDS = (
    "zqtitle", "zqtext", "zqname", "zqaddress", "zqsaid", "zqsubject", "zqfile", "zqanswer", "zqdraft", "zqoffer", "zqnote",
    "zqattached", "zqlist", "zqitem", "zqremedy", "zqhandler", "zqcalm", "zqtheirs", "zqours", "zqcause", "zqoptions",
    "zqdecision", "zqpromise", "zqnotice", "zqreview", "zqletter", "7654321", "7,654,321",
)  # fmt: skip
#: Of a customer who is kept as well.
WORDS_OF_CUSTOMER = ("Zqcustomer", "0849876543", "849876543")


@dataclass(frozen=True)
class Kept:
    """`things` are what is kept, `near` what may be seen and leads there; they stand in addresses for those of the world."""

    things: dict[str, object]
    near: list[dict[str, object]]


def _file(name: str) -> FileDraft:
    return FileDraft(f"sunfish {name}.png", "image/png", 3, "0" * 64, "cases/gone")


@contextmanager
def numbered(number: int) -> Iterator[None]:
    """Cases are counted on from there for a while: a sequence stays where it was put when a test is undone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT last_value, is_called, pg_get_serial_sequence('cases_case', 'id') FROM cases_case_id_seq"
        )
        last, is_called, sequence = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s, true)", [sequence, number])
        yield
        cursor.execute("SELECT setval(%s, %s, %s)", [sequence, last, is_called])


def make_kept(world: World, cast: Any, readers: tuple[Any, ...], *, is_named: bool = True) -> Kept:
    """Of the service team; with `is_named` kept from the readers whatever their role."""
    service, named = cast.service, tuple(one.pk for one in readers) if is_named else ()
    customer = Customer.objects.get(pk=make_customer(cast.administrator, "Zqcustomer", "0849876543").pk)
    Customer.objects.filter(pk=customer.pk).update(team=service.team, owner=service)
    with numbered(_NUMBER):
        case = open_case(
            CaseDraft(
                "Sunfish zqtitle", mode="email", purpose="complain", text="Sunfish zqtext", customer=customer,
                contact_name="Sunfish zqname", contact_address="zqaddress@sunfish.example", topic=world.complaint.case.topic,
                product=world.product, owner=service, team=service.team, hidden_from=named,
                received_at=timezone.now() - timedelta(hours=3),
            ),
            by=service,
        )  # fmt: skip
    said = receive_message(
        case,
        MessageDraft("Sunfish zqsaid", subject="Sunfish zqsubject", files=(_file("zqfile"),), sender_name="zqname"),
    )
    answer = answer_case(case, MessageDraft("Sunfish zqanswer", to=("zqaddress@sunfish.example",)), by=service)
    keep_draft(case, "Sunfish zqdraft", by=service)
    draft_file = attach_files(case, [_file("zqoffer")], by=service).files.get()
    note = add_note("case", case.pk, text="Sunfish zqnote", by=service)
    attachment = add_attachment("case", case.pk, name="sunfish zqattached.txt", chunks=[b"sunfish"], by=service)
    checklist = add_checklist("case", case.pk, title="Sunfish zqlist", items=["Sunfish zqitem"], by=service)
    complaint = _complaint(case, cast)
    near = _things_that_lead_to_it(world, cast, case, complaint, readers)
    mail = make_unsent(world.mailbox, case)
    call = make_call(world.exchange, "77")
    Call.objects.filter(pk=call.pk).update(case=case, customer=world.customer, agent=None)
    finding = make_finding(world.customer, cast.sales)
    Finding.objects.filter(pk=finding.pk).update(case=case)
    things = {
        "case": case, "letter_case": case, "customer": customer, "complaint": complaint, "case_message": said,
        "letter_answer": answer, "message_file": said.files.get(), "letter_file": said.files.get(),
        "draft_file": draft_file, "note": note, "attachment": attachment, "checklist": checklist,
        "checklist_item": checklist.items.get(), "unsent_mail": mail,
    }  # fmt: skip
    # addresses that name any kind of record
    about = [{"noun": "case", "customer": case}, {"customer_noun": "case"}, {"customer_noun": "call"}]
    return Kept(things, [*near, *about, {"call": call}, {"finding": finding}])


def _complaint(case: Case, cast: Any) -> Complaint:
    by = cast.service
    row = open_complaint(case, remedy_wanted="Sunfish zqremedy", by=by)
    row = acknowledge(row, channel="phone", handler="Sunfish zqhandler", version=row.version, by=by)
    row = assess(row, impacts=["unusable"], immediate_action="Sunfish zqcalm", version=row.version, by=by)
    row = investigate(row, version=row.version, by=by)
    row = propose(
        row, customer_facts="Sunfish zqtheirs", our_facts="Sunfish zqours", root_cause="Sunfish zqcause",
        options="Sunfish zqoptions", version=row.version, by=by,
    )  # fmt: skip
    day = timezone.localdate()
    row = decide(
        row, decision="Sunfish zqdecision", promise="Sunfish zqpromise", promised_for=day, version=row.version, by=by
    )
    row = give_notice(row, text="Sunfish zqnotice", next_on=day, version=row.version, by=by)
    review(row, donts=[1] * 10, steps=[2] * 6, note="Sunfish zqreview", by=cast.quality)
    return row


def _things_that_lead_to_it(
    world: World, cast: Any, case: Case, complaint: Complaint, readers: tuple[Any, ...]
) -> list[dict[str, object]]:
    now = timezone.now()
    join_corrective(world.corrective, complaint, by=cast.quality)
    again = make_complaint(world.customer, cast.sales, by=cast.sales)
    Complaint.objects.filter(pk=again.pk).update(duplicate_of=complaint)
    Complaint.objects.filter(pk=world.complaint.pk).update(told_in=case)
    # cases beside it, which everybody may see: one below it, one above it, and one that went into it
    beside = make_case(world.customer, cast.sales, by=cast.administrator)
    Case.objects.filter(pk=beside.pk).update(parent=case)
    Case.objects.filter(pk=case.pk).update(parent=world.case)
    gone = make_case(world.customer, cast.sales, by=cast.administrator)
    Case.objects.filter(pk=gone.pk).update(state="merged", outcome="duplicate", merged_into=case)
    Case.objects.filter(pk=beside.pk).update(origin=case.messages.order_by("pk")[0])
    use_article(case, world.article_text, how="link", by=cast.service)
    Article.objects.filter(pk=world.article.pk).update(from_case=case)
    CallBack.objects.filter(pk=world.call_back.pk).update(
        case=case, state="done", closed_at=now, closed_by=cast.service, reason="asked", due_at=now
    )
    Ticket.objects.filter(pk=world.ticket.pk).update(
        case=case, state="serving", desk=world.desk, user=readers[0], called_at=now, served_at=now
    )
    Submission.objects.filter(pk=world.held_submission.pk).update(case=case, state="filed", values={}, settled_at=now)
    answer = case.messages.filter(kind="outbound").order_by("pk")[0]
    letter = send_mail(
        Merged("Sunfish zqletter", "Sunfish zqletter", ()), template=None, noun="case", record=case,
        to="zqaddress@sunfish.example", language="en", by=cast.service,
    )  # fmt: skip
    Delivery.objects.filter(pk=letter.pk).update(state="failed", error="compose", attempts=1)
    ask_mail("portal.answer", str(answer.pk), arguments={"case": case.pk, "message": answer.pk})
    IncomingMail.objects.filter(pk=world.unfiled_mail.pk).update(
        case=case,
        message=case.messages.order_by("pk")[0],
        state="filed",
        sender="zqaddress@sunfish.example",
    )
    HookDelivery.objects.filter(pk=world.unsent_answer.pk).update(message=answer, state="failed")
    FaxSending.objects.filter(gateway=world.fax_gateway).update(message=answer)
    HookTalk.objects.filter(pk=world.unsent_answer.talk_id).update(case=case)
    CaseClock.objects.create(
        case=case, measure="resolution", standard_version=world.standard.versions.latest("pk"), budget_minutes=1,
        started_at=now - timedelta(hours=3), due_at=now - timedelta(hours=2), breached_at=now - timedelta(hours=2),
        state="breached",
    )  # fmt: skip
    near: list[dict[str, object]] = [{"case": beside}, {"case": gone}, {"complaint": again}]
    for reader in readers:
        task = create_task(
            TaskDraft("Ring them", owner=reader, subject_kind="case", subject_id=case.pk), by=cast.administrator
        )
        for kind, data in (
            ("assignment", {"verb": "case.assigned", "title": case.title}), ("mention", {}),
            ("change", {"verb": "case.message_received"}), ("reminder", {"what": "case.critical"}),
        ):  # fmt: skip
            Notification.objects.create(user=reader, kind=kind, noun="case", subject_id=case.pk, data=data, at=now)
        about = {"noun": "case", "subject_id": case.pk, "user": reader}
        Star.objects.create(**about, created_at=now)
        Follow.objects.create(**about, created_at=now)
        RecentVisit.objects.create(**about, at=now)
        change = BulkChange.objects.create(
            noun="case",
            act="set-priority",
            values={"value": "high"},
            state="done",
            created_by=reader,
            selected=1,
            changed=1,
        )
        BulkChangeRow.objects.create(change=change, record_id=case.pk, state="kept", before={"value": "low"})
        told = Notification.objects.filter(user=reader).latest("pk")
        near.append({"task": task, "bulk_change": change, "notification": told})
    return near
