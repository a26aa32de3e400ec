"""Compiles the catalogues for Django: `python -m idic.foundation.languages.compile`."""

from __future__ import annotations

from babel.messages.mofile import write_mo

from idic.foundation.languages.catalogues import LANGUAGES, catalogue_path, read_catalogue


def compile_catalogues() -> None:
    for language in LANGUAGES:
        catalogue = read_catalogue(language)
        path = catalogue_path(language).with_suffix(".mo")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            write_mo(stream, catalogue)


if __name__ == "__main__":
    compile_catalogues()
