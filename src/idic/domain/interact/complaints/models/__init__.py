from idic.domain.interact.complaints.models.complaint import Complaint
from idic.domain.interact.complaints.models.corrective import CorrectiveAction, CorrectiveStep
from idic.domain.interact.complaints.models.deadline import StepDeadline
from idic.domain.interact.complaints.models.review import QualityReview
from idic.domain.interact.complaints.models.silence import SilenceFigures
from idic.domain.interact.complaints.models.step import ComplaintStep
from idic.domain.interact.complaints.models.training import ComplaintTraining

__all__ = [
    "Complaint",
    "ComplaintStep",
    "ComplaintTraining",
    "CorrectiveAction",
    "CorrectiveStep",
    "QualityReview",
    "SilenceFigures",
    "StepDeadline",
]
