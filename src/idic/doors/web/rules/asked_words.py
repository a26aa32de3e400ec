"""What the builder of segments knows beside fields: what customers do, and which segments there are."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from idic.domain.differentiate.behaviour.kinds import behaviour_kinds
from idic.domain.differentiate.queries.segments import segments_in_use
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.rules.asking import WINDOWS
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.methods.predicate import MEASURES, Measure, PredicateError, behaviours_used, parse


def asked_vocabulary(user: User, rule: str, *, own: int | None = None) -> dict[str, Any]:
    """Kinds of behaviour that this user may see, with the names of what `rule` has chosen already, and all segments but
    the own one."""
    chosen = _chosen(rule)
    kinds = {
        code: {
            "label": str(kind.label),
            "measures": [
                [measure.value, str(kind.measures[measure]), MEASURES[measure].value]
                for measure in Measure
                if measure in kind.measures
            ],
            "narrowings": [[one.name, str(one.label)] for one in kind.narrowings],
            "named": {
                one.name: dict(one.named(sorted(chosen[code, one.name])))
                for one in kind.narrowings
                if (code, one.name) in chosen
            },
        }
        for code, kind in behaviour_kinds().items()
        if may(user, kind.permission) or any(kind_code == code for kind_code, _name in chosen)
    }
    segments = segments_in_use().exclude(pk=own or 0)
    return {
        "behaviours": kinds,
        "behaviours_label": gettext("What they did"),
        "segments": [[one.pk, segment_name(one)] for one in segments],
        "segments_label": gettext("Membership"),
        "segment_field": gettext("Belongs to a segment"),
        "windows": [[code, str(label)] for code, label in WINDOWS],
        "choices_url": reverse("segments:choices"),
    }


def _chosen(rule: str) -> dict[tuple[str, str], set[str]]:
    try:
        asked = behaviours_used(parse(rule))
    except PredicateError:
        return {}
    found: dict[tuple[str, str], set[str]] = {}
    for one in asked:
        kind = behaviour_kinds().get(one.kind)
        for name, codes in one.where:
            if kind is not None and any(narrowing.name == name for narrowing in kind.narrowings):
                found.setdefault((one.kind, name), set()).update(codes)
    return found
