"""A small OpenID Connect provider on the loopback: one person is at its keyboard and always agrees."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "idic", "provider-secret-9271"


class Provider:
    def __init__(self) -> None:
        self.claims: dict[str, Any] = {
            "sub": "u-77",
            "email": "malee@example.com",
            "email_verified": True,
            "name": "Malee",
        }
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.granted: dict[str, str] = {}
        self.issuer = ""
        self.audience = CLIENT
        self.fails = False

    def agree(self, address: str) -> str:
        """What the browser is sent back with; the code is bound to the challenge of this attempt."""
        asked = parse_qs(urlsplit(address).query)
        assert asked["client_id"] == [CLIENT]
        assert asked["response_type"] == ["code"]
        assert "openid" in asked["scope"][0].split()
        code = secrets.token_urlsafe(12)
        self.granted[code] = asked["code_challenge"][0]
        return f"{urlsplit(asked['redirect_uri'][0]).path}?code={code}&state={asked['state'][0]}"

    def token(self, given: dict[str, list[str]]) -> dict[str, Any] | None:
        challenge = self.granted.pop(given["code"][0], "")
        digest = hashlib.sha256(given["code_verifier"][0].encode()).digest()
        proven = base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
        if not proven or given["client_secret"] != [SECRET] or self.fails:
            return None
        now = int(time.time())
        told = {"iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + 300, **self.claims}
        return {
            "access_token": "at-1",
            "token_type": "Bearer",
            "id_token": jwt.encode(told, self.key, algorithm="RS256", headers={"kid": "1"}),
        }

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def running_provider() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/.well-known/openid-configuration":
                self._answer(provider.description())
            elif path == "/userinfo" and self.headers["Authorization"] == "Bearer at-1":
                self._answer(provider.claims)
            else:
                self._answer({"error": "not_found"}, 404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            token = provider.token(parse_qs(body)) if self.path == "/token" else None
            self._answer(token or {"error": "invalid_grant"}, 200 if token else 400)

        def _answer(self, data: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
