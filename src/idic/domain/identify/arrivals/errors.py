from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.errors import IdentifyError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class ArrivalError(IdentifyError):
    """Everything about files on their way in that a person can mend."""


class NothingToUndo(ArrivalError):
    sentence = _("Only an import that was taken, and not undone before, can be undone.")


class NotInQuarantine(ArrivalError):
    sentence = _("This file does not wait in quarantine any more.")


class PlaceError(ArrivalError):
    """`code` is stored and worded when it is shown."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return place_sentence(self.code)


class PlaceRefused(PlaceError):
    """The place may not be visited as it stands."""


class PlaceUnreachable(PlaceError):
    """The place could not be visited this time."""


_SENTENCES: dict[str, _StrPromise] = {
    "outside_folder": _("Only folders below the one that the installation names (IDIC_IMPORT_FOLDER) can be watched."),
    "no_folder": _("The folder does not exist. Make it, or correct its name."),
    "bad_address": _("This is not an address that can be visited. Write it as in the example."),
    "password_in_address": _("Write user name and password into their own fields, not into the address."),
    "not_https": _("Use an https:// address, or let an administrator name the host in IDIC_IMPORT_HOSTS."),
    "private_address": _("This host lies in a private network. An administrator can name it in IDIC_IMPORT_HOSTS."),
    "no_host": _("No machine of this name was found."),
    "no_connection": _("The connection failed or broke off."),
    "bad_certificate": _("The certificate of the server is not valid for its name."),
    "refused_by_server": _("The server refused user name or password."),
    "no_file": _("The server has no file at this address."),
    "too_large": _("The file is larger than what can be taken."),
    "other_host_key": _("The server showed another key than the one given here. Ask its administrator before you change it."),
    "bad_key": _("The private key cannot be read. Give one without a passphrase."),
    "secret_lost": _("The secret key of this installation has changed since. Enter the password again."),
}  # fmt: skip


def place_sentence(code: str) -> str:
    return str(_SENTENCES[code]) if code in _SENTENCES else str(_("Something went wrong on our side."))
