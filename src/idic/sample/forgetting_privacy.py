"""What the sample's customers said and asked for, and what its people set up around it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from idic.domain.differentiate.models import MarketFigure, Segment
from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.privacy.enums import Channel, ConsentKind, SuppressionReason
from idic.domain.identify.privacy.models import (
    Breach,
    ConsentEvent,
    Notice,
    NoticeVersion,
    ProcessingRecord,
    Processor,
    RetentionRule,
    RetentionRun,
    Suppression,
)
from idic.domain.identify.privacy.operations.suppressions import addresses_of
from idic.domain.identify.privacy.suppressing import digest_of
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event

_GOING = "(SELECT id FROM going)"
_RECORDS = "(SELECT id FROM going_record)"
_REQUESTS = f"(SELECT id FROM privacy_privacyrequest WHERE customer_id IN {_GOING})"
_STATEMENTS = (
    ("consents", f"DELETE FROM privacy_optin WHERE record_id IN {_RECORDS} OR customer_id IN {_GOING}"),
    # The ledger refuses every deletion but this one, which finds the words of invented customers by itself.
    ("consents", "SELECT privacy_forget_sample_words()"),
    ("consents", f"DELETE FROM privacy_underagemark WHERE record_id IN {_RECORDS} OR customer_id IN {_GOING}"),
    ("requests", f"DELETE FROM privacy_accesspackage WHERE request_id IN {_REQUESTS}"),
    ("requests", f"DELETE FROM privacy_erasure WHERE customer_id IN {_GOING} OR request_id IN {_REQUESTS}"),
    ("requests", f"DELETE FROM privacy_processinglock WHERE customer_id IN {_GOING} OR request_id IN {_REQUESTS}"),
    ("requests", f"DELETE FROM privacy_legalhold WHERE customer_id IN {_GOING}"),
    ("requests", f"DELETE FROM privacy_privacyrequest WHERE customer_id IN {_GOING}"),
)


def forget_sample_words() -> tuple[dict[str, int], list[str]]:
    """In the caller's transaction, with the temporary tables `going` and `going_record`, while the records are still
    there. How many rows went, and the files of access packages."""
    counts = {"suppressions": _forget_suppressions()}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT file FROM privacy_accesspackage WHERE file <> '' AND request_id IN {_REQUESTS}")
        files = [row[0] for row in cursor.fetchall()]
        for step, statement in _STATEMENTS:
            cursor.execute(statement)
            done = cursor.rowcount if statement.startswith("DELETE") else cursor.fetchone()[0]
            counts[step] = counts.get(step, 0) + done
    return counts, files


def forget_sample_privacy() -> dict[str, int]:
    """After the customers are gone. What somebody else has changed since, or a word that stays refers to, stays."""
    staff = User.objects.filter(is_sample=True)
    foreign = NoticeVersion.objects.exclude(created_by__in=staff).values("notice_id")
    relied_on = ConsentEvent.objects.filter(notice_version__isnull=False).values("notice_version__notice_id")
    notices = Notice.objects.filter(versions__isnull=False).exclude(pk__in=foreign).exclude(pk__in=relied_on)
    mine = list(_untouched(notices, "notice", staff).values_list("pk", flat=True).distinct())
    NoticeVersion.objects.filter(notice_id__in=mine).delete()
    segments = Segment.objects.filter(owner__in=staff, code="", version=1)
    segments = segments.exclude(pk__in=FollowUp.objects.filter(segment__isnull=False).values("segment_id"))
    segments = segments.exclude(pk__in=MarketFigure.objects.values("segment_id"))
    _leave_segments(segments)
    # A list of what is due is made anew any night, and this one tells of rows that are gone.
    RetentionRun.objects.filter(executed_at__isnull=True).delete()
    rules = RetentionRule.objects.filter(pk__in=_added("retention.added", "retention_rule", staff), runs__isnull=True)
    return {
        "notices": _gone(Notice.objects.filter(pk__in=mine)),
        "breaches": _gone(_untouched(Breach.objects.filter(created_by__in=staff), "breach", staff)),
        "segments": _gone(_untouched(segments, "segment", staff)),
        "registers": sum(
            _gone(_untouched(model._default_manager.filter(pk__in=_added("register.added", kind, staff)), kind, staff))
            for model, kind in ((ProcessingRecord, "processingrecord"), (Processor, "processor"))
        ),
        "retention": _gone(_untouched(rules, "retention_rule", staff)),
    }


def _leave_segments(segments: QuerySet[Segment]) -> None:
    """Scores of customers who stay name the segments that they are in."""
    with connection.cursor() as cursor:
        for pk in segments.values_list("pk", flat=True):
            cursor.execute(
                "UPDATE differentiate_customerscore SET segment_ids = array_remove(segment_ids, %s)"
                " WHERE segment_ids @> ARRAY[%s]::bigint[]",
                [pk, pk],
            )


def _forget_suppressions() -> int:
    """Addresses that stand on the list because an invented customer said no, unless a person who stays said so too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM going")
        going = [row[0] for row in cursor.fetchall()]
    refused = ConsentEvent.objects.filter(kind=ConsentKind.WITHDRAWN).exclude(channel__in=("", Channel.POST))
    words: dict[int, set[tuple[str, str]]] = {}
    for pk, purpose, channel in refused.filter(customer__in=going).values_list(
        "customer_id", "purpose__code", "channel"
    ):
        words.setdefault(pk, set()).add((purpose, channel))
    staying = refused.exclude(customer__in=going).values("customer_id")
    kept = set(ContactPoint.objects.filter(customer__in=staying).values_list("value", flat=True))
    names: dict[int, set[str]] = {pk: {""} for pk in words}
    for pk, name in SourceRecord.objects.filter(customer__in=words).values_list("customer_id", "name_key"):
        names[pk].add(name)
    digests = {
        digest_of(purpose, channel, address.value, name)
        for customer in Customer.objects.filter(pk__in=words)
        for address in addresses_of(customer) if address.value not in kept
        for purpose, channel in words[customer.pk]
        # whether somebody else held the address may have changed since
        for name in {*names[customer.pk], customer.sort_name}
    }  # fmt: skip
    return _gone(Suppression.objects.filter(digest__in=digests, reason=SuppressionReason.WITHDRAWN))


def _untouched(rows: QuerySet[Any], kind: str, staff: QuerySet[User]) -> QuerySet[Any]:
    told = Event.objects.filter(subject_kind=kind, subject_id=OuterRef("pk"), actor_id__isnull=False)
    return rows.exclude(Exists(told.exclude(actor_id__in=staff.values("pk"))))


def _added(verb: str, kind: str, staff: QuerySet[User]) -> set[int]:
    told = Event.objects.filter(verb=verb, subject_kind=kind, actor_id__in=staff.values("pk"))
    return set(told.values_list("subject_id", flat=True))


def _gone(rows: QuerySet[Any]) -> int:
    pks = list(rows.values_list("pk", flat=True).distinct())
    rows.model._default_manager.filter(pk__in=pks).delete()
    return len(pks)
