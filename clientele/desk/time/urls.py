from django.urls import path

from clientele.desk.time.views import approvals, days, months, reports, timers, weeks

app_name = "time"
urlpatterns = [
    path("", weeks.week, name="week"),
    path("cell/", weeks.cell, name="cell"),
    path("row/", weeks.row_new, name="row_new"),
    path("places/", weeks.places, name="places"),
    path("submission/", weeks.submission, name="submission"),
    path("day/", days.day, name="day"),
    path("new/", days.entry_new, name="new"),
    path("<int:pk>/", days.entry_edit, name="edit"),
    path("<int:pk>/removal/", days.entry_removal, name="removal"),
    path("month/", months.month, name="month"),
    path("timer/", timers.timer, name="timer"),
    path("timer/start/", timers.timer_start, name="timer_start"),
    path("timer/stop/", timers.timer_stop, name="timer_stop"),
    path("timer/discarding/", timers.timer_discarding, name="timer_discarding"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/approval/", approvals.approval, name="approval"),
    path("approvals/rejection/", approvals.rejection, name="rejection"),
    path("report/", reports.report, name="report"),
    path("report.csv", reports.report_csv, name="report_csv"),
]
