from __future__ import annotations

from idic.foundation.accounts.models import User
from idic.foundation.attributes.models.definition import in_language
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.operations.templates import create_template
from idic.sample.desk.wordings import WORDINGS


def make_templates(manager: User) -> dict[str, LetterTemplate]:
    """Under the names that stand in WORDINGS; a name that the house uses already is left to the house."""
    made = {}
    for code, wording in WORDINGS.items():
        name = in_language(wording.names)
        if not LetterTemplate.objects.filter(name=name, is_archived=False).exists():
            made[code] = create_template(
                name=name, kind=wording.kind, noun="customer", texts=wording.texts, by=manager
            )  # fmt: skip
    return made
