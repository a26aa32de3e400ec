"""
HookError
├── NameMissing       a channel is found by its name
├── AddressRefused    no address that answers may be sent to
├── SecretMissing     LINE gives a secret and a token; without them nothing is let in or out
├── HookOutdated      somebody else changed it since it was read
└── NotRetryable      it is sent or under way
SendingFailed         raised by a carrier; `is_final` where asking again is of no use
FetchingFailed        the same, of a file that is fetched
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class HookError(WordedError):
    pass


class NameMissing(HookError):
    field = "name"
    sentence = _("Give the channel a name.")


class AddressRefused(HookError):
    field = "address"
    sentence = _("Answers go to a public https address only, unless the operator allows its host (IDIC_WEBHOOK_HOSTS).")


class SecretMissing(HookError):
    field = "secret"
    sentence = _("Enter the channel secret and the channel access token that LINE gave you.")


class HookOutdated(HookError):
    sentence = _("Somebody else has changed this channel since you opened it. Load it again and repeat your change.")


class NotRetryable(HookError):
    sentence = _("There is nothing to repeat: it is done already, or under way.")


class SendingFailed(Exception):
    """`status` is the answer of the other side, None where none came; `was_handed_over` where it may have it all the same."""

    def __init__(
        self, code: str, *, status: int | None = None, is_final: bool = False, was_handed_over: bool = False
    ) -> None:
        self.code, self.status, self.is_final, self.was_handed_over = code[:60], status, is_final, was_handed_over
        super().__init__(code)


class FetchingFailed(Exception):
    """`code` is kept for whoever has to mend it."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        self.code, self.is_final = code, is_final
        super().__init__(code)
