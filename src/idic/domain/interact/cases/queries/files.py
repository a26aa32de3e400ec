from __future__ import annotations

from idic.domain.interact.cases.models import Case, DraftFile, Message, MessageFile
from idic.domain.interact.cases.queries.cases import access_case
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User


def access_file(user: User, case_id: int, pk: int) -> MessageFile:
    """What was refused as dangerous is handed to nobody."""
    case = access_case(user, case_id)
    found = MessageFile.objects.filter(message__case=case, pk=pk, refused="").first()
    if found is None:
        raise NotVisible
    return found


def access_draft_file(user: User, case_id: int, pk: int) -> DraftFile:
    """Of anybody's draft in a case on which the reader may work: drafts are shared."""
    case = access_case(user, case_id, permission="case.change")
    found = DraftFile.objects.filter(draft__case=case, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def access_message(user: User, case_id: int, pk: int, *, permission: str = "case.see") -> Message:
    case = access_case(user, case_id, permission=permission)
    found = Message.objects.filter(case=case, pk=pk).prefetch_related("files").first()
    if found is None:
        raise NotVisible
    return found


def own_draft_files(case: Case, user: User) -> list[DraftFile]:
    return list(DraftFile.objects.filter(draft__case=case, draft__user=user).order_by("pk"))
