from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.standards.centre import Answer, DoneBy, OutsideReason
from idic.domain.interact.standards.models import ServiceFunction
from idic.domain.interact.standards.operations.functions import FunctionDraft
from idic.doors.web.standards.functions import usual_kpi
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users


class FunctionForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("Nobody yet")
    )
    kpi = forms.CharField(
        label=_("By what they are measured"),
        max_length=500,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )
    done_by = forms.ChoiceField(label=_("Who does it"), choices=DoneBy.choices, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, row: ServiceFunction) -> None:
        kept = {name: getattr(row, name) for name in ("owner", "done_by", "note", "version")}
        super().__init__(data, initial={**kept, "kpi": row.kpi or usual_kpi(row.code)})
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = active_users(row.owner_id)
        for code, label in OutsideReason.choices:
            self.fields[f"reason_{code}"] = forms.ChoiceField(
                label=label, choices=Answer.choices, required=False, initial=row.reasons.get(code, "")
            )

    @property
    def reason_fields(self) -> list[Any]:
        return [self[f"reason_{code}"] for code in OutsideReason.values]

    def draft(self) -> FunctionDraft:
        data = self.cleaned_data
        return FunctionDraft(
            data["owner"], data["kpi"], data["done_by"], {code: data[f"reason_{code}"] for code in OutsideReason.values},
            data["note"],
        )  # fmt: skip
