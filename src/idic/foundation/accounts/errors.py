"""
AccountError
├── NotAllowed            the user's role does not hold the permission          (a page answers 403)
├── NotVisible            the object is not there, or not for this user          (a page answers 404)
├── EmailTaken            another user signs in with this address
├── LastAdministrator     the act would leave nobody who can administer
├── PasswordWrong         the password given as the present one is not
└── PasswordTooWeak       the new password breaks a rule; `reasons` are sentences for the reader
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _


class AccountError(Exception):
    """Base of what can go wrong around users; `str()` is a translated sentence for the reader."""


class NotAllowed(AccountError):
    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        return str(_("Your role does not allow this. Ask an administrator for the right “%(permission)s”.")) % {
            "permission": self.permission
        }


class NotVisible(AccountError):
    def __str__(self) -> str:
        return str(_("There is no such record, or it belongs to another team."))


class EmailTaken(AccountError):
    def __str__(self) -> str:
        return str(_("Another user already signs in with this e-mail address."))


class LastAdministrator(AccountError):
    def __str__(self) -> str:
        return str(_("This is the last active administrator. Make somebody else an administrator first."))


class PasswordWrong(AccountError):
    def __str__(self) -> str:
        return str(_("This is not your present password. Type it again."))


class PasswordTooWeak(AccountError):
    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(*reasons)

    def __str__(self) -> str:
        return "\n".join(self.reasons)
