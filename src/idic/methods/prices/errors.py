"""
PriceError
└── PricesUnusable    a negative price, columns of different length, more buyers than were asked
"""

from __future__ import annotations


class PriceError(ValueError):
    """The answers cannot be read; the message says what to change."""


class PricesUnusable(PriceError):
    pass
