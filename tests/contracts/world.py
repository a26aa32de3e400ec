"""One of everything that an address can name, and the same of another team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from idic.domain.catalogue.models import Category, Product
from idic.domain.customize.loyalty.drafts import ProgrammeDraft
from idic.domain.customize.loyalty.models import Programme
from idic.domain.customize.loyalty.operations.members import join
from idic.domain.customize.loyalty.operations.programmes import create_programme, switch_programme
from idic.domain.customize.loyalty.operations.taking import adjust
from idic.domain.customize.models import Campaign
from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.executive.content import Ahead, Content
from idic.domain.differentiate.executive.figures import FIGURES
from idic.domain.differentiate.executive.operations.targets import set_target
from idic.domain.differentiate.models import (
    Analysis,
    ExecutiveReading,
    MarketFigure,
    Refresh,
    RiskList,
    Segment,
    TrainedModel,
)
from idic.domain.identify.arrivals.models import Arrival, Schedule
from idic.domain.identify.linkage.models import LinkagePair, LinkageRun
from idic.domain.identify.models import (
    Competitor,
    Customer,
    Household,
    HouseholdMember,
    ImportBatch,
    PossibleDuplicate,
    Relation,
    Source,
    WalletShare,
)
from idic.domain.identify.operations.customers import create_customer
from idic.domain.identify.privacy.models import (
    Breach,
    ConsentEvent,
    Erasure,
    ImpactAssessment,
    Jurisdiction,
    LegalHold,
    Notice,
    NoticeVersion,
    PrivacyRequest,
    Purpose,
    RequestClock,
    RetentionRule,
)
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.notices import create_notice
from idic.domain.identify.privacy.queries.clocks import clock_of
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.models import (
    AssignmentRule,
    CannedReply,
    Case,
    CaseTopic,
    DraftFile,
    Message,
    MessageFile,
    ReplyDraft,
)
from idic.domain.interact.cases.operations.draft_files import attach_files
from idic.domain.interact.cases.operations.joining import link_case
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import open_case
from idic.domain.interact.cases.operations.reply_drafts import keep_draft
from idic.domain.interact.cases.operations.settings import save_macro, save_reply, save_rule, save_topic
from idic.domain.interact.chat.models import ChatSite, ChatTalk
from idic.domain.interact.complaints.models import Complaint, ComplaintTraining, CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import StepDraft, add_step, join_corrective, open_corrective
from idic.domain.interact.complaints.operations.deciding import decide, investigate, propose
from idic.domain.interact.complaints.operations.receiving import acknowledge, assess, open_complaint
from idic.domain.interact.complaints.operations.saying import write_training
from idic.domain.interact.contact import AccessMode
from idic.domain.interact.counter.models import Counter, CounterService, Desk, Ticket
from idic.domain.interact.enums import FollowUpMethod, FollowUpReason
from idic.domain.interact.fax.models import FaxGateway
from idic.domain.interact.hooks.models import HookChannel, HookDelivery
from idic.domain.interact.knowledge.models import Article, ArticleImage, ArticleText, Gap
from idic.domain.interact.knowledge.operations.cases import use_article
from idic.domain.interact.knowledge.operations.counting import count_search
from idic.domain.interact.knowledge.operations.images import add_image
from idic.domain.interact.knowledge.operations.states import publish_text, submit_text
from idic.domain.interact.knowledge.operations.writing import ArticleDraft, create_article
from idic.domain.interact.mail.models import IncomingMail, Mailbox, OutgoingMail
from idic.domain.interact.models import FollowUp
from idic.domain.interact.plans.drafts import PlanDraft
from idic.domain.interact.plans.drafts import StepDraft as StepDraftOfPlan
from idic.domain.interact.plans.models import Finding, Plan
from idic.domain.interact.plans.operations.plans import create_plan
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.cells import set_cell
from idic.domain.interact.standards.operations.standards import Said, Scope, create_standard
from idic.domain.interact.telephony.models import Call, CallBack, Exchange
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.domain.sales.models import Purchase, PurchaseLine
from idic.domain.work.drafts import TaskDraft
from idic.domain.work.models import Task
from idic.domain.work.operations.create import create_task
from idic.domain.work.times import Times
from idic.foundation.accounts.models import RoleDefinition, Team, User
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.operations.calendars import CalendarDraft, create_calendar
from idic.foundation.calendars.seed import OFFICE_WEEK
from idic.foundation.desk.models import Attachment, Checklist, ChecklistItem, Note, Notification, Tag
from idic.foundation.desk.operations.attachments import add_attachment
from idic.foundation.desk.operations.checklists import add_checklist
from idic.foundation.desk.operations.notes import add_note
from idic.foundation.desk.operations.tags import add_tag
from idic.foundation.events.models import Event
from idic.foundation.house_mail.models import HouseMail
from idic.foundation.jobs.models import Job
from idic.foundation.letters.models import Delivery as LetterDelivery
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import Text, create_template
from idic.foundation.views.models import BulkChange, ExportRequest, SavedView
from idic.loop.automation.models import Rule, WebhookDelivery
from idic.loop.automation.operations.rules import RuleDraft, create_rule
from idic.warehouse.models import Alert, Dashboard, DashboardTile, Report, SavedQuestion, SqlQuery, SqlRun
from idic.warehouse.operations.dashboards import add_tile, create_dashboard
from idic.warehouse.operations.questions import save_question
from idic.warehouse.questions.reading import read_question
from tests.analyses import make_analysis
from tests.contracts.channels import make_chat, make_chat_site, make_hook, make_unsent_answer
from tests.contracts.contact_places import make_contact_places, make_more
from tests.contracts.mailboxes import (
    make_house_mail,
    make_mailbox,
    make_unfiled,
    make_unsent,
    make_unsent_letter,
    make_webhook,
)
from tests.doors.web.web_forms.making import make_form, make_held
from tests.trained_models import make_churn_model, make_draft, make_list_of, make_needs_model, make_prediction

MOMENT = datetime(2026, 9, 20, 5, tzinfo=UTC)


def make_sql_query(name: str, by: User) -> SqlQuery:
    return SqlQuery.objects.create(name=name, text="SELECT 1", owner=by, is_shared=True)


def make_sql_run(by: User, query: SqlQuery) -> SqlRun:
    return SqlRun.objects.create(asked_by=by, asked_at=MOMENT, text="SELECT 1", query=query, state="done", rows=1)


def make_report(name: str, by: User, reader: User) -> Report:
    report = Report.objects.create(name=name, source="net_by_month", owner=by, rhythm="weekly", next_at=MOMENT)
    report.readers.create(user=reader)
    report.sendings.create(
        user=reader, due_at=MOMENT, next_at=MOMENT, language="en", state="sent", sent_at=MOMENT, rows=12
    )
    return report


def make_alert(name: str, by: User) -> Alert:
    baseline = {
        "centre": 10.0, "sigma": 1.0, "mean_moving_range": 1.128, "points": 8, "first": "2026-01-05", "last": "2026-02-23",
    }  # fmt: skip
    series = [["2026-03-02", 10.5], ["2026-03-09", 19.0]]
    alert = Alert.objects.create(
        name=name, measure="net", baseline=baseline, series=series, evaluated_at=MOMENT, owner=by
    )
    alert.openings.create(
        opened_at=MOMENT, period_start=date(2026, 3, 9), value=19, rule="beyond_3_sigma", side="above"
    )
    return alert


def make_target(refresh: Refresh, figure: str, by: User) -> str:
    """The executive page with fourteen months of figures, and a target for one of them."""
    months, first = 14, 2025 * 12
    content = Content(
        first, first + months - 1, "THB", {one.code: tuple(0.5 for _ in range(months)) for one in FIGURES},
        {one.code: Ahead(reason="too_short") for one in FIGURES},
    )  # fmt: skip
    ExecutiveReading.objects.create(
        snapshot=refresh.snapshot, as_of=refresh.as_of, content=content.to_json(), read_at=MOMENT
    )
    set_target(figure, starts_on=date(2026, 1, 1), value=Decimal(1), by=by)
    return figure


def make_question(name: str, by: Any) -> SavedQuestion:
    return save_question(
        read_question({"measures": ["net_sales"], "rows": ["month"]}), name=name, sharing="public", by=by
    )


@dataclass(frozen=True)
class World:
    customer: Customer
    record: int
    segment: Segment
    campaign: Campaign
    product: Product
    purchase: Purchase
    follow_up: FollowUp
    plan: Plan
    finding: Finding
    programme: Programme
    batch: ImportBatch
    schedule: Schedule
    arrival: Arrival
    job: Job
    pair: PossibleDuplicate
    linkage_run: LinkageRun
    linkage_pair: LinkagePair
    refresh: Refresh
    analysis: Analysis
    # in use, and it says something about the customer; waiting for approval; a question only
    churn_model: TrainedModel
    needs_model: TrainedModel
    model_draft: TrainedModel
    risk_list: RiskList
    price_study: Analysis
    # of the customer, who heads the household
    relation: Relation
    household: Household
    member: HouseholdMember
    share: WalletShare
    user: User
    letter: LetterTemplate
    business_calendar: Calendar
    # a telephone system with a call that has ended, and a counter with a number that waits
    # a letter that came, and its answer
    letter_case: Case
    letter_file: MessageFile
    letter_answer: Message
    fax_gateway: FaxGateway
    exchange: Exchange
    exchange_key: str
    call: Call
    call_back: CallBack
    call_act: str
    counter: Counter
    counter_key: str
    counter_service: CounterService
    desk: Desk
    ticket: Ticket
    ticket_key: str
    ticket_act: str
    mailbox: Mailbox
    web_form: WebForm
    web_form_key: str
    held_submission: Submission
    unfiled_mail: IncomingMail
    unsent_mail: OutgoingMail
    house_mail: HouseMail
    unsent_letter: LetterDelivery
    chat_site: ChatSite
    chat_key: str
    chat: ChatTalk
    hook: HookChannel
    hook_key: str
    line_key: str
    hook_kind: str
    unsent_answer: HookDelivery
    rule: Rule
    webhook: WebhookDelivery
    # the verb of an event that rules wait for
    trigger: str
    event: Event
    # the name of a provider of single sign-on, though none is set up
    provider: str
    # of the user above
    passkey: Authenticator
    # the code of a role of the organisation that nobody has
    role: str
    # of recency or frequency, 1 to 5
    grade: int
    market_figure: MarketFigure
    # shared with everybody, by the administrator
    question: SavedQuestion
    dashboard: Dashboard
    # of the administrator; the question is shared
    sql_query: SqlQuery
    sql_run: SqlRun
    report: Report
    report_token: str
    alert: Alert
    tile: DashboardTile
    ready_question: str
    download_kind: str
    # a figure of the executive page, and a month from which a target holds
    executive_figure: str
    target_month: str
    # a field of the buyer utility map
    buying_stage: str
    utility_lever: str
    analysis_kind: str
    life_kind: str
    # a mart of the warehouse
    mart: str
    # of the sales team
    task: Task
    # of the sales team; what was said in it, and what somebody has begun to answer
    case: Case
    case_message: Message
    message_file: MessageFile
    reply_draft: ReplyDraft
    draft_file: DraftFile
    case_act: str
    complaint: Complaint
    complaint_act: str
    complaint_training: ComplaintTraining
    corrective: CorrectiveAction
    corrective_act: str
    case_kept: str
    canned_reply: CannedReply
    assignment_rule: AssignmentRule
    # a way and a purpose of the access map; a standard of its own scope, by which no case of the world is measured
    access_mode: str
    access_purpose: str
    centre_function: str
    standard: Standard
    # approved, read by everybody
    article: Article
    article_text: ArticleText
    article_language: str
    article_step: str
    article_image: ArticleImage
    knowledge_gap: Gap
    # the code of the noun of customers
    customer_noun: str
    # what survivorship decides about
    golden_field: str
    word: str
    # what hangs on the customer, and on the one of the service team
    noun: str
    field: str
    open_field: str
    note: Note
    attachment: Attachment
    checklist: Checklist
    checklist_item: ChecklistItem
    tag: Tag
    notification: Notification
    edit: str
    foreign_note: Note
    foreign_attachment: Attachment
    foreign_checklist: Checklist
    attribute: AttributeDefinition
    # of the customer; a draft
    consent: ConsentEvent
    purpose: Purpose
    notice: Notice
    notice_version: NoticeVersion
    privacy_request: PrivacyRequest
    closing_act: str
    request_clock: RequestClock
    erasure: Erasure
    retention_rule: RetentionRule
    hold: LegalHold
    breach: Breach
    whom: str
    register: str
    assessment: ImpactAssessment
    # of the service team: out of the reach of the sales team
    # public, and the others of an administrator's own
    view: SavedView
    bulk_change: BulkChange
    export: ExportRequest
    foreign_customer: Customer
    foreign_purchase: Purchase
    foreign_follow_up: FollowUp
    foreign_finding: Finding


def make_customer(by: User, given: str, phone: str) -> Customer:
    return create_customer({"given_name": given, "family_name": "Jaidee", "phone": phone}, by=by)


def make_purchase(customer: Customer | None, product: Product, key: str, at: datetime = MOMENT) -> Purchase:
    source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
    purchase = Purchase.objects.create(
        source=source,
        key=key,
        customer=customer,
        at=at,
        currency="THB",
        channel="till",
        total=Decimal(120),
        line_count=1,
    )
    PurchaseLine.objects.create(
        purchase=purchase, key="1", product=product, quantity=2, unit_price=Decimal(60), amount=Decimal(120)
    )
    return purchase


def make_follow_up(customer: Customer, owner: User) -> FollowUp:
    return FollowUp.objects.create(
        customer=customer, owner=owner, created_by=owner, due_on=timezone.localdate() + timedelta(days=3),
        method=FollowUpMethod.TELEPHONE, reason=FollowUpReason.NO_PURCHASE,
    )  # fmt: skip


def make_plan(name: str, by: User) -> Plan:
    steps = (StepDraftOfPlan("telephone", 2, "Is everything well?"), StepDraftOfPlan("visit", 5))
    return create_plan(name, "after_sale", PlanDraft("sale", steps, owner_rule="person", owner=by), by=by)


def make_programme(name: str, by: User, member: Customer) -> Programme:
    """It is on, with a member who has something."""
    made = switch_programme(create_programme(ProgrammeDraft(name, "leaves"), by=by), is_on=True, version=1, by=by)
    join(member, made, by=by)
    adjust(member, made, 40, reason="Opening balance", by=by)
    return made


def make_finding(customer: Customer, owner: User) -> Finding:
    return Finding.objects.create(
        follow_up=make_follow_up(customer, owner), customer=customer, kind="problem", text="The lid does not close",
        owner=owner, created_by=owner, created_at=MOMENT,
    )  # fmt: skip


def make_task(customer: Customer, owner: User, *, by: User | None = None) -> Task:
    starts_at = timezone.now() + timedelta(hours=3)
    times = Times(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    draft = TaskDraft("Meet", kind="meeting", times=times, customer=customer, owner=owner)
    return create_task(draft, by=by or owner)


def make_complaint(customer: Customer, owner: User, *, by: User) -> Complaint:
    """Decided, so that its letter can be printed."""
    topic = CaseTopic.objects.get_or_create(code="leaks", defaults={"name": "Leaks"})[0]
    draft = CaseDraft(
        "The kettle leaks again", mode="phone", purpose="complain", customer=customer, owner=owner, topic=topic
    )
    row = open_complaint(open_case(draft, by=by), remedy_wanted="A new one", by=by)
    row = acknowledge(row, channel="phone", handler="Somsri", version=row.version, by=by)
    row = assess(row, impacts=["unusable"], version=row.version, by=by)
    row = investigate(row, version=row.version, by=by)
    row = propose(
        row, customer_facts="It leaks.", our_facts="The seal is brittle.", root_cause="A new supplier",
        options="A new kettle or the money", version=row.version, by=by,
    )  # fmt: skip
    day = timezone.localdate() + timedelta(days=7)
    return decide(row, decision="A new kettle", promise="It comes", promised_for=day, version=row.version, by=by)


def make_corrective(complaint: Complaint, by: User) -> CorrectiveAction:
    day = timezone.localdate() + timedelta(days=30)
    action = open_corrective(complaint, title="Seals that last", trigger="order", owner=by, due_on=day, by=by)
    add_step(action, StepDraft("Ask the supplier", by, day), by=by)
    return action


PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def make_article(title: str, writer: User, approver: User) -> ArticleText:
    text = create_article(ArticleDraft(title, "en", "Bring it **back** to any shop."), by=writer)
    text = submit_text(text, version=text.version, by=writer)
    return publish_text(text, version=text.version, by=approver)


def make_gap(text: str) -> Gap:
    count_search(text, "en", "help", found=False)
    return Gap.objects.get(text=text)


def make_case(customer: Customer, owner: User, *, by: User) -> Case:
    return open_case(CaseDraft("The kettle leaks", mode="phone", customer=customer, owner=owner), by=by)


def make_reply_draft(case: Case, by: User) -> ReplyDraft:
    draft = keep_draft(case, "Dear customer", by=by)
    assert draft is not None
    return draft


def make_draft_file(case: Case, by: User) -> DraftFile:
    """Its bytes are not kept."""
    draft = attach_files(case, [FileDraft("offer.pdf", "application/pdf", 3, "0" * 64, "messages/none.pdf")], by=by)
    return draft.files.get()


def make_canned_reply(shortcut: str, by: User) -> CannedReply:
    return save_reply(None, name=shortcut, shortcut=shortcut, texts={"en": "Thank you"}, team=None, by=by)


def make_standard(mode: str, priority: str, by: User, *, tier: str = "") -> Standard:
    set_cell(mode, "complain", {"offered": "yes", "address": "02 123 4567"}, by=by)
    scope = Scope(mode=mode, priority=priority, tier=tier)
    return create_standard("resolution", Said(Decimal("0.9"), 240, staff_words={"en": "I answer."}), scope=scope, by=by)


def make_assignment_rule(name: str, by: User) -> AssignmentRule:
    team = Team.objects.order_by("pk")[0]
    return save_rule(None, {"name": name, "mode": "fax", "team": team}, by=by)


def make_product(code: str, category: Category) -> Product:
    return Product.objects.create(code=code, name=f"Tea {code}", category=category, created_at=MOMENT)


def make_segment(name: str) -> Segment:
    return Segment.objects.create(name=name, predicate={"all": [{"field": "frequency", "op": "ge", "value": 5}]})


def make_batch(source: Source, by: User) -> ImportBatch:
    return ImportBatch.objects.create(
        kind="customers", source=source, state="done", file_name="people.csv", path="imports/gone.csv", digest="0" * 64,
        size=100, created_by=by, finished_at=MOMENT,
    )  # fmt: skip


def make_schedule(source: Source, name: str) -> Schedule:
    return Schedule.objects.create(
        name=name, kind="customers", source=source, place="folder", address="till", next_at=MOMENT, is_active=False
    )  # fmt: skip


def make_arrival(schedule: Schedule, number: int = 0) -> Arrival:
    return Arrival.objects.create(
        schedule=schedule, file_name="people.csv", digest=f"{number:064}", size=1, state="discarded", seen_at=MOMENT
    )  # fmt: skip


def make_world(cast: Any) -> World:
    source, _made = Source.objects.get_or_create(code="till", defaults={"name": "Till"})
    root = Category.objects.create(name="Drinks", path="Drinks")
    category = Category.objects.create(name="Tea", parent=root, path="Drinks / Tea", depth=1)
    product = make_product("T-1", category)
    customer = make_customer(cast.administrator, "Anan", "0812345678")
    rule = make_rule("Welcome", cast.administrator)
    foreign = make_customer(cast.administrator, "Boonmee", "0823456789")
    Customer.objects.filter(pk=foreign.pk).update(team=Team.objects.get(name="Service desk"))
    Customer.objects.filter(pk=customer.pk).update(owner=None)
    refresh = Refresh.objects.create(
        snapshot="2026-10-01", as_of=date(2026, 10, 1), watermark=1, started_at=MOMENT, finished_at=MOMENT,
        parameters={"horizon_weeks": 52, "annual_discount": 0.1, "margin": 0.25, "currency": "THB"},
    )  # fmt: skip
    record = customer.records.get()
    company = create_customer({"kind": "organisation", "name": "Siam Tea"}, by=cast.administrator)
    Customer.objects.filter(pk=company.pk).update(owner=None)
    relation = Relation.objects.create(type="works_at", source=customer, target=company, created_at=MOMENT)
    # A second step, so that the picture of relations looks at both.
    holding = create_customer({"kind": "organisation", "name": "Siam Holding"}, by=cast.administrator)
    Relation.objects.create(type="part_of", source=company, target=holding, created_at=MOMENT)
    household = Household.objects.create(name="Jaidee family", created_at=MOMENT)
    checklist = add_checklist("customer", customer.pk, title="Welcome", items=["Call"], by=cast.administrator)
    data_request = PrivacyRequest.objects.create(
        kind="erasure", customer=company, way="email", received_on=MOMENT.date(), due_on=MOMENT.date(),
        practical_on=MOMENT.date(), warn_on=MOMENT.date(), created_by=cast.administrator,
    )  # fmt: skip
    schedule = make_schedule(source, "Till")
    draft = create_notice("Website", {"en": "What we do with your data."}, by=cast.administrator)
    linkage_run = make_linkage_run(cast.administrator)
    question = make_question("Sales by month", cast.administrator)
    churn_model = make_churn_model(cast.administrator)
    make_prediction(churn_model, customer)
    dashboard = create_dashboard(name="Morning", sharing="public", by=cast.administrator)
    sql_query = make_sql_query("Sales by place", cast.administrator)
    report = make_report("Monday", cast.administrator, cast.manager)
    case = make_case(customer, cast.sales, by=cast.administrator)
    picture = FileDraft("kettle.png", "image/png", 3, "0" * 64, "cases/gone")
    mailbox = make_mailbox("desk@example.org", cast.administrator)
    web_form = make_form(cast.administrator)
    chat_site, hook = make_chat_site("Web shop", cast.administrator), make_hook("Other desk", cast.administrator)
    message = receive_message(case, MessageDraft("Where is my order?", files=(picture,)))
    complaint = make_complaint(customer, cast.sales, by=cast.sales)
    article_text = make_article("How to return a kettle", cast.service, cast.manager)
    return World(
        customer=customer,
        record=record.pk,
        segment=make_segment("Regulars"),
        campaign=Campaign.objects.create(
            code="spring", name="Spring", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
        ),
        product=product,
        purchase=make_purchase(customer, product, "1001"),
        follow_up=make_follow_up(customer, cast.sales),
        plan=make_plan("After the sale", cast.administrator),
        finding=make_finding(customer, cast.sales),
        programme=make_programme("Tea club", cast.administrator, customer),
        batch=make_batch(source, cast.analyst),
        schedule=schedule,
        arrival=make_arrival(schedule),
        pair=PossibleDuplicate.objects.create(
            first=customer, second=make_customer(cast.administrator, "Anon", "0812345679"), found_at=MOMENT
        ),
        linkage_run=linkage_run,
        linkage_pair=make_linkage_pair(linkage_run, customer, company),
        job=Job.objects.create(kind="refresh", state="done", created_by=cast.administrator, finished_at=MOMENT),
        sql_query=sql_query,
        sql_run=make_sql_run(cast.administrator, sql_query),
        report=report,
        report_token=report.readers.get().token,
        alert=make_alert("Net sales", cast.administrator),
        refresh=refresh,
        analysis=make_analysis("baskets", cast.administrator),
        churn_model=churn_model,
        needs_model=make_needs_model(cast.administrator),
        model_draft=make_draft(cast.administrator),
        risk_list=make_list_of(churn_model, customer, cast.administrator),
        price_study=make_analysis("van_westendorp", cast.administrator),
        attribute=AttributeDefinition.objects.create(
            noun="customer", code="size", type="number", group="behavioural", labels={"en": "Size"}
        ),
        relation=relation,
        household=household,
        member=HouseholdMember.objects.create(household=household, customer=customer, role="head"),
        share=WalletShare.objects.create(
            customer=customer, percent=40, as_of=MOMENT.date(), told_by="survey", created_at=MOMENT
        ),
        user=cast.service_colleague,
        letter=make_letter("Thanks", cast.administrator),
        business_calendar=make_calendar("Counter", cast.administrator),
        **make_contact_places(cast.administrator),
        mailbox=mailbox,
        web_form=web_form,
        web_form_key=web_form.key,
        held_submission=make_held(web_form),
        unfiled_mail=make_unfiled(mailbox),
        unsent_mail=make_unsent(mailbox, case),
        house_mail=make_house_mail(cast.manager),
        unsent_letter=make_unsent_letter(customer, cast.administrator),
        chat_site=chat_site,
        chat_key=chat_site.key,
        chat=make_chat(chat_site),
        hook=hook,
        hook_key=hook.key,
        line_key=make_hook("LINE", cast.administrator, "line").key,
        hook_kind="webhook",
        unsent_answer=make_unsent_answer(hook, cast.administrator),
        rule=rule,
        webhook=make_webhook(rule),
        trigger="customer.created",
        event=Event.objects.filter(verb="customer.created").latest("id"),
        provider="sso",
        passkey=Authenticator.objects.create(user=cast.service_colleague, type="webauthn", data={"name": "Telephone"}),
        role=RoleDefinition.objects.create(code="counter", name="Counter").code,
        grade=3,
        market_figure=make_figure(make_segment("Newcomers"), 2025),
        question=question,
        dashboard=dashboard,
        tile=add_tile(dashboard, question, by=cast.administrator),
        ready_question="sales_by_month",
        download_kind="csv",
        executive_figure=make_target(refresh, "net_sales", cast.administrator),
        target_month="2026-01",
        buying_stage="delivery",
        utility_lever="risk",
        analysis_kind="baskets",
        life_kind="past",
        mart="sales",
        task=make_task(customer, cast.sales),
        case=case,
        case_message=message,
        message_file=message.files.get(),
        reply_draft=make_reply_draft(case, cast.administrator),
        draft_file=make_draft_file(case, cast.administrator),
        case_act="claim",
        complaint=complaint,
        complaint_act="verdict",
        complaint_training=write_training(cast.sales, on=MOMENT.date(), code="Complaints 1", by=cast.administrator),
        corrective=make_corrective(complaint, cast.administrator),
        corrective_act="sheet",
        case_kept="replies",
        canned_reply=make_canned_reply("thanks", cast.administrator),
        assignment_rule=make_assignment_rule("By fax", cast.administrator),
        access_mode="fax",
        access_purpose="complain",
        centre_function="feedback",
        standard=make_standard("fax", "critical", cast.administrator),
        article=article_text.article,
        article_text=article_text,
        article_language="en",
        article_step="submission",
        article_image=add_image(article_text.article, name="tap.png", chunks=[PICTURE], by=cast.administrator),
        knowledge_gap=make_gap("lost kettle"),
        customer_noun="customer",
        golden_field="phone",
        word="wrong",
        noun="customer",
        field="province",
        open_field="kind",
        note=add_note("customer", customer.pk, text="Likes tea", by=cast.administrator),
        attachment=attach(customer, cast.administrator),
        checklist=checklist,
        checklist_item=checklist.items.get(),
        tag=add_tag("customer", customer.pk, name="regular", by=cast.administrator),
        notification=Notification.objects.create(
            user=cast.administrator, kind="change", noun="customer", subject_id=customer.pk, at=MOMENT
        ),
        edit="1",
        consent=record_consent(
            customer, "marketing", "sms", kind="given", method="phone", evidence={"call": "C-1"}, by=cast.administrator
        ),
        purpose=Purpose.objects.get(code="marketing"),
        notice=draft.notice,
        notice_version=draft,
        privacy_request=data_request,
        closing_act="close",
        request_clock=clock_of(Jurisdiction.objects.get(code="TH")),
        erasure=Erasure.objects.create(request=data_request, customer=company, asked_by=cast.administrator),
        retention_rule=RetentionRule.objects.filter(is_on=False)[0],
        hold=LegalHold.objects.create(classes=["purchase"], reason="Audit"),
        breach=Breach.objects.create(title="Lost laptop", found_at=MOMENT, due_at=MOMENT),
        whom="authority",
        register="assessments",
        assessment=ImpactAssessment.objects.create(name="Scores", processing="Scores of customers"),
        foreign_note=add_note("customer", foreign.pk, text="Likes coffee", by=cast.administrator),
        foreign_attachment=attach(foreign, cast.administrator),
        foreign_checklist=add_checklist("customer", foreign.pk, title="Welcome", items=["Call"], by=cast.administrator),
        view=SavedView.objects.create(noun="customer", name="All of them", owner=cast.administrator, sharing="public"),
        bulk_change=BulkChange.objects.create(
            noun="customer", act="set-owner", values={"value": None}, state="done", created_by=cast.administrator
        ),
        export=make_export(cast.administrator),
        foreign_customer=foreign,
        foreign_purchase=make_purchase(foreign, product, "1002"),
        foreign_follow_up=make_follow_up(foreign, cast.service),
        foreign_finding=make_finding(foreign, cast.service),
    )


def make_figure(segment: Segment, year: int) -> MarketFigure:
    competitor, _made = Competitor.objects.get_or_create(name=f"Rival {year}")
    return MarketFigure.objects.create(
        segment=segment, competitor=competitor, year=year, customers=900, source="A study", updated_at=MOMENT
    )


def make_linkage_run(by: User) -> LinkageRun:
    return LinkageRun.objects.create(
        state="done", by=by, created_at=MOMENT, started_at=MOMENT, finished_at=MOMENT, upper_weight=10.0, lower_weight=2.0,
        kept_from=2.0, model={"m": {"phone": [0.1, 0.9]}, "u": {"phone": [0.99, 0.01]}, "prior": 0.001},
        comparisons=[["phone", ["else", "exact"]]], curve=[[9.0, 1, 0.1, 0.9, 1]], histogram=[[8.0, 1], [9.0, 1]],
        figures={"records": 2, "compared": 1, "above": 0, "between": 1, "held": 0, "false_per_1000": 0.0},
        blocking={"rules": [], "pairs": 1, "possible": 1, "reduction": 0.0, "skipped": []},
    )  # fmt: skip


def make_linkage_pair(run: LinkageRun, one: Customer, other: Customer) -> LinkagePair:
    first, second = sorted((one, other), key=lambda customer: customer.pk)
    return LinkagePair.objects.create(
        run=run, first_record=first.records.get(), second_record=second.records.get(), first_customer=first,
        second_customer=second, weight=8.0, posterior=0.9, levels={"phone": 1}, found_at=MOMENT,
    )  # fmt: skip


def make_letter(name: str, by: User) -> LetterTemplate:
    texts = {"en": Text("Thank you", "Dear {{ customer.name }}")}
    return create_template(name=name, kind="mail", noun="customer", texts=texts, by=by)


def make_calendar(name: str, by: User) -> Calendar:
    return create_calendar(CalendarDraft(name, "Asia/Bangkok", OFFICE_WEEK, holiday_list="TH"), by=by)


def make_rule(name: str, by: User) -> Rule:
    acts = [{"act": "task", "settings": {"title": "Call", "days": "2"}}]
    return create_rule(RuleDraft(name, "customer.created", acts), by=by)


def make_export(by: User) -> ExportRequest:
    return ExportRequest.objects.create(
        noun="customer", requested_by=by, purpose="service", file_format="csv",
        expires_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip


def attach(customer: Customer, by: User) -> Attachment:
    return add_attachment("customer", customer.pk, name="letter.txt", chunks=[b"Dear customer"], by=by)


def make_many(world: World, cast: Any, count: int = 49) -> None:
    """So many more of everything, about half of it hanging on the things of the world themselves."""
    category = world.product.category
    assert category is not None
    for number in range(count):
        customer = make_customer(cast.administrator, f"Chai{number}", f"08{30000000 + number}")
        product = make_product(f"M-{number}", category)
        Category.objects.create(name=f"Tea {number}", parent=category, path=f"Drinks / Tea / Tea {number}", depth=2)
        at = MOMENT - timedelta(days=7 * number)
        make_purchase(customer, world.product, f"a{number}", at)
        Relation.objects.create(type="referred_by", source=customer, target=world.customer, created_at=MOMENT)
        HouseholdMember.objects.create(household=world.household, customer=customer, role="child")
        WalletShare.objects.create(
            customer=world.customer,
            percent=1,
            as_of=at.date(),
            category=f"Tea {number}",
            told_by="survey",
            created_at=at,
        )
        make_purchase(world.customer, product, f"b{number}", at)
        PurchaseLine.objects.create(
            purchase=world.purchase,
            key=f"m{number}",
            product=product,
            quantity=1,
            unit_price=Decimal(5),
            amount=Decimal(5),
        )
        make_question(f"Question {number}", cast.administrator)
        make_sql_run(cast.administrator, make_sql_query(f"Question {number}", cast.administrator))
        make_report(f"Report {number}", cast.administrator, cast.manager)
        make_alert(f"Alert {number}", cast.administrator)
        create_dashboard(name=f"Dashboard {number}", sharing="public", by=cast.administrator)
        if number < 5:
            add_tile(world.dashboard, world.question, by=cast.administrator)
        make_follow_up(customer, cast.sales)
        make_finding(customer, cast.sales)
        make_plan(f"Plan {number}", cast.administrator)
        make_programme(f"Programme {number}", cast.administrator, world.customer)
        adjust(world.customer, world.programme, 5, reason=f"Sorry {number}", by=cast.administrator)
        make_task(customer, cast.sales, by=cast.administrator)
        make_task(world.customer, cast.administrator)
        case = make_case(world.customer, cast.sales, by=cast.administrator)
        link_case(case, parent=world.case, by=cast.administrator)
        again = make_complaint(world.customer, cast.sales, by=cast.sales)
        join_corrective(world.corrective, again, by=cast.administrator)
        write_training(cast.sales, on=MOMENT.date(), code=f"Complaints {number + 2}", by=cast.administrator)
        add_step(
            world.corrective, StepDraft(f"Step {number}", cast.administrator, MOMENT.date()), by=cast.administrator
        )
        make_corrective(again, cast.administrator)
        receive_message(world.case, MessageDraft(f"Said {number}"))
        make_mailbox(f"desk{number}@example.org", cast.administrator)
        make_form(cast.administrator, f"Form {number}")
        make_held(world.web_form, f"held{number}")
        make_more(world.exchange, world.counter, number, cast.administrator)
        make_chat_site(f"Shop {number}", cast.administrator)
        make_chat(world.chat_site, number + 10)
        make_hook(f"Desk {number}", cast.administrator)
        make_unsent_answer(world.hook, cast.administrator, number + 10)
        make_unfiled(world.mailbox, number + 10)
        make_unsent(world.mailbox, world.case)
        make_house_mail(cast.manager)
        make_unsent_letter(world.customer, cast.administrator)
        make_webhook(world.rule)
        make_canned_reply(f"reply-{number}", cast.administrator)
        make_assignment_rule(f"By fax {number}", cast.administrator)
        use_article(
            world.case,
            make_article(f"Leaks {number}", cast.administrator, cast.manager),
            how="link",
            by=cast.administrator,
        )
        make_gap(f"lost cup {number}")
        mode, tier = AccessMode.values[number % 13], Tier.values[number // 13]
        make_standard(mode, "low", cast.administrator, tier=tier)
        save_topic(None, name=f"Topic {number}", parent=None, by=cast.administrator)
        acts = [{"act": "priority", "value": "high"}]
        save_macro(None, name=f"Macro {number}", acts=acts, team=None, by=cast.administrator)
        make_follow_up(world.customer, cast.sales)
        add_note("customer", world.customer.pk, text=f"Note {number}", by=cast.sales)
        attach(world.customer, cast.administrator)
        add_tag("customer", world.customer.pk, name=f"tag {number}", by=cast.administrator)
        add_checklist("customer", world.customer.pk, title=f"List {number}", items=["Call"], by=cast.administrator)
        AttributeDefinition.objects.create(
            noun="customer", code=f"size_{number}", type="number", group="behavioural", labels={"en": f"Size {number}"}
        )
        SavedView.objects.create(noun="customer", name=f"View {number}", owner=cast.administrator, sharing="public")
        BulkChange.objects.create(
            noun="customer", act="set-owner", values={"value": None}, state="done", created_by=cast.administrator
        )
        make_export(cast.administrator)
        RoleDefinition.objects.create(code=f"counter-{number}", name=f"Counter {number}")
        Notification.objects.create(
            user=cast.administrator, kind="change", noun="customer", subject_id=customer.pk, at=at
        )
        make_figure(make_segment(f"Segment {number}"), 2025 if number % 2 else 1975 + number)
        make_letter(f"Letter {number}", cast.administrator)
        make_calendar(f"Counter {number}", cast.administrator)
        make_rule(f"Rule {number}", cast.administrator)
        make_linkage_pair(make_linkage_run(cast.administrator), world.customer, customer)
        Campaign.objects.create(
            code=f"c{number}", name=f"Campaign {number}", starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 1)
        )
        make_batch(world.batch.source, cast.administrator)
        make_arrival(make_schedule(world.batch.source, f"Till {number}"), number + 1)
        make_arrival(world.schedule, number + 1)
        Job.objects.create(kind="refresh", state="done", created_by=cast.administrator, finished_at=MOMENT)
        Team.objects.create(name=f"Team {number}")
        User.objects.create(email=f"person{number}@example.com", display_name=f"Person {number}", role="service")
