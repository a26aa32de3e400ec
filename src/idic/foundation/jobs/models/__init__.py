from idic.foundation.jobs.models.job import Job

__all__ = ["Job"]
