from __future__ import annotations

import csv

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from idic.domain.identify.privacy.queries.public_table import IDENTIFIERS, MOST, public_table_of
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.languages.provinces import shown_province
from idic.foundation.tables.export import guarded
from idic.methods.k_anonymity import MERGED, PublicTable

_SMALLEST_K = 5


class TableForm(forms.Form):
    by = forms.MultipleChoiceField(
        label=_("Counted by"), choices=[(code, label) for code, (label, _sql) in IDENTIFIERS.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    k = forms.IntegerField(
        label=_("Fewest people in a row"), min_value=_SMALLEST_K, max_value=1000, initial=_SMALLEST_K
    )
    merge = forms.BooleanField(label=_("Join small rows with their neighbours"), required=False, initial=True)

    def clean_by(self) -> list[str]:
        chosen = list(self.cleaned_data["by"])
        if len(chosen) > MOST:
            raise forms.ValidationError(_("Choose at most four: the more, the smaller every row becomes."))
        return chosen


@require_GET
def public_table(request: SignedInRequest) -> HttpResponse:
    """In no row stand fewer people than asked for, so the table may leave the house."""
    require(request.user, "customer.export")
    form = TableForm(request.GET if "k" in request.GET else None)
    table: PublicTable | None = None
    heads: list[str] = []
    if form.is_valid():
        told = form.cleaned_data
        heads = [str(IDENTIFIERS[name][0]) for name in IDENTIFIERS if name in told["by"]]
        table = public_table_of(request.user, told["by"], k=told["k"], merge=told["merge"])
        if "csv" in request.GET:
            return _file(table, heads)
    rows = [([_words(cell) for cell in cells], count) for cells, count in table.rows.items()] if table else []
    return render(
        request, "privacy/registers/public_table.html",
        {"form": form, "table": table, "heads": heads, "rows": rows, "query": request.GET.urlencode()},
        status=422 if form.is_bound and not form.is_valid() else 200,
    )  # fmt: skip


def _words(cell: str) -> str:
    if cell == MERGED:
        return _now("others")
    return {"male": _now("Male"), "female": _now("Female")}.get(cell) or shown_province(cell) or _now("not known")


def _file(table: PublicTable, heads: list[str]) -> HttpResponse:
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="public-table.csv"'
    writer = csv.writer(answer)
    writer.writerow([*heads, _now("People")])
    writer.writerows([*(guarded(_words(cell)) for cell in cells), count] for cells, count in table.rows.items())
    return answer
