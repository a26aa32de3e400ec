"""What a customer does on the portal, each by the operation that staff would use."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.drafts import CaseDraft, FileDraft, MessageDraft
from idic.domain.interact.cases.long_over import is_long_over
from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.cases.operations.ending import confirm_case, reject_solution
from idic.domain.interact.cases.operations.messages import receive_message
from idic.domain.interact.cases.operations.open import Opening, open_with_messages
from idic.domain.interact.complaints.enums import ComplaintState
from idic.domain.interact.complaints.errors import TooLateToReopen
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.operations.ending import is_ended, reopen, take_verdict
from idic.domain.interact.complaints.operations.receiving import open_complaint
from idic.domain.interact.complaints.queries.own import own_complaint, own_complaints
from idic.domain.interact.contact import AccessMode, Purpose
from idic.domain.interact.portal.errors import NothingToJudge, ReasonMissing, TextMissing
from idic.domain.interact.portal.models import PortalSession
from idic.domain.interact.portal.queries.cases import access_own_case, judged_here
from idic.foundation.texts import one_line, trimmed

SOURCE = "portal"


@transaction.atomic
def ask(
    session: PortalSession, *, title: str, text: str, purpose: str, language: str, number: str,
    files: tuple[FileDraft, ...] = (), remedy_wanted: str = "", product: Product | None = None,
) -> Case:  # fmt: skip
    """`number` is that of the form that was shown: sent twice, it is one case."""
    customer = _customer(session)
    wanted = text.strip()
    if not wanted:
        raise TextMissing
    _one_at_a_time(customer)
    known = Message.objects.filter(source=SOURCE, external_id=_name(customer, number)).select_related("case").first()
    if known is not None:
        return known.case
    draft = CaseDraft(
        title=title.strip() or one_line(wanted, 80), mode=AccessMode.PORTAL, purpose=Purpose(purpose),
        text=wanted[:20_000], customer=customer, contact_name=customer.name, contact_address=session.email, language=language,
        product=product,
    )  # fmt: skip
    case = open_with_messages([Opening(draft, _said(session, wanted, number, files))], by=None)[0].case
    if case.purpose == Purpose.COMPLAIN:
        open_complaint(case, remedy_wanted=remedy_wanted, by=None)
    return case


@transaction.atomic
def answer(
    session: PortalSession, case_id: int, text: str, *, number: str, files: tuple[FileDraft, ...] = ()
) -> Message:
    """To a case that ended long ago it is a new one of the same kind, which points to it."""
    customer = _customer(session)
    case = access_own_case(customer, case_id)
    if not text.strip() and not files:
        raise TextMissing
    _one_at_a_time(customer)
    said = _said(session, text, number, files)
    known = Message.objects.filter(source=SOURCE, external_id=said.external_id).first()
    if known is not None or not is_long_over(case):
        return known or receive_message(case, said)
    draft = CaseDraft(
        title=case.title, mode=AccessMode.PORTAL, purpose=Purpose(case.purpose), text=said.text, customer=customer,
        contact_name=customer.name, contact_address=session.email, language=case.language, topic=case.topic,
        product=case.product, origin=case.messages.order_by("at", "pk").last(),
    )  # fmt: skip
    found = open_with_messages([Opening(draft, said)], by=None)[0]
    if found.case.purpose == Purpose.COMPLAIN:
        open_complaint(found.case, by=None)
    return found.messages[0]


@transaction.atomic
def accept(
    session: PortalSession, case_id: int, *, note: str = "", handling: int | None = None, outcome: int | None = None
) -> None:
    """Of a complaint the customer grades how it was handled and what came of it; then it is staff who close it."""
    case = access_own_case(_customer(session), case_id)
    complaint = _decided(case)
    if complaint is not None:
        take_verdict(
            complaint, is_accepted=True, satisfied_handling=handling, satisfied_outcome=outcome, note=note, by=None
        )
    elif judged_here(case):
        confirm_case(case, note=note, by=None)
    else:
        raise NothingToJudge


@transaction.atomic
def reject(
    session: PortalSession, case_id: int, *, note: str, handling: int | None = None, outcome: int | None = None
) -> None:
    case = access_own_case(_customer(session), case_id)
    if not note.strip():
        raise ReasonMissing
    complaint = _decided(case)
    if complaint is not None:
        take_verdict(
            complaint, is_accepted=False, satisfied_handling=handling, satisfied_outcome=outcome, note=note, by=None
        )
    elif judged_here(case):
        reject_solution(case, note=note, by=None)
        _complain_again(case, note)
    else:
        raise NothingToJudge


def _complain_again(case: Case, note: str) -> None:
    """The complaint had been closed without their word: with their no it is handled again."""
    complaint = own_complaint(case)
    if complaint is not None and is_ended(complaint):
        with suppress(TooLateToReopen):
            reopen(complaint, note=note, by=None)


def _one_at_a_time(customer: Customer) -> None:
    """So that a double click finds what the first one made."""
    Customer.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=customer.pk)


def _decided(case: Case) -> Complaint | None:
    return own_complaints([case], state=ComplaintState.DECIDED).get(case.pk)


def _customer(session: PortalSession) -> Customer:
    assert session.customer is not None
    return session.customer


def _said(session: PortalSession, text: str, number: str, files: tuple[FileDraft, ...]) -> MessageDraft:
    customer = _customer(session)
    return MessageDraft(
        trimmed(text, 20_000), customer=customer, sender_name=customer.name, sender_address=session.email, source=SOURCE,
        external_id=_name(customer, number), files=files,
    )  # fmt: skip


def _name(customer: Customer, number: str) -> str:
    return f"{customer.pk}:{number[:40]}"
