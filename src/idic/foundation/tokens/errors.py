"""
TokenError                 what can go wrong around tokens; `str()` is a translated sentence
├── ScopeBeyondRights      a token would reach further than its owner may
├── ScopesMissing          a token that may do nothing
├── ExpiryInThePast
└── TokenRefused           a request is answered with `status`, and with `code` for the program that reads it
    ├── TokenMissing
    ├── TokenUnknown
    ├── TokenRevoked
    ├── TokenExpired
    ├── TokenOfInactiveUser
    └── TokenTooNarrow     a good token without the scope that the request needs: the only one that answers 403
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class TokenError(WordedError):
    pass


class ScopeBeyondRights(TokenError):
    field = "scopes"

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__(scope)

    def __str__(self) -> str:
        return str(_("You do not hold the right “%(scope)s” yourself, so a token cannot have it.")) % {
            "scope": self.scope
        }


class ScopesMissing(TokenError):
    field = "scopes"
    sentence = _("Choose at least one thing that the token may do.")


class ExpiryInThePast(TokenError):
    field = "last_day"
    sentence = _("The last day of a token lies in the future. Choose a later day.")


class TokenRefused(TokenError):
    code = "token_refused"
    status = 401


class TokenMissing(TokenRefused):
    code = "token_missing"
    sentence = _("This address needs a token. Send it in the header “Authorization: Bearer …”.")


class TokenUnknown(TokenRefused):
    code = "token_unknown"
    sentence = _("There is no such token. Check that the whole token was copied, or make a new one.")


class TokenRevoked(TokenRefused):
    code = "token_revoked"
    sentence = _("This token was revoked. Make a new one under “My account”.")


class TokenExpired(TokenRefused):
    code = "token_expired"
    sentence = _("This token has expired. Make a new one under “My account”.")


class TokenOfInactiveUser(TokenRefused):
    code = "token_of_inactive_user"
    sentence = _("The owner of this token can no longer sign in, so the token is of no use.")


class TokenTooNarrow(TokenRefused):
    code = "token_too_narrow"
    status = 403

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)

    def __str__(self) -> str:
        return str(_("This token, or the role of its owner, does not allow “%(permission)s”.")) % {
            "permission": self.permission
        }
