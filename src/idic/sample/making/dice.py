import random
from typing import Final

SEED: Final = "idic-sample-2026"


def dice(topic: str) -> random.Random:
    """One stream per topic, so that a change in one part leaves the others as they were."""
    return random.Random(f"{SEED}:{topic}")
