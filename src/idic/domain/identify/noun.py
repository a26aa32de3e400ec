"""The customer as a noun: what may be asked of one, shown and changed. Higher rooms add what they know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.errors import IdentifyError, InvalidValue, NameMissing, Outdated
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.assignment import assign_customer
from idic.domain.identify.operations.customers import edit_customer, shown_values
from idic.domain.identify.queries.customers import access_customer, access_customers
from idic.domain.identify.queries.search import narrowed
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import names_of_teams, people_choices, team_choices
from idic.foundation.accounts.queries.names import names_of_users
from idic.foundation.languages.provinces import shown_province, stored_province
from idic.foundation.nouns.errors import RecordOutdated, ValueRefused
from idic.foundation.nouns.fields import Field, Input, ReadChoices, Shown, Spelling
from idic.foundation.nouns.noun import Noun
from idic.methods.predicate import FieldType

SEXES = (("male", _("Male")), ("female", _("Female")))


def _known(column: str) -> str:
    return f"nullif(c.{column}, '')"


def _text(name: str, family: str, label: Any, *, group: str = "", shown: Shown = Shown.TEXT, **more: Any) -> Field:
    return Field(
        name, family, FieldType.TEXT, label, _known(name), shown=shown, value=attrgetter(name), input=Input.TEXT,
        group=group or family, **more,
    )  # fmt: skip


def _fact(name: str, family: str, label: Any, *, may_type: bool = False) -> Field:
    return Field(
        name, family, FieldType.TEXT, label, f"nullif(c.facts->>'{name}', '')", value=_fact_reader(name), group=family,
        input=Input.TEXT if may_type else Input.NONE,
    )  # fmt: skip


def _fact_reader(name: str) -> Callable[[Customer], object]:
    return lambda customer: customer.facts.get(name, "")


def _day_of(column: str) -> str:
    # The name of the zone comes from the configuration, never from a user.
    return f"(c.{column} AT TIME ZONE '{timezone.get_default_timezone_name()}')::date"


def _people(ids: Sequence[object]) -> Mapping[int, str]:
    return names_of_users(one for one in ids if isinstance(one, int))


FIELDS = (
    _text("name", "identity", _("Name"), order="sort_name", group="name"),
    Field(
        "kind", "identity", FieldType.CODE, _("Kind"), "c.kind", CustomerKind.choices, shown=Shown.CODE,
        value=attrgetter("kind"), input=Input.CHOICE, is_required=True,
    ),
    _text("title", "identity", _("Form of address"), group="name"),
    _text("given_name", "identity", _("Given name"), group="name"),
    _text("family_name", "identity", _("Family name"), group="name"),
    _text("national_id", "identity", _("National id")),
    _text("tax_id", "identity", _("Tax id")),
    Field(
        "sex", "demographic", FieldType.CODE, _("Sex"), _known("sex"), SEXES, shown=Shown.CODE, value=attrgetter("sex"),
        input=Input.CHOICE, group="demographic",
    ),
    Field(
        "birth_date", "demographic", FieldType.DATE, _("Birth date"), "c.birth_date", shown=Shown.DAY,
        value=attrgetter("birth_date"), input=Input.DAY, group="identity",
    ),
    _fact("nickname", "identity", _("Nickname"), may_type=True),
    _fact("age_band", "demographic", _("Age band")),
    _fact("income_band", "demographic", _("Income band")),
    _fact("household_size", "demographic", _("Household size")),
    _fact("marital_status", "demographic", _("Marital status")),
    _fact("occupation", "demographic", _("Occupation")),
    _text("province", "geographic", _("Province"), spelling=Spelling(stored_province, shown_province)),
    _text("district", "geographic", _("District")),
    _text("postcode", "geographic", _("Postcode")),
    _text("country", "geographic", _("Country")),
    _text("address", "contact", _("Address"), shown=Shown.LONG_TEXT),
    _text("phone", "contact", _("Phone")),
    _text("email", "contact", _("E-mail")),
    Field(
        "language", "contact", FieldType.TEXT, _("Language"), _known("language"), value=attrgetter("language"),
        group="contact",
    ),
    _fact("note", "record", _("Note"), may_type=True),
    Field(
        "owner", "record", FieldType.CODE, _("Owner"), "c.owner_id::text", ReadChoices(people_choices),
        shown=Shown.PERSON, value=attrgetter("owner_id"), input=Input.USER, names=_people,
    ),
    Field(
        "team", "record", FieldType.CODE, _("Team"), "c.team_id::text", ReadChoices(team_choices), shown=Shown.CODE,
        value=attrgetter("team_id"), input=Input.TEAM, names=names_of_teams,
    ),
    Field(
        "created", "record", FieldType.DATE, _("Added on"), _day_of("created_at"), shown=Shown.MOMENT,
        value=attrgetter("created_at"), order="created_at",
    ),
    Field(
        "changed", "record", FieldType.DATE, _("Last changed"), _day_of("updated_at"), shown=Shown.MOMENT,
        value=attrgetter("updated_at"), order="updated_at",
    ),
    Field(
        "records", "record", FieldType.NUMBER, _("Source records"), "c.record_count", shown=Shown.NUMBER,
        value=attrgetter("record_count"),
    ),
)  # fmt: skip


def change(customer: Customer, values: Mapping[str, Any], *, version: int, by: User) -> Customer:
    """Owner and team are the record's own; everything else becomes the desk's word about the customer."""
    assigned = {name: values[name] for name in ("owner", "team") if name in values}
    told = {name: value for name, value in values.items() if name not in assigned}
    try:
        if told:
            customer = edit_customer(customer, _whole(customer, told), version=version, by=by)
            version = customer.version
        if assigned:
            customer = assign_customer(
                customer, owner_id=_number(assigned, "owner", customer.owner_id),
                team_id=_number(assigned, "team", customer.team_id), version=version, by=by,
            )  # fmt: skip
    except Outdated as error:
        raise RecordOutdated from error
    except InvalidValue as error:
        raise ValueRefused(error.field, str(error)) from error
    except NameMissing as error:
        raise ValueRefused("name", str(error)) from error
    except IdentifyError as error:
        raise ValueRefused(next(iter(values)), str(error)) from error
    return customer


def _whole(customer: Customer, told: Mapping[str, Any]) -> dict[str, Any]:
    """The operation reads what is missing as emptied, so the values on show stand beside the changed ones. A person's
    whole name stands in the given name until somebody parts it."""
    typed = dict(told)
    kind = typed.get("kind", customer.kind)
    if "name" in typed and kind == CustomerKind.PERSON:
        typed |= {"given_name": typed.pop("name"), "family_name": "", "title": ""}
    return {**shown_values(customer), **typed}


def _number(values: Mapping[str, Any], name: str, current: int | None) -> int | None:
    if name not in values:
        return current
    text = str(values[name] or "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueRefused(name, _now("Choose one from the list."))
    return int(text)


def _listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.defer("search_text", "search_keys", "provenance")


CUSTOMER = Noun(
    code="customer",
    label=_("Customer"),
    plural=_("Customers"),
    icon="users",
    model=Customer,
    table="identify_customer",
    alias="c",
    where="c.merged_into_id IS NULL",
    fields=FIELDS,
    visible=access_customers,
    access=access_customer,
    title=attrgetter("name"),
    columns=("name", "phone", "email", "province", "owner"),
    order="name",
    customer_of=attrgetter("pk"),
    change=change,
    version_of=attrgetter("version"),
    search=narrowed,
    listed=_listed,
    attributes="c.facts",
    attributes_of=attrgetter("facts"),
)
