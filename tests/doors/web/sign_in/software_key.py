"""An authenticator of the kind that telephones have, in a few lines: one P-256 key for each place, always verified."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

UP, UV, AT = 0x01, 0x04, 0x40


def text_of(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class SoftwareKey:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user_handle = ""
        self.uses = 0

    def create(self, options: dict[str, Any]) -> str:
        public = options["publicKey"]
        self.user_handle = public["user"]["id"]
        credential = b"\0" * 16 + len(self.id).to_bytes(2, "big") + self.id
        credential += cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        data = self._data(public["rp"]["id"], UP | UV | AT) + credential
        statement = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._credential(
            {
                "clientDataJSON": text_of(self._client("webauthn.create", public["challenge"])),
                "attestationObject": text_of(cbor.encode(statement)),
                "transports": ["internal"],
            },
            {"credProps": {"rk": True}},
        )

    def get(self, options: dict[str, Any], flags: int = UP | UV) -> str:
        public = options["publicKey"]
        self.uses += 1
        client = self._client("webauthn.get", public["challenge"])
        data = self._data(public["rpId"], flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._credential(
            {
                "clientDataJSON": text_of(client),
                "authenticatorData": text_of(data),
                "signature": text_of(signature),
                "userHandle": self.user_handle,
            },
            {},
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _data(self, place: str, flags: int) -> bytes:
        return hashlib.sha256(place.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _credential(self, response: dict[str, Any], extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": text_of(self.id),
                "rawId": text_of(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": extensions,
            }
        )
