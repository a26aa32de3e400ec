"""One setting: its name in the environment, what it takes, and how its text is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from idic.foundation.configuration.errors import ConfigurationError, Refused

Value = TypeVar("Value")


@dataclass(frozen=True)
class Setting(Generic[Value]):
    name: str
    kind: str
    parse: Callable[[str], Value]
    default: Value
    default_text: str
    help: str

    def read(self, environ: Mapping[str, str]) -> Value:
        text = environ.get(self.name, "").strip()
        if not text:
            return self.default
        try:
            return self.parse(text)
        except Refused as refused:
            raise ConfigurationError(f"{self.name} is “{text}”, but it takes {self.kind}{refused}.") from None
