"""What somebody is reached by, in a text that tells nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from idic.domain.identify.enums import ContactKind
from idic.domain.identify.normalising import normalise_record
from idic.foundation.texts import trimmed
from idic.methods.normalise.emails import parse_email

_LONGEST = 254


@dataclass(frozen=True)
class Address:
    """`value` as contact points keep it, `raw` as it was told."""

    kind: ContactKind
    raw: str
    value: str


def address_in(text: str) -> Address | None:
    """An e-mail address or a telephone number (of a fax too); None where the text is neither."""
    raw = trimmed(text, _LONGEST)
    email = parse_email(raw)
    if email.valid and email.key:
        return Address(ContactKind.EMAIL, raw, email.key)
    phones = normalise_record({"phone": raw[:100]}, is_searched=False).phones
    return Address(ContactKind.PHONE, raw, phones[0].value) if phones and phones[0].is_valid else None
