"""The sample speaks the language of the installation: every word it writes down is there in four."""

from __future__ import annotations

import csv
import gzip
from dataclasses import fields
from typing import Any

from idic.sample.departments import DEPARTMENTS
from idic.sample.files import FOLDER
from idic.sample.goods import named_goods, said_campaign
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


def test_every_category_of_the_files_has_a_name_and_each_name_is_one() -> None:
    with gzip.open(FOLDER / "products.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        goods = list(csv.DictReader(stream))
    with (FOLDER.parent / "goods_words.csv").open(encoding="utf-8", newline="") as stream:
        words = list(csv.DictReader(stream))
    told = {column: [one for one in words if one["column"] == column] for column in ("category", "type")}
    assert {one["en"] for one in told["category"]} == {row["category"] for row in goods} - {""}
    assert {one["en"] for one in told["type"]} <= {row["type"] for row in goods}
    for language in _LANGUAGES:
        names = [one[language] for one in told["category"]]
        assert all(names)
        assert len(set(names)) == len(names)


def test_goods_are_called_in_the_language_of_the_house(settings: Any) -> None:
    products = FOLDER / "products.csv.gz"
    english = named_goods(products)
    assert english.filter(english["product"] == 25671)["name"].item() == "Ice - Crushed/Cubed 22 lb"
    settings.LANGUAGE_CODE = "th"
    thai = named_goods(products)
    assert thai.filter(thai["product"] == 25671).row(0)[1:] == ("น้ำแข็ง 22 lb", "ของชำ", "น้ำแข็ง")
    assert thai.height == english.height
    assert said_campaign("Type B") == "แคมเปญแบบ B"


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
