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

from idic.foundation.errors import WordedError


class PrivacyError(WordedError):
    pass


class PurposeUnknown(PrivacyError):
    sentence = _("This purpose is not in use. Choose another one.")


class ChannelUnknown(PrivacyError):
    sentence = _("This purpose does not use that channel. Choose another one.")


class EvidenceMissing(PrivacyError):
    sentence = _("Say what proves it: the number of the call, the paper or the words that were spoken.")


class GuardianMissing(PrivacyError):
    sentence = _("This person is under age: a parent or guardian has to agree. Write down who that was.")


class StillSuppressed(PrivacyError):
    sentence = _("This person has said no since. Only a newer word of their own changes that.")


class PrivacyOutdated(PrivacyError):
    sentence = _("Somebody else has changed this since you opened it. Load it again and repeat your change.")


class TextMissing(PrivacyError):
    sentence = _("Write the name and the text in English at least.")


class CodeTaken(PrivacyError):
    sentence = _("This code is taken already. Choose another one.")


class NoticeSettled(PrivacyError):
    sentence = _("This version was published already and is never changed. Start a new one.")


class LinkRefused(PrivacyError):
    sentence = _("This link is not valid any more. Use the newest message that you have from us.")
