from idic.domain.interact.cases.models.assignment_rule import AssignmentRule
from idic.domain.interact.cases.models.canned_reply import CannedReply
from idic.domain.interact.cases.models.case import NEVER, Case
from idic.domain.interact.cases.models.clock import CaseClock, ClockState
from idic.domain.interact.cases.models.draft_file import DraftFile
from idic.domain.interact.cases.models.macro import Macro
from idic.domain.interact.cases.models.message import Message
from idic.domain.interact.cases.models.message_file import MessageFile
from idic.domain.interact.cases.models.pause import CasePause
from idic.domain.interact.cases.models.presence import CasePresence
from idic.domain.interact.cases.models.reply_draft import ReplyDraft
from idic.domain.interact.cases.models.skill import Desk, Skill
from idic.domain.interact.cases.models.target_change import TargetChange
from idic.domain.interact.cases.models.term import TermCount, TermTotals
from idic.domain.interact.cases.models.topic import CaseTopic

__all__ = [
    "NEVER", "AssignmentRule", "CannedReply", "Case", "CaseClock", "CasePause", "CasePresence", "CaseTopic", "ClockState",
    "Desk", "DraftFile", "Macro", "Message", "MessageFile", "ReplyDraft", "Skill", "TargetChange",
    "TermCount", "TermTotals",
]  # fmt: skip
