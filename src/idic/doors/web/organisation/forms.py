from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.doors.web.name_field import NameField
from idic.foundation.organisation.logos import LARGEST
from idic.foundation.organisation.models import Organisation
from idic.foundation.organisation.operations import OrganisationDraft

_PLAIN = [ProhibitNullCharactersValidator()]


class OrganisationForm(forms.Form):
    name = NameField(
        label=_("Name"), max_length=200, required=False,
        help_text=_("Stands on every page for people outside and on letters. Without one they read IDIC."),
    )  # fmt: skip
    address = forms.CharField(
        label=_("Address"), required=False, max_length=1000, validators=_PLAIN, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its lines stand on letters and at the foot of public pages."),
    )  # fmt: skip
    telephone = NameField(label=_("Telephone"), max_length=60, required=False)
    email = forms.CharField(label=_("E-mail address"), max_length=254, required=False, validators=_PLAIN)
    website = forms.CharField(label=_("Web site"), max_length=300, required=False, validators=_PLAIN)
    logo = forms.Field(
        label=_("Logo"), required=False, widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG; a wide one with little margin looks best."),
    )  # fmt: skip
    drops_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, row: Organisation, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(row)
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = NameField(
                label=_("Name: %(language)s") % {"language": language}, max_length=200, required=False
            )
            self.fields[f"address_{code}"] = forms.CharField(
                label=_("Address: %(language)s") % {"language": language}, required=False, max_length=1000, validators=_PLAIN,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        if not row.logo_digest:
            del self.fields["drops_logo"]

    def own_texts(self) -> list[tuple[Any, Any]]:
        return [(self[f"name_{code}"], self[f"address_{code}"]) for code, _language in settings.LANGUAGES]

    def draft(self) -> OrganisationDraft:
        said, given = self.cleaned_data, self.files.get("logo")
        codes = [code for code, _language in settings.LANGUAGES]
        logo = b"" if said.get("drops_logo") else None
        return OrganisationDraft(
            name=said["name"], names={code: said[f"name_{code}"] for code in codes}, address=said["address"],
            addresses={code: said[f"address_{code}"] for code in codes}, telephone=said["telephone"], email=said["email"],
            website=said["website"], logo=given.read(LARGEST + 1) if given else logo,
        )  # fmt: skip


def _initial(row: Organisation) -> dict[str, Any]:
    same = ("name", "address", "telephone", "email", "website", "version")
    found: dict[str, Any] = {name: getattr(row, name) for name in same}
    found |= {f"name_{code}": text for code, text in row.names.items()}
    return found | {f"address_{code}": text for code, text in row.addresses.items()}
