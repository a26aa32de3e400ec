"""Run in a process of its own on a short sample company: a user for each look, and the numbers of what pages are about."""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402

from idic.domain.customize.models import Campaign  # noqa: E402
from idic.domain.differentiate.executive.operations.reading import keep_reading  # noqa: E402
from idic.domain.differentiate.executive.operations.targets import set_target  # noqa: E402
from idic.domain.differentiate.models import MarketFigure, Refresh, Segment  # noqa: E402
from idic.domain.identify.arrivals.models import Schedule  # noqa: E402
from idic.domain.identify.enums import ImportKind  # noqa: E402
from idic.domain.identify.linkage.models import LinkageRun  # noqa: E402
from idic.domain.identify.models import (  # noqa: E402
    Customer,
    Household,
    HouseholdMember,
    ImportBatch,
    Relation,
    Source,
    WalletShare,
)
from idic.domain.identify.operations.customers import create_customer  # noqa: E402
from idic.domain.identify.operations.imports.customers import import_customers  # noqa: E402
from idic.domain.identify.operations.imports.upload import configure_import, upload_import  # noqa: E402
from idic.domain.identify.operations.sources import ensure_source  # noqa: E402
from idic.domain.identify.privacy.models import (  # noqa: E402
    Breach,
    ConsentEvent,
    ImpactAssessment,
    Jurisdiction,
    NoticeVersion,
    PrivacyRequest,
    Purpose,
    RetentionRule,
)
from idic.domain.identify.privacy.queries.clocks import clock_of  # noqa: E402
from idic.domain.interact.cases.drafts import MessageDraft  # noqa: E402
from idic.domain.interact.cases.operations.joining import link_case  # noqa: E402
from idic.domain.interact.cases.operations.messages import acknowledge_case, answer_case, receive_message  # noqa: E402
from idic.domain.interact.cases.operations.settings import save_macro, save_rule, save_topic  # noqa: E402
from idic.domain.interact.complaints.operations.saying import write_training  # noqa: E402
from idic.domain.interact.knowledge.operations.images import add_image  # noqa: E402
from idic.domain.interact.knowledge.operations.writing import translate_article  # noqa: E402
from idic.domain.interact.models import FollowUp  # noqa: E402
from idic.domain.interact.standards.models import Standard  # noqa: E402
from idic.domain.interact.standards.operations.charter import show_charter  # noqa: E402
from idic.domain.interact.standards.operations.defaults import start_with_defaults  # noqa: E402
from idic.domain.sales.models import Purchase  # noqa: E402
from idic.domain.work.drafts import TaskDraft  # noqa: E402
from idic.domain.work.operations.create import create_task  # noqa: E402
from idic.domain.work.times import Times  # noqa: E402
from idic.foundation.accounts.enums import Role  # noqa: E402
from idic.foundation.accounts.models import Team, User  # noqa: E402
from idic.foundation.accounts.operations.users import create_user  # noqa: E402
from idic.foundation.attributes.models import AttributeDefinition  # noqa: E402
from idic.foundation.calendars.operations.calendars import CalendarDraft, create_calendar  # noqa: E402
from idic.foundation.calendars.seed import OFFICE_WEEK  # noqa: E402
from idic.foundation.desk.operations.attachments import add_attachment  # noqa: E402
from idic.foundation.desk.operations.checklists import add_checklist  # noqa: E402
from idic.foundation.desk.operations.notes import add_note  # noqa: E402
from idic.foundation.desk.operations.tags import add_tag  # noqa: E402
from idic.foundation.jobs.models import Job  # noqa: E402
from idic.foundation.jobs.progress import SilentProgress  # noqa: E402
from idic.foundation.letters.operations.templates import Text, create_template  # noqa: E402
from idic.foundation.views.models import BulkChange, ExportRequest, SavedView  # noqa: E402
from idic.loop.automation.operations.rules import RuleDraft, create_rule  # noqa: E402
from idic.warehouse.operations.dashboards import add_tile, create_dashboard  # noqa: E402
from idic.warehouse.operations.questions import save_question  # noqa: E402
from idic.warehouse.questions.reading import read_question  # noqa: E402
from tests.analyses import make_analysis  # noqa: E402
from tests.contracts.channels import make_chat, make_chat_site, make_hook, make_unsent_answer  # noqa: E402
from tests.contracts.contact_places import make_contact_places  # noqa: E402
from tests.contracts.mailboxes import (  # noqa: E402
    make_house_mail,
    make_mailbox,
    make_unfiled,
    make_unsent,
    make_unsent_letter,
    make_webhook,
)
from tests.contracts.world import (  # noqa: E402
    PICTURE,
    make_alert,
    make_article,
    make_canned_reply,
    make_case,
    make_complaint,
    make_corrective,
    make_draft_file,
    make_finding,
    make_gap,
    make_plan,
    make_programme,
    make_reply_draft,
    make_report,
    make_sql_query,
    make_sql_run,
)
from tests.doors.web.web_forms.making import make_form, make_held  # noqa: E402
from tests.scenarios.looks import LOOKS, PASSWORD  # noqa: E402
from tests.scenarios.people import COLLEAGUE, CUSTOMER, OUTSIDER, SELLER  # noqa: E402
from tests.trained_models import (  # noqa: E402
    churn_content,
    make_churn_model,
    make_draft,
    make_list_of,
    make_needs_model,
    make_prediction,
)

