from idic.foundation.tokens.models.holder import TokenHolder
from idic.foundation.tokens.models.token import ApiToken

__all__ = ["ApiToken", "TokenHolder"]
