from idic.methods.likeness import (
    Collection,
    Statistics,
    shared_weight,
    signature,
    telling_weights,
    terms_of,
    terms_to_ask,
)
from tests.methods.likeness.sentences import sentences

COUNTED = Statistics.of(terms_of(one.text) for one in sentences())


def test_a_signature_is_few_terms_of_the_text_in_order_and_always_the_same() -> None:
    for one in sentences():
        terms = terms_of(one.text)
        signed = signature(terms, COUNTED, size=12)
        assert signed == sorted(set(signed)) == signature(dict(reversed(terms.items())), COUNTED, size=12)
        assert set(signed) <= set(terms)
        assert len(signed) == min(12, len(terms))


def test_terms_of_other_texts_come_before_a_slip_of_the_pen() -> None:
    signed = signature(terms_of("my pasword is wrong, reset my password"), COUNTED, size=4)
    assert "password" in signed
    assert "pasword" not in signed


def test_a_text_of_unknown_words_still_has_a_signature() -> None:
    assert signature(terms_of("zymurgy"), COUNTED) == ["zymurgy"]
    assert signature({}, COUNTED) == []
    assert signature(terms_of("เงินคืน"), Statistics()) == sorted(terms_of("เงินคืน"))


def test_what_is_asked_stays_within_the_rows_and_begins_with_the_rarest() -> None:
    terms = terms_of("The parcel is late and the refund has not come to my card")
    counts = [COUNTED.frequency[term] for term in terms_to_ask(terms, COUNTED, rows=20)]
    assert counts == sorted(counts)
    assert sum(counts) <= 20
    # one common word is better than no question
    assert terms_to_ask({"the": 1.0}, COUNTED, rows=0) == ["the"]
    assert terms_to_ask({}, COUNTED) == []


def test_candidates_by_signature_hold_nearly_all_that_a_full_search_finds() -> None:
    known = [terms_of(one.text) for one in sentences()]
    held = Collection(known, COUNTED)
    signed = [signature(terms, COUNTED) for terms in known]
    kept = best = 0
    for place, terms in enumerate(known):
        ask = terms_to_ask(terms, COUNTED, rows=60)
        candidates = {at for at, one in enumerate(signed) if not set(ask).isdisjoint(one)}
        full = [at for at, _ in held.most_alike(terms, k=3, but=place)]
        best += len(full)
        kept += len(candidates.intersection(full))
    assert kept / best > 0.9


def test_a_first_order_counts_shared_terms_by_how_telling_they_are() -> None:
    weights = telling_weights(terms_of("the refund"), COUNTED)
    assert shared_weight(weights, ["refund", "to"]) > shared_weight(weights, ["the"]) > 0
    assert shared_weight(weights, ["parcel"]) == 0
