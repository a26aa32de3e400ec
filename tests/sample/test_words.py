"""The sample speaks the language of the installation: every word it writes down is there in four."""

from __future__ import annotations

import csv
import gzip
from dataclasses import fields
from typing import Any

from idic.sample.departments import DEPARTMENTS
from idic.sample.files import FOLDER
from idic.sample.service import article_words, complaint_words, ladder_words
from idic.sample.service.history_words import EARLIER

_LANGUAGES = {"th", "en", "zh-hans", "zh-hant"}


def _said(value: Any) -> list[dict[str, Any]]:
    """All that is told in several languages, however deep it lies."""
    if isinstance(value, dict):
        if _LANGUAGES & set(value):
            return [value]
        return [found for one in value.values() for found in _said(one)]
    if isinstance(value, tuple):
        return [found for one in value for found in _said(one)]
    if isinstance(value, complaint_words.Action):
        return [found for one in fields(value) for found in _said(getattr(value, one.name))]
    return []


def test_what_is_written_down_is_told_in_four_languages():
    told = [
        one
        for module in (complaint_words, ladder_words)
        for name, value in vars(module).items()
        if name.isupper()
        for one in _said(value)
    ]
    assert len(told) > 60
    assert [one for one in told if set(one) != _LANGUAGES] == []


def test_every_department_of_the_files_has_a_name():
    with gzip.open(FOLDER / "products.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        assert {row["department"] for row in csv.DictReader(stream)} == set(DEPARTMENTS)


def test_an_article_can_begin_in_each_of_its_languages():
    for piece in article_words.PIECES:
        assert set(piece.texts) == _LANGUAGES
        assert not piece.later or set(piece.later) == _LANGUAGES
        for source in _LANGUAGES:
            assert source not in piece.lagging(source) + piece.unfinished(source)
            assert len(set(piece.lagging(source))) == len(piece.lags)


def test_earlier_complaints_come_in_every_language():
    assert {one.language for one in EARLIER} == _LANGUAGES
    assert {one.purpose for one in EARLIER} == {"complain"}
