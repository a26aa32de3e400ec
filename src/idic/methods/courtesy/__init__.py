"""Wording help for a draft answer: phrases that break one of the ten don'ts, what is missing, and what to say instead.

Patterns and wordings are data, one file per language; the texts that explain a code to people are not here.
"""

from idic.methods.courtesy.advice import Advice, Finding, Wording, advise
from idic.methods.courtesy.codes import CHECKS, DONTS, LANGUAGES, STEPS, Check, Dont, Language, Step
from idic.methods.courtesy.errors import CourtesyError, UnknownLanguage

__all__ = [
    "CHECKS",
    "DONTS",
    "LANGUAGES",
    "STEPS",
    "Advice",
    "Check",
    "CourtesyError",
    "Dont",
    "Finding",
    "Language",
    "Step",
    "UnknownLanguage",
    "Wording",
    "advise",
]
