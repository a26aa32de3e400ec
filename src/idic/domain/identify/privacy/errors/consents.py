"""
PrivacyError
├── PurposeUnknown      no purpose has this code, or it is no longer in use
├── ChannelUnknown      the purpose does not use this channel
├── EvidenceMissing     a consent without proof is none
├── GuardianMissing     somebody under age cannot consent alone
├── StillSuppressed     an imported consent is older than the person's own word
├── PrivacyOutdated     somebody else changed it since it was read
├── TextMissing         a text is missing in a language in which people read it
├── CodeTaken           another one has this code
├── NoticeSettled       a published or withdrawn version is never changed
└── LinkRefused         a link of a mail is not ours, too old or used up
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PrivacyError(Exception):
    """Base of what can go wrong in this room; `str()` is a translated sentence for the reader."""


class PurposeUnknown(PrivacyError):
    def __str__(self) -> str:
        return str(_("This purpose is not in use. Choose another one."))


class ChannelUnknown(PrivacyError):
    def __str__(self) -> str:
        return str(_("This purpose does not use that channel. Choose another one."))


class EvidenceMissing(PrivacyError):
    def __str__(self) -> str:
        return str(_("Say what proves it: the number of the call, the paper or the words that were spoken."))


class GuardianMissing(PrivacyError):
    def __str__(self) -> str:
        return str(_("This person is under age: a parent or guardian has to agree. Write down who that was."))


class StillSuppressed(PrivacyError):
    def __str__(self) -> str:
        return str(_("This person has said no since. Only a newer word of their own changes that."))


class PrivacyOutdated(PrivacyError):
    def __str__(self) -> str:
        return str(_("Somebody else has changed this since you opened it. Load it again and repeat your change."))


class TextMissing(PrivacyError):
    def __str__(self) -> str:
        return str(_("Write the name and the text in English at least."))


class CodeTaken(PrivacyError):
    def __str__(self) -> str:
        return str(_("This code is taken already. Choose another one."))


class NoticeSettled(PrivacyError):
    def __str__(self) -> str:
        return str(_("This version was published already and is never changed. Start a new one."))


class LinkRefused(PrivacyError):
    def __str__(self) -> str:
        return str(_("This link is not valid any more. Use the newest message that you have from us."))
