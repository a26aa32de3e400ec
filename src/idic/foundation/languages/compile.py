"""Compiles the catalogues for Django: `python -m idic.foundation.languages.compile`."""

from __future__ import annotations

from babel.messages.mofile import write_mo

from idic.foundation.languages.catalogues import LANGUAGES, catalogue_path, read_catalogue


def compile_catalogues() -> None:
    for language in LANGUAGES:
        catalogue = read_catalogue(language)
        path = catalogue_path(language).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        # Somebody may read the one before.
        draft = path.with_suffix(".draft")
        with draft.open("wb") as stream:
            write_mo(stream, catalogue)
        draft.replace(path)


if __name__ == "__main__":
    compile_catalogues()
