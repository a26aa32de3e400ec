"""
ChatError
├── NameMissing        a chat site is found by its name
├── ChatOutdated       somebody else changed it since it was read
├── TextMissing        a message without words
├── TextTooLong        more than a chat message holds
├── AddressMissing     without an address nobody can be answered later
├── AddressRefused     no e-mail address
├── ChatEnded          what ended is not written to; a new one begins
├── TooFast            more messages within a minute than a person writes
├── FileNotTaken       a file is empty, of a kind that is not taken, or not what its name says
├── FilesTooMany       more or larger files than one message takes
├── TalkHoldsNoMore    a conversation has all the files that it may hold
├── NoRoomForFiles     the disk is nearly full
├── NobodyWaits        there is no visitor to take
└── NoTranscript       nobody has answered yet, or it was sent already
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class ChatError(WordedError):
    """`code` for a page that speaks JSON."""

    code = "refused"


class NameMissing(ChatError):
    field = "name"
    sentence = _("Give the chat a name.")


class ChatOutdated(ChatError):
    sentence = _("Somebody else has changed this chat since you opened it. Load it again and repeat your change.")


class TextMissing(ChatError):
    field, code = "text", "text"
    sentence = _("Write what you want to know.")


class TextTooLong(ChatError):
    field, code = "text", "text"
    sentence = _("This is too long for one message. Write it in several.")


class AddressMissing(ChatError):
    field, code = "address", "address"
    sentence = _("Give an e-mail address at which we can answer you.")


class AddressRefused(ChatError):
    field, code = "address", "address"
    sentence = _("This is no e-mail address.")


class ChatEnded(ChatError):
    code = "ended"
    sentence = _("This conversation has ended. You can begin a new one.")


class TooFast(ChatError):
    code = "fast"
    sentence = _("That was very fast. Wait a moment before you write again.")


class FileNotTaken(ChatError, FieldRefused):
    code = "files"


class FilesTooMany(ChatError):
    field, code = "files", "files"
    sentence = _("These files are too many or too large: up to five, 10 MB together.")


class TalkHoldsNoMore(ChatError):
    field, code = "files", "files"
    sentence = _("This conversation holds no more files. Take the files away: your words still reach us.")


class NoRoomForFiles(ChatError):
    field, code = "files", "files"
    sentence = _("We cannot take files at the moment. Take the files away: your words still reach us.")


class NobodyWaits(ChatError):
    sentence = _("Nobody waits at the moment.")


class NoTranscript(ChatError):
    code = "transcript"
    sentence = _("The conversation can be sent once, after somebody has answered you.")
