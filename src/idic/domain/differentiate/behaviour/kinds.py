"""What customers do that a rule may ask about. Each room declares its own when it starts, as it does its belongings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from idic.foundation.nouns.fields import Choice
from idic.methods.predicate import BehaviourShape, Measure

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from idic.foundation.accounts.models import User


def _as_they_are(codes: Sequence[str]) -> list[str]:
    return list(codes)


@dataclass(frozen=True)
class Narrowing:
    """By which code of a happening a rule narrows. `expression` is text, null where the happening carries none.

    `found(user, text)` gives choices whose name contains the text, `named(codes)` the names of codes already chosen;
    `widened` turns a chosen code into all that it stands for, as a category into its branch. `of_a_part`: the code
    stands on a part of the happening, as a product does on a line.
    """

    name: str
    label: str | _StrPromise
    expression: str
    found: Callable[[User, str], Sequence[Choice]]
    named: Callable[[Sequence[str]], Mapping[str, str]]
    widened: Callable[[Sequence[str]], list[str]] = _as_they_are
    of_a_part: bool = False


@dataclass(frozen=True)
class InMarts:
    """The same happenings in the marts `names` of the warehouse, as SQL of its engine: for counting among very many.

    A part belongs to a happening by `part_of`; `part_codes` gives, as SQL over the records, the keys (`part_key`) of the
    parts that carry one of the codes %s. Amounts are in ten-thousandths, 0 where they cannot be added.
    """

    names: Sequence[str]
    source: str
    customer: str
    id: str
    day: str
    counts: str
    amount: str
    codes: Mapping[str, str] = field(default_factory=dict)
    parts: str = ""
    part_of: str = ""
    part_customer: str = ""
    part_key: str = ""
    part_amount: str = ""
    part_codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BehaviourKind:
    """SQL over `source` (FROM … without WHERE), where `parts` joins the parts of a happening; `{zone}` stands for the time
    zone of the business and `{currency}` for its currency.

    `counts` says which happenings are times; an amount takes all in. `moment` is a column with an instant, which an index
    may serve; without it `day` is compared. `amount` and `part_amount` are null where they cannot be added.
    """

    code: str
    label: str | _StrPromise
    measures: Mapping[Measure, str | _StrPromise]
    source: str
    customer: str
    id: str
    day: str
    permission: str
    narrowings: Sequence[Narrowing] = ()
    moment: str = ""
    parts: str = ""
    where: str = "TRUE"
    counts: str = "TRUE"
    amount: str = ""
    part_amount: str = ""
    #: A text that says of a happening which it was.
    told: str = "''"
    #: Verbs of events after which a customer's answer may be another.
    verbs: Sequence[str] = field(default=())
    in_marts: InMarts | None = None

    @property
    def shape(self) -> BehaviourShape:
        return BehaviourShape(frozenset(one.name for one in self.narrowings), bool(self.amount))

    def narrowing(self, name: str) -> Narrowing:
        return next(one for one in self.narrowings if one.name == name)


_kinds: dict[str, BehaviourKind] = {}


def declare_behaviour(*kinds: BehaviourKind) -> None:
    """The same again changes nothing."""
    for one in kinds:
        known = _kinds.get(one.code)
        if known is not None and known.source != one.source:
            raise LookupError(f"two rooms declare the behaviour {one.code!r}")
        _kinds[one.code] = one


def behaviour_kinds() -> dict[str, BehaviourKind]:
    return dict(_kinds)


def behaviour_kind(code: str) -> BehaviourKind:
    return _kinds[code]


def texts_in(expression: str, source: str) -> tuple[Callable[..., list[Choice]], Callable[..., dict[str, str]]]:
    """`found` and `named` for a code that is its own name: the texts that stand in a column."""
    from django.db import connection

    def found(user: User, text: str) -> list[Choice]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {expression} {source} WHERE {expression} <> '' AND strpos(lower({expression}), lower(%s)) > 0"
                " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 50",
                [text],
            )
            return [(code, code) for (code,) in cursor.fetchall()]

    def named(codes: Sequence[str]) -> dict[str, str]:
        return {code: code for code in codes}

    return found, named


def chosen_from(choices: Sequence[Choice]) -> tuple[Callable[..., list[Choice]], Callable[..., dict[str, str]]]:
    """`found` and `named` for the codes of an enumeration."""

    def found(user: User, text: str) -> list[Choice]:
        return [(code, str(label)) for code, label in choices if text.casefold() in str(label).casefold()]

    def named(codes: Sequence[str]) -> dict[str, str]:
        labels = {code: str(label) for code, label in choices}
        return {code: labels.get(code, code) for code in codes}

    return found, named
