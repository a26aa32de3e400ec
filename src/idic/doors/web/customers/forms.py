from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.operations.customers import DESK_FIELDS
from idic.doors.web.attributes.inputs import AttributeFields

_SEXES = (("", _("Not given")), ("female", _("Female")), ("male", _("Male")))
# What only a person has, and what only an organisation has.
_OF_A_PERSON = ("title", "given_name", "family_name", "nickname", "birth_date", "sex", "national_id")


class _Shared:
    """Django copies the fields of a form for each request, in case one of them is changed. These never are."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class _TextField(_Shared, forms.CharField):
    pass


class _ChoiceField(_Shared, forms.ChoiceField):
    pass


def _text(label: Any, length: int, *, hint: Any = "", complete: str = "off", **attributes: str) -> _TextField:
    return _TextField(
        label=label, required=False, help_text=hint,
        validators=[MaxLengthValidator(length), ProhibitNullCharactersValidator()],
        widget=forms.TextInput(attrs={"autocomplete": complete, "maxlength": str(length), **attributes}),
    )  # fmt: skip


class CustomerForm(AttributeFields):
    """All of DESK_FIELDS and the custom attributes that were given. Whether a value can be used is for the operation to
    say; here only the length is held."""

    kind = _ChoiceField(label=_("Kind"), choices=CustomerKind.choices, widget=forms.RadioSelect)
    title = _text(_("Form of address"), 40, placeholder="")
    given_name = _text(_("Given name"), 150, hint=_("The whole name may stand here if its parts are not known."))
    family_name = _text(_("Family name"), 150)
    nickname = _text(_("Nickname"), 120)
    name = _text(_("Name of the organisation"), 300)
    phone = _text(_("Phone"), 60, inputmode="tel")
    phone2 = _text(_("Second phone"), 60, inputmode="tel")
    email = _text(_("E-mail"), 254, inputmode="email")
    national_id = _text(_("National id"), 40, hint=_("Its check digit is tested."))
    tax_id = _text(_("Tax id"), 40, hint=_("Its check digit is tested."))
    birth_date = _TextField(
        label=_("Birth date"), required=False, widget=forms.TextInput(attrs={"type": "date", "autocomplete": "off"})
    )
    sex = _ChoiceField(label=_("Sex"), choices=_SEXES, required=False)
    address = _TextField(
        label=_("Address"), required=False, validators=[MaxLengthValidator(400), ProhibitNullCharactersValidator()],
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": "400", "autocomplete": "off"}),
    )  # fmt: skip
    district = _text(_("District"), 120)
    province = _text(_("Province"), 120)
    postcode = _text(_("Postcode"), 12)
    country = _text(_("Country"), 60)
    note = _TextField(
        label=_("Note"), required=False, validators=[MaxLengthValidator(300), ProhibitNullCharactersValidator()],
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": "300"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.check_attributes(str(cleaned.get("kind") or ""))
        return cleaned

    def values(self) -> dict[str, str | list[str]]:
        """What the operation takes. What the chosen kind does not have is taken back; a person's whole name follows
        from its parts and is left to the operation."""
        values: dict[str, str | list[str]] = {name: str(self.cleaned_data.get(name) or "") for name in DESK_FIELDS}
        values |= self.attribute_values(str(values["kind"]))
        if values["kind"] == CustomerKind.ORGANISATION:
            return {**values, **dict.fromkeys(_OF_A_PERSON, "")}
        del values["name"]
        return values


class EditForm(CustomerForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
