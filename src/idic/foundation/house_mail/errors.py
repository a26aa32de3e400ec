"""
HouseMailError
└── NotRepeatable  it is under way, has arrived, or is one that is asked for anew
TooLate            raised by whoever composes: it was not sent in time, and is of no use any more
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class HouseMailError(WordedError):
    pass


class NotRepeatable(HouseMailError):
    sentence = _("This mail cannot be sent again: it is under way, has arrived, or is one to be asked for anew.")


class TooLate(Exception):
    pass
