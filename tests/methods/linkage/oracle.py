"""Published and recomputed numbers that linkage must reproduce; records that the tests share."""

import json
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parents[2] / "data" / "linkage"


def oracle() -> dict[str, Any]:
    return json.loads((FOLDER / "oracle.json").read_text(encoding="utf-8"))


def em_patterns() -> tuple[np.ndarray, np.ndarray, dict[str, Any]]:
    known = oracle()["fellegi_sunter_em"]
    names = sorted(known["patterns"])
    patterns = np.array([[int(sign) for sign in name] for name in names])
    counts = np.array([float(known["patterns"][name]["count"]) for name in names])
    return patterns, counts, known


def binary(agreement: list[float]) -> list[np.ndarray]:
    return [np.array([1 - one, one]) for one in agreement]
