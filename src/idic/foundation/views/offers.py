"""The acts of a noun: its own, and those that every noun has without a word of its room."""

from __future__ import annotations

from functools import lru_cache

from idic.foundation.nouns.registry import noun_of
from idic.foundation.views.acts import BulkAct, registered_acts
from idic.foundation.views.each import each_act
from idic.foundation.views.errors import ActUnknown
from idic.foundation.views.tagging import tag_acts


def acts_of(noun: str) -> list[BulkAct]:
    own = registered_acts(noun)
    known = {act.code for act in own}
    return sorted(
        [*own, *(act for act in _general(noun) if act.code not in known)], key=lambda act: (act.order, act.code)
    )


def act_of(noun: str, code: str) -> BulkAct:
    found = next((act for act in acts_of(noun) if act.code == code), None)
    if found is None:
        raise ActUnknown
    return found


@lru_cache(maxsize=50)
def _general(noun: str) -> tuple[BulkAct, ...]:
    changes = (each_act(noun),) if noun_of(noun).change is not None else ()
    return (*changes, *tag_acts(noun))
