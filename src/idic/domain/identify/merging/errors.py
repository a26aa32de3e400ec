"""
IdentifyError
└── MergingRefused
    ├── SameCustomer       both sides are one customer
    ├── KeptApart          somebody decided that these two are not one, and a run may not overrule that
    ├── NotOneOfTheirs     a value was chosen from a record of somebody else
    ├── AlreadyUndone      the merge was taken back before
    ├── LaterMergeFirst    the former customer was merged again since; that merge is to be undone first
    ├── HoldsOthers        the former customer holds another one, so a single record cannot bring it back
    ├── LastOwnRecord      all other records came by merges, so the customer would be left empty
    ├── OnlyRecord         a customer's only record cannot be split off
    ├── ImportUnderWay     an import is being taken, and customers stand still until it has ended
    └── RulesIncomplete    an order of criteria is not usable
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.errors import IdentifyError


class MergingRefused(IdentifyError):
    """Base of why customers cannot be joined or parted as asked."""


class SameCustomer(MergingRefused):
    sentence = _("These are one customer already. Choose another one.")


class ImportUnderWay(MergingRefused):
    sentence = _("An import is being taken just now. Merge or part customers again when it has ended.")


class KeptApart(MergingRefused):
    sentence = _("Somebody has decided that these are two customers. Only a person can merge them.")


class NotOneOfTheirs(MergingRefused):
    sentence = _("A value was chosen from a record that belongs to neither customer. Load the page again.")


class AlreadyUndone(MergingRefused):
    sentence = _("This merge was taken back already.")


class LaterMergeFirst(MergingRefused):
    def __init__(self, former: str, into: str) -> None:
        self.former, self.into = former, into
        super().__init__(former, into)

    def __str__(self) -> str:
        return str(
            _("“%(former)s” has been merged into “%(into)s” since. Undo that merge first, then this one.")
            % {"former": self.former, "into": self.into}
        )


class OnlyRecord(MergingRefused):
    sentence = _("This is the only record of the customer: there is nothing to split it from.")


class LastOwnRecord(MergingRefused):
    sentence = _(
        "Every other record here came by a merge. Undo those merges instead: this customer keeps what is its own."
    )


class HoldsOthers(MergingRefused):
    def __init__(self, former: str, absorbed: str) -> None:
        self.former, self.absorbed = former, absorbed
        super().__init__(former, absorbed)

    def __str__(self) -> str:
        return str(
            _(
                "“%(absorbed)s” had been merged into “%(former)s”, whose record this was. "
                "Undo that merge first, or undo the whole merge of “%(former)s”."
            )
            % {"former": self.former, "absorbed": self.absorbed}
        )


class RulesIncomplete(MergingRefused):
    sentence = _("Give each field at least one criterion, and each criterion once.")
