from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from idic.methods.consent import (
    Ground,
    Holding,
    Person,
    Said,
    Standing,
    Use,
    Word,
    is_under,
    quiet_until,
    standing_of,
    use_of,
)

BANGKOK = timezone(timedelta(hours=7))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BANGKOK)


# The worked check of the page: marketing by e-mail given, withdrawn, given again.
LEDGER = [
    Word(1, at(1, 10), Said.GIVEN, 1),
    Word(1, at(3, 5, 9), Said.WITHDRAWN, 2),
    Word(1, at(3, 6), Said.GIVEN, 3),
]


@pytest.mark.parametrize(
    ("moment", "standing"),
    [
        (at(1, 9), Standing.NOT_GIVEN),
        (at(3, 5, 8, 59), Standing.GIVEN),  # the send is queued
        (at(3, 5, 9), Standing.WITHDRAWN),  # and stopped
        (at(3, 5, 12), Standing.WITHDRAWN),  # the list is cut
        (at(3, 7), Standing.GIVEN),
    ],
)
def test_the_last_word_before_the_moment_counts(moment: datetime, standing: Standing) -> None:
    assert standing_of(LEDGER, as_of=moment).standing is standing


def test_nothing_said_is_no_consent() -> None:
    assert standing_of([], as_of=at(1, 1)).standing is Standing.NOT_GIVEN


def test_of_two_words_of_one_moment_the_later_written_counts() -> None:
    words = [Word(1, at(2, 1), Said.WITHDRAWN, 8), Word(1, at(2, 1), Said.GIVEN, 7)]
    assert standing_of(words, as_of=at(2, 1)).standing is Standing.WITHDRAWN


def test_a_consent_with_an_end_has_expired_when_the_end_comes() -> None:
    words = [Word(1, at(1, 1), Said.GIVEN, valid_until=at(6, 1))]
    assert standing_of(words, as_of=at(5, 31)).standing is Standing.GIVEN
    assert standing_of(words, as_of=at(6, 1)).standing is Standing.EXPIRED


class TestRecordsJoined:
    """Record 1 said no in March; record 2, of the same person under another number, said yes in April."""

    WORDS = (Word(1, at(3, 5), Said.WITHDRAWN, 1), Word(2, at(4, 1), Said.GIVEN, 2))
    HELD = (Holding(1, 10, at(1, 1)), Holding(2, 20, at(1, 1), at(5, 1)), Holding(2, 10, at(5, 1)))

    def test_the_most_restrictive_standing_wins(self) -> None:
        assert standing_of(self.WORDS, as_of=at(5, 2), held=self.HELD).standing is Standing.WITHDRAWN

    def test_the_later_opposite_word_is_named_for_a_person(self) -> None:
        assert standing_of(self.WORDS, as_of=at(5, 2), held=self.HELD).later_opposite == self.WORDS[1]

    def test_an_earlier_consent_is_no_opposite(self) -> None:
        words = [Word(1, at(3, 5), Said.WITHDRAWN, 1), Word(2, at(2, 1), Said.GIVEN, 2)]
        assert standing_of(words, as_of=at(5, 2), held=self.HELD).later_opposite is None

    def test_parted_again_each_record_has_its_own_standing(self) -> None:
        assert standing_of(self.WORDS[:1], as_of=at(5, 2)).standing is Standing.WITHDRAWN
        assert standing_of(self.WORDS[1:], as_of=at(5, 2)).standing is Standing.GIVEN

    def test_a_word_speaks_for_what_was_together_when_it_was_said(self) -> None:
        """Records 2 and 3 were one customer in April, went through a merge and came back: the yes still covers both."""
        words = [Word(3, at(2, 1), Said.WITHDRAWN, 1), Word(2, at(4, 1), Said.GIVEN, 2)]
        held = [
            holding
            for record in (2, 3)
            for holding in (
                Holding(record, 20, at(1, 1), at(5, 1)),
                Holding(record, 10, at(5, 1), at(6, 1)),
                Holding(record, 20, at(6, 1)),
            )
        ]
        assert standing_of(words, as_of=at(7, 1), held=held).standing is Standing.GIVEN

    def test_a_word_said_while_they_are_joined_speaks_for_both(self) -> None:
        words = [*self.WORDS, Word(2, at(5, 3), Said.GIVEN, 3)]
        assert standing_of(words, as_of=at(5, 4), held=self.HELD).standing is Standing.GIVEN

    def test_a_copied_word_speaks_for_its_own_record_only(self) -> None:
        words = [*self.WORDS, Word(2, at(5, 3), Said.GIVEN, 3, is_copied=True)]
        assert standing_of(words, as_of=at(5, 4), held=self.HELD).standing is Standing.WITHDRAWN

    def test_silence_of_a_joined_record_takes_nothing_away(self) -> None:
        assert standing_of(self.WORDS[1:], as_of=at(5, 2), held=self.HELD).standing is Standing.GIVEN


