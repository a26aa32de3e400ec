from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from idic.domain.interact.telephony.carriers import checked_address, dial_there
from idic.domain.interact.telephony.errors import ExtensionRefused, ExtensionTaken, NameMissing, NotDialled, Outdated
from idic.domain.interact.telephony.models import Exchange, Extension
from idic.domain.interact.telephony.numbers import number_of
from idic.domain.interact.telephony.secrets import hidden, new_secret
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.texts import one_line


@transaction.atomic
def create_exchange(name: str, dial_url: str = "", *, by: User) -> tuple[Exchange, str]:
    """With its secret, which nobody is told again."""
    require(by, "channel.manage")
    secret = new_secret()
    made = Exchange.objects.create(
        name=_name(name), dial_url=_address(dial_url), key=secrets.token_urlsafe(12), secret=hidden(secret)
    )
    _record("exchange.created", made, by=by)
    return made, secret


@transaction.atomic
def change_exchange(exchange: Exchange, *, name: str, dial_url: str, version: int, by: User) -> Exchange:
    kept = _locked(exchange, by)
    if kept.version != version:
        raise Outdated
    kept.name, kept.dial_url = _name(name), _address(dial_url)
    return _saved("exchange.changed", kept, by=by)


@transaction.atomic
def renew_secret(exchange: Exchange, *, by: User) -> str:
    """The old one holds no longer, from this moment on."""
    kept = _locked(exchange, by)
    secret = new_secret()
    kept.secret = hidden(secret)
    _saved("exchange.changed", kept, by=by)
    return secret


@transaction.atomic
def switch_exchange(exchange: Exchange, *, is_active: bool, by: User) -> Exchange:
    kept = _locked(exchange, by)
    if kept.is_active == is_active:
        return kept
    kept.is_active = is_active
    return _saved("exchange.resumed" if is_active else "exchange.paused", kept, by=by)


@transaction.atomic
def set_extension(user: User, number: str, *, by: User) -> None:
    """Empty takes it away."""
    require(by, "channel.manage")
    plain = number.strip()
    known = Extension.objects.select_for_update().filter(user=user).first()
    if (known.number if known else "") == plain:
        return
    if plain and not (plain.isascii() and plain.isdecimal() and len(plain) <= 10):
        raise ExtensionRefused
    if plain:
        try:
            with transaction.atomic():
                Extension.objects.update_or_create(user=user, defaults={"number": plain})
        except IntegrityError as error:
            raise ExtensionTaken from error
    else:
        Extension.objects.filter(user=user).delete()
    append_event(
        NewEvent(
            "extension.changed", "user", user.pk, before={"extension": known.number if known else ""},
            after={"display_name": user.display_name, "extension": plain},
        ),
        by=by,
    )  # fmt: skip


def dial(number: str, *, by: User) -> None:
    """The telephone on the desk rings, and calls the number once it is picked up."""
    require(by, "case.see")
    mine = Extension.objects.filter(user=by).values_list("number", flat=True).first()
    exchange = Exchange.objects.filter(is_active=True).exclude(dial_url="").order_by("pk").first()
    plain = number_of(number)
    if mine is None or exchange is None or not plain.removeprefix("+").isdecimal():
        raise NotDialled
    dial_there(exchange, mine, plain)


def _locked(exchange: Exchange, by: User) -> Exchange:
    require(by, "channel.manage")
    return Exchange.objects.select_for_update().get(pk=exchange.pk)


def _saved(verb: str, exchange: Exchange, *, by: User) -> Exchange:
    exchange.version += 1
    exchange.save()
    _record(verb, exchange, by=by)
    return exchange


def _record(verb: str, exchange: Exchange, *, by: User) -> None:
    """Never with the secret."""
    after = {"name": exchange.name, "dial_url": exchange.dial_url, "is_active": exchange.is_active}
    append_event(NewEvent(verb, "exchange", exchange.pk, before={"name": exchange.name}, after=after), by=by)


def _name(text: str) -> str:
    found = one_line(text, 120)
    if not found:
        raise NameMissing
    return found


def _address(text: str) -> str:
    plain = text.strip()
    return checked_address(plain) if plain else ""
