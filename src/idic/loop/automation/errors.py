"""
AutomationError
├── TriggerUnknown     no event of this name starts a rule
├── ActUnknown         no act of this name, or not for records of this noun
├── ActRefused         the settings of an act cannot be used; `position` and a sentence
├── NothingToDo        a rule needs a name and at least one act
├── OwnerGone          the rule's owner cannot sign in any more
├── RuleOutdated       somebody else changed the rule meanwhile
├── WebhookNotFailed   it arrived, or is under way
└── WebhookRefused     the address is not one that may be called
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import WordedError


class AutomationError(WordedError):
    pass


class TriggerUnknown(AutomationError):
    sentence = _("Choose what the rule waits for.")


class ActUnknown(AutomationError):
    sentence = _("Choose what the rule does; this act does not exist for these records.")


class ActRefused(AutomationError):
    def __init__(self, sentence: str, *, position: int = 0, name: str = "") -> None:
        self.sentence, self.position, self.name = sentence, position, name
        super().__init__(sentence)


class NothingToDo(AutomationError):
    sentence = _("Give the rule a name and at least one act.")


class OwnerGone(AutomationError):
    sentence = _("Its owner cannot sign in any more. Edit and save the rule: it then acts in your name.")


class RuleOutdated(AutomationError):
    sentence = _("Somebody else has changed this rule since you opened it. Load it again and repeat your change.")


class WebhookNotFailed(AutomationError):
    sentence = _("There is nothing to send again: the message arrived, or is under way.")


class WebhookRefused(AutomationError):
    sentence = _("This address may not be called. Give a public address that starts with https://.")
