from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from idic.domain.differentiate.behaviour.compiling import Together
from idic.domain.differentiate.compiling import asked_of_all, base, membership, read_rule, segment_fields
from idic.domain.differentiate.errors import SegmentInUse, SegmentNameMissing, SegmentOutdated
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.nesting import asked_for, refuse_circle, resting_on
from idic.domain.differentiate.operations.evaluation import evaluate_everybody, one_evaluation_at_a_time
from idic.domain.differentiate.profiling import drop_unprofiled
from idic.domain.differentiate.purposes import NO_PROFILING, drop_others
from idic.domain.differentiate.queries.segments import day_of_figures
from idic.domain.differentiate.ready_segments import READY, segment_name, unworded
from idic.domain.identify.privacy.queries.basis import use_of
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.nouns.compiling import simplified
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.texts import one_line, trimmed
from idic.methods import predicate

logger = logging.getLogger(__name__)


@transaction.atomic
def create_segment(
    *, name: str, description: str, rule: str | Mapping[str, Any], by: User, purpose: str = "", channel: str = ""
) -> Segment:
    """`purpose` and `channel` are codes; with a purpose only those belong to it whom that purpose may use."""
    require(by, "segment.change")
    if not name.strip():
        raise SegmentNameMissing
    purpose, channel = _checked_use(purpose, channel)
    stored = predicate.to_json(simplified(read_rule(rule)))
    segment = Segment.objects.create(
        name=one_line(name, 120), description=trimmed(description, 500), predicate=stored, owner=by, purpose=purpose,
        channel=channel,
    )  # fmt: skip
    append_event(NewEvent("segment.created", "segment", segment.pk, after=_recorded(segment)), by=by)
    evaluate_segment(segment, at=timezone.now())
    segment.refresh_from_db()
    return segment


@transaction.atomic
def change_segment(
    segment: Segment, *, name: str, description: str, rule: str | Mapping[str, Any], version: int, by: User,
    use: tuple[str, str] | None = None,
) -> Segment:  # fmt: skip
    """A changed rule is a new version of it: memberships under the old one end now and stay on record. `use` is purpose
    and channel; without it they stay.

    A ready segment that is saved under the name it was shown with goes on being worded in each reader's language.
    """
    require(by, "segment.change")
    if not name.strip():
        raise SegmentNameMissing
    segment = Segment.objects.select_for_update().get(pk=segment.pk)
    if segment.version != version:
        raise SegmentOutdated
    if segment.is_archived:
        raise SegmentOutdated
    stored, rule_changed = _changed_rule(segment, rule)
    before = _recorded(segment)
    segment.name, segment.description = unworded(segment, one_line(name, 120), trimmed(description, 500))
    if rule_changed:
        segment.predicate, segment.rule_version = stored, segment.rule_version + 1
    use_before = (segment.purpose, segment.channel)
    if use is not None and use != use_before:
        segment.purpose, segment.channel = _checked_use(*use)
    use_changed = (segment.purpose, segment.channel) != use_before
    segment.version += 1
    segment.save(update_fields=["name", "description", "predicate", "rule_version", "version", "purpose", "channel"])
    changed_before, changed_after = changes_between(before, _recorded(segment))
    append_event(NewEvent("segment.changed", "segment", segment.pk, before=changed_before, after=changed_after), by=by)
    if rule_changed or use_changed:
        moment = timezone.now()
        evaluate_segment(segment, at=moment)
        _evaluate_what_rests_on(segment, at=moment)
    segment.refresh_from_db()
    return segment


