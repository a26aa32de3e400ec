from idic.domain.interact.plans.models.finding import Finding
from idic.domain.interact.plans.models.plan import Plan, PlanStep, PlanVersion
from idic.domain.interact.plans.models.start import Start, Touch

__all__ = ["Finding", "Plan", "PlanStep", "PlanVersion", "Start", "Touch"]
