"""The buyer utility map: six stages of the buying cycle by six levers of utility.

Source: W. C. Kim, R. Mauborgne, "Knowing a winning business idea when you see one", Harvard Business Review 78(5), 2000.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    PURCHASE = "purchase"
    DELIVERY = "delivery"
    USE = "use"
    SUPPLEMENTS = "supplements"
    MAINTENANCE = "maintenance"
    DISPOSAL = "disposal"


class Lever(StrEnum):
    PRODUCTIVITY = "productivity"
    SIMPLICITY = "simplicity"
    CONVENIENCE = "convenience"
    RISK = "risk"
    FUN_AND_IMAGE = "fun_and_image"
    ENVIRONMENT = "environment"


class Offered(StrEnum):
    """Who gives the customer something there; a field that nobody has judged is no answer."""

    NOBODY = "nobody"
    US = "us"
    INDUSTRY = "industry"
    BOTH = "both"


Field = tuple[Stage, Lever]
#: From here on a field hurts so much that it keeps customers from buying.
BLOCKING_PAIN = 7.0


class ExperienceError(ValueError):
    """A field of the map cannot be so; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Told:
    """`pain` is 0 (none) to 10, as customers say; None where nobody asked them."""

    offered: Offered
    pain: float | None = None

    def __post_init__(self) -> None:
        if self.pain is not None and not 0 <= self.pain <= 10:
            raise ExperienceError("Pain lies between 0 and 10.")


@dataclass(frozen=True, slots=True)
class UtilityMap:
    """Counts over the 36 fields; `unjudged` are those that nobody has filled in. `blocks` are the fields whose pain keeps
    customers from buying, the worst first; `openings` those of them where neither we nor others give anything."""

    ours_alone: int
    shared: int
    industry_alone: int
    nobody: int
    unjudged: int
    blocks: tuple[Field, ...]
    openings: tuple[Field, ...]


def fields() -> Iterator[Field]:
    return ((stage, lever) for lever in Lever for stage in Stage)


def summarise(told: Mapping[Field, Told]) -> UtilityMap:
    counts = dict.fromkeys(Offered, 0)
    for one in told.values():
        counts[one.offered] += 1
    hurting = [(field, one) for field, one in told.items() if one.pain is not None and one.pain >= BLOCKING_PAIN]
    order = {field: place for place, field in enumerate(fields())}
    hurting.sort(key=lambda one: (-(one[1].pain or 0.0), order[one[0]]))
    return UtilityMap(
        counts[Offered.US], counts[Offered.BOTH], counts[Offered.INDUSTRY], counts[Offered.NOBODY],
        len(order) - len(told), tuple(field for field, _one in hurting),
        tuple(field for field, one in hurting if one.offered is Offered.NOBODY),
    )  # fmt: skip


def new_fields(told: Mapping[Field, Told], offer: Collection[Field]) -> frozenset[Field]:
    """Where an offer would give something that nobody gives yet: where the industry is already, it is not new."""
    taken = {field for field, one in told.items() if one.offered in (Offered.INDUSTRY, Offered.BOTH, Offered.US)}
    return frozenset(offer) - taken
