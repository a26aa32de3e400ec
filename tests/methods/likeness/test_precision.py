"""Whether like texts are found: exact figures on our own sentences, a margin over plain search on real ones."""

import csv
import gzip
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from idic.methods.likeness import Collection, terms_of
from idic.methods.search_keys.folding import fold_letters
from tests.methods.likeness.sentences import LANGUAGES, sentences


def precision(language: str) -> float:
    known = sentences()
    held = Collection([terms_of(one.text) for one in known])
    asked = [place for place, one in enumerate(known) if one.language == language]
    right = sum(
        known[other].is_like(known[place])
        for place in asked
        for other, _ in held.most_alike(terms_of(known[place].text), k=3, but=place)
    )
    return round(right / (3 * len(asked)), 3)


def test_of_three_sentences_found_so_many_are_of_the_same_matter() -> None:
    """The figures of docs/methods/likeness.md."""
    assert {language: precision(language) for language in LANGUAGES} == {
        "en": 0.65,
        "th": 0.8,
        "zh-hans": 0.925,
        "zh-hant": 0.925,
    }


def test_the_sentences_are_ten_matters_in_four_phrasings_of_four_languages() -> None:
    known = sentences()
    assert len(known) == len({one.text for one in known}) == 160
    assert all(sum(other.is_like(one) for other in known) == (8 if one.language[:2] == "zh" else 4) for one in known)


def hits_by_halves(texts: Sequence[str]) -> tuple[float, float]:
    """How often the second half of a text is among the five that its first half finds: by terms, by words."""
    fronts, backs = [text[: len(text) // 2] for text in texts], [text[len(text) // 2 :] for text in texts]

    def share(cut: dict[str, list[dict[str, float]]]) -> float:
        held = Collection(cut["backs"])
        found = [[at for at, _ in held.most_alike(front, k=5)] for front in cut["fronts"]]
        return sum(place in one for place, one in enumerate(found)) / len(found)

    def words(text: str) -> dict[str, float]:
        return dict.fromkeys(fold_letters(text).split(), 1.0)

    return (
        share({"fronts": [terms_of(one) for one in fronts], "backs": [terms_of(one) for one in backs]}),
        share({"fronts": [words(one) for one in fronts], "backs": [words(one) for one in backs]}),
    )


def test_chinese_reviews_find_their_other_half_where_words_do_not(shared_data: Path) -> None:
    with gzip.open(shared_data / "asap_reviews_zh" / "dev_sample.csv.gz", "rt", encoding="utf-8-sig") as file:
        reviews = [row["reviewbody"] for row in csv.DictReader(file)]
    by_terms, by_words = hits_by_halves(reviews)
    assert by_terms > 0.6
    assert by_words < 0.3


def test_thai_messages_find_their_other_half_where_words_do_not(shared_data: Path) -> None:
    with gzip.open(shared_data / "wisesight_th" / "neg.txt.gz", "rt", encoding="utf-8", newline="\n") as file:
        messages = list(islice((line.strip() for line in file if len(line) >= 100), 600))
    by_terms, by_words = hits_by_halves(messages)
    assert by_terms > 2 * by_words
