from __future__ import annotations

from typing import Any

import pytest

from idic.foundation.sealing.encryption import CannotBeRead, decrypted, encrypted
from idic.foundation.sealing.signature import holds, signature


def test_what_is_encrypted_is_read_for_its_own_purpose_and_under_its_own_key_alone(settings: Any) -> None:
    kept = encrypted("รหัส", purpose=b"one")
    assert decrypted(kept, purpose=b"one") == "รหัส"
    with pytest.raises(CannotBeRead):
        decrypted(kept, purpose=b"another")
    settings.SECRET_KEY = "somebody else's"
    with pytest.raises(CannotBeRead):
        decrypted(kept, purpose=b"one")


def test_a_signature_holds_for_that_secret_time_and_body() -> None:
    signed = signature("secret", "1700000000", b"{}")
    assert holds("secret", "1700000000", b"{}", signed)
    assert not holds("other", "1700000000", b"{}", signed)
    assert not holds("secret", "1700000001", b"{}", signed)
    assert not holds("secret", "1700000000", b"[]", signed)
    assert not holds("", "1700000000", b"{}", signature("", "1700000000", b"{}"))
