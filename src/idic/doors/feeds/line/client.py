"""The SDK of LINE, at the address of a channel."""

from __future__ import annotations

from typing import Any

from linebot.v3.messaging import ApiClient, Configuration

from idic.domain.interact.hooks.models import HookChannel
from idic.domain.interact.hooks.operations.channels import LINE_ADDRESS
from idic.domain.interact.mail.secrets import revealed


class Client(ApiClient):  # type: ignore[misc]
    """The SDK writes LINE's hosts into each of its calls: a channel with another address is asked there."""

    def __init__(self, channel: HookChannel) -> None:
        configuration = Configuration(access_token=revealed(channel.token))
        # asked again by us, who know what was handed over; and never sent on to where somebody points
        configuration.retries = False
        super().__init__(configuration)
        self._base = "" if channel.address == LINE_ADDRESS else channel.address

    def call_api(self, *args: Any, **named: Any) -> Any:
        if self._base:
            named["_host"] = self._base
        return super().call_api(*args, **named)
