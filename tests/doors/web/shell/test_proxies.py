from __future__ import annotations

import dataclasses
import ipaddress

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from idic.doors.web.shell.proxies import TrustedProxyMiddleware


def _seen(address: str) -> dict[str, str]:
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return {name: value for name, value in request.META.items() if name.startswith("HTTP_X")}


@pytest.fixture
def one_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = dataclasses.replace(settings.CONFIGURATION, trusted_proxies=(ipaddress.ip_network("10.0.0.0/24"),))
    monkeypatch.setattr(settings, "CONFIGURATION", trusted)


def test_a_named_proxy_is_believed(one_proxy: None) -> None:
    assert _seen("10.0.0.7") == {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_PROTO": "https"}


@pytest.mark.parametrize("address", ["10.0.1.7", "203.0.113.9", "", "no address"])
def test_nobody_else_can_say_who_they_are(one_proxy: None, address: str) -> None:
    assert _seen(address) == {}


def test_without_the_setting_nobody_is_believed() -> None:
    assert _seen("127.0.0.1") == {}
