"""What each kind of field is compared by: columns of the prepared record and levels over them.

Identifiers are equal or not, never nearly. Chinese given names agree exactly or by reading, never by letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from idic.methods.linkage.fields import Field, Kind
from idic.methods.linkage.levels import Comparison, Level, Test


def comparisons_of(fields: Sequence[Field]) -> tuple[Comparison, ...]:
    return tuple(comparison for field in fields for comparison in _OF_KIND[field.kind](field))


def _level(label: str, *alternatives: tuple[Test, ...] | Test, frequency: str | None = None) -> Level:
    return Level(label, tuple((one,) if isinstance(one, Test) else one for one in alternatives), frequency)


def _one_edit(column: str, intact: int, edits: int = 1) -> tuple[tuple[Test, ...], ...]:
    """The start or the end is intact: true of nearly every slip, and cheap to look at before letters are counted."""
    counted = Test("edits", column, edits)
    return (Test("start", column, intact), counted), (Test("end", column, intact), counted)


def _person(field: Field) -> tuple[Comparison, ...]:
    return tuple(_name_part(field.name, part, other) for part, other in (("given", "family"), ("family", "given")))


def _name_part(name: str, part: str, other: str) -> Comparison:
    """Given and family name exchanged is one observation: the given name takes it, the family name is silent then."""
    key, form, roman, sound = (f"{name}_{part}{suffix}" for suffix in ("", "_form", "_roman", "_sound"))
    exchanged, nearly = ((Test("crossed", key, other=f"{name}_{other}"),),), _nearly_exchanged(name)
    first = part == "given"
    return Comparison(
        f"{name}_{part}",
        (key,),
        (
            _level("exact_rare", Test("equal", f"{key}_rare"), frequency=f"{key}_rare"),
            _level("exact", Test("equal", f"{key}_common"), frequency=f"{key}_common"),
            *([_level("exchanged", *exchanged)] if first else []),
            _level("jaro_winkler_92", Test("jaro_winkler", form, 0.92)),
            _level("same_reading", Test("equal", roman)),
            *([_level("nearly_exchanged", *nearly)] if first else []),
            _level("other_field", *_in_the_other_field(name, part, other)),
            _level("jaro_winkler_80", Test("jaro_winkler", form, 0.80)),
            _level("same_sound", Test("equal", sound)),
        ),
        silent=() if first else exchanged + nearly,
    )


def _nearly_exchanged(name: str) -> tuple[tuple[Test, ...], ...]:
    """One of them is the other record's other name, and the second nearly is; or both nearly are."""
    given, family = f"{name}_given", f"{name}_family"
    there, back = (given, family), (family, given)
    equal = [Test("equal_across", one, other=other) for one, other in (there, back)]
    alike, near = (
        [Test("near_across", f"{one}_form", limit, f"{other}_form") for one, other in (there, back)]
        for limit in (0.75, 0.85)
    )
    return (equal[0], alike[1]), (equal[1], alike[0]), (near[0], near[1])


def _in_the_other_field(name: str, part: str, other: str) -> tuple[tuple[Test, ...], ...]:
    """A record with one name only holds it in the wrong field."""
    own, others = f"{name}_{part}", f"{name}_{other}"
    return (
        (Test("missing_right", others), Test("near_across", f"{others}_form", 0.9, f"{own}_form")),
        (Test("missing_left", others), Test("near_across", f"{own}_form", 0.9, f"{others}_form")),
    )


def _organisation(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact", Test("equal", name), frequency=name),
                _level("words_90", Test("overlap", f"{name}_words", 0.9), Test("jaro_winkler", f"{name}_form", 0.96)),
                _level("words_70", Test("overlap", f"{name}_words", 0.7), Test("overlap", f"{name}_grams", 0.8)),
                _level("contained", Test("contained", f"{name}_words", 0.95)),
                _level("words_50", Test("overlap", f"{name}_words", 0.5), Test("overlap", f"{name}_grams", 0.6)),
                _level("words_25", Test("overlap", f"{name}_words", 0.25), Test("overlap", f"{name}_grams", 0.4)),
            ),
        ),
    )


