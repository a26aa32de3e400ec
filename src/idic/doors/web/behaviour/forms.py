from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.catalogue.models import Category
from idic.domain.differentiate.behaviour.asking import (
    CATEGORY_LEVELS,
    FALSE_SHARES,
    GAPS,
    LENGTHS,
    MONTHS,
    TOUCHES,
    WINDOWS,
    Asked,
)
from idic.domain.differentiate.enums import AnalysisKind
from idic.domain.differentiate.models import Segment
from idic.domain.differentiate.ready_segments import segment_name
from idic.doors.web.behaviour.words import (
    LEVELS,
    TOUCH_KINDS,
    gap_text,
    length_text,
    months_text,
    share_text,
    window_text,
)
from idic.doors.web.choices import offer

_SUFFIXES = ".csv,.tsv,.txt,.xlsx,.xls,.parquet,.jsonl"
#: The fields that a kind of analysis asks for.
ASKED: dict[str, tuple[str, ...]] = {
    AnalysisKind.BASKETS: ("level", "months", "segment", "length", "max_q", "min_count"),
    AnalysisKind.PATHS: ("level", "months", "segment", "max_gap", "outcome", "touches", "window"),
    AnalysisKind.COHORTS: ("months", "segment"),
    AnalysisKind.RHYTHM: ("level", "months", "segment"),
}


class AskForm(forms.Form):
    """What is computed next. The lists are the values that the operation takes."""

    level = forms.TypedChoiceField(label=_("Look at"))
    months = forms.TypedChoiceField(label=_("Time"), coerce=int)
    segment = forms.TypedChoiceField(label=_("Customers"), coerce=int)
    length = forms.TypedChoiceField(label=_("Combinations"), coerce=int)
    max_gap = forms.TypedChoiceField(label=_("Gap"), coerce=int)
    max_q = forms.TypedChoiceField(label=_("False discoveries"), coerce=float)
    outcome = forms.TypedChoiceField(
        label=_("Contacts leading to"), coerce=int, help_text=_("For the part on contacts below.")
    )
    touches = forms.ChoiceField(label=_("Tell contacts apart"))
    window = forms.TypedChoiceField(label=_("A contact counts"), coerce=int)
    min_count = forms.IntegerField(label=_("At least so many receipts"), min_value=2, required=False)

    def __init__(
        self,
        kind: str,
        asked: Asked,
        segments: list[Segment],
        *args: Any,
        categories: Sequence[Category] = (),
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.auto_id = "ask_%s"
        levels = LEVELS if kind == AnalysisKind.BASKETS else {code: LEVELS[code] for code in CATEGORY_LEVELS}
        offered: dict[str, list[tuple[Any, Any]]] = {
            "level": list(levels.items()),
            "months": [(months, months_text(months)) for months in MONTHS],
            "segment": [(0, _("All customers")), *((one.pk, segment_name(one)) for one in segments)],
            "length": [(length, length_text(length)) for length in LENGTHS],
            "max_gap": [(gap, gap_text(gap)) for gap in GAPS],
            "outcome": [(0, _("Any purchase")), *_branches(categories)],
            "touches": [(code, TOUCH_KINDS[code]) for code in TOUCHES],
            "window": [(days, window_text(days)) for days in WINDOWS],
            "max_q": [(share, share_text(share)) for share in FALSE_SHARES],
        }
        for name in list(self.fields):
            if name not in ASKED[kind]:
                del self.fields[name]
            elif name in offered:
                offer(self, name, offered[name])
                self.fields[name].initial = getattr(asked, name)
        if "min_count" in self.fields:
            self.fields["min_count"].initial = asked.min_count or None
            self.fields["min_count"].help_text = _("Empty: chosen from the number of receipts.")


def _branches(categories: Sequence[Category]) -> list[tuple[Any, Any]]:
    """Each main category with those right below it; `categories` come branch by branch."""
    groups: dict[int, tuple[str, list[tuple[int, Any]]]] = {}
    for category in categories:
        if category.parent_id is None:
            everything = _("Everything in %(category)s") % {"category": category.name}
            groups[category.pk] = (category.name, [(category.pk, everything)])
        elif category.parent_id in groups:
            groups[category.parent_id][1].append((category.pk, category.name))
    return [(name, below) if len(below) > 1 else (below[0][0], name) for name, below in groups.values()]


class StudyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What did you ask?"),
        choices=[
            (AnalysisKind.VAN_WESTENDORP.value, _("Four prices: too cheap, cheap, expensive, too expensive")),
            (AnalysisKind.GABOR_GRANGER.value, _("Would you buy at this price? Yes or no")),
        ],
        initial=AnalysisKind.VAN_WESTENDORP.value, widget=forms.RadioSelect,
    )  # fmt: skip
    file = forms.FileField(
        label=_("File of answers"), widget=forms.FileInput(attrs={"accept": _SUFFIXES}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another one.")},
    )  # fmt: skip
    title = forms.CharField(label=_("Name of the study"), max_length=120, required=False)
    cost = forms.FloatField(
        label=_("Cost of one piece"), min_value=0, required=False,
        help_text=_("Only for yes or no: then the price with the most profit is found as well."),
    )  # fmt: skip


class ListForm(forms.Form):
    name = forms.CharField(label=_("Name of the list"), max_length=120)
