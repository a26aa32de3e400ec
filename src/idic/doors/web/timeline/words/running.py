"""Figures, campaigns, and who may do what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "segment.created": "chart-pie",
    "segment.changed": "chart-pie",
    "segment.archived": "archive",
    "segment.listed": "list-check",
    "segment.list_added": "playlist-add",
    "segment.list_taken": "playlist-x",
    "refresh.finished": "refresh",
    "value_settings.changed": "adjustments",
    "sql.asked": "database",
    "sql.answered": "database",
    "sql.downloaded": "download",
    "sql_query.created": "bookmark",
    "sql_query.changed": "bookmark",
    "sql_query.archived": "archive",
    "report.created": "report",
    "report.changed": "report",
    "report.archived": "archive",
    "report.sent_now": "send",
    "report.sent": "send",
    "report.failed": "mail-off",
    "report.unsure": "help-circle",
    "report.left": "logout",
    "report.downloaded": "download",
    "alert.created": "bell",
    "alert.changed": "bell",
    "alert.archived": "archive",
    "alert.opened": "bell-ringing",
    "alert.acknowledged": "circle-check",
    "campaigns.loaded": "speakerphone",
    "sample.removed": "trash",
    "organisation.changed": "building",
    "user.created": "user-plus",
    "user.changed": "user-cog",
    "team.created": "users",
    "account.factor_added": "shield-lock",
    "account.provider_linked": "login-2",
    "account.factor_renamed": "shield-lock",
    "account.factor_removed": "shield-off",
    "account.factor_reset": "shield-off",
    "account.codes_renewed": "list-numbers",
    "session.ended": "logout",
    "token.created": "key",
    "token.revoked": "key-off",
    "role.created": "lock",
    "role.renamed": "lock",
    "role.changed": "lock",
    "role.reset": "lock",
    "role.deleted": "trash",
    "audit.exported": "download",
    "analysis.computed": "basket",
    "analysis.removed": "trash",
    "market_figure.recorded": "map",
    "market_figure.removed": "trash",
    "model.drafted": "flask",
    "model.trained": "flask",
    "model.approved": "circle-check",
    "model.rolled_back": "arrow-back-up",
    "model.retired": "archive",
    "model.named": "flask",
    "model.discarded": "trash",
    "risk_list.made": "list-numbers",
    "experience.judged": "mood-search",
    "experience.cleared": "mood-search",
    "target.set": "target",
    "target.removed": "trash",
    "question.created": "message-question",
    "question.changed": "message-question",
    "question.deleted": "trash",
    "question.restored": "arrow-back-up",
    "question.downloaded": "download",
    "dashboard.created": "layout-dashboard",
    "dashboard.changed": "layout-dashboard",
    "dashboard.tile_added": "layout-dashboard",
    "dashboard.arranged": "layout-dashboard",
    "dashboard.deleted": "trash",
    "dashboard.restored": "arrow-back-up",
}

WORDINGS: dict[str, Wording] = {
    "organisation.changed": Wording("neutral", _("Name and letterhead of the organisation changed"), (_("%(name)s"),)),
    "question.created": Wording("differentiate", _("Question saved"), (_("The question “%(name)s” was saved."),)),
    "question.changed": Wording("differentiate", _("Question changed"), (_("The question “%(name)s” was changed."),)),
    "question.deleted": Wording("neutral", _("Question deleted"), (_("The question “%(name)s” was deleted."),)),
    "question.restored": Wording("neutral", _("Question restored"), (_("The question “%(name)s” is there again."),)),
    "question.downloaded": Wording(
        "warning", _("Answer downloaded"), (_("“%(name)s” was downloaded with %(rows)s rows that name customers."),)
    ),
    "dashboard.created": Wording("differentiate", _("Dashboard made"), (_("The dashboard “%(name)s” was made."),)),
    "dashboard.changed": Wording("differentiate", _("Dashboard changed"), (_("The dashboard “%(name)s” was changed."),)),
    "dashboard.tile_added": Wording(
        "differentiate", _("Question put on a dashboard"), (_("“%(question)s” was put on the dashboard “%(name)s”."),)
    ),
    "dashboard.arranged": Wording(
        "differentiate", _("Dashboard arranged"), (_("The dashboard “%(name)s” was arranged anew."),)
    ),
    "dashboard.deleted": Wording("neutral", _("Dashboard deleted"), (_("The dashboard “%(name)s” was deleted."),)),
    "dashboard.restored": Wording("neutral", _("Dashboard restored"), (_("The dashboard “%(name)s” is there again."),)),
    "segment.created": Wording("differentiate", _("Segment created"), (_("The segment “%(name)s” was created."),)),
    "segment.changed": Wording("differentiate", _("Segment changed"), (_("The segment “%(name)s” was changed."),)),
    "segment.archived": Wording("neutral", _("Segment archived"), (_("The segment “%(name)s” was put away."),)),
    "segment.listed": Wording(
        "differentiate", _("List of customers made"), (_("The list “%(name)s” names %(customers)s customers."),)
    ),
    "segment.list_added": Wording(
        "differentiate", _("Customers listed"), (_("%(customers)s customers were put on the list “%(name)s”."),)
    ),
    "segment.list_taken": Wording(
        "neutral", _("Customers taken off a list"), (_("%(customers)s customers were taken off the list “%(name)s”."),)
    ),
    "model.drafted": Wording("differentiate", _("Model begun"), (_("The question of the model “%(name)s” was written down."),)),
    "model.trained": Wording(
        "differentiate", _("Model trained"), (_("The model “%(name)s” was trained on the snapshot %(snapshot)s."),)
    ),
    "model.approved": Wording(
        "success", _("Model approved"), (_("The model “%(name)s” is in use. Note: %(note)s"),)
    ),
    "model.rolled_back": Wording(
        "warning", _("Back to an earlier model"), (_("The model “%(name)s” is in use again."),)
    ),
    "model.retired": Wording("neutral", _("Model retired"), (_("The model “%(name)s” scores nobody any more."),)),
    "model.named": Wording("differentiate", _("Clusters named"), (_("The clusters of “%(name)s” were given names."),)),
    "model.discarded": Wording("neutral", _("Draft of a model thrown away")),
    "risk_list.made": Wording(
        "differentiate", _("List of who is about to leave"),
        (_("%(size)s customers by the model “%(name)s”, %(held_out)s of them held out."),),
    ),
    "refresh.finished": Wording(
        "differentiate", _("Scores refreshed"), (_("All scores and segments stand as of %(as_of)s."),)
    ),
    "value_settings.changed": Wording(
        "differentiate", _("Reckoning of value changed"), (_("It holds from the next refresh."),)
    ),
    "sql.asked": Wording("differentiate", _("Asked in SQL"), (_("A question was asked of the warehouse: %(text)s"),)),
    "sql.answered": Wording(
        "differentiate", _("SQL answered"), (_("It brought %(rows)s rows in %(seconds)s seconds."),)
    ),
    "sql.downloaded": Wording("neutral", _("Answer downloaded"), (_("%(rows)s rows were downloaded."),)),
    "sql_query.created": Wording(
        "differentiate", _("Question saved"), (_("The question “%(name)s” was saved."),)
    ),
    "sql_query.changed": Wording(
        "differentiate", _("Question changed"), (_("The question “%(name)s” was changed."), _("A question was changed."))
    ),
    "sql_query.archived": Wording("neutral", _("Question put away"), (_("The question “%(name)s” was put away."),)),
    "report.created": Wording("differentiate", _("Report created"), (_("The report “%(name)s” was made."),)),
    "report.changed": Wording(
        "differentiate", _("Report changed"), (_("The report “%(name)s” was changed."), _("A report was changed."))
    ),
    "report.archived": Wording("neutral", _("Report put away"), (_("The report “%(name)s” was put away."),)),
    "report.sent_now": Wording(
        "differentiate", _("Report sent at once"), (_("The report “%(name)s” goes to %(readers)s readers."),)
    ),
    "report.sent": Wording("success", _("Report sent"), (_("The report “%(name)s” went out with %(rows)s rows."),)),
    "report.failed": Wording(
        "danger", _("Report not delivered"), (_("The report “%(name)s” could not be delivered."),)
    ),
    "report.unsure": Wording(
        "warning", _("Report perhaps sent"), (_("The report “%(name)s” may have been delivered."),)
    ),
    "report.left": Wording(
        "neutral", _("Report no longer wanted"), (_("A reader no longer wants the report “%(name)s”."),)
    ),
    "report.downloaded": Wording("neutral", _("Report downloaded"), (_("The report “%(name)s” was downloaded."),)),
    "alert.created": Wording("differentiate", _("Alert created"), (_("The alert “%(name)s” was made."),)),
    "alert.changed": Wording(
        "differentiate", _("Alert changed"), (_("The alert “%(name)s” was changed."), _("An alert was changed."))
    ),
    "alert.archived": Wording("neutral", _("Alert put away"), (_("The alert “%(name)s” was put away."),)),
    "alert.opened": Wording("warning", _("Alert rang"), (_("The figure of “%(name)s” left its usual band."),)),
    "alert.acknowledged": Wording(
        "success", _("Alert acknowledged"), (_("“%(name)s” was looked at: %(note)s"),)
    ),
    "analysis.computed": Wording(
        "differentiate", _("Behaviour computed"), (_("An analysis of behaviour was computed and kept."),)
    ),
    "analysis.removed": Wording("neutral", _("Analysis removed"), (_("The analysis “%(title)s” was removed."),)),
    "campaigns.loaded": Wording(
        "customize", _("Campaigns loaded"),
        (_("%(campaigns)s campaigns, %(contacts)s contacts, %(redemptions)s coupons used."),),
    ),
    "sample.removed": Wording("warning", _("Sample company removed")),
    "user.created": Wording("info", _("User added"), (_("%(display_name)s may now sign in as %(role)s."),)),
    "user.changed": Wording("info", _("User changed"), shows_changes=True),
    "team.created": Wording("info", _("Team added"), (_("The team “%(name)s” was added."),)),
    "account.provider_linked": Wording("info", _("Single sign-on used for the first time")),
    "account.factor_added": Wording(
        "success", _("Second factor added"), (_("Passkey “%(name)s”."), _("Authenticator app."))
    ),
    "account.factor_renamed": Wording("neutral", _("Passkey renamed"), (_("It is called “%(name)s” now."),)),
    "account.factor_removed": Wording(
        "warning", _("Second factor removed"), (_("Passkey “%(name)s”."), _("Authenticator app."))
    ),
    "account.factor_reset": Wording(
        "warning", _("Second factor reset by an administrator"), (_("Every session of the user ended."),)
    ),
    "account.codes_renewed": Wording("info", _("New recovery codes made"), (_("The old ones no longer count."),)),
    "session.ended": Wording("info", _("Session ended"), (_("Address: %(address)s."),)),
    "token.created": Wording("info", _("API token made"), (_("“%(name)s”, beginning with %(prefix)s."),)),
    "token.revoked": Wording("warning", _("API token revoked"), (_("“%(name)s”, beginning with %(prefix)s."),)),
    "role.created": Wording("info", _("Role added"), (_("The role “%(name)s” was added."),)),
    "role.renamed": Wording("info", _("Role renamed"), (_("The role is now called “%(name)s”."),)),
    "role.changed": Wording(
        "warning", _("Rights of a role changed"), (_("The role “%(name)s” allows other things now."),)
    ),
    "role.reset": Wording(
        "warning", _("Role as delivered"), (_("The role “%(name)s” allows again what it was delivered with."),)
    ),
    "role.deleted": Wording("warning", _("Role deleted"), (_("The role “%(name)s” was deleted."),)),
    "audit.exported": Wording(
        "warning", _("Audit trail exported"), (_("%(rows)s events were written to a CSV file."),)
    ),
    "market_figure.recorded": Wording(
        "differentiate", _("Figure of the market recorded"),
        (_("%(segment)s, %(year)s: %(competitor)s has %(customers)s customers (%(source)s)."),
         _("%(segment)s, %(year)s: the market holds %(customers)s customers (%(source)s).")),
    ),
    "market_figure.removed": Wording(
        "warning", _("Figure of the market removed"),
        (_("%(segment)s, %(year)s: %(competitor)s has %(customers)s customers (%(source)s)."),
         _("%(segment)s, %(year)s: the market holds %(customers)s customers (%(source)s).")),
    ),
    "experience.judged": Wording(
        "differentiate", _("Experience judged"), (_("%(stage)s, %(lever)s: %(offered)s, pain %(pain)s."),
                                                   _("%(stage)s, %(lever)s: %(offered)s."))
    ),
    "experience.cleared": Wording(
        "neutral", _("Judgement of the experience taken away"), (_("%(stage)s, %(lever)s is not judged any more."),)
    ),
    "target.set": Wording(
        "differentiate", _("Target set"), (_("%(figure)s is to reach %(value)s from %(starts_on)s on."),)
    ),
    "target.removed": Wording("warning", _("Target removed"), (_("%(figure)s has no target from %(starts_on)s on."),)),
}  # fmt: skip
