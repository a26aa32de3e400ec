from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.operations.definitions import archive_attribute, create_attribute
from idic.foundation.nouns.compiling import read_predicate
from idic.foundation.nouns.errors import PredicateRefused
from idic.foundation.nouns.registry import fields_of


def test_a_rule_that_asks_for_an_archived_attribute_says_which(cast: Any) -> None:
    made = create_attribute(
        "customer", Draft("shoe", "text", "demographic", {"en": "Shoe size"}), by=cast.administrator
    )
    rule = {"all": [{"field": "kind", "op": "is_known"}, {"field": made.key, "op": "eq", "value": "42"}]}
    assert read_predicate(rule, fields_of("customer"))
    archive_attribute(made, version=made.version, by=cast.administrator)
    with pytest.raises(PredicateRefused) as refused:
        read_predicate(rule, fields_of("customer"))
    assert "Shoe size" in str(refused.value)
    with pytest.raises(PredicateRefused) as refused:
        read_predicate({"field": "never_there", "op": "eq", "value": "1"}, fields_of("customer"))
    assert refused.value.label == ""
