"""
WebFormError
├── NameMissing      a form is found by its name
├── TextsMissing     what visitors read is written in each language that the form offers
├── QuestionRefused  a question of its own without words, or a choice of fewer than two answers
├── ProductsRefused  a product is asked for, and there is none or an unknown one to choose from
├── FormOutdated     somebody else changed it since it was read
├── FormOff          switched off: nothing is taken
├── SentBefore       another text under the same stamp
└── AlreadySettled   it became a case meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError


class WebFormError(WordedError):
    pass


class NameMissing(WebFormError):
    field = "name"
    sentence = _("Give the form a name.")


class TextsMissing(WebFormError):
    sentence = _("Write a heading in each language that the form offers.")

    def __init__(self, language: str) -> None:
        self.field = f"title_{language}"
        super().__init__(language)


class QuestionRefused(WebFormError):
    sentence = _("A question needs its words, and a choice at least two answers, as many in each language.")

    def __init__(self, number: int) -> None:
        self.field = f"own_{number}_label_en"
        super().__init__(number)


class ProductsRefused(WebFormError, FieldRefused):
    pass


class FormOutdated(WebFormError):
    sentence = _("Somebody else has changed this form since you opened it. Load it again and repeat your change.")


class FormOff(WebFormError):
    sentence = _("This form is not in use any more.")


class SentBefore(WebFormError):
    sentence = _("What you sent before has reached us. If you want to send this too, send it again.")


class AlreadySettled(WebFormError):
    sentence = _("Somebody else has decided on it meanwhile.")
