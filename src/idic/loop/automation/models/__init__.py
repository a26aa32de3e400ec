from idic.loop.automation.models.rule import Rule
from idic.loop.automation.models.rule_run import RuleRun
from idic.loop.automation.models.webhook_delivery import WebhookDelivery

__all__ = ["Rule", "RuleRun", "WebhookDelivery"]
