"""
CounterError
├── NameMissing       a counter, a service or a desk is found by its name
├── LetterRefused     the letter before the number is one capital letter
├── LetterTaken       another service of the counter has it
├── Closed            the counter gives no numbers now
├── DeskBusy          one number after the other
├── NobodyWaits       there is nobody to be called
├── NotThere          what is to be done does not fit what became of the number
├── NotWaiting        a number that was called or given back waits no more
├── DeskTaken         somebody else sits there
└── Outdated          somebody else changed it since it was read
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class CounterError(WordedError):
    pass


class NameMissing(CounterError):
    field = "name"
    sentence = _("Give it a name.")


class LetterRefused(CounterError):
    field = "letter"
    sentence = _("The letter is one of A to Z.")


class LetterTaken(CounterError):
    field = "letter"
    sentence = _("Another service of this counter has this letter already.")


class Closed(CounterError):
    sentence = _("The counter is closed now.")


class DeskBusy(CounterError):
    sentence = _("Finish with the number at your desk first.")


class NobodyWaits(CounterError):
    sentence = _("Nobody is waiting.")


class NotThere(CounterError):
    sentence = _("This number is not at your desk any more.")


class NotWaiting(CounterError):
    sentence = _("This number has been called or given back already.")


class DeskTaken(CounterError):
    def __init__(self, by: str) -> None:
        self.by = by
        super().__init__(by)

    def __str__(self) -> str:
        return str(_("%(name)s sits at this desk.")) % {"name": self.by}


class Outdated(CounterError):
    sentence = _("Somebody else has changed this since you opened it. Load it again and repeat your change.")
