from idic.foundation.letters.models.delivery import Delivery
from idic.foundation.letters.models.template import LetterTemplate, LetterText

__all__ = ["Delivery", "LetterTemplate", "LetterText"]
