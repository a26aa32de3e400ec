import random
from typing import Final

THAI_LOOKALIKES: Final = {
    "ศ": "ส",
    "ษ": "ส",
    "ณ": "น",
    "ญ": "ย",
    "ธ": "ท",
    "ฒ": "ท",
    "ฐ": "ถ",
    "ร": "ล",
    "ใ": "ไ",
    "ภ": "พ",
    "ฬ": "ล",
}
ROMAN_SOUNDALIKES: Final = (
    ("ph", "p"),
    ("th", "t"),
    ("kh", "k"),
    ("ai", "ay"),
    ("ch", "j"),
    ("ae", "e"),
    ("w", "v"),
    ("ee", "i"),
    ("ck", "k"),
    ("ll", "l"),
    ("o", "or"),
)


def slipped(text: str, rng: random.Random) -> str:
    """The text with one typing error of the kind its script invites; Chinese text is left as it is."""
    if any("ก" <= sign <= "๛" for sign in text):
        return _slipped_thai(text, rng)
    return _slipped_roman(text, rng) if text.isascii() and len(text) > 3 else text


def respelt(text: str, rng: random.Random) -> str:
    """A romanised name as another clerk would hear it: Phichai or Pichai, Wichai or Vichai."""
    fitting = [(old, new) for old, new in ROMAN_SOUNDALIKES if old in text.lower()[1:] or text.lower().startswith(old)]
    if not fitting:
        return text
    old, new = rng.choice(fitting)
    heard = text.lower().replace(old, new, 1)
    return " ".join(word.capitalize() for word in heard.split(" "))


def _slipped_thai(text: str, rng: random.Random) -> str:
    places = [n for n, sign in enumerate(text) if sign in THAI_LOOKALIKES]
    if places and rng.random() < 0.6:
        place = rng.choice(places)
        return text[:place] + THAI_LOOKALIKES[text[place]] + text[place + 1 :]
    if "์" in text:
        place = text.index("์")
        return text[: place - 1] + text[place + 1 :]
    for mark in "่้":
        if mark in text:
            return text.replace(mark, "", 1)
    return text.replace("  ", " ") + (" " if rng.random() < 0.5 else "")


def _slipped_roman(text: str, rng: random.Random) -> str:
    places = [n for n in range(1, len(text) - 1) if text[n].isalpha() and text[n + 1].isalpha()]
    if not places:
        return text
    place = rng.choice(places)
    act = rng.randrange(3)
    if act == 0:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text[:place] + text[place + 1 :] if act == 1 else text[:place] + text[place] + text[place:]
