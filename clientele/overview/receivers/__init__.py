"""Those who hear of every change and keep what is known across slices."""

from clientele.overview.receivers.figures import keep_figures
from clientele.overview.receivers.revenue import keep_revenue
from clientele.overview.receivers.totals import keep_totals

__all__ = ["keep_figures", "keep_revenue", "keep_totals"]
