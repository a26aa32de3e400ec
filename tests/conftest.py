"""The standing cast: one person for each role, two teams, a stranger; and shorthand to make what they work on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import settings

from tests.differences import tell_quickly
from tests.turns import in_turn, make_way

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes may hold the moment in which they were made (a zip does), and every worker must name the tests alike."""
    return argname if isinstance(val, bytes) else None


def pytest_configure(config: pytest.Config) -> None:
    tell_quickly()
    # The same examples in every run, in whatever time a machine needs for them: a run that fails tells of what has changed.
    # Others are tried on purpose, with `--hypothesis-profile=default`.
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("ci")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_turn(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    from django.utils import timezone, translation

    # A page that the test before asked for leaves its reader's language behind.
    translation.deactivate()
    timezone.deactivate()
    make_way(item)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Of all processes of a run one writes the tables, and each starts with a copy, in which nothing is left to do."""
    from django.conf import settings

    from tests.templates import migrated

    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    from tests.emptying import empty_quickly

    empty_quickly()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """How slowly a password is hashed is not what any of these tests is about; the product in scenarios does it in full."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages() -> Iterator[None]:
    """What a page was made from is kept for tests to look at, and not once more for each of the parts that it includes."""
    from django.test import client

    keep = client.store_rendered_templates

    def keep_first(store: dict[str, object], *arguments: object, **more: object) -> None:
        if "context" not in store:
            keep(store, *arguments, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", keep_first)
        yield


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once() -> Iterator[None]:
    """A served process looks for its static files once, when it starts; here each of thousands of clients is a start."""
    from whitenoise.base import WhiteNoise

    find = WhiteNoise.update_files_dictionary
    found: dict[tuple[str, str], dict[str, object]] = {}

    def find_once(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in found:
            find(self, root, prefix)
            found[root, prefix] = dict(self.files)
        self.files.update(found[root, prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", find_once)
        yield


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
    return make_cast()


def make_cast() -> Cast:
    from django.db import connection

    from idic.foundation.accounts.enums import Role
    from idic.foundation.accounts.models import Team, User

    # Ids of different kinds must never agree by accident: a test that mixes them up has to fail.
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('identify_customer', 'id'), 40000, true)")
        cursor.execute("SELECT setval(pg_get_serial_sequence('identify_sourcerecord', 'id'), 70000, true)")
    service_team, _made = Team.objects.get_or_create(name="Service desk")
    sales_team, _made = Team.objects.get_or_create(name="Sales north")

    places = {
        "administrator": (Role.ADMINISTRATOR, None),
        "manager": (Role.MANAGER, None),
        "service": (Role.SERVICE, service_team),
        "service_colleague": (Role.SERVICE, service_team),
        "sales": (Role.SALES, sales_team),
        "sales_colleague": (Role.SALES, sales_team),
        "analyst": (Role.ANALYST, None),
        "quality": (Role.QUALITY, None),
    }
    people = {
        name: User(email=f"{name}@example.com", display_name=name.replace("_", " ").title(), role=role, team=team)
        for name, (role, team) in places.items()
    }
    for person in people.values():
        person.set_unusable_password()
    User.objects.bulk_create(people.values())
    return Cast(**people)


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
    from idic.domain.identify.models import Customer
    from idic.domain.identify.operations.customers import create_customer

    def make(by: object = None, **values: str) -> object:
        values = values or {"given_name": "Anan", "family_name": "Jaidee", "phone": "0812345678"}
        return Customer.objects.get(pk=create_customer(values, by=by or cast.administrator).pk)

    return make
