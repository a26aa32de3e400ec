from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import ImportBatch, Source
from idic.doors.web.choices import offer
from idic.doors.web.imports.field_select import FieldSelect
from idic.doors.web.imports.wording import DATE_ORDERS, DECIMAL_MARKS, DELIMITER_NAMES, DELIMITERS, ENCODINGS
from idic.doors.web.name_field import NameField
from idic.foundation.attributes.models import PREFIX
from idic.foundation.tables.content import TableKind
from idic.foundation.tables.fields import FieldType, target_fields
from idic.foundation.tables.fields import ImportKind as FieldsKind
from idic.foundation.tables.table import Table

NEW_SOURCE = "new"
_SUFFIXES = ".csv,.tsv,.txt,.gz,.zst,.xlsx,.xls,.parquet,.jsonl,.vcf"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": _SUFFIXES, "class": "form-control drop-zone-input"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose another one."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What does the file hold?"),
        choices=[
            (ImportKind.CUSTOMERS.value, gettext_lazy("Customers: one row per person or organisation")),
            (ImportKind.PURCHASES.value, gettext_lazy("Purchases: one row per line of a receipt or invoice")),
        ],
        widget=forms.RadioSelect,
        initial=ImportKind.CUSTOMERS.value,
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Which system does it come from?"),
        choices=(),
        initial=NEW_SOURCE,
        help_text=gettext_lazy(
            "The same customer number from the same system is the same customer, in every later file too."
        ),
    )
    new_source = NameField(
        label=gettext_lazy("Name of the new system"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Only where it is not in the list: for example “Till”, “Web shop” or “Card office”."),
    )

    def __init__(self, sources: Iterable[Source], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {str(source.pk): source for source in sources}
        known = [(key, source.label) for key, source in self._sources.items()]
        offer(self, "source", [(NEW_SOURCE, _("A system that is not in this list")), *known])

    def source_chosen(self) -> Source | None:
        return self._sources.get(self.cleaned_data["source"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = cleaned.get("new_source", "").strip()
        if cleaned.get("source") == NEW_SOURCE and not named:
            self.add_error("new_source", _("Choose the system above, or name a new one here."))
        if cleaned.get("source") in self._sources and named:
            self.add_error("new_source", _("Either choose a system from the list or name a new one, not both."))
        return cleaned


class ReadingForm(forms.Form):
    """How the bytes become columns: only what applies to the kind of file."""

    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), choices=ENCODINGS)
    delimiter = forms.ChoiceField(label=gettext_lazy("Column separator"), choices=DELIMITER_NAMES)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), choices=())

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        names = {mark: name for name, mark in DELIMITERS.items()}
        kwargs["initial"] = {
            "encoding": table.encoding, "delimiter": names.get(table.delimiter or ""), "sheet": table.sheet,
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        if table.encoding is None:
            del self.fields["encoding"]
        if table.kind is not TableKind.CSV:
            del self.fields["delimiter"]
        if len(table.sheets) < 2:
            del self.fields["sheet"]
        else:
            offer(self, "sheet", [(name, name) for name in table.sheets])

    def options(self) -> dict[str, str]:
        chosen = {name: str(value) for name, value in self.cleaned_data.items() if value}
        if "delimiter" in chosen:
            chosen["delimiter"] = DELIMITERS[chosen["delimiter"]]
        return chosen


class MappingForm(forms.Form):
    """One select for each column of the file, and how its dates and numbers are written."""

    date_order = forms.ChoiceField(
        label=gettext_lazy("Order of the dates"), choices=DATE_ORDERS, required=False,
        help_text=gettext_lazy("Buddhist years such as 2569 are recognised by themselves."),
    )  # fmt: skip
    decimal = forms.ChoiceField(label=gettext_lazy("Decimal mark"), choices=DECIMAL_MARKS, required=False)
    currency = forms.RegexField(
        r"(?i)^[a-z]{3}$", label=gettext_lazy("Currency"), required=False, max_length=3,
        help_text=gettext_lazy("Where the file names none. Three letters, such as THB."),
        error_messages={"invalid": gettext_lazy("Write the code of three letters, such as THB.")},
    )  # fmt: skip

    def __init__(self, batch: ImportBatch, columns: Sequence[str], *args: Any, currency: str, **kwargs: Any) -> None:
        self.batch = batch
        self.columns = list(columns)
        self._targets = target_fields(FieldsKind(batch.kind))
        options = batch.options
        initial = {
            "date_order": options.get("date_order", ""), "decimal": options.get("decimal", ""),
            "currency": options.get("currency", "") or currency,
        }  # fmt: skip
        field_of = {column: name for name, column in batch.mapping.items()}
        initial |= {f"column_{index}": field_of.get(column, "") for index, column in enumerate(self.columns)}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *((name, str(target.label)) for name, target in self._targets.items())]
        for index, column in enumerate(self.columns):
            label = _("Column %(column)s") % {"column": column}
            widget = FieldSelect(attrs={"class": "form-select", "aria-label": label})
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=widget
            )
        if batch.kind == ImportKind.CUSTOMERS:
            del self.fields["currency"]
            added = [target for name, target in self._targets.items() if name.startswith(PREFIX)]
            if not any(target.type is FieldType.NUMBER for target in added):
                del self.fields["decimal"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first: dict[str, str] = {}
        for index, column in enumerate(self.columns):
            name = cleaned.get(f"column_{index}")
            if name and name in first:
                values = {"field": self._targets[name].label, "column": first[name]}
                self.add_error(
                    f"column_{index}",
                    _("“%(field)s” comes from the column %(column)s already. Choose it once.") % values,
                )
            elif name:
                first[name] = column
        return cleaned

    def mapping(self) -> dict[str, str]:
        chosen = {self.cleaned_data.get(f"column_{index}"): column for index, column in enumerate(self.columns)}
        return {name: column for name, column in chosen.items() if name}

    def options(self) -> dict[str, str]:
        """Reading options stay as they are; those of this form replace theirs."""
        kept = {name: value for name, value in self.batch.options.items() if name in ("encoding", "delimiter", "sheet")}
        own = {name: str(self.cleaned_data.get(name) or "") for name in ("date_order", "decimal", "currency")}
        return {**kept, **own, "currency": own["currency"].upper()}
