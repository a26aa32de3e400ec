from __future__ import annotations

from idic.domain.interact.standards.centre import CentreFunction
from idic.domain.interact.standards.models import ServiceFunction
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require


def access_functions(user: User) -> list[ServiceFunction]:
    """All seven, in their order; of which nothing was said has no key yet."""
    require(user, "case.see")
    known = {one.code: one for one in ServiceFunction.objects.select_related("owner")}
    return [known.get(code) or ServiceFunction(code=code) for code in CentreFunction]


def access_function(user: User, code: str) -> ServiceFunction:
    found = next((one for one in access_functions(user) if one.code == code), None)
    if found is None:
        raise NotVisible
    return found
