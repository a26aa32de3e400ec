from idic.domain.interact.models.follow_up import FollowUp

__all__ = ["FollowUp"]
