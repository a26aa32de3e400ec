from idic.warehouse.models.alert import Alert, AlertOpening, Period, RuleSet
from idic.warehouse.models.dashboard import Dashboard, DashboardTile, TileSize
from idic.warehouse.models.question import SavedQuestion
from idic.warehouse.models.report import (
    Report,
    ReportFormat,
    ReportReader,
    ReportSending,
    Rhythm,
    SendingState,
    Weekday,
)
from idic.warehouse.models.sql_query import RunState, SqlQuery, SqlRun

__all__ = [
    "Alert",
    "AlertOpening",
    "Dashboard",
    "DashboardTile",
    "Period",
    "Report",
    "ReportFormat",
    "ReportReader",
    "ReportSending",
    "Rhythm",
    "RuleSet",
    "RunState",
    "SavedQuestion",
    "SendingState",
    "SqlQuery",
    "SqlRun",
    "TileSize",
    "Weekday",
]
