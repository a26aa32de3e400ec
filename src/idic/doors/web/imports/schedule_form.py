from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from idic.domain.identify.arrivals.enums import Place
from idic.domain.identify.arrivals.models import Schedule
from idic.domain.identify.arrivals.operations.schedules import Wish
from idic.domain.identify.enums import ImportKind
from idic.domain.identify.models import Source
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField

_EVERY = (
    (15, gettext_lazy("Every 15 minutes")),
    (60, gettext_lazy("Every hour")),
    (360, gettext_lazy("Every 6 hours")),
    (1440, gettext_lazy("Once a day")),
    (10080, gettext_lazy("Once a week")),
)


class ScheduleForm(forms.Form):
    name = NameField(label=gettext_lazy("Name"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("What do the files hold?"), choices=ImportKind.choices)
    source = forms.ChoiceField(
        label=gettext_lazy("Which system do they come from?"), choices=(),
        help_text=gettext_lazy("Import one such file of this system by hand first: its mapping of columns is used."),
    )  # fmt: skip
    place = forms.ChoiceField(label=gettext_lazy("Where do the files appear?"), choices=Place.choices)
    address = forms.CharField(
        label=gettext_lazy("Folder or address"), max_length=500,
        help_text=gettext_lazy(
            "A folder below the one that the installation names, such as till; https://shop.example.com/export.csv; or"
            " files.example.com:22/outgoing for SFTP."
        ),
    )  # fmt: skip
    pattern = forms.CharField(
        label=gettext_lazy("Names of the files"), max_length=100, initial="*",
        help_text=gettext_lazy("Such as *.csv. Not needed for a web address."),
    )  # fmt: skip
    user_name = forms.CharField(label=gettext_lazy("User name"), max_length=120, required=False)
    secret = forms.CharField(
        label=gettext_lazy("Password or private key"), required=False, strip=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    host_key = forms.CharField(
        label=gettext_lazy("Key of the SFTP server"), max_length=100, required=False,
        help_text=gettext_lazy("As its administrator tells it, or ssh-keygen -l shows it: SHA256:…"),
    )  # fmt: skip
    minutes = forms.TypedChoiceField(label=gettext_lazy("How often"), choices=_EVERY, coerce=int, initial=60)
    is_active = forms.BooleanField(label=gettext_lazy("Look for files by itself"), required=False, initial=True)

    def __init__(self, sources: Iterable[Source], schedule: Schedule | None, *args: Any, **kwargs: Any) -> None:
        self._sources = {str(source.pk): source for source in sources}
        if schedule is not None:
            kwargs["initial"] = {
                **{name: getattr(schedule, name) for name in self.base_fields if name not in ("source", "secret")},
                "source": str(schedule.source_id),
            }
        super().__init__(*args, **kwargs)
        self._has_secret = schedule is not None and bool(schedule.secret)
        if self._has_secret:
            self.fields["secret"].help_text = gettext_lazy(
                "One is kept and never shown. Leave this empty to keep it; a new address needs it again."
            )
        offer(self, "source", [(key, source.label) for key, source in self._sources.items()])

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(
            name=said["name"], kind=said["kind"], source=self._sources[said["source"]], place=said["place"],
            address=said["address"], pattern=said["pattern"], user_name=said["user_name"],
            secret=said["secret"].replace("\r\n", "\n") or None, host_key=said["host_key"], minutes=said["minutes"],
            is_active=said["is_active"],
        )  # fmt: skip
