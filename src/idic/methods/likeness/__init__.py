"""Which texts say nearly the same, in Thai, Chinese and languages with spaces, without a dictionary.

Terms are cut from the folded text, weighed by how few documents hold them (BM25), and the few most telling ones stand in
an indexed array as a signature, so that among millions only some hundred texts are compared in full.
"""

from idic.methods.likeness.collection import Collection
from idic.methods.likeness.errors import LikenessError
from idic.methods.likeness.ranking import Alike, most_alike, reasons
from idic.methods.likeness.scoring import likeness
from idic.methods.likeness.signature import shared_weight, signature, telling_weights, terms_to_ask
from idic.methods.likeness.spans import spans
from idic.methods.likeness.statistics import Statistics
from idic.methods.likeness.terms import Terms, terms_of

__all__ = [
    "Alike",
    "Collection",
    "LikenessError",
    "Statistics",
    "Terms",
    "likeness",
    "most_alike",
    "reasons",
    "shared_weight",
    "signature",
    "spans",
    "telling_weights",
    "terms_of",
    "terms_to_ask",
]
