"""The conditions of a rule that are no comparison of a field: what somebody did, and where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.lists import format_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.behaviour.kinds import behaviour_kinds
from idic.domain.differentiate.queries.segments import segments_numbered
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.rules.wording import leaf_in_words, value_in_words
from idic.foundation.languages import formats
from idic.foundation.nouns.fields import Field, Shown
from idic.methods.predicate import MEASURES, Asking, Behaviour, Leaf, LeafOutcome, Measure, Member, Window


@dataclass(frozen=True)
class Words:
    """Every condition of a segment's rule as one whole sentence."""

    fields: Mapping[str, Field]

    def asked(self, asked: Asking) -> str:
        match asked:
            case Leaf():
                return leaf_in_words(asked, self.fields)
            case Behaviour():
                field = _measured(asked)
                return leaf_in_words(Leaf(field.name, asked.op, asked.value), {field.name: field})
            case Member():
                return gettext("Belongs to: %(segments)s") % {"segments": _listed(_segment_names(asked.groups))}

    def actual(self, found: LeafOutcome) -> str:
        """What is so of the customer."""
        if isinstance(found.leaf, Member):
            held = found.actual if isinstance(found.actual, tuple) else ()
            return _listed(_segment_names(held)) if held else gettext("none of them")
        if found.actual is None:
            return gettext("not known")
        field = self.fields[found.leaf.field] if isinstance(found.leaf, Leaf) else _measured(found.leaf)
        return value_in_words(field, found.actual)


def _measured(asked: Behaviour) -> Field:
    """A behaviour as a field would be: so that its comparison reads as every other."""
    kind = behaviour_kinds()[asked.kind]
    narrowed = [
        gettext("%(name)s: %(values)s") % {"name": one.label, "values": _listed([*one.named(codes).values()])}
        for name, codes in asked.where
        for one in [kind.narrowing(name)]
    ]
    when = window_in_words(asked.window)
    parts = [*narrowed, *([when] if when else [])]
    label = str(kind.measures[asked.measure])
    if parts:
        label = gettext("%(measure)s (%(narrowed)s)") % {"measure": label, "narrowed": "; ".join(parts)}
    shown = Shown.MONEY if asked.measure is Measure.AMOUNT else Shown.NUMBER
    return Field(asked.measure.value, "value", MEASURES[asked.measure], label, "", shown=shown)


def window_in_words(window: Window) -> str:
    if window.last_days is not None:
        days = formats.number(window.last_days)
        return ngettext("within the last %(days)s day", "within the last %(days)s days", window.last_days) % {
            "days": days
        }
    if window.since and window.until:
        return gettext("from %(since)s to %(until)s") % {"since": _day(window.since), "until": _day(window.until)}
    if window.since:
        return gettext("since %(since)s") % {"since": _day(window.since)}
    return gettext("until %(until)s") % {"until": _day(window.until)} if window.until else ""


def _segment_names(groups: tuple[int, ...]) -> list[str]:
    known = {pk: segment_name(one) for pk, one in segments_numbered(groups).items()}
    return [known.get(pk, gettext("a deleted segment")) for pk in groups]


def _listed(names: list[str]) -> str:
    return str(format_list(names, style="or", locale=formats.current_locale())) if names else ""


def _day(day: date) -> str:
    return formats.day(day)


#: What the builder offers for the time within which something was done.
WINDOWS = (("ever", _("ever")), ("last_days", _("within the last")), ("between", _("between two days")))
