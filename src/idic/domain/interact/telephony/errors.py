"""
TelephonyError
├── NameMissing         a telephone system is found by its name
├── AddressRefused      a click may call secure public addresses alone, or those that the operator names
├── ExtensionRefused    an extension is a few digits
├── ExtensionTaken      somebody else has it
├── Outdated            somebody else changed it since it was read
├── NumberMissing       nobody can be called without one
├── Claimed             somebody else has taken this one
├── AlreadyClosed       it is done
├── NotDialled          the telephone system cannot be reached or says no
└── EventRefused        what came is not from our telephone system, or cannot be read; `code` says why
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class TelephonyError(WordedError):
    pass


class NameMissing(TelephonyError):
    field = "name"
    sentence = _("Give the telephone system a name.")


class AddressRefused(TelephonyError):
    field = "dial_url"
    sentence = _(
        "Enter an address that begins with https:// and leads to a public host, or to one that the operator allows."
    )


class ExtensionRefused(TelephonyError):
    field = "extension"
    sentence = _("An extension is 1 to 10 digits.")


class ExtensionTaken(TelephonyError):
    field = "extension"
    sentence = _("Somebody else has this extension already.")


class Outdated(TelephonyError):
    sentence = _("Somebody else has changed this since you opened it. Load it again and repeat your change.")


class NumberMissing(TelephonyError):
    field = "number"
    sentence = _("Enter the number to be called.")


class Claimed(TelephonyError):
    def __init__(self, by: str = "") -> None:
        self.by = by
        super().__init__(by)

    def __str__(self) -> str:
        if self.by:
            return str(_("%(name)s has taken this one already.")) % {"name": self.by}
        return str(_("Take this one before you call."))


class AlreadyClosed(TelephonyError):
    sentence = _("This one is done already.")


class NotDialled(TelephonyError):
    sentence = _("The telephone system did not take the number. Dial it by hand.")


class EventRefused(TelephonyError):
    """`code` is one of Refusal; it is kept with the telephone system and worded when shown."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        return self.code
