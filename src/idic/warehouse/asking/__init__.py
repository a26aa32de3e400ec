"""Asking the warehouse from a process that does not carry an engine itself.

Pages stay light: they send a question over a socket to one process that holds DuckDB, and get plain data back.
"""

from idic.warehouse.asking.client import ask, wake
from idic.warehouse.asking.errors import AskingError, NoAnswer, QuestionRefused, TooLong, TooMuch

__all__ = ["AskingError", "NoAnswer", "QuestionRefused", "TooLong", "TooMuch", "ask", "wake"]
