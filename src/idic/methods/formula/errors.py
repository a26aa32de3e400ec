from __future__ import annotations


class FormulaError(ValueError):
    """`code` names the reason and `values` what it speaks of, so that a page can word it:

    empty, too_long, too_deep, unreadable, not_allowed(what), field_unknown(name), function_unknown(name),
    arguments(name), types(what), text_unusable
    """

    def __init__(self, code: str, **values: str) -> None:
        self.code, self.values = code, values
        super().__init__(f"{code}: {', '.join(values.values())}" if values else code)
