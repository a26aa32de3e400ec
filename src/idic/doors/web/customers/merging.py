"""What the page of a merge shows: two customers side by side, field by field, and what comes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from idic.domain.identify.merging.enums import GoldenField
from idic.domain.identify.merging.queries.merges import counts_of, label_of
from idic.domain.identify.merging.queries.provenance import Candidate, provenances_among
from idic.domain.identify.models import Customer
from idic.doors.web.customers.facts import fact_labels, value_shown
from idic.foundation.accounts.masking import PERSONAL_FIELDS, shown_text
from idic.foundation.accounts.models import User

#: What tells two persons apart for certain: both known and different means that these are hardly one.
TELLING = (GoldenField.NATIONAL_ID, GoldenField.TAX_ID, GoldenField.BIRTH_DATE)
FACT = "fact:"


@dataclass(frozen=True)
class Side:
    """The best that one of the two customers says of a field."""

    record: int
    text: str
    source: str
    is_predicted: bool


@dataclass(frozen=True)
class Line:
    """`predicted` is the record whose value would be shown if nobody chose."""

    field: str
    label: str
    first: Side | None
    second: Side | None
    predicted: int
    is_same: bool
    is_conflict: bool

    @property
    def is_choice(self) -> bool:
        return self.first is not None and self.second is not None and not self.is_same


def lines_of(user: User, first: Customer, second: Customer) -> list[Line]:
    labels = {**dict(GoldenField.choices), **{f"{FACT}{key}": label for key, label in fact_labels().items()}}
    known = {f"{FACT}{key}" for one in (first, second) for key in one.facts if f"{FACT}{key}" in labels}
    fields = [
        field for field in labels if field != GoldenField.FACTS and (not field.startswith(FACT) or field in known)
    ]
    found = []
    for field, told in provenances_among([first.pk, second.pk], fields).items():
        if told.shown is None:
            continue
        candidates = [told.shown, *told.others]
        best = [_best(candidates, one) for one in (first, second)]
        is_same = best[0] is not None and best[1] is not None and best[0].text == best[1].text
        sides = [_side(user, field, one, told.shown) for one in best]
        is_conflict = field in TELLING and best[0] is not None and best[1] is not None and not is_same
        found.append(Line(field, str(labels[field]), sides[0], sides[1], told.shown.record.pk, is_same, is_conflict))
    return found


def _best(candidates: Sequence[Candidate], customer: Customer) -> Candidate | None:
    return next((one for one in candidates if one.record.customer_id == customer.pk), None)


def _side(user: User, field: str, one: Candidate | None, predicted: Candidate) -> Side | None:
    if one is None:
        return None
    text = text_of(user, field, one)
    return Side(one.record.pk, text, one.record.source.label, one.record.pk == predicted.record.pk)


def text_of(user: User, field: str, one: Candidate) -> str:
    """Masked where the reader's role masks it."""
    text = one.text if field.startswith(FACT) else value_shown(one.record, field)
    return shown_text(user, "customer", PERSONAL_FIELDS.get(field, ""), field, text).text


def choices_in(posted: Mapping[str, str], lines: Sequence[Line]) -> dict[str, int]:
    """Only what differs from what the rules would show anyway."""
    found = {}
    for line in lines:
        typed = posted.get(f"choice-{line.field}", "")
        sides = {str(side.record): side.record for side in (line.first, line.second) if side is not None}
        if line.is_choice and typed in sides and sides[typed] != line.predicted:
            found[line.field] = sides[typed]
    return found


def figures_of(first: Customer, second: Customer) -> list[tuple[str, int, int]]:
    """What hangs on each of the two, under the names of the rooms; the same name stands once."""
    counts = counts_of([first.pk, second.pk])
    found: dict[str, list[int]] = {}
    for code in [*counts[first.pk], *counts[second.pk]]:
        found.setdefault(label_of(code), [0, 0])
    for number, customer in enumerate((first, second)):
        for code, rows in counts[customer.pk].items():
            # A letter stands under its customer and under its subject.
            found[label_of(code)][number] = max(rows, found[label_of(code)][number])
    return [(label, one, other) for label, (one, other) in found.items()]
