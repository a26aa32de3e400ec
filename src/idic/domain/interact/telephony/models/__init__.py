from idic.domain.interact.telephony.models.call import Call
from idic.domain.interact.telephony.models.call_back import NEVER, CallBack
from idic.domain.interact.telephony.models.exchange import Exchange
from idic.domain.interact.telephony.models.extension import Extension

__all__ = ["NEVER", "Call", "CallBack", "Exchange", "Extension"]
