from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings


@pytest.fixture
def near_hosts_allowed() -> Iterator[None]:
    """As IDIC_WEBHOOK_HOSTS says it: servers of the tests stand on this machine."""
    with override_settings(CONFIGURATION=replace(settings.CONFIGURATION, webhook_hosts=("127.0.0.1",))):
        yield
