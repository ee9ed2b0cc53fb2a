"""Keeping what is known across slices."""

from clientele.overview.operations.figures import recount_figures, refresh_figures
from clientele.overview.operations.revenue import recount_revenue, refresh_revenue
from clientele.overview.operations.totals import recount, shift_totals

__all__ = ["recount", "recount_figures", "recount_revenue", "refresh_figures", "refresh_revenue", "shift_totals"]
