"""
AccountError
├── NotAllowed            the user's role does not hold the permission          (a page answers 403)
├── NotVisible            the object is not there, or not for this user          (a page answers 404)
├── EmailTaken            another user signs in with this address
├── LastAdministrator     the act would leave nobody who can administer
├── PasswordWrong         the password given as the present one is not
├── PasswordTooWeak       the new password breaks a rule; `reasons` are sentences for the reader
├── RoleUnknown           no role has this code
├── RoleNameTaken         another role is called this
├── RoleInUse             the role has holders; `holders` are their names
├── RoleBuiltIn           a built-in role can be neither renamed nor deleted
├── RoleOutdated          somebody else changed the role meanwhile
├── AdministratorKeeps    the administrator role cannot give up the right to give rights
├── ScopeNotOffered       the permission does not reach as far, or not in such steps
├── ReasonMissing         a masked value is shown only to whoever writes why
├── MayNotReveal          the role hides this group of fields altogether
├── WorkLeft              somebody who is shut out still has work; `kinds` tells how much of what
└── CannotTakeOver        the chosen person cannot do the work that is to be handed over
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class AccountError(WordedError):
    pass


class NotAllowed(AccountError):
    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        return str(_("Your role does not allow this. Ask an administrator for the right “%(permission)s”.")) % {
            "permission": self.permission
        }


class NotVisible(AccountError):
    sentence = _("There is no such record, or it belongs to another team.")


class EmailTaken(AccountError):
    field = "email"
    sentence = _("Another user already signs in with this e-mail address.")


class LastAdministrator(AccountError):
    sentence = _("This is the last active administrator. Make somebody else an administrator first.")


class PasswordWrong(AccountError):
    field = "old_password"
    sentence = _("This is not your present password. Type it again.")


class PasswordTooWeak(AccountError):
    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(*reasons)

    def __str__(self) -> str:
        return "\n".join(self.reasons)


class RoleUnknown(AccountError):
    field = "role"
    sentence = _("This role is not there any more. Choose another one.")


class RoleNameTaken(AccountError):
    field = "name"
    sentence = _("Another role is called this. Choose a different name.")


class RoleInUse(AccountError):
    def __init__(self, holders: Sequence[str], more: int = 0) -> None:
        self.holders, self.more = tuple(holders), more
        super().__init__(*holders)

    def __str__(self) -> str:
        names = ", ".join(self.holders)
        if self.more:
            return str(
                _("The role is still held by %(names)s and %(more)s more. Give them another role first.")
            ) % {"names": names, "more": self.more}  # fmt: skip
        return str(_("The role is still held by %(names)s. Give them another role first.")) % {"names": names}


class RoleBuiltIn(AccountError):
    field = "name"
    sentence = _("A built-in role keeps its name and stays. Copy it, and change the copy.")


class RoleOutdated(AccountError):
    sentence = _("Somebody else changed this role meanwhile. Look at what it allows now, then make your change.")


class AdministratorKeeps(AccountError):
    sentence = _("The administrator always manages users and roles: otherwise nobody could give a right back.")


class ScopeNotOffered(AccountError):
    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        return str(_("The right “%(permission)s” cannot reach this far.")) % {"permission": self.permission}


class ReasonMissing(AccountError):
    sentence = _("Write why you need to see it, in a few words. The reason is kept in the audit trail.")


class MayNotReveal(AccountError):
    sentence = _("Your role hides this. Ask an administrator.")


class WorkLeft(AccountError):
    field = "hand_over_to"
    sentence = _("Choose who takes over the open work before you take the right to sign in away.")

    def __init__(self, kinds: Sequence[tuple[str, int]]) -> None:
        self.kinds = tuple(kinds)
        super().__init__(*kinds)


class CannotTakeOver(AccountError):
    field = "hand_over_to"

    def __init__(self, name: str, kind: str) -> None:
        self.name, self.kind = name, kind
        super().__init__(name, kind)

    def __str__(self) -> str:
        return str(_("%(name)s cannot take over: %(kind)s. Choose somebody whose role allows it.")) % {
            "name": self.name, "kind": self.kind,
        }  # fmt: skip
