"""Prices asked of people: the Van Westendorp meter and Gabor-Granger."""

from idic.methods.prices.errors import PriceError, PricesUnusable
from idic.methods.prices.gabor_granger import GaborGranger, PricePoint, from_table, gabor_granger
from idic.methods.prices.van_westendorp import QUESTIONS, Curves, Rule, VanWestendorp, van_westendorp

__all__ = [
    "QUESTIONS",
    "Curves",
    "GaborGranger",
    "PriceError",
    "PricePoint",
    "PricesUnusable",
    "Rule",
    "VanWestendorp",
    "from_table",
    "gabor_granger",
    "van_westendorp",
]