def test_joining_never_gives_more_than_both_had_before() -> None:
    """Random histories: with only words from before the joining, the joined standing is the stricter of the two."""
    chance = random.Random(13)
    order = list(Standing)
    for _round in range(300):
        words = [
            Word(
                chance.choice((1, 2)),
                at(1, 1) + timedelta(days=chance.randrange(90)),
                chance.choice(list(Said)),
                number,
            )
            for number in range(chance.randrange(6))
        ]
        moment = at(5, 1)
        apart = [standing_of([one for one in words if one.record == record], as_of=moment) for record in (1, 2)]
        together = standing_of(words, as_of=moment, held=[Holding(1, 10, at(4, 20)), Holding(2, 10, at(4, 20))])
        assert together.standing is max((one.standing for one in apart), key=order.index)


class TestUse:
    GIVEN = standing_of([Word(1, at(1, 10), Said.GIVEN)], as_of=at(2, 1))
    SILENT = standing_of([], as_of=at(2, 1))
    WITHDRAWN = standing_of([Word(1, at(1, 10), Said.WITHDRAWN)], as_of=at(2, 1))

    def test_where_the_law_asks_for_consent_silence_is_no(self) -> None:
        assert use_of(self.SILENT, Ground.CONSENT, Person()) is Use.NOT_GIVEN
        assert use_of(self.GIVEN, Ground.CONSENT, Person()) is Use.CONSENT

    def test_where_a_person_may_object_silence_is_yes_and_a_no_is_no(self) -> None:
        assert use_of(self.SILENT, Ground.OBJECTION, Person()) is Use.NO_OBJECTION
        assert use_of(self.WITHDRAWN, Ground.OBJECTION, Person()) is Use.WITHDRAWN

    def test_a_contract_does_not_ask(self) -> None:
        assert use_of(self.WITHDRAWN, Ground.NOTHING, Person(is_under_age=True)) is Use.NO_OBJECTION

    def test_an_existing_customer_may_be_written_to_only_where_the_law_says_so(self) -> None:
        assert use_of(self.SILENT, Ground.CONSENT, Person(may_be_written_to=True)) is Use.SOFT_OPT_IN
        assert use_of(self.WITHDRAWN, Ground.CONSENT, Person(may_be_written_to=True)) is Use.WITHDRAWN

    def test_under_age_only_a_guardians_word_counts(self) -> None:
        minor = Person(is_under_age=True)
        with_guardian = standing_of([Word(1, at(1, 10), Said.GIVEN, by_guardian=True)], as_of=at(2, 1))
        assert use_of(self.GIVEN, Ground.CONSENT, minor) is Use.UNDER_AGE
        assert use_of(with_guardian, Ground.CONSENT, minor) is Use.CONSENT

    def test_a_suppressed_address_is_left_out_until_a_newer_consent(self) -> None:
        assert use_of(self.GIVEN, Ground.CONSENT, Person(suppressed_at=at(1, 20))) is Use.SUPPRESSED
        assert use_of(self.GIVEN, Ground.CONSENT, Person(suppressed_at=at(1, 1))) is Use.CONSENT

    def test_a_copied_consent_lifts_no_suppression(self) -> None:
        copied = standing_of([Word(1, at(1, 10), Said.GIVEN, is_copied=True)], as_of=at(2, 1))
        assert use_of(copied, Ground.CONSENT, Person(suppressed_at=at(1, 1))) is Use.SUPPRESSED

    def test_a_restriction_comes_before_everything(self) -> None:
        assert use_of(self.GIVEN, Ground.NOTHING, Person(is_locked=True)) is Use.LOCKED


@pytest.mark.parametrize(
    ("age", "born", "day", "under"),
    [
        (20, date(2006, 11, 22), date(2026, 11, 21), True),
        (20, date(2006, 11, 22), date(2026, 11, 22), False),
        (14, date(2012, 2, 29), date(2026, 2, 27), True),
        (14, date(2012, 2, 29), date(2026, 2, 28), False),
    ],
)
def test_an_age_is_completed_on_the_birthday(age: int, born: date, day: date, under: bool) -> None:
    assert is_under(age, born, day) is under


@pytest.mark.parametrize(
    ("clock", "over"),
    [
        (datetime(2026, 4, 1, 19, 59, tzinfo=UTC), None),
        (datetime(2026, 4, 1, 20, 0, tzinfo=UTC), datetime(2026, 4, 2, 9, tzinfo=UTC)),
        (datetime(2026, 4, 2, 8, 59, tzinfo=UTC), datetime(2026, 4, 2, 9, tzinfo=UTC)),
        (datetime(2026, 4, 2, 9, 0, tzinfo=UTC), None),
    ],
)
def test_a_quiet_time_goes_over_midnight(clock: datetime, over: datetime | None) -> None:
    assert quiet_until(clock, starts=time(20), ends=time(9)) == over


def test_a_quiet_time_within_a_day() -> None:
    noon = datetime(2026, 4, 1, 12, 30, tzinfo=UTC)
    assert quiet_until(noon, starts=time(12), ends=time(13)) == datetime(2026, 4, 1, 13, tzinfo=UTC)
    assert quiet_until(noon, starts=time(12), ends=time(12)) is None
