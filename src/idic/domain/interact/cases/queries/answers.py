"""How answers speak to the customer: by name, and in the language in which the customer wrote."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet

from idic.domain.interact.cases.enums import MessageKind
from idic.domain.interact.cases.models import Message
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.rules import visible_cases
from idic.domain.interact.contact import AccessMode
from idic.foundation.accounts.models import User
from idic.methods.courtesy.folding import folded
from idic.methods.courtesy.naming import named
from idic.methods.normalise.text import script_of

#: The last cases that are looked at, and answers in them; what was said aloud is written down in our words, not in theirs.
CASES, ANSWERS = 500, 1000
_SPOKEN = (AccessMode.PHONE, AccessMode.COUNTER, AccessMode.VISIT)


@dataclass
class Looked:
    """Ids of the answers in which it was so, and of the others."""

    yes: list[int] = field(default_factory=list)
    no: list[int] = field(default_factory=list)

    def add(self, answer: int, it_is: bool) -> None:
        (self.yes if it_is else self.no).append(answer)


@dataclass(frozen=True)
class Manners:
    by_name: Looked
    in_language: Looked


def manners(user: User, period: Period) -> Manners:
    """Written answers by people in the last cases of the period. A language is told by its script: Thai, Chinese, Latin.
    Two statements."""
    cases = {
        pk: (text, [name for name in names if name])
        for pk, text, *names in visible_cases(user)
        .filter(received_at__gte=period.since, received_at__lt=period.until, first_response_at__isnull=False)
        .exclude(outcome="spam")
        .order_by("-received_at", "-pk")
        .values_list("pk", "text", "customer__name", "contact_name")[:CASES]
    }
    answers = Message.objects.filter(case__in=list(cases), kind=MessageKind.OUTBOUND, author__isnull=False)
    rows = (
        answers.exclude(mode__in=_SPOKEN).exclude(text="").order_by("-at", "-pk").values_list("pk", "case_id", "text")
    )
    found = Manners(Looked(), Looked())
    for pk, case, text in rows[:ANSWERS]:
        asked, names = cases[case]
        if names:
            found.by_name.add(pk, named(folded(text).text, names))
        theirs = script_of(asked)
        if theirs != "other":
            found.in_language.add(pk, script_of(text) == theirs)
    return found


def answers_of(user: User, ids: list[int]) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=ids, case__in=visible_cases(user)).select_related("case", "author")
