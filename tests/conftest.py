"""The standing cast: one person for each role, two teams, a stranger; and shorthand to make what they work on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests with real transactions are cleaned up by TRUNCATE, which the event tables refuse; a test switches it back."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DISABLE TRIGGER event_no_truncate")
        cursor.execute("ALTER TABLE events_eventseal DISABLE TRIGGER seal_no_truncate")
        cursor.execute("ALTER TABLE privacy_consentevent DISABLE TRIGGER consent_no_truncate")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data that may not ship; tests on it are skipped, visibly, where it is not there."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this clone")
    return folder


@dataclass(frozen=True)
class Cast:
    """`service` and `service_colleague` share a team; `sales` and `sales_colleague` another."""

    administrator: object
    manager: object
    service: object
    service_colleague: object
    sales: object
    sales_colleague: object
    analyst: object
    quality: object


@pytest.fixture
def cast(db: None) -> Cast:
    from django.db import connection

    from idic.foundation.accounts.enums import Role
    from idic.foundation.accounts.models import Team, User

    # Ids of different kinds must never agree by accident: a test that mixes them up has to fail.
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('identify_customer', 'id'), 40000, true)")
        cursor.execute("SELECT setval(pg_get_serial_sequence('identify_sourcerecord', 'id'), 70000, true)")
    service_team = Team.objects.create(name="Service desk")
    sales_team = Team.objects.create(name="Sales north")

    def person(name: str, role: str, team: Team | None = None) -> User:
        user = User(email=f"{name}@example.com", display_name=name.replace("_", " ").title(), role=role, team=team)
        user.set_unusable_password()
        user.save()
        return user

    return Cast(
        administrator=person("administrator", Role.ADMINISTRATOR),
        manager=person("manager", Role.MANAGER),
        service=person("service", Role.SERVICE, service_team),
        service_colleague=person("service_colleague", Role.SERVICE, service_team),
        sales=person("sales", Role.SALES, sales_team),
        sales_colleague=person("sales_colleague", Role.SALES, sales_team),
        analyst=person("analyst", Role.ANALYST),
        quality=person("quality", Role.QUALITY),
    )


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """`signed_in("sales")` is a browser in which that member of the cast is signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def make_customer(cast: Cast) -> Callable[..., object]:
    """Through the real operation, as the administrator unless `by` names somebody else."""
    from idic.domain.identify.operations.customers import create_customer

    def make(by: object = None, **values: str) -> object:
        values = values or {"given_name": "Anan", "family_name": "Jaidee", "phone": "0812345678"}
        return create_customer(values, by=by or cast.administrator)

    return make
