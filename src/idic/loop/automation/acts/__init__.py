"""What a rule may do: one file for each act, registered in the order in which they are offered."""

from idic.loop.automation.acts import assign, change, mail, notify, tag, task, webhook
from idic.loop.automation.acts.registry import register_act

for _act in (assign.ACT, change.ACT, task.ACT, notify.ACT, mail.ACT, tag.ACT, webhook.ACT):
    register_act(_act)