MAPPING = {"source_id": "Customer no", "name": "Name", "phone": "Phone", "birth_date": "Born"}
PEOPLE = """Customer no,Name,Phone,Born
K1,Prapa Suksan,0891112233,1980-02-01
,Nobody Known,0891112244,1980-02-01
K3,Wrong Day,12,31/02/1980
"""


def imported(source: Source, by: User, *, start: bool) -> ImportBatch:
    batch = upload_import(
        iter([PEOPLE.encode()]), file_name="people.csv", kind=ImportKind.CUSTOMERS, source=source, by=by
    )
    if start:
        configure_import(batch, mapping=MAPPING, options=batch.options, by=by)
        import_customers(SilentProgress(), {"batch": batch.pk})
    return batch


def of_the_desk(customer: Customer, by: User) -> dict[str, object]:
    """What hangs on a customer, and what people make around it; the nouns and fields that addresses name."""
    day = timezone.now()
    company = create_customer({"kind": "organisation", "name": "Siam Tea"}, by=by)
    # Somebody's own: out of the reach of a seller of another team.
    Customer.objects.filter(pk=customer.pk).update(owner=by)
    household = Household.objects.create(name="Tian family", created_at=day)
    checklist = add_checklist("customer", customer.pk, title="Welcome", items=["Call", "Send the card"], by=by)
    view = SavedView.objects.create(noun="customer", name="In Bangkok", owner=by, sharing="public")
    texts = {"en": Text("Thank you", "Dear {{ customer.name }}")}
    acts = [{"act": "task", "settings": {"title": "Call", "days": "2"}}]
    rule = create_rule(RuleDraft("Welcome", "customer.created", acts), by=by)
    times = Times(starts_at=day, ends_at=day + timedelta(hours=1))
    add_note("customer", customer.pk, text="Likes *tea*, not coffee.", by=by)
    return {
        "noun": "customer",
        "customer_noun": "customer",
        "field": "province",
        "open_field": "kind",
        "edit": 1,
        "word": "Tian",
        "role": "sales",
        "trigger": "customer.created",
        "note": add_note("customer", customer.pk, text="Calls back in **May**.", by=by).pk,
        "attachment": add_attachment("customer", customer.pk, name="letter.txt", chunks=[b"Dear customer"], by=by).pk,
        "checklist": checklist.pk,
        "tag": add_tag("customer", customer.pk, name="regular", by=by).pk,
        "view": view.pk,
        "attribute": AttributeDefinition.objects.create(
            noun="customer", code="visits_a_year", type="number", group="behavioural", labels={"en": "Visits a year"}
        ).pk,
        "business_calendar": create_calendar(
            CalendarDraft("Counter", "Asia/Shanghai", OFFICE_WEEK, ["08:30-12:00"], "CN"), by=by
        ).pk,
        "letter": create_template(name="Thanks", kind="mail", noun="customer", texts=texts, by=by).pk,
        "rule": rule.pk,
        "webhook": make_webhook(rule).pk,
        "unsent_letter": make_unsent_letter(customer, by).pk,
        "task": create_task(TaskDraft("Meet", kind="meeting", times=times, customer=customer), by=by).pk,
        # before the cases: what is promised holds for those that come after it
        **of_standards(by),
        **of_cases(customer, by),
        **of_articles(by),
        **{name: getattr(one, "pk", one) for name, one in make_contact_places(by).items()},
        "relation": Relation.objects.create(type="works_at", source=customer, target=company, created_at=day).pk,
        "household": household.pk,
        "member": HouseholdMember.objects.create(household=household, customer=customer, role="head").pk,
        "share": WalletShare.objects.create(
            customer=customer, percent=40, as_of=day.date(), told_by="survey", created_at=day
        ).pk,
        "bulk_change": BulkChange.objects.create(
            noun="customer", act="set-owner", values={"value": None}, state="done", created_by=by
        ).pk,
        "export": ExportRequest.objects.create(
            noun="customer", requested_by=by, purpose="service", file_format="csv", expires_at=day + timedelta(days=7)
        ).pk,
    }


