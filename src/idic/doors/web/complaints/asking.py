"""What the address of the list of complaints asks for. Unknown values do not narrow: an old link still answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from idic.domain.catalogue.queries.products import name_of_product
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.days import start_of
from idic.domain.interact.complaints.enums import ENDED, ComplaintState
from idic.domain.interact.complaints.machine import WHEEL
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.complaints.queries.marks import COUNTED, MARKS
from idic.domain.interact.complaints.queries.occurrences import came_again
from idic.domain.interact.contact import AccessMode
from idic.doors.web.complaints.ageing import aged
from idic.doors.web.complaints.wording import AGES, MARK_WORDS, PHASES
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats

#: As a topic: where nobody has chosen one.
NO_TOPIC = "none"
#: As a product: where none is named.
NO_PRODUCT = "none"
_AGAIN = ("came-again", "same-came-again")
_YEAR = 365
#: As what is late: the customer wrote after its end, and nobody has decided what that means.
HEARD = "heard"
GAPS = ("unrecorded", "unhandled", "unchecked", "untold")


@dataclass(frozen=True)
class Select:
    name: str
    label: str
    anything: str
    value: str
    choices: Sequence[tuple[str, str]]

    @property
    def words(self) -> str:
        return dict(self.choices).get(self.value, self.value)


def selects(query: QueryDict, topics: Sequence[CaseTopic]) -> list[Select]:
    states = [
        ("open", _("Not ended")), ("ended", _("Has ended")), *((code, str(label)) for code, label in ComplaintState.choices)
    ]  # fmt: skip
    late = [("step", _("A step is overdue")), ("promise", _("Promise overdue")), ("notice", _("Notice due")),
            (HEARD, _("To be looked at: written to since its end"))]  # fmt: skip
    grave = [(str(one), _("Severity %(severity)s") % {"severity": one}) for one in range(5, 0, -1)]
    ways = [(str(code), str(name)) for code, name in AccessMode.choices]
    offered = [
        ("state", _("State"), _("Every state"), states), ("severity", _("Severity"), _("Every severity"), grave),
        ("topic", _("Topic"), _("Every topic"), [
            (NO_TOPIC, _("No topic")), *((str(one.pk), one.name) for one in topics)
        ]),
        ("whose", _("Who"), _("Everybody's"), [("mine", _("Mine")), ("nobody", _("Nobody's yet"))]),
        ("late", _("Overdue"), _("Late or not"), late),
        ("age", _("Age"), _("Of any age"), [(code, str(name)) for code, name in AGES.items()]),
        ("phase", _("Phase"), _("Every phase"), [(code, str(name)) for code, name in PHASES.items()]),
        ("mode", pgettext("contact", "Channel"), _("Every channel"), ways),
        ("mark", _("With what came of it"), _("Whatever came of it"), [(code, str(words)) for code, words in MARK_WORDS.items()]),
        ("product", _("Product"), _("Every product"), _product(query.get("product", ""))),
        ("since", _("Received"), _("Received at any time"), _since(query.get("since", ""))),
        ("until", _("Received before"), _("Received at any time"), _until(query.get("until", ""))),
    ]  # fmt: skip
    found = []
    for name, label, anything, choices in offered:
        asked = query.get(name, "")
        found.append(Select(name, label, anything, asked if asked in dict(choices) else "", choices))
    return found


def _since(day: str) -> list[tuple[str, str]]:
    """A figure leads here with the day from which it counts; what was told twice counts once there."""
    try:
        return [(day, _("Since %(day)s, each once") % {"day": formats.day(date.fromisoformat(day))})]
    except ValueError:
        return []


def _until(day: str) -> list[tuple[str, str]]:
    try:
        return [(day, _("Before %(day)s") % {"day": formats.day(date.fromisoformat(day))})]
    except ValueError:
        return []


def _product(key: str) -> list[tuple[str, str]]:
    """Offered where a figure leads here with one: there are too many products for a list of choices."""
    if key == NO_PRODUCT:
        return [(NO_PRODUCT, _("No product"))]
    known = key.isascii() and key.isdecimal() and len(key) < 19
    found = name_of_product(int(key)) if known else None
    return [(key, found)] if found is not None else []


def narrowed(
    rows: QuerySet[Complaint], asked: Sequence[Select], gap: str, *, user: User, today: date
) -> QuerySet[Complaint]:
    values = {one.name: one.value for one in asked if one.value}
    for name, value in values.items():
        if value in _AGAIN:
            rows = rows.filter(pk__in=_came_again(value, values.get("since", ""), user, today))
        else:
            rows = rows.filter(_condition(name, value, user, today))
    match gap:
        case "unhandled":
            return rows.filter(COUNTED).exclude(state__in=ENDED)
        case "unchecked":
            return rows.filter(COUNTED, rechecked_at__isnull=True)
        case "untold":
            return rows.filter(COUNTED, fed_back="")
    return rows


def _came_again(mark: str, since: str, user: User, today: date) -> list[int]:
    """Whether one came again is told among those of a time: of that from which the figure counts."""
    begin = date.fromisoformat(since) if since else today - timedelta(days=_YEAR)
    found = came_again(user, start_of(begin), timezone.now(), today=today)
    return found.anybody if mark == "came-again" else found.customer


def _condition(name: str, value: str, user: User, today: date) -> Q:
    match name, value:
        case "state", "open":
            return ~Q(state__in=ENDED) & ~Q(case__outcome="spam")
        case "state", "ended":
            return Q(state__in=ENDED)
        case "state", _state:
            return Q(state=value)
        case "severity", _severity:
            return Q(severity=int(value))
        case "topic", "none":
            return Q(case__topic__isnull=True)
        case "topic", _topic:
            return Q(case__topic=int(value))
        case "product", "none":
            return Q(case__product__isnull=True)
        case "product", _product:
            return Q(case__product=int(value))
        case "whose", "mine":
            return Q(case__owner=user)
        case "whose", _nobody:
            return Q(case__owner__isnull=True)
        case "mode", _mode:
            return Q(case__mode=value)
        case "mark", _mark:
            return MARKS[value]
        case "age", _age:
            return aged(value, today)
        case "since", _day:
            return Q(received_at__gte=start_of(date.fromisoformat(value))) & COUNTED
        case "until", _day:
            return Q(received_at__lt=start_of(date.fromisoformat(value)))
        case "late", "step":
            return Q(step_due_at__lt=timezone.now())
        case "late", "heard":
            return Q(heard_at__isnull=False)
        case "late", "promise":
            return Q(promised_for__lt=today, promise_kept_on__isnull=True)
        case "late", _notice:
            return Q(next_notice_on__lte=today) & ~Q(state__in=ENDED)
    return Q(state__in=[state for state, phase in WHEEL.items() if phase == value])
