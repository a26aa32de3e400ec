"""E-mail addresses: an exact key, a weak key without the +tag, and the role addresses that name no person."""

from __future__ import annotations

import re
from dataclasses import dataclass

from idic.methods.normalise.text import normalise

_ROLE_WORDS = (
    "abuse account accounting accounts admin administrator billing booking bookings careers contact customercare "
    "customerservice enquiries enquiry feedback finance hello help helpdesk hostmaster hr info inquiry invoice it jobs "
    "mail mailer-daemon marketing newsletter no-reply noreply office order orders postmaster press privacy purchase "
    "purchasing reception reservation reservations root sale sales security service shop staff support team webmaster"
)
_ROLES = frozenset(_ROLE_WORDS.split())
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~\u0e00-\u0e7f-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0e00-\u0e7f-]+)*")
_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9-]{1,62}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Email:
    """`key` and `weak_key` are None when the text is no address; the domain in both is the ASCII (IDNA) form."""

    raw: str
    valid: bool
    key: str | None = None
    weak_key: str | None = None
    domain_ascii: str | None = None
    is_role: bool = False


def parse_email(raw: str) -> Email:
    text = normalise(raw).removeprefix("mailto:").strip("<> ").lower()
    local, at, domain = text.partition("@")
    if not at or len(local.encode()) > 64 or not _LOCAL.fullmatch(local):
        return Email(raw, valid=False)
    domain_ascii = _ascii_domain(domain.rstrip("."))
    if domain_ascii is None:
        return Email(raw, valid=False)
    person = local.partition("+")[0] or local
    return Email(
        raw,
        valid=True,
        key=f"{local}@{domain_ascii}",
        weak_key=f"{person}@{domain_ascii}",
        domain_ascii=domain_ascii,
        is_role=person in _ROLES,
    )


def _ascii_domain(domain: str) -> str | None:
    if not domain.isascii():
        import idna  # late: 24 ms and 4 MB that only addresses outside ASCII need

        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return domain if _DOMAIN.fullmatch(domain) else None
