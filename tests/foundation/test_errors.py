from __future__ import annotations

import pickle

from idic.foundation.errors import FieldRefused, WordedError


class ShopShut(WordedError):
    field, sentence = "day", "The shop is shut that day."


def test_an_error_says_its_sentence_and_names_its_field() -> None:
    assert (str(ShopShut()), ShopShut().field) == ("The shop is shut that day.", "day")


def test_without_a_sentence_of_its_own_it_says_what_it_was_raised_with() -> None:
    assert (str(WordedError("Nothing there.")), WordedError().field) == ("Nothing there.", "")


def test_a_refused_field_comes_whole_through_another_process() -> None:
    error = pickle.loads(pickle.dumps(FieldRefused("name", "Give it a name.")))
    assert (str(error), error.field) == ("Give it a name.", "name")