def _date(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact", Test("equal", name), frequency=name),
                _level("one_digit", *_one_edit(name, 4), Test("crossed", name, other=f"{name}_swapped")),
                _level("two_parts", Test("start", name, 6), Test("end", name, 4),
                       (Test("start", name, 4), Test("end", name, 2))),
                _level("same_year", Test("start", name, 4)),
            ),
            conflict=field.kind == "birth_date",
        ),
    )  # fmt: skip


def _phone(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact_rare", Test("share", f"{name}_rare")),
                _level("exact", Test("share", name)),
                _level("last_digits", Test("share", f"{name}_tails")),
                _level("one_digit", *_one_edit(f"{name}_first", 4)),
            ),
            contact=True,
        ),
    )


def _email(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact_rare", Test("share", f"{name}_rare")),
                _level("exact", Test("share", name)),
                _level("same_local", Test("share", f"{name}_locals")),
                _level("jaro_winkler_94", Test("jaro_winkler", f"{name}_first", 0.94)),
                _level("jaro_winkler_88", Test("jaro_winkler", f"{name}_first", 0.88)),
            ),
            contact=True,
        ),
    )


def _address(field: Field) -> tuple[Comparison, ...]:
    name, words, numbers, grams = field.name, f"{field.name}_words", f"{field.name}_numbers", f"{field.name}_grams"
    one_number = Test("not_apart", numbers)
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact", Test("equal", name), frequency=name),
                _level("words_80_and_number", (Test("overlap", words, 0.8), Test("share", numbers)),
                       (Test("overlap", grams, 0.8), Test("share", numbers))),
                _level("words_50_and_number", (Test("overlap", words, 0.5), Test("share", numbers)),
                       (Test("contained", words, 0.9), Test("share", numbers))),
                _level("words_70", (Test("overlap", words, 0.7), one_number), (Test("overlap", grams, 0.75), one_number)),
                _level("words_30_and_number", (Test("overlap", words, 0.3), Test("share", numbers))),
                _level("words_40", (Test("overlap", words, 0.4), one_number), (Test("overlap", grams, 0.5), one_number)),
                _level("other_number", Test("overlap", words, 0.4), Test("overlap", grams, 0.5)),
            ),
            contact=True,
        ),
    )  # fmt: skip


def _place(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact", Test("equal", name), frequency=name),
                _level("jaro_winkler_92", Test("jaro_winkler", f"{name}_form", 0.92)),
                _level("jaro_winkler_80", Test("jaro_winkler", f"{name}_form", 0.80)),
            ),
            contact=True,
        ),
    )


def _code(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (
                _level("exact", Test("equal", name), frequency=name),
                _level("one_sign", *_one_edit(f"{name}_long", 2)),
                _level("two_signs", *_one_edit(f"{name}_longer", 2, edits=2)),
            ),
        ),
    )


def _number(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (
        Comparison(
            name,
            (name,),
            (_level("exact", Test("equal", name), frequency=name), _level("one_digit", Test("edits", name, 1))),
            contact=True,
        ),
    )


def _identifier(field: Field) -> tuple[Comparison, ...]:
    return (Comparison(field.name, (field.name,), (_level("exact", Test("share", field.name)),), conflict=True),)


def _category(field: Field) -> tuple[Comparison, ...]:
    name = field.name
    return (Comparison(name, (name,), (_level("exact", Test("equal", name), frequency=name),), contact=True),)


_OF_KIND: Final[dict[Kind, Callable[[Field], tuple[Comparison, ...]]]] = {
    "person": _person, "organisation": _organisation, "birth_date": _date, "date": _date, "phone": _phone,
    "email": _email, "address": _address, "place": _place, "code": _code, "number": _number,
    "identifier": _identifier, "category": _category,
}  # fmt: skip