@transaction.atomic
def archive_segment(segment: Segment, *, version: int, by: User, at: datetime | None = None) -> None:
    require(by, "segment.change")
    moment = at or timezone.now()
    segment = Segment.objects.select_for_update().get(pk=segment.pk)
    if segment.version != version:
        raise SegmentOutdated
    above = [one for one in Segment.objects.filter(is_archived=False) if segment.pk in asked_for(one)]
    if above:
        raise SegmentInUse([segment_name(one) for one in above])
    segment.is_archived, segment.version = True, segment.version + 1
    segment.save(update_fields=["is_archived", "version"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE differentiate_segmentmembership SET valid_to = %s WHERE segment_id = %s AND valid_to IS NULL",
            [moment, segment.pk],
        )
        cursor.execute(
            "UPDATE differentiate_customerscore SET segment_ids = array_remove(segment_ids, %s)"
            " WHERE segment_ids @> ARRAY[%s]::bigint[]",
            [segment.pk, segment.pk],
        )
    append_event(NewEvent("segment.archived", "segment", segment.pk, before={"name": segment.name}), by=by)


@transaction.atomic
def ensure_ready_segments() -> None:
    """Made once; one that somebody has archived or changed is left as it is."""
    known = set(Segment.objects.exclude(code="").values_list("code", flat=True))
    for ready in READY:
        if ready.code in known:
            continue
        stored = predicate.to_json(read_rule(ready.rule))
        segment = Segment.objects.create(code=ready.code, name=ready.code, predicate=stored)
        append_event(
            NewEvent("segment.created", "segment", segment.pk, after={"code": ready.code, "predicate": stored}), by=None
        )


@transaction.atomic
def evaluate_segment(segment: Segment, *, at: datetime, as_of: date | None = None, at_hand: bool = False) -> None:
    """Membership as intervals: who left gets an end, who came gets a beginning, who stayed is not touched.

    `as_of` is the day that the scores speak of, which the last refresh knows; "in the last 60 days" counts from it.
    `at_hand` says that the table of those who are not profiled stands ready in this transaction.
    """
    segment = Segment.objects.select_for_update().get(pk=segment.pk)
    together = Together(as_of or day_of_figures())
    where, values = membership(segment, segment_fields(), as_of=together.as_of, asked=asked_of_all(together))
    with connection.cursor() as cursor:
        one_evaluation_at_a_time(cursor)
        cursor.execute(
            f"CREATE TEMPORARY TABLE member ON COMMIT DROP AS {together.beginning}"
            f" SELECT c.id AS customer_id {base(together.joined)} AND ({where})",
            [*together.values, *values],
        )
        unprofiled = drop_unprofiled(cursor, at=at, at_hand=at_hand)
        left_out = drop_others(cursor, segment, at=at) | ({NO_PROFILING: unprofiled} if unprofiled else {})
        cursor.execute("CREATE UNIQUE INDEX ON member (customer_id)")
        cursor.execute("ANALYZE member")
        cursor.execute(
            """UPDATE differentiate_segmentmembership m SET valid_to = %s
               WHERE m.segment_id = %s AND m.valid_to IS NULL AND (m.rule_version <> %s
                     OR NOT EXISTS (SELECT FROM member WHERE member.customer_id = m.customer_id))""",
            [at, segment.pk, segment.rule_version],
        )
        lost = cursor.rowcount
        cursor.execute(
            """INSERT INTO differentiate_segmentmembership (segment_id, customer_id, rule_version, valid_from)
               SELECT %s, customer_id, %s, %s FROM member ON CONFLICT (segment_id, customer_id) WHERE valid_to IS NULL
               DO NOTHING""",
            [segment.pk, segment.rule_version, at],
        )
        gained = cursor.rowcount
        cursor.execute(
            """INSERT INTO differentiate_customerscore (customer_id, tense, rfm_group, tier, reasons, segment_ids)
               SELECT customer_id, 'unclassified', '', '', '{}', '{}' FROM member
               ON CONFLICT (customer_id) DO NOTHING"""
        )
        cursor.execute(
            """UPDATE differentiate_customerscore s SET segment_ids = array_remove(segment_ids, %s)
               WHERE segment_ids @> ARRAY[%s]::bigint[]
                     AND NOT EXISTS (SELECT FROM member WHERE member.customer_id = s.customer_id)""",
            [segment.pk, segment.pk],
        )
        cursor.execute(
            """UPDATE differentiate_customerscore s
               SET segment_ids = ARRAY(SELECT one FROM unnest(array_append(segment_ids, %s)) AS one ORDER BY one)
               FROM member WHERE member.customer_id = s.customer_id AND NOT segment_ids @> ARRAY[%s]::bigint[]""",
            [segment.pk, segment.pk],
        )
        cursor.execute(
            """SELECT count(m.customer_id), sum(greatest(s.monetary, 0)) FILTER (WHERE m.customer_id IS NOT NULL),
                      sum(greatest(s.monetary, 0))
               FROM differentiate_customerscore s LEFT JOIN member m ON m.customer_id = s.customer_id"""
        )
        size, own, whole = cursor.fetchone()
        cursor.execute("DROP TABLE member")
    segment.size, segment.gained, segment.lost, segment.evaluated_at = size, gained, lost, at
    segment.left_out = left_out
    segment.revenue_share = float((own or 0) / whole) if whole else None
    segment.save(update_fields=["size", "gained", "lost", "evaluated_at", "revenue_share", "left_out"])


def evaluate_all_segments(*, at: datetime, as_of: date | None = None, at_hand: bool = False) -> int:
    """A rule that names what is no longer there keeps its members as they were; its page says what to mend."""
    return evaluate_everybody(at=at, as_of=as_of, at_hand=at_hand).segments


def _evaluate_what_rests_on(segment: Segment, *, at: datetime) -> None:
    """Each segment that asks for this one's members, behind those on which it rests."""
    for one in resting_on(segment.pk, Segment.objects.filter(is_archived=False)):
        try:
            evaluate_segment(one, at=at)
        except PredicateRefused as refusal:
            logger.warning("segment %s was not evaluated: %s", one.pk, refusal.code)


def _changed_rule(segment: Segment, rule: str | Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """As it is to be stored, and whether it says something else than before. A list has none."""
    if segment.is_static:
        return segment.predicate, False
    read = simplified(read_rule(rule))
    refuse_circle(segment, read)
    stored = predicate.to_json(read)
    try:
        before = predicate.to_json(simplified(read_rule(segment.predicate)))
    except PredicateRefused:
        return stored, True
    return stored, stored != before


def _checked_use(purpose: str, channel: str) -> tuple[str, str]:
    """Raises PurposeUnknown or ChannelUnknown."""
    if not purpose:
        return "", ""
    use = use_of(purpose, channel)
    return use.purpose.code, use.channel


def _recorded(segment: Segment) -> dict[str, object]:
    told = {"name": segment.name, "description": segment.description, "predicate": segment.predicate}
    return told | ({"purpose": segment.purpose, "channel": segment.channel} if segment.purpose else {})