def of_standards(by: User) -> dict[str, Any]:
    """With what most begin, one of them for the people as well; fax is used although nobody offers it."""
    start_with_defaults(by=by)
    show_charter(is_public=True, shows_attainment=True, by=by)
    standard = Standard.objects.order_by("pk")[0]
    return {
        "access_mode": "email",
        "access_purpose": "complain",
        "standard": standard.pk,
        "centre_function": "feedback",
    }


def of_cases(customer: Customer, by: User) -> dict[str, Any]:
    """A conversation with everything that can stand in one, and what is set up for the inbox."""
    case = make_case(customer, by, by=by)
    message = receive_message(case, MessageDraft("It drips since Monday. Where is my invoice?"))
    answer_case(case, MessageDraft("A new seal is on its way."), by=by)
    acknowledge_case(case, MessageDraft("We have your message."))
    add_note("case", case.pk, text="Ask the **maker** first.", by=by)
    other = make_case(customer, by, by=by)
    link_case(other, parent=case, by=by)
    topic = save_topic(None, name="Repairs", parent=None, by=by)
    save_topic(None, name="Kettles", parent=topic, by=by)
    save_macro(None, name="Urgent", acts=[{"act": "priority", "value": "high"}], team=None, by=by)
    team = Team.objects.get_or_create(name="Desk")[0]
    complaint = make_complaint(customer, by, by=by)
    mailbox = make_mailbox("desk@example.org", by)
    form = make_form(by)
    site, hook = make_chat_site("Web shop", by), make_hook("Other desk", by)
    return {
        "chat_site": site.pk, "chat_key": site.key, "chat": make_chat(site).pk, "hook": hook.pk, "hook_key": hook.key,
        "hook_kind": "line", "unsent_answer": make_unsent_answer(hook, by).pk,
        "complaint_training": write_training(by, on=timezone.localdate(), code="Complaints 1", by=by).pk,
        "complaint": complaint.pk, "complaint_act": "verdict", "corrective": make_corrective(complaint, by).pk,
        "corrective_act": "sheet",
        "case": case.pk, "case_message": message.pk, "reply_draft": make_reply_draft(other, by).pk,
        "draft_file": make_draft_file(other, by).pk, "case_act": "claim",
        "portal_customer": create_customer({"given_name": "Malee", "email": "malee.portal@example.com"}, by=by).pk,
        "web_form": form.pk, "web_form_key": form.key, "held_submission": make_held(form).pk,
        "mailbox": mailbox.pk, "unfiled_mail": make_unfiled(mailbox).pk, "unsent_mail": make_unsent(mailbox, case).pk,
        "house_mail": make_house_mail(by).pk,
        "case_kept": "replies", "canned_reply": make_canned_reply("thank-you", by).pk,
        "assignment_rule": save_rule(None, {"name": "By fax", "mode": "fax", "team": team}, by=by).pk,
    }  # fmt: skip


def of_articles(by: User) -> dict[str, Any]:
    """One that is read, with a translation in the making, and a question nobody has answered."""
    approver = (
        User.objects.filter(is_active=True, role__in=["manager", "service", "quality"])
        .exclude(pk=by.pk)
        .order_by("pk")[0]
    )
    text = make_article("How to return a kettle", by, approver)
    translate_article(text.article, "th", title="คืนกาต้มน้ำ", text="นำมาคืนได้ทุกสาขา", by=by)
    image = add_image(text.article, name="tap.png", chunks=[PICTURE], by=by)
    return {
        "article": text.article_id, "article_text": text.pk, "article_language": "en", "article_step": "archiving",
        "article_image": image.pk, "knowledge_gap": make_gap("lost kettle").pk,
    }  # fmt: skip


def of_models(by: User) -> dict[str, Any]:
    customer = Customer.objects.order_by("pk")[0]
    # Refreshes of the scenarios score with it.
    churn_model = make_churn_model(by, content=churn_content())
    shown = FollowUp.objects.filter(state="done").order_by("pk")[0].customer
    for one in {customer, shown}:
        make_prediction(churn_model, one)
    return {
        "churn_model": churn_model.pk, "needs_model": make_needs_model(by).pk, "model_draft": make_draft(by).pk,
        "risk_list": make_list_of(churn_model, customer, by).pk,
    }  # fmt: skip


