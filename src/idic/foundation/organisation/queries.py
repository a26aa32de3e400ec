from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation

from idic.foundation.organisation.models import Organisation


@dataclass(frozen=True)
class Shown:
    """As a reader of one language is told."""

    name: str = ""
    address: tuple[str, ...] = ()
    telephone: str = ""
    email: str = ""
    website: str = ""
    logo_digest: str = ""

    @property
    def dialled(self) -> str:
        """The number as a telephone wants it."""
        return "".join(sign for sign in self.telephone if sign.isdecimal() or sign == "+")

    @property
    def ways(self) -> tuple[str, ...]:
        """How it is reached, beside its address."""
        return tuple(one for one in (self.telephone, self.email, self.website) if one)


def organisation() -> Organisation:
    return Organisation.objects.filter(pk=1).first() or Organisation(pk=1)


def organisation_shown(language: str = "") -> Shown:
    """In the language that is active where none is named. Where it has no words of its own there, those for all hold."""
    row, code = organisation(), language or translation.get_language() or ""
    names: dict[str, str] = row.names
    addresses: dict[str, str] = row.addresses
    lines = (addresses.get(code) or row.address).splitlines()
    return Shown(
        names.get(code) or row.name, tuple(one for one in lines if one.strip()), row.telephone, row.email, row.website,
        row.logo_digest,
    )  # fmt: skip
