from __future__ import annotations

import re
from pathlib import Path

from django.http import HttpResponse
from django.test import RequestFactory

from idic.doors.web import shell
from idic.doors.web.shell.middleware import SecurityHeadersMiddleware

TEMPLATES = Path(shell.__file__).parent / "templates"


def test_the_policy_allows_nothing_inline_and_no_other_host() -> None:
    response = SecurityHeadersMiddleware(lambda request: HttpResponse("x"))(RequestFactory().get("/"))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "HX-Request" in response.headers["Vary"]


def test_no_template_of_the_shell_holds_what_the_policy_refuses() -> None:
    refused = re.compile(r"\sstyle=|\son[a-z]+=|hx-on|<style|javascript:|https?://", re.IGNORECASE)
    found = [path.name for path in TEMPLATES.rglob("*.html") if refused.search(path.read_text())]
    inline = [p.name for p in TEMPLATES.rglob("*.html") if re.search(r"<script(?![^>]*\bsrc=)", p.read_text())]
    assert found == []
    assert inline == []
