"""The customer of ten_years.py, then with something in every table that was declared to hold something of a customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from idic.domain.customize.loyalty.operations.taking import adjust
from idic.domain.customize.operations.campaigns import CampaignRow, load_campaigns
from idic.domain.differentiate.models import Unevaluated
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.differentiate.operations.segments import create_segment
from idic.domain.differentiate.operations.static_lists import create_static_list
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.linkage.models import Label, LinkagePair
from idic.domain.identify.merging.apart import keep_customers_apart
from idic.domain.identify.merging.operations.judgements import use_value
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.models import Customer, PossibleDuplicate
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.operations.households import create_household
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import upload_import
from idic.domain.identify.operations.relations import RelationFacts, RelationType, add_relation
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.identify.operations.wallet_shares import record_share
from idic.domain.identify.privacy.models import Erasure, LegalHold, PrivacyRequest, ProcessingLock
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.minors import lift_under_age, mark_under_age
from idic.domain.identify.privacy.operations.opt_ins import ask_opt_in
from idic.domain.identify.privacy.operations.packages import make_package
from idic.domain.identify.privacy.person import person_of
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import Case, CaseTopic, Message
from idic.domain.interact.cases.operations.draft_files import attach_files
from idic.domain.interact.cases.operations.messages import answer_case, receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.pausing import pause_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.chat.operations.talking import Opening, begin_talk
from idic.domain.interact.complaints.operations.receiving import acknowledge, open_complaint
from idic.domain.interact.counter.models import Ticket
from idic.domain.interact.fax.models import FaxGateway, FaxSending
from idic.domain.interact.hooks.operations.receiving import Incoming, receive
from idic.domain.interact.hooks.operations.sending import queue_answer
from idic.domain.interact.knowledge.models import CustomerReading
from idic.domain.interact.knowledge.operations.cases import draft_from_case
from idic.domain.interact.mail.models import IncomingMail, OutgoingMail, Recipient
from idic.domain.interact.models import FollowUp
from idic.domain.interact.operations.follow_ups import create_follow_up
from idic.domain.interact.plans.drafts import FindingDraft, PlanDraft, StepDraft
from idic.domain.interact.plans.models import Start, Touch
from idic.domain.interact.plans.operations.findings import close_finding, record_result
from idic.domain.interact.plans.operations.plans import create_plan
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.telephony.operations.calls import link_call, note_call
from idic.domain.interact.telephony.operations.queueing import ask_call_back
from idic.domain.interact.web_forms.drafts import Sent
from idic.domain.interact.web_forms.models import Submission
from idic.domain.interact.web_forms.operations.receiving import receive_submission
from idic.domain.work.drafts import Guest, TaskDraft
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.attributes.models import AttributeBackup, AttributeDefinition, BackupValue
from idic.foundation.desk.models import Notification, RecentVisit
from idic.foundation.desk.operations.checklists import add_checklist
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.personal import follow, star
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.events.models import Event
from idic.foundation.house_mail.operations.asking import ask_mail
from idic.foundation.jobs.progress import SilentProgress
from idic.foundation.letters.merging import Merged
from idic.foundation.letters.operations.deliveries import send_mail
from idic.foundation.views.models import BulkChange, BulkChangeRow
from idic.loop.automation.models import RuleRun, WebhookDelivery
from tests.contracts.channels import make_chat_site, make_hook
from tests.contracts.contact_places import make_counter, make_service, make_ticket
from tests.contracts.mailboxes import make_mailbox
from tests.contracts.world import make_linkage_run, make_programme, make_rule
from tests.domain.identify.privacy.ten_years import ADDRESS, EMAIL, FAMILY, GIVEN, NAME, PHONE, live_ten_years
from tests.doors.web.web_forms.making import make_form
from tests.exchanges import make_exchange, tell
from tests.trained_models import make_churn_model, make_list_of, make_prediction

THAI, HAN = "ศิริกัญญา วงศ์รัตนาภักดี", "王麗娜美"
OLD_MAIL, OLD_PHONE, NATIONAL_ID = "kanya.old@former.example", "0867654321", "1101700230708"
#: What must be nowhere afterwards, beside those of ten_years.py.
MORE_TRACES = (
    *THAI.split(), HAN, OLD_MAIL, "867654321", NATIONAL_ID, "089-123-4567", "089 123 4567", "+66 86 765 4321",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """Of ten years: purchases, notes and the rest each year; `neighbours` are other customers in the database."""

    purchases: int = 3
    notes: int = 1
    work: int = 1
    letters: int = 1
    neighbours: int = 20


SMALL = Size()
FULL = Size(purchases=260, notes=60, work=24, letters=36, neighbours=20_000)


def live_in_every_room(by: Any, *, size: Size = SMALL) -> Customer:
    customer = live_ten_years(by)
    _neighbours(by, size)
    for year in range(10):
        _year(customer, year, size, by)
    customer = _join_with_the_web_shop(customer, by)
    _people_around(customer, by)
    _desk(customer, by)
    _cases(customer, by)
    _plans(customer, by)
    _machinery(customer, by)
    _privacy(customer, by)
    create_segment(
        name=f"Like {NAME}", description="", rule={"all": [{"field": "name", "op": "contains", "value": FAMILY}]}, by=by
    )
    refresh_scores(report=lambda *step: None)
    _models_and_lists(customer, by)
    log = Path(settings.CONFIGURATION.logs_folder) / "web.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(f"search for {EMAIL}\nnothing else\nsms to {OLD_PHONE} for {THAI}\n", encoding="utf-8")
    return Customer.objects.get(pk=customer.pk)


def _models_and_lists(customer: Customer, by: Any) -> None:
    create_static_list(name="Called at New Year", customer_ids=[customer.pk], by=by, source="selection")
    model = make_churn_model(by, in_use=False)
    make_prediction(model, customer)
    make_list_of(model, customer, by)
    Unevaluated.objects.update_or_create(customer=customer, defaults={"since": timezone.now()})


def import_lists(by: Any) -> list[Any]:
    """The lists that once brought the person, as the shops would send them again."""
    return [
        _import(by, "shop", ImportKind.CUSTOMERS, _customers_of(9)),
        _import(by, "web", ImportKind.CUSTOMERS, _WEB),
    ]


_WEB = (
    "customer id,first name,last name,phone,email,national id,address\n"
    f"W-7,{THAI.split()[0]},{THAI.split()[1]},{OLD_PHONE},{OLD_MAIL},{NATIONAL_ID},{ADDRESS}\n"
    "W-8,มานี,ใจดี,0865550000,manee@kept.example,,2 Side Road\n"
)


def _customers_of(year: int) -> str:
    return (
        "customer id,first name,last name,phone,email,address,province,birth date\n"
        f"C-1,{GIVEN},{FAMILY},{PHONE},{EMAIL},{ADDRESS} floor {year},Bangkok,1984-05-17\n"
        "C-2,Preecha,Mankhong,0861112222,preecha@kept.example,1 Main Road,Chiang Mai,1990-01-02\n"
    )


def _import(by: Any, code: str, kind: ImportKind, text: str) -> Any:
    source = ensure_source(code=code, name=code.title(), by=None)
    batch = upload_import([text.encode()], file_name=f"{code}.csv", kind=kind, source=source, by=by)
    return import_now(batch, by=by)


def _neighbours(by: Any, size: Size) -> None:
    rows = "\n".join(
        f"N-{one},Given{one},Family{one},08{30000000 + one},n{one}@kept.example,{one} Long Road,Khon Kaen,1990-01-02"
        for one in range(size.neighbours)
    )
    head = "customer id,first name,last name,phone,email,address,province,birth date\n"
    _import(by, "crowd", ImportKind.CUSTOMERS, f"{head}{rows}\n")


def _year(customer: Customer, year: int, size: Size, by: Any) -> None:
    """A new list of the shop, what was bought, said, written and done."""
    _import(by, "shop", ImportKind.CUSTOMERS, _customers_of(year))
    first = date(timezone.localdate().year - 10 + year, 1, 5)
    rows = "\n".join(
        f"Y{year}-{one},{first + timedelta(days=one * 300 // size.purchases)},C-1,SKU-{one % 5},1,{100 + one}.00"
        for one in range(size.purchases)
    )
    _import(
        by, "shop", ImportKind.PURCHASES, f"purchase id,date,customer id,product code,quantity,unit price\n{rows}\n"
    )
    for one in range(size.notes):
        add_note("customer", customer.pk, text=f"Year {year}, {one}: {NAME} rang from {PHONE}", by=by)
    for one in range(size.work):
        create_task(TaskDraft(title=f"Ring {NAME} {year}.{one}", customer=customer), by=by)
        create_follow_up(
            customer, owner=by, due_on=timezone.localdate() + timedelta(days=one + 1), method="telephone",
            reason="thanks", note=f"Thank {NAME} for year {year}", by=by,
        )  # fmt: skip
    for one in range(size.letters):
        _letter(customer, f"Dear {NAME}, thank you for order {year}.{one}.", by)
    for kind in ("given", "withdrawn"):
        record_consent(
            customer, "marketing", "email", kind=kind, method="phone", evidence={"note": f"{NAME} said so"}, by=by,
            at=timezone.make_aware(datetime(first.year, 2, 3 if kind == "given" else 20)),
        )  # fmt: skip


def _letter(customer: Customer, text: str, by: Any) -> None:
    send_mail(
        Merged(f"For {GIVEN} {FAMILY}", text, ()), template=None, noun="customer", record=customer, to=EMAIL,
        language="en", by=by, purpose="",
    )  # fmt: skip


def _join_with_the_web_shop(customer: Customer, by: Any) -> Customer:
    """A second record, in Thai script with another address, merged by hand, and one value of it preferred."""
    _import(by, "web", ImportKind.CUSTOMERS, _WEB)
    other = Customer.objects.get(email=OLD_MAIL)
    create_task(TaskDraft(title=f"Ask {THAI} which address holds", customer=other), by=by)
    add_note("customer", other.pk, text=f"{HAN} is how {THAI} signs", by=by)
    merge_customers(customer, other, by=by)
    customer.refresh_from_db()
    use_value(customer, other.provenance["name"], "phone", by=by)
    typed = create_customer({"name": HAN, "kind": "person", "given_name": HAN, "email": "lina@third.example"}, by=by)
    merge_customers(customer, typed, by=by)
    customer.refresh_from_db()
    return customer


def _people_around(customer: Customer, by: Any) -> None:
    before = create_customer({"given_name": "Boonmee", "family_name": "Suksai", "email": "b@kept.example"}, by=by)
    after = create_customer({"given_name": "Malai", "family_name": "Wanna", "email": "m@kept.example"}, by=by)
    for source, target in ((customer, before), (after, customer)):
        add_relation(source, target, type_=RelationType.REFERRED_BY, facts=RelationFacts(note=f"told by {NAME}"), by=by)
    create_household(customer, f"House of {NAME}", by=by)
    record_share(
        customer, competitor="Rival", category="Tea", percent=Decimal(30), as_of=timezone.localdate(),
        note=f"{GIVEN} {FAMILY} said", by=by,
    )  # fmt: skip
    at = timezone.now()
    # whoever was merged away comes behind the crowd, so that the person stands on either side of a pair
    crowd, absorbed = Customer.objects.get(email="n1@kept.example"), max(person_of(customer).customers)
    for first, second in ((customer.pk, after.pk), (crowd.pk, absorbed)):
        PossibleDuplicate.objects.create(first_id=first, second_id=second, found_at=at)
        keep_customers_apart(first, [second], by=by, at=at)
    lower = Customer.objects.get(email="preecha@kept.example")
    written = "Her brother: 089-123-4567, before 089 123 4567, abroad +66 86 765 4321; his own is 086-111-2222"
    add_note("customer", lower.pk, text=written, by=by)
    _pairs(customer, (before, lower), by, at)


def _pairs(customer: Customer, others: tuple[Customer, ...], by: Any, at: datetime) -> None:
    run = make_linkage_run(by)
    run.model = {**run.model, "frequencies": {"name": {NAME.lower(): 0.01, "given1 family1": 0.01}, "family": {
        FAMILY.lower(): 0.01, "mankhong": 0.01}, "emails": {EMAIL: 0.01}}}  # fmt: skip
    run.save(update_fields=["model"])
    own = list(customer.records.order_by("id"))
    absorbed = max(person_of(customer).customers)
    crowd = Customer.objects.get(email="n1@kept.example")
    pairs = [((own[0], customer.pk), other) for other in others] + [((own[-1], absorbed), crowd)]
    for mine, other in pairs:
        (first, first_id), (second, second_id) = sorted((mine, (other.records.get(), other.pk)), key=lambda one: one[1])
        LinkagePair.objects.create(
            run=run, first_record=first, second_record=second, first_customer_id=first_id,
            second_customer_id=second_id, weight=8.0, posterior=0.9, levels={"phone": 1}, found_at=at,
        )  # fmt: skip
        lower, higher = sorted((first, second), key=lambda one: one.pk)
        Label.objects.create(first_record=lower, second_record=higher, answer="different", by=by, at=at, run=run)


def _desk(customer: Customer, by: Any) -> None:
    noun, at = "customer", timezone.now()
    add_checklist(noun, customer.pk, title=f"Papers of {NAME}", items=[f"Copy of {NATIONAL_ID}", "Sign"], by=by)
    add_tag(noun, customer.pk, name="Regular", by=by)
    follow(noun, customer.pk, by=by)
    star(noun, customer.pk, by=by)
    RecentVisit.objects.create(noun=noun, subject_id=customer.pk, user=by, at=at)
    Notification.objects.create(
        user=by, kind="change", noun=noun, subject_id=customer.pk, at=at, data={"title": f"{NAME} changed"}
    )
    start = timezone.now() + timedelta(days=2)
    create_task(
        TaskDraft(
            kind="meeting", title=f"Meet {NAME}", subject_kind=noun, subject_id=customer.pk,
            times=Times(starts_at=start, ends_at=start + timedelta(hours=1)),
            guests=(Guest(customer_id=customer.pk, name=NAME, email=EMAIL),),
        ),
        by=by,
    )  # fmt: skip
    change = BulkChange.objects.create(noun=noun, act="set-owner", values={"value": None}, state="done", created_by=by)
    BulkChangeRow.objects.create(change=change, record_id=customer.pk, before={"name": NAME}, after={"name": THAI})


def _plans(customer: Customer, by: Any) -> None:
    """A plan began for them, and they said something."""
    draft = PlanDraft("sale", (StepDraft("telephone", 2),), owner_rule="person", owner=by)
    plan = create_plan("After the sale", "after_sale", draft, by=by)
    follow_up = FollowUp.objects.filter(customer=customer, state="open").order_by("pk")[0]
    start = Start.objects.create(
        plan=plan, version=plan.versions.get(), customer=customer, cause="silence:2020-01-01",
        cause_on=date(2020, 1, 1), started_on=date(2020, 1, 1),
    )  # fmt: skip
    Touch.objects.create(start=start, step=start.version.steps.get(), follow_up=follow_up)
    finding = FindingDraft("problem", f"{NAME} says that nobody rang {PHONE}")
    found = record_result(follow_up, outcome="reached_unhappy", note=f"Spoke to {NAME}", finding=finding, by=by)
    close_finding(found, done=f"Rang {GIVEN} again", by=by)


def _cases(customer: Customer, by: Any) -> None:
    """What they asked, what was answered, with what came along, paused, and an answer that was begun."""
    case = open_case(
        CaseDraft(f"{NAME} asks", mode="email", text=f"{NAME} writes from {EMAIL}", customer=customer, contact_name=NAME,
                  contact_address=EMAIL),
        by=by,
    )  # fmt: skip
    files = (FileDraft(f"{FAMILY}.pdf", "application/pdf", 3, "0" * 64, "cases/0"),)
    said = MessageDraft(
        f"I am {NAME}",
        sender_name=NAME,
        sender_address=EMAIL,
        html=f"<p>{NAME}</p>",
        subject=f"From {NAME}",
        files=files,
    )
    message = receive_message(case, said)
    answer = answer_case(case, MessageDraft(f"Dear {NAME}", to=(EMAIL,), subject=f"To {NAME}"), by=by)
    form = make_form(by)
    held = Sent(
        "held", f"I am {NAME}", "en", name=NAME, email=EMAIL, phone=PHONE, consent=f"Yes, {NAME}", doubt="trapped"
    )
    Submission.objects.filter(pk=receive_submission(form, held).pk).update(customer=customer)
    PortalSession.objects.create(
        digest="0" * 64, email=EMAIL, customer=customer, began_at=timezone.now(), expires_at=timezone.now()
    )
    mailbox = make_mailbox("desk@example.org", by)
    IncomingMail.objects.create(
        mailbox=mailbox, uid_validity=1, uid=1, digest="0" * 64, raw_path="", size=3, sender=EMAIL, subject=f"From {NAME}",
        header_id=EMAIL, state="filed", case=case, message=message, received_at=timezone.now(),
    )  # fmt: skip
    sent = OutgoingMail.objects.create(
        message=answer, mailbox=mailbox, header_id="idic.1@example.org", state="sent", next_at=timezone.now()
    )
    Recipient.objects.create(mail=sent, address=EMAIL, state="refused", said=f"550 {EMAIL} is no user")
    gateway = FaxGateway.objects.create(
        name="Fax", mailbox=mailbox, senders=["@fax.example"], address_out="{number}@fax.example"
    )
    ask_mail("portal.answer", "1", arguments={"case": case.pk, "message": answer.pk}, customer_id=customer.pk)
    FaxSending.objects.create(message=answer, gateway=gateway, number=PHONE, said=f"{NAME} did not take it")
    case.refresh_from_db()
    pause_case(case, reason="third_party", note=f"until {GIVEN} {FAMILY} calls", version=case.version, by=by)
    keep_draft(case, f"Dear {THAI}", by=by)
    attach_files(case, [FileDraft(f"{NAME}.pdf", "application/pdf", 3, "0" * 64, "messages/none")], by=by)
    _complaint(customer, by)
    _calls_and_numbers(customer, by)
    _live(customer, by)
    add_note("case", case.pk, text=f"{NAME} rang from {PHONE}", by=by)
    article = draft_from_case(case, by=by)
    CustomerReading.objects.create(customer=customer, text=article, at=timezone.now())


def _live(customer: Customer, by: Any) -> None:
    """In a chat and over a messenger, where they give their name."""
    opening = Opening(f"I am {NAME}", "e" * 32, name=NAME, address=EMAIL, page=f"https://shop.example.org/{FAMILY}")
    talk = begin_talk(make_chat_site("Web shop", by), opening, is_live=True)
    hook = make_hook("Messenger", by)
    message, _is_new = receive(hook, Incoming("1", EMAIL, f"It is {NAME} again", name=NAME))
    queue_answer(answer_case(message.case, MessageDraft(f"Dear {NAME}"), by=by))
    Case.objects.filter(pk__in=[talk.case_id, message.case_id]).update(customer=customer)
    Message.objects.filter(case__in=[talk.case_id, message.case_id], kind="inbound").update(customer=customer)


def _complaint(customer: Customer, by: Any) -> None:
    """With words of the person in the complaint, and in what its steps tell."""
    topic, _made = CaseTopic.objects.get_or_create(code="every-room", defaults={"name": "Every room"})
    draft = CaseDraft(f"{NAME} complains", "phone", "complain", f"{NAME} is angry", customer, topic=topic)
    complaint = open_complaint(open_case(draft, by=by), remedy_wanted=f"A letter to {NAME}", by=by)
    acknowledge(complaint, channel="phone", handler="Somsri", note=f"Rang {PHONE}", version=complaint.version, by=by)


def _machinery(customer: Customer, by: Any) -> None:
    """What stands in the books of automation, attributes and campaigns of other systems."""
    at, event = timezone.now(), Event.objects.filter(customer_id=customer.pk).order_by("-id")[0]
    rule = make_rule("Thank", by)
    RuleRun.objects.create(
        rule=rule, rule_version=1, event_id=event.pk, noun="customer", subject_id=customer.pk, at=at, outcome="done",
        why=[{"field": "name", "op": "contains", "value": "a", "actual": NAME, "outcome": True}],
    )  # fmt: skip
    WebhookDelivery.objects.create(
        rule=rule, event_id=event.pk, url="https://erp.example/hook", created_at=at, next_at=at,
        body={"customer": {"id": customer.pk, "name": NAME, "email": EMAIL, "phone": "+66891234567"}},
    )  # fmt: skip
    definition = AttributeDefinition.objects.create(noun="customer", code="nick", type="text", group="name")
    backup = AttributeBackup.objects.create(attribute=definition, definition={"type": "text"}, new_type="number")
    BackupValue.objects.create(
        backup=backup, place="identify_customer.facts", record_id=customer.pk, value=f"{NAME} alias"
    )
    today = timezone.localdate()
    load_campaigns(
        [CampaignRow("spring", "Spring", "mail", today - timedelta(days=40), today)],
        [("spring", "shop", "C-1")], [("spring", "shop", "C-1", "TEA10", today)], by=by,
    )  # fmt: skip
    programme = make_programme("Tea club", by, customer)
    adjust(customer, programme, 5, reason=f"{NAME} rang from {PHONE}", by=by)


def _privacy(customer: Customer, by: Any) -> None:
    """Earlier requests, all answered: a copy, a restriction, an erasure that was withdrawn, a hold that ended."""
    at, today = timezone.now(), timezone.localdate()
    ask_opt_in(customer, "marketing", asked_from={"note": f"asked by {NAME}"}, by=by)
    mark_under_age(customer, by=by)
    lift_under_age(customer, by=by)
    earlier = PrivacyRequest.objects.create(
        kind="access", customer=customer, way="email", received_on=today, due_on=today, practical_on=today,
        warn_on=today, state="scoped", identity_at=at, identity_how=f"Passport of {NAME}", owner=by,
        asked=f"I am {NAME}, {EMAIL}: what do you know of me?",
    )  # fmt: skip
    make_package(earlier.pk, progress=SilentProgress())
    PrivacyRequest.objects.filter(pk=earlier.pk).update(state="closed", closed_at=at)
    LegalHold.objects.create(customer=customer, reason=f"Case of {NAME}", set_by=by, released_at=at)
    ProcessingLock.objects.create(customer=customer, reason=f"{NAME} disputes it", set_by=by, lifted_at=at)
    Erasure.objects.create(customer=customer, customer_ids=[customer.pk], state="withdrawn", asked_by=by)


def _calls_and_numbers(customer: Customer, by: Any) -> None:
    """They called, ask to be called, and stood at the counter."""
    exchange, service = make_exchange(by), make_service(make_counter("Town hall", by), "A", by)
    call = tell(
        exchange, "recording", call=PHONE, **{"from": PHONE, "recording": f"https://pbx.example/{FAMILY.lower()}"}
    )
    note_call(link_call(call, customer, by=by), f"{NAME} rang", by=by)
    ask_call_back(PHONE, name=NAME, note=f"{NAME} waits", customer=customer, by=by)
    Ticket.objects.filter(pk=make_ticket(service).pk).update(customer=customer)