def of_identity_and_privacy() -> dict[str, Any]:
    """What the sample company brings of them."""
    return {
        "golden_field": "name",
        "register": "assessments",
        **of_questions(User.objects.order_by("pk")[0]),
        **of_sql_reports_and_alerts(User.objects.order_by("pk")[0]),
        "market_figure": MarketFigure.objects.order_by("pk")[0].pk,
        "executive_figure": "net_sales",
        **of_models(User.objects.order_by("pk")[0]),
        "analysis": make_analysis("baskets", User.objects.order_by("pk")[0]).pk,
        "price_study": make_analysis("van_westendorp", User.objects.order_by("pk")[0]).pk,
        "analysis_kind": "baskets",
        "mart": "customers",
        "target_month": "2026-01",
        "buying_stage": "delivery",
        "utility_lever": "risk",
        "schedule": Schedule.objects.order_by("pk")[0].pk,
        "consent": ConsentEvent.objects.order_by("pk")[0].pk,
        "purpose": Purpose.objects.get(code="marketing").pk,
        "notice_version": NoticeVersion.objects.order_by("pk")[0].pk,
        "privacy_request": PrivacyRequest.objects.filter(kind="erasure").order_by("pk")[0].pk,
        "request_clock": clock_of(Jurisdiction.objects.get(code="TH")).pk,
        "retention_rule": RetentionRule.objects.order_by("pk")[0].pk,
        "breach": Breach.objects.order_by("pk")[0].pk,
        "assessment": ImpactAssessment.objects.create(name="Scores of customers", processing="Scoring").pk,
    }


def of_questions(by: User) -> dict[str, Any]:
    asked = read_question({"measures": ["net_sales"], "rows": ["month"]})
    question = save_question(asked, name="Sales by month", sharing="public", by=by)
    dashboard = create_dashboard(name="Morning", sharing="public", by=by)
    return {
        "question": question.pk, "dashboard": dashboard.pk, "tile": add_tile(dashboard, question, by=by).pk,
        "ready_question": "sales_by_month", "download_kind": "csv",
    }  # fmt: skip


def of_sql_reports_and_alerts(by: User) -> dict[str, Any]:
    query = make_sql_query("Sales by place", by)
    report = make_report("Monday", by, by)
    return {
        "sql_query": query.pk, "sql_run": make_sql_run(by, query).pk, "report": report.pk,
        "report_token": report.readers.get().token, "alert": make_alert("Net sales", by).pk,
    }  # fmt: skip


def main(path: Path) -> None:
    users = []
    for look in LOOKS:
        user = create_user(
            email=look.email,
            display_name=look.name.title(),
            role=Role.ADMINISTRATOR,
            team=None,
            password=PASSWORD,
            by=None,
        )
        User.objects.filter(pk=user.pk).update(language=look.language, theme=look.theme)
        users.append(user)
    for person in (SELLER, COLLEAGUE, OUTSIDER):
        made = create_user(
            email=person.email, display_name=person.name, role=person.role, team=None, password=PASSWORD, by=None
        )
        User.objects.filter(pk=made.pk).update(language=person.language)
    desk_customer = create_customer(CUSTOMER, by=users[0])
    source = ensure_source(code="stall", name="Market stall", rank=10, is_sample=False, by=users[0])
    done = FollowUp.objects.filter(state="done").order_by("pk")[0]
    customer = done.customer
    purchase = Purchase.objects.filter(customer=customer).order_by("-line_count", "pk")[0]
    product = purchase.lines.order_by("pk")[0].product
    moment = timezone.now()
    refresh = Refresh.objects.order_by("-pk")[0]
    keep_reading(refresh.snapshot, as_of=refresh.as_of)
    set_target("net_sales", starts_on=date(2026, 1, 1), value=Decimal(4_500_000), by=users[0])
    things = {
        "customer": customer.pk,
        "desk_customer": desk_customer.pk,
        "record": customer.records.order_by("pk")[0].pk,
        "segment": Segment.objects.get(code="at_risk").pk,
        "campaign": Campaign.objects.order_by("pk")[0].pk,
        "product": product.pk,
        "purchase": purchase.pk,
        "follow_up": FollowUp.objects.filter(state="open").order_by("pk")[0].pk,
        "done_follow_up": done.pk,
        "plan": make_plan("After the sale", users[0]).pk,
        "finding": make_finding(customer, users[0]).pk,
        "programme": make_programme("Tea club", users[0], customer).pk,
        "batch": imported(source, users[0], start=True).pk,
        "draft_batch": imported(source, users[0], start=False).pk,
        "job": Job.objects.create(kind="refresh", state="done", created_by=users[0], finished_at=moment).pk,
        "failed_job": Job.objects.create(kind="refresh", state="failed", created_by=users[0], finished_at=moment).pk,
        "refresh": Refresh.objects.order_by("pk")[0].pk,
        "user": users[0].pk,
        "grade": 3,
        "linkage_run": LinkageRun.objects.filter(batch=None).order_by("pk")[0].pk,
        **of_the_desk(customer, users[0]),
        **of_identity_and_privacy(),
    }
    path.write_text(json.dumps(things), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
