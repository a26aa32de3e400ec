from idic.foundation.views.models.bulk_change import BulkChange
from idic.foundation.views.models.bulk_change_row import BulkChangeRow
from idic.foundation.views.models.export_request import ExportRequest
from idic.foundation.views.models.role_default import RoleDefault
from idic.foundation.views.models.saved_view import SavedView
from idic.foundation.views.models.view_preference import ViewPreference

__all__ = ["BulkChange", "BulkChangeRow", "ExportRequest", "RoleDefault", "SavedView", "ViewPreference"]
