"""What a customer sees of their cases. Notes and whatever we think of them are read nowhere here."""

from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.enums import ENDED_STATES, CaseState, Outcome, Verdict
from idic.domain.interact.cases.long_over import is_long_over
from idic.domain.interact.cases.models import Case, Message, MessageFile
from idic.domain.interact.cases.queries.joined import messages_of_strangers
from idic.foundation.accounts.errors import NotVisible

_WIDE = ("search_text", "search_keys", "signature", "attributes")
_MOST_MESSAGES = 300


def own_cases(customer: Customer) -> QuerySet[Case]:
    """A case that went into another is read there; one put down as unwanted is none of theirs."""
    found = Case.objects.filter(customer=customer, deleted_at__isnull=True).exclude(state=CaseState.MERGED)
    return found.exclude(outcome=Outcome.SPAM).defer(*_WIDE)


def access_own_case(customer: Customer, pk: int) -> Case:
    found = own_cases(customer).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def messages_of(case: Case) -> list[Message]:
    """The latest ones, in the order of time. What others said in a case that was joined with it stays theirs."""
    found = case.messages.exclude(pk__in=messages_of_strangers(case)).defer("html").prefetch_related("files")
    return list(found.order_by("-at", "-pk")[:_MOST_MESSAGES])[::-1]


def access_own_file(customer: Customer, case_id: int, pk: int) -> MessageFile:
    """What was refused as dangerous is handed to nobody."""
    case = access_own_case(customer, case_id)
    found = MessageFile.objects.filter(message__case=case, pk=pk, refused="").first()
    if found is None or found.message_id in messages_of_strangers(case):
        raise NotVisible
    return found


def judged_here(case: Case) -> bool:
    """Whether the customer may still say yes or no to what came of it: after a no, to what came of it next."""
    return case.state in ENDED_STATES and case.verdict != Verdict.CONFIRMED and not is_long_over(case)
