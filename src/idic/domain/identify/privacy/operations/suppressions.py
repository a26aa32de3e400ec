from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.models import ContactPoint, Customer, SourceRecord
from idic.domain.identify.privacy.enums import Channel, SuppressionReason
from idic.domain.identify.privacy.models import Suppression
from idic.domain.identify.privacy.suppressing import ALL_MARKETING, address_field, digest_of

_KINDS = {"email": ContactKind.EMAIL, "phone": ContactKind.PHONE}

_STORE = """
    INSERT INTO privacy_suppression (digest, purpose_code, channel, reason, at)
    SELECT decode(digest, 'hex'), %s, channel, %s, %s FROM unnest(%s::text[], %s::text[]) AS one(digest, channel)
    ON CONFLICT (digest) DO UPDATE SET at = greatest(privacy_suppression.at, excluded.at),
        reason = CASE WHEN privacy_suppression.reason = 'erased' THEN 'erased' ELSE excluded.reason END
"""


@dataclass(frozen=True)
class Address:
    """`names` are the folded names under which the person may come back, where somebody else holds the address too."""

    kind: str
    value: str
    names: tuple[str, ...] = ()


def addresses_of(customer: Customer) -> list[Address]:
    """Every e-mail and phone of the customer; to be asked before they are erased."""
    points = set(
        ContactPoint.objects.filter(customer=customer, kind__in=_KINDS.values(), is_valid=True).values_list(
            "kind", "value"
        )
    )
    points |= {(kind, value) for column, kind in _KINDS.items() if (value := str(getattr(customer, column)))}
    names = set(SourceRecord.objects.filter(customer=customer).values_list("name_key", flat=True))
    names |= {customer.sort_name}
    kept = tuple(sorted(names - {""}))
    shared = set(
        ContactPoint.objects.filter(
            kind__in=_KINDS.values(), value__in=[value for _kind, value in points], customer__merged_into=None
        )
        .exclude(customer=customer)
        .values_list("kind", "value")
    )
    return [Address(kind, value, kept if (kind, value) in shared else ()) for kind, value in sorted(points)]


@transaction.atomic
def suppress(
    addresses: Iterable[Address], *, purpose: str = ALL_MARKETING, channels: Iterable[str] = Channel.values,
    reason: str = SuppressionReason.ERASED, at: datetime,
) -> int:  # fmt: skip
    """Keeps keyed hashes only. `purpose` is a code; ALL_MARKETING stands for every purpose of marketing, also later ones.

    Returns how many entries were written. An entry that is there already moves to the later moment.
    """
    digests: dict[str, str] = {}
    for address in addresses:
        for channel in channels:
            column = address_field(channel)
            if column and _KINDS[column] == address.kind:
                for name in address.names or ("",):
                    digests[digest_of(purpose, channel, address.value, name).hex()] = channel
    if digests:
        with connection.cursor() as cursor:
            cursor.execute(_STORE, [purpose, reason, at, list(digests), list(digests.values())])
    return len(digests)


def is_suppressed(
    purpose: str, channel: str, address: str, *, name: str = "", is_marketing: bool = True
) -> Suppression | None:
    """One address, as it stands on a message or in a row of a file (normalised); the newest entry that holds it."""
    scopes = [purpose, *([ALL_MARKETING] if is_marketing else [])]
    digests = [digest_of(scope, channel, address, told) for scope in scopes for told in {"", name}]
    return Suppression.objects.filter(digest__in=digests).order_by("-at").first()
