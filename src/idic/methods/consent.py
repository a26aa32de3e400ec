"""What somebody's words about one purpose and one channel amount to.

A word is told through a source record. A word said while records were believed to be one person speaks for all of them;
what was said while they were apart speaks only for its own record. Each record's standing is the last
word that speaks for it, and of several records the most restrictive standing counts. So nothing is rewritten when
records are joined or parted: the same words, grouped otherwise, give the answer.

Moments are aware datetimes; a word said at `as_of` itself counts. Sources: GDPR Art. 7, PDPA (TH) s.19-20, PIPL
Art. 14-16 and 31; ages are data of the caller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Said(StrEnum):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Standing(StrEnum):
    """From the least to the most restrictive; a record without any word says nothing."""

    NOT_GIVEN = "not_given"
    GIVEN = "given"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_STRICTNESS = tuple(Standing)


@dataclass(frozen=True)
class Word:
    """`number` orders words of one moment. `is_copied`: out of a list, so that it speaks for its own record only."""

    record: int
    at: datetime
    said: Said
    number: int = 0
    valid_until: datetime | None = None
    by_guardian: bool = False
    is_copied: bool = False


@dataclass(frozen=True)
class Result:
    """`word` decided. `later_opposite` is a consent told later through another record, which the stricter word outweighs:
    a person should ask which of the two holds. `by_guardian`: behind every record's last word stands a guardian.
    `given_at`: the newest consent that the person gave here, not out of a list."""

    standing: Standing
    word: Word | None = None
    later_opposite: Word | None = None
    by_guardian: bool = False
    given_at: datetime | None = None


@dataclass(frozen=True)
class Holding:
    """A record was of this holder from `since` on, and no longer from `until` on."""

    record: int
    holder: int
    since: datetime
    until: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


def standing_of(words: Iterable[Word], *, as_of: datetime, held: Iterable[Holding] | None = None) -> Result:
    """The words of one customer's present records. `held`: whose each record was, and when; without it the records
    always belonged together."""
    together = _Together(held)
    told = sorted((word for word in words if word.at <= as_of), key=lambda word: (word.at, word.number))
    last: dict[int, Word] = {}
    for record in {word.record for word in told}:
        last[record] = next(word for word in reversed(told) if together.speaks(word, record))
    if not last:
        return Result(Standing.NOT_GIVEN)
    standings = [(_standing(word, as_of), word) for word in last.values()]
    # Of equally strict ones the newest decides, so that its proof is shown.
    strictest, decided = max(standings, key=lambda one: (_STRICTNESS.index(one[0]), one[1].at, one[1].number))
    opposite = [word for standing, word in standings if standing is Standing.GIVEN and word.at > decided.at]
    later = max(opposite, key=lambda word: (word.at, word.number), default=None)
    return Result(
        strictest, decided, later if strictest is not Standing.GIVEN else None,
        by_guardian=all(word.by_guardian for word in last.values()),
        given_at=max(
            (word.at for word in last.values() if word.said is Said.GIVEN and not word.is_copied), default=None
        ),
    )  # fmt: skip


class _Together:
    def __init__(self, held: Iterable[Holding] | None) -> None:
        self._held: dict[int, list[Holding]] | None = None if held is None else {}
        for one in held or ():
            if self._held is not None:
                self._held.setdefault(one.record, []).append(one)

    def speaks(self, word: Word, record: int) -> bool:
        if word.record == record:
            return True
        if word.is_copied or self._held is None:
            return not word.is_copied
        return bool(self._holders(word.record, word.at) & self._holders(record, word.at))

    def _holders(self, record: int, moment: datetime) -> set[int]:
        return {one.holder for one in (self._held or {}).get(record, ()) if one.covers(moment)}


def _standing(word: Word, as_of: datetime) -> Standing:
    if word.said is Said.GIVEN and word.valid_until is not None and word.valid_until <= as_of:
        return Standing.EXPIRED
    return Standing(word.said.value)


class Ground(StrEnum):
    """What the person's word counts for under the law that holds for them."""

    CONSENT = "consent"
    OBJECTION = "objection"
    NOTHING = "nothing"


class Use(StrEnum):
    """Whether a purpose may use somebody's data. The first three say yes."""

    CONSENT = "consent"
    NO_OBJECTION = "no_objection"
    SOFT_OPT_IN = "soft_opt_in"
    NOT_GIVEN = "not_given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNDER_AGE = "under_age"
    SUPPRESSED = "suppressed"
    LOCKED = "locked"


@dataclass(frozen=True)
class Person:
    """`may_be_written_to`: an existing customer where the law needs no more than that (soft opt-in)."""

    is_locked: bool = False
    may_be_written_to: bool = False
    is_under_age: bool = False
    suppressed_at: datetime | None = None


def use_of(result: Result, ground: Ground, person: Person) -> Use:
    """The reasons are asked in this order; the first that holds is told. A consent newer than the entry of the
    suppression list lifts it."""
    if person.is_locked:
        return Use.LOCKED
    if ground is Ground.NOTHING:
        return Use.NO_OBJECTION
    if result.standing is Standing.WITHDRAWN:
        return Use.WITHDRAWN
    if ground is Ground.CONSENT:
        if result.standing is Standing.EXPIRED:
            return Use.EXPIRED
        if result.standing is Standing.NOT_GIVEN and not person.may_be_written_to:
            return Use.NOT_GIVEN
    if person.is_under_age and not result.by_guardian:
        return Use.UNDER_AGE
    newest = result.given_at
    if person.suppressed_at is not None and (newest is None or newest <= person.suppressed_at):
        return Use.SUPPRESSED
    if result.standing is Standing.GIVEN:
        return Use.CONSENT
    return Use.NO_OBJECTION if ground is Ground.OBJECTION else Use.SOFT_OPT_IN


def is_under(age: int, born_on: date, day: date) -> bool:
    """Whether somebody has not completed `age` years on `day`; born on 29 February, one completes it on 28 February."""
    try:
        birthday = born_on.replace(year=born_on.year + age)
    except ValueError:
        birthday = born_on.replace(year=born_on.year + age, day=28)
    return day < birthday


def quiet_until(moment: datetime, *, starts: time, ends: time) -> datetime | None:
    """When a quiet time that holds at `moment` is over; None where it is not quiet. Both on the wall clock of `moment`;
    a time that ends before it starts goes over midnight, and one of no length is none."""
    clock = moment.timetz().replace(tzinfo=None)
    if starts < ends:
        quiet, next_day = starts <= clock < ends, False
    else:
        quiet, next_day = starts != ends and (clock >= starts or clock < ends), clock >= starts
    if not quiet:
        return None
    over = moment.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return over + timedelta(days=1) if next_day else over
