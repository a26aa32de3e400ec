from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event, changes_between
from idic.foundation.organisation.errors import EmailRefused, OrganisationOutdated, WebsiteRefused
from idic.foundation.organisation.logos import kept_logo
from idic.foundation.organisation.models import Organisation
from idic.foundation.texts import one_line
from idic.methods.normalise.emails import parse_email

_MOST_LINES = 8


@dataclass(frozen=True)
class OrganisationDraft:
    """`logo` None leaves it as it is, empty bytes take it away."""

    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)
    telephone: str = ""
    email: str = ""
    website: str = ""
    logo: bytes | None = None


@transaction.atomic
def change_organisation(draft: OrganisationDraft, *, version: int, by: User | None) -> Organisation:
    """Nobody but the sample company names itself without a person."""
    if by is not None:
        require(by, "organisation.manage")
    row, _made = Organisation.objects.select_for_update().get_or_create(pk=1)
    if row.version != version:
        raise OrganisationOutdated
    before = _told(row)
    row.name, row.address = one_line(draft.name, 200), _lines(draft.address)
    row.names = _own({code: one_line(text, 200) for code, text in draft.names.items()}, row.name)
    row.addresses = _own({code: _lines(text) for code, text in draft.addresses.items()}, row.address)
    row.telephone = one_line(draft.telephone, 60)
    row.email, row.website = _email(draft.email), _website(draft.website)
    if draft.logo is not None:
        row.logo_digest = kept_logo(draft.logo) if draft.logo else ""
    after = _told(row)
    if before != after:
        row.version += 1
        row.save()
        changed_before, changed_after = changes_between(before, after)
        append_event(
            NewEvent(
                "organisation.changed", "organisation", row.pk, before=changed_before, after={"name": row.name, **changed_after}
            ),
            by=by,
        )  # fmt: skip
    return row


def _told(row: Organisation) -> dict[str, object]:
    return {
        "name": row.name, "names": row.names, "address": row.address, "addresses": row.addresses,
        "telephone": row.telephone, "email": row.email, "website": row.website, "logo": row.logo_digest[:12],
    }  # fmt: skip


def _own(texts: Mapping[str, str], for_all: str) -> dict[str, str]:
    """Only what differs: a change of the one for all is a change of theirs too."""
    known = {code for code, _label in settings.LANGUAGES}
    return {code: text for code, text in texts.items() if text and text != for_all and code in known}


def _lines(text: str) -> str:
    lines = (one_line(line, 120) for line in text.splitlines())
    return "\n".join([line for line in lines if line][:_MOST_LINES])


def _email(text: str) -> str:
    found = text.strip()
    if found and not parse_email(found).valid:
        raise EmailRefused
    return found[:254]


def _website(text: str) -> str:
    found = one_line(text)
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in found and len(found) <= 300
    except ValueError:
        good = False
    if not good:
        raise WebsiteRefused
    return found
