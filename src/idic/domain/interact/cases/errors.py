"""
CaseError
├── CaseOutdated       somebody else changed it since it was read
├── CaseEnded          resolved, closed or merged: it is opened again before it is worked on
├── CaseStillOpen      only a resolved case can be closed, only an ended one opened again
├── TitleMissing       a case without a title says nothing
├── TextMissing        an answer without words
├── OutcomeMissing     what came of it is asked when it ends
├── ReasonMissing      a pause, or an end without the customer's word, says why
├── DateOver           an agreed date is one to come
├── NotAssignable      this user may not give work to that person
├── NotAdjoinable      a case cannot be merged with itself, nor be its own parent
├── MessageElsewhere   the message belongs to another case
├── AnsweredMeanwhile  somebody else has answered since the page was opened
├── NameMissing        a topic, reply, macro or rule is found by its name
├── ShortcutTaken      another canned reply is called by it
├── NothingToDo        a macro without acts, a reply without a text
├── FilesTooLarge      more than one mail carries
├── FileIsProgram      what starts a program where it is opened is not sent
├── FilesNotCarried    the channel of the case takes text alone
├── FilesChanged       other files stand in the draft than the sender saw
├── TopicRefused       a topic below itself
└── CustomerLocked     the customer's data is restricted: kept, and not used
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class CaseError(WordedError):
    pass


class CaseOutdated(CaseError):
    sentence = _("Somebody else has changed this case since you opened it. Load it again and repeat your change.")


class CaseEnded(CaseError):
    sentence = _("This case has ended. Open it again before you work on it.")


class CaseStillOpen(CaseError):
    sentence = _("This case is not resolved yet. Say what came of it first.")


class TitleMissing(CaseError):
    field = "title"
    sentence = _("Write in a few words what the customer wants.")


class TextMissing(CaseError):
    field = "text"
    sentence = _("Write what the customer is to read.")


class OutcomeMissing(CaseError):
    field = "outcome"
    sentence = _("Choose what came of it.")


class ReasonMissing(CaseError):
    field = "reason"
    sentence = _("Say why.")


class DateOver(CaseError):
    field = "until"
    sentence = _("Choose a time to come.")


class NotAssignable(CaseError):
    field = "owner"
    sentence = _("You may not give work to this person.")


class NotAdjoinable(CaseError):
    sentence = _("Choose another case: this one cannot be joined with itself or with one that has been merged.")


class MessageElsewhere(CaseError):
    sentence = _("This message belongs to another case.")


class AnsweredMeanwhile(CaseError):
    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)

    def __str__(self) -> str:
        return str(
            _(
                "%(name)s has answered since you opened this case. Read the answer; yours is kept. Send it again to send both."
            )
        ) % {"name": self.by}


class NameMissing(CaseError):
    field = "name"
    sentence = _("Give it a name.")


class ShortcutTaken(CaseError):
    field = "shortcut"
    sentence = _("Another reply has this shortcut already.")


class NothingToDo(CaseError):
    sentence = _("Say what it does: without that it is of no use.")


class FilesTooLarge(CaseError):
    sentence = _(
        "The files of one answer may have 25 MB together and be 20 at most. Take some away or send a second answer."
    )


class FileIsProgram(CaseError):
    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return str(_("“%(name)s” could start a program where it is opened, so it is not sent.")) % {"name": self.name}


class FilesNotCarried(CaseError):
    sentence = _("This channel carries no files: only the text reaches the customer.")


class FilesChanged(CaseError):
    sentence = _("The files of this answer have changed in another window. Look at them and send it again.")


class TopicRefused(CaseError):
    field = "parent"
    sentence = _("A topic cannot stand below itself.")


class CustomerLocked(CaseError):
    field = "customer"

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)

    def __str__(self) -> str:
        return self.why
