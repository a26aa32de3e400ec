"""
IdentifyError
├── NameMissing         a customer needs a name, a phone or an e-mail
├── Outdated            somebody else changed the record since it was read
├── InvalidValue        a field's value cannot be used; names the field
├── AddressTaken        the address belongs to other customers
├── AddressKept         an address that came with a merge, or is all that is known, is not removed alone
├── EncodingUnconfirmed the encoding is a guess that nobody has looked at
├── FileRefused         the file cannot be read at all
├── MappingIncomplete   a required field has no column
├── ImportNotOpen       the batch is queued, running or over
└── RelationRefused     a relation cannot be as asked; `field` is what to mend
    ├── WithItself          a customer cannot be related to itself
    ├── WrongKind           a person stands where an organisation must, or the other way round
    ├── AlreadyRelated      the same relation holds at the same time
    ├── GoesRound           somebody would be their own parent or referrer
    ├── TooDeep             more levels of organisations than the tree may have
    ├── InAnotherHousehold  a person is of one household at a time
    └── TooMuch             the shares of one wallet are more than the whole
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.foundation.errors import FieldRefused, WordedError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class IdentifyError(WordedError):
    pass


class NameMissing(IdentifyError):
    sentence = _("Give at least a name, a phone number or an e-mail address.")


class Outdated(IdentifyError):
    sentence = _("Somebody else has changed this record since you opened it. Load it again and repeat your change.")


class InvalidValue(IdentifyError, FieldRefused):
    pass


class AddressTaken(IdentifyError):
    """`customers` have it: whoever asks may not see them."""

    def __init__(self, address: str, customers: Sequence[int]) -> None:
        self.address, self.customers = address, tuple(customers)
        super().__init__(_("%(address)s belongs to another customer already.") % {"address": address})


class AddressKept(IdentifyError):
    sentence = _(
        "This address came with a merge, or it is all that is known of this customer, so it is not removed by itself."
    )


class EncodingUnconfirmed(IdentifyError):
    sentence = _("The encoding of this file is a guess. Confirm it under “How the file is read” first.")


class FileRefused(IdentifyError):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class MappingIncomplete(IdentifyError):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class ImportNotOpen(IdentifyError):
    sentence = _("This import has been started already. Upload the file again to import it once more.")


class RelationRefused(IdentifyError):
    field = "customer"

    def __init__(self, sentence: str | _StrPromise) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class WithItself(RelationRefused):
    def __init__(self) -> None:
        super().__init__(_("A customer cannot be related to itself. Choose another one."))


class WrongKind(RelationRefused):
    pass


class AlreadyRelated(RelationRefused):
    pass


class GoesRound(RelationRefused):
    pass


class TooDeep(RelationRefused):
    def __init__(self, levels: int) -> None:
        super().__init__(
            _("The tree of organisations would have more than %(levels)s levels. Attach it further up.")
            % {"levels": levels}
        )


class InAnotherHousehold(RelationRefused):
    def __init__(self) -> None:
        super().__init__(
            _("This person is of another household at that time. End that membership first: nobody is counted twice.")
        )


class TooMuch(RelationRefused):
    field = "percent"

    def __init__(self, category: str, total: object) -> None:
        super().__init__(
            _("The shares of one day would add up to %(total)s %%. Together they are 100 %% at most.")
            % {"category": category, "total": total}
        )
