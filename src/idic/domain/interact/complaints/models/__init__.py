from idic.domain.interact.complaints.models.complaint import Complaint
from idic.domain.interact.complaints.models.corrective import CorrectiveAction, CorrectiveStep
from idic.domain.interact.complaints.models.review import QualityReview
from idic.domain.interact.complaints.models.step import ComplaintStep

__all__ = ["Complaint", "ComplaintStep", "CorrectiveAction", "CorrectiveStep", "QualityReview"]
