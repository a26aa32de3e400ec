from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.catalogue.models import Product
from idic.domain.catalogue.queries.products import access_products
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import visible_customers
from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.errors import TitleMissing
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.users import teams
from idic.foundation.accounts.rules import may

_LONGEST = 50_000


class CaseForm(forms.Form):
    """Written down by hand: who got in touch, how, why and with what words. Nobody has to be known as a customer."""

    title = NameField(label=_("What it is about"), max_length=300, error_messages={"required": TitleMissing.sentence})
    mode = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"), choices=AccessMode.choices, initial=AccessMode.PHONE
    )
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=Purpose.choices, initial=Purpose.REQUEST_SERVICE
    )
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL)
    topic = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Topic"), required=False, empty_label=_("No topic yet")
    )
    text = forms.CharField(
        label=_("In the customer's words"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    product = forms.ModelChoiceField(Product.objects.none(), label=_("Product"), required=False)
    customer = forms.ModelChoiceField(Customer.objects.none(), label=_("Customer"), required=False)
    contact_name = NameField(label=_("Name, as given"), max_length=300, required=False)
    contact_address = forms.CharField(label=_("E-mail or telephone, as given"), max_length=254, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    received_at = forms.DateTimeField(
        label=_("Received"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], help_text=_("Leave empty for now."),
    )  # fmt: skip
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"), required=False, empty_label=_("By the rules"))
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("By the rules"))

    def __init__(self, data: Any = None, *, by: User, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        self._offer("topic", offered_topics())
        self._offer("owner", assignable(by).order_by("display_name", "id"))
        self._offer("team", teams())
        known = visible_customers(by) if may(by, "customer.see") else Customer.objects.none()
        self._offer("customer", known.defer("search_text", "search_keys", "facts", "provenance"))
        self._offer("product", access_products(by) if may(by, "product.see") else Product.objects.none())
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [("", _("As the customer's")), *settings.LANGUAGES]

    @property
    def chosen_customer(self) -> Customer | None:
        """Also while the form is shown again with an error."""
        found = self._chosen("customer")
        return found if isinstance(found, Customer) else None

    @property
    def chosen_product(self) -> Product | None:
        found = self._chosen("product")
        return found if isinstance(found, Product) else None

    def draft(self) -> CaseDraft:
        data = self.cleaned_data
        return CaseDraft(**{name: data[name] for name in (
            "title", "mode", "purpose", "priority", "topic", "product", "text", "customer", "contact_name",
            "contact_address", "language", "owner", "team", "received_at",
        )})  # fmt: skip

    def clean_received_at(self) -> Any:
        at = self.cleaned_data["received_at"]
        if at is not None and at > timezone.now():
            raise forms.ValidationError(_("This lies in the future."))
        return at

    def _chosen(self, name: str) -> Any:
        value = self[name].value()
        if isinstance(value, Model):
            return value
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        try:
            return field.clean(value)
        except forms.ValidationError:
            return None

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class ReplyForm(forms.Form):
    """What goes to the customer, what was said where nothing is sent, or a note among ourselves."""

    kind = forms.ChoiceField(choices=[(one, one) for one in ("answer", "said", "note")], initial="answer")
    text = forms.CharField(
        label=_("Text"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what is to be kept or sent.")},
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    has_read = forms.BooleanField(required=False)
    then = forms.CharField(required=False, max_length=10)
