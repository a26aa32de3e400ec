from __future__ import annotations

import ast
import re

from idic.doors.web.timeline.words import VERB_ICONS, WORDINGS
from idic.foundation.accounts.rules import PERMISSIONS
from tests.contracts.layers import PACKAGE

VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def constants_in(node: ast.expr) -> set[str]:
    return {
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and VERB.fullmatch(one.value)
    }


def appended_verbs() -> tuple[set[str], list[str]]:
    """The verbs given to NewEvent, and the places where a verb is neither written there nor a text of that module."""
    found: set[str] = set()
    unclear: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text())
        for call in ast.walk(tree):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "NewEvent"):
                continue
            verb = call.args[0] if call.args else next(one.value for one in call.keywords if one.arg == "verb")
            if isinstance(verb, ast.Constant):
                found.add(str(verb.value))
            elif isinstance(verb, ast.JoinedStr):
                found.add("".join(part.value if isinstance(part, ast.Constant) else "*" for part in verb.values))
            elif isinstance(verb, ast.Name):
                # Handed in by the callers in the same module: every text there that looks like a verb is one.
                handed = constants_in(tree) - set(PERMISSIONS)
                found |= handed
                if not handed:
                    unclear.append(f"{path}:{call.lineno}")
            else:
                unclear.append(f"{path}:{call.lineno}")
    return found, unclear


def test_every_event_can_be_told_in_words() -> None:
    verbs, unclear = appended_verbs()
    assert unclear == []
    assert "follow_up.done" in verbs
    missing = {
        verb
        for verb in verbs
        if not any(re.fullmatch(verb.replace(".", r"\.").replace("*", "[a-z_]+"), known) for known in WORDINGS)
    }
    assert missing == set()


def test_every_wording_has_its_icon() -> None:
    assert set(WORDINGS) == set(VERB_ICONS)
