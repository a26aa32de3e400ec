from idic.domain.identify.privacy.models.breach import Breach
from idic.domain.identify.privacy.models.consent_event import ConsentEvent
from idic.domain.identify.privacy.models.erasure import Erasure
from idic.domain.identify.privacy.models.hold import LegalHold, ProcessingLock
from idic.domain.identify.privacy.models.jurisdiction import Jurisdiction
from idic.domain.identify.privacy.models.notice import Notice, NoticeVersion
from idic.domain.identify.privacy.models.opt_in import OptIn
from idic.domain.identify.privacy.models.purpose import Purpose, PurposeBasis, PurposeVersion
from idic.domain.identify.privacy.models.quiet_hours import QuietHours
from idic.domain.identify.privacy.models.register import ImpactAssessment, ProcessingRecord, Processor, Transfer
from idic.domain.identify.privacy.models.request import AccessPackage, PrivacyRequest, RequestClock
from idic.domain.identify.privacy.models.retention import RetentionRule, RetentionRun
from idic.domain.identify.privacy.models.suppression import Suppression
from idic.domain.identify.privacy.models.under_age_mark import UnderAgeMark

__all__ = [
    "AccessPackage",
    "Breach",
    "ConsentEvent",
    "Erasure",
    "ImpactAssessment",
    "Jurisdiction",
    "LegalHold",
    "Notice",
    "NoticeVersion",
    "OptIn",
    "PrivacyRequest",
    "ProcessingLock",
    "ProcessingRecord",
    "Processor",
    "Purpose",
    "PurposeBasis",
    "PurposeVersion",
    "QuietHours",
    "RequestClock",
    "RetentionRule",
    "RetentionRun",
    "Suppression",
    "Transfer",
    "UnderAgeMark",
]
