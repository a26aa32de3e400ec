"""
PortalError
├── LinkUsedUp     unknown, used, or older than it may be: all the same to whoever holds it
├── NotSignedIn    no session, or one that has ended
├── TextMissing    a question or an answer without words
├── ReasonMissing  a no to a solution says why
└── NothingToJudge nothing was proposed, or it was judged already
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class PortalError(WordedError):
    pass


class LinkUsedUp(PortalError):
    sentence = _("This link has been used, or its time is over. Ask for a new one.")


class NotSignedIn(PortalError):
    sentence = _("You are not signed in any more.")


class TextMissing(PortalError):
    sentence = _("Write a few words first.")


class ReasonMissing(PortalError):
    sentence = _("Tell us what is not right yet, so that we can put it right.")


class NothingToJudge(PortalError):
    sentence = _("There is nothing to decide here at the moment.")
