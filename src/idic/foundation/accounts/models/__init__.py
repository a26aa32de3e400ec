from idic.foundation.accounts.models.role import RoleDefinition
from idic.foundation.accounts.models.team import Team
from idic.foundation.accounts.models.user import User

__all__ = ["RoleDefinition", "Team", "User"]
