from idic.methods import linkage
from idic.methods.linkage.kinds import comparisons_of
from idic.methods.linkage.model import Model, Training
from idic.methods.linkage.preparation import prepare


def untrained():
    settings = linkage.customer_settings()
    shares = {one.name: tuple([1 / one.size] * one.size) for one in comparisons_of(settings.fields)}
    return Model(settings, 1e-4, shares, shares, {}, {}, Training(2, 1, 1, 0, 1, 0.0))


def test_the_same_levels_are_worded_for_spark():
    model = untrained()
    duckdb, spark_ = (linkage.splink_settings(model, dialect) for dialect in ("duckdb", "spark"))
    one, other = (
        [
            [level["label_for_charts"] for level in comparison["comparison_levels"]]
            for comparison in settings["comparisons"]
        ]
        for settings in (duckdb, spark_)
    )
    assert one == other
    words = str(spark_["comparisons"])
    assert "array_intersect" in words
    assert "list_intersect" not in words
    assert "jaro_winkler_similarity" not in words


def test_keys_at_entry_are_those_of_the_rules():
    settings = linkage.customer_settings()
    record = {"given": "สมชาย", "family": "ใจดี", "birth_date": "1980-05-17", "phones": ["+66812345678", "+6621234567"]}
    keys = linkage.block_keys(prepare(record, settings, {}), settings.rules)
    assert ("phone", "66812345678") in keys
    assert ("phone", "6621234567") in keys
    assert [key for rule, key in keys if rule == "name and birth year"] == ["chaidi somchai\x1f1980"]
    assert not any(rule in ("email", "identifier", "name and postcode") for rule, _ in keys)
