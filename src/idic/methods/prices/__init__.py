"""Prices asked of people: the Van Westendorp meter and Gabor-Granger."""

from idic.methods.prices.errors import PriceError, PricesUnusable
from idic.methods.prices.gabor_granger import GaborGranger, PricePoint, from_table, gabor_granger
from idic.methods.prices.response import PriceResponse, price_response
from idic.methods.prices.van_westendorp import QUESTIONS, Curves, Rule, VanWestendorp, van_westendorp

__all__ = [
    "QUESTIONS",
    "Curves",
    "GaborGranger",
    "PriceError",
    "PricePoint",
    "PriceResponse",
    "PricesUnusable",
    "Rule",
    "VanWestendorp",
    "from_table",
    "gabor_granger",
    "price_response",
    "van_westendorp",
]
