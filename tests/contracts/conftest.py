from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from tests.conftest import Cast
from tests.contracts.world import World, make_world


@pytest.fixture(autouse=True)
def _static_files_without_a_manifest() -> Iterator[None]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture
def world(cast: Cast, make_customer: Callable[..., object]) -> World:
    return make_world(cast)
