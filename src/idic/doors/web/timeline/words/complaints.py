"""What happens to a complaint on its way, and to the corrective actions that come out of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "complaint.opened": "mood-search",
    "complaint.acknowledged": "mail",
    "complaint.assessed": "scale",
    "complaint.investigated": "search",
    "complaint.proposed": "bulb",
    "complaint.decided": "message",
    "complaint.accepted": "thumb-up",
    "complaint.rejected": "thumb-down",
    "complaint.appealed": "repeat",
    "complaint.told_outside": "external-link",
    "complaint.closed": "archive",
    "complaint.withdrawn": "arrow-back-up",
    "complaint.reopened": "rotate",
    "complaint.changed_hands": "arrows-exchange",
    "complaint.noticed": "send",
    "complaint.kept_promise": "check",
    "complaint.rechecked": "checks",
    "complaint.fed_back": "user-share",
    "complaint.joined": "git-merge",
    "complaint.parted": "arrows-split",
    "complaint.reviewed": "certificate",
    "complaint.heard": "mail-opened",
    "complaint.left_ended": "archive",
    "corrective.opened": "target",
    "corrective.changed": "edit",
    "corrective.step_added": "playlist-add",
    "corrective.step_done": "check",
    "corrective.step_undone": "arrow-back-up",
    "corrective.step_removed": "x",
    "corrective.carried_out": "checks",
    "corrective.effective": "circle-check",
    "corrective.ineffective": "circle-x",
    "corrective.recurred": "repeat",
    "corrective.joined": "link",
    "complaint_silence.said": "mood-search",
    "complaint_silence.taken_back": "arrow-back-up",
    "complaint_deadline.set": "clock",
    "complaint_deadline.taken_back": "arrow-back-up",
    "complaint_training.written": "certificate",
    "complaint_training.taken_back": "arrow-back-up",
}

_NAMED = (_("“%(title)s”."),)

WORDINGS: dict[str, Wording] = {
    "complaint.opened": Wording("interact", _("Handled as a complaint from now on"), _NAMED),
    "complaint.acknowledged": Wording(
        "interact", _("Receipt of the complaint told"), (_("“%(title)s”: %(handler)s sees to it."), *_NAMED)
    ),
    "complaint.assessed": Wording(
        "info", _("Complaint assessed"), (_("“%(title)s”: severity %(severity)s of 5."), *_NAMED)
    ),
    "complaint.investigated": Wording("info", _("Complaint looked into"), _NAMED),
    "complaint.proposed": Wording("info", _("Solution proposed"), (_("“%(title)s”: %(options)s"), *_NAMED)),
    "complaint.decided": Wording(
        "interact", _("Decision told to the customer"), (_("“%(title)s”: %(decision)s"), *_NAMED)
    ),
    "complaint.accepted": Wording("success", _("The customer accepts the solution"), _NAMED),
    "complaint.rejected": Wording("danger", _("The customer does not accept the solution"), _NAMED),
    "complaint.appealed": Wording("warning", _("The customer asks to look at it again"), _NAMED),
    "complaint.told_outside": Wording(
        "warning", _("Told of help outside the house"), (_("“%(title)s”: %(body)s"), *_NAMED)
    ),
    "complaint.closed": Wording("neutral", _("Complaint closed"), _NAMED),
    "complaint.withdrawn": Wording("neutral", _("The customer took the complaint back"), _NAMED),
    "complaint.reopened": Wording("warning", _("Complaint opened again"), _NAMED),
    "complaint.changed_hands": Wording("info", _("Another person, time or place for the complaint"), _NAMED),
    "complaint.noticed": Wording("interact", _("Customer told how it stands"), _NAMED),
    "complaint.kept_promise": Wording("success", _("Promise kept"), _NAMED),
    "complaint.rechecked": Wording("success", _("Complaint checked by somebody else"), _NAMED),
    "complaint.fed_back": Wording("info", _("What was learned is passed on"), _NAMED),
    "complaint.joined": Wording("neutral", _("Told twice: counted with the first complaint"), _NAMED),
    "complaint.parted": Wording("neutral", _("Counted by itself again"), _NAMED),
    "complaint.reviewed": Wording("neutral", _("Handling of the complaint reviewed"), _NAMED),
    "complaint.heard": Wording("warning", _("The customer wrote after the complaint had ended"), _NAMED),
    "complaint.left_ended": Wording("neutral", _("The complaint stays ended, although the customer wrote"), _NAMED),
    "corrective.opened": Wording("warning", _("Corrective action opened"), _NAMED),
    "corrective.changed": Wording("neutral", _("Corrective action changed"), _NAMED),
    "corrective.step_added": Wording(
        "info", _("Step of a corrective action planned"), (_("“%(title)s”: %(what)s"), *_NAMED)
    ),
    "corrective.step_done": Wording(
        "success", _("Step of a corrective action done"), (_("“%(title)s”: %(what)s"), *_NAMED)
    ),
    "corrective.step_undone": Wording(
        "warning", _("Step of a corrective action not done after all"), (_("“%(title)s”: %(what)s"), *_NAMED)
    ),
    "corrective.step_removed": Wording(
        "neutral", _("Step of a corrective action taken away"), (_("“%(title)s”: %(what)s"), *_NAMED)
    ),
    "corrective.carried_out": Wording("info", _("Corrective action carried out"), _NAMED),
    "corrective.effective": Wording(
        "success", _("Corrective action is effective"), (_("“%(title)s”: %(finding)s"), *_NAMED)
    ),
    "corrective.ineffective": Wording(
        "danger", _("Corrective action is not effective"), (_("“%(title)s”: %(finding)s"), *_NAMED)
    ),
    "corrective.recurred": Wording("danger", _("The same complaint came again after the action"), _NAMED),
    "corrective.joined": Wording("neutral", _("Complaint joined to a corrective action"), _NAMED),
    "complaint_silence.said": Wording(
        "interact", _("Figures of silent customers stated"), (_("Their source: %(source)s."),)
    ),
    "complaint_silence.taken_back": Wording("neutral", _("Stated figures of silent customers taken back"), ()),
    "complaint_deadline.set": Wording("interact", _("Deadline of complaints changed"), (), shows_changes=True),
    "complaint_deadline.taken_back": Wording("neutral", _("Deadline of complaints as delivered again"), ()),
    "complaint_training.written": Wording(
        "interact", _("Training in complaints written down"), (_("%(title)s: %(code)s."),)
    ),
    "complaint_training.taken_back": Wording("neutral", _("Training in complaints taken back"), ()),
}
