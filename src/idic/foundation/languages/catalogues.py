"""The translations: one catalogue for each language, kept in step with the texts of the product.

python -m idic.foundation.languages.catalogues           brings the .po files up to date
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from idic.foundation.languages.messages import PACKAGE, messages

#: Django's folder name and Babel's name of each language that is translated; English is the source.
LANGUAGES = {"th": "th", "zh_Hans": "zh_Hans", "zh_Hant": "zh_Hant"}


def catalogue_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=LANGUAGES[language])
    with path.open("rb") as stream:
        return read_po(stream, locale=LANGUAGES[language])


def update_catalogues() -> dict[str, int]:
    """New texts come in empty, gone ones leave; returns how many each language still lacks."""
    wanted = messages()
    lacking = {}
    for language, name in LANGUAGES.items():
        old = read_catalogue(language)
        new = Catalog(locale=name, project="IDIC", charset="utf-8", fuzzy=False)
        new.revision_date = old.revision_date
        for message in wanted:
            key = (message.text, message.plural) if message.plural else message.text
            kept = old.get(message.text, message.context or None)
            string = kept.string if kept and kept.string else None
            if message.plural and isinstance(string, str):
                string = (string,)
            new.add(key, string, locations=[(message.place, 1)], context=message.context or None)
        lacking[language] = len(missing_texts(new))
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_po(stream, new, width=120, omit_header=False, include_lineno=False, sort_output=False)
    return lacking


def missing_texts(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    ]


if __name__ == "__main__":
    for language, count in update_catalogues().items():
        print(f"{language}: {count} texts without translation")  # noqa: T201 - a command for developers
