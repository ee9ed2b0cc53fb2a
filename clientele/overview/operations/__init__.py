"""Keeping what is known across slices."""

from clientele.overview.operations.figures import recount_figures, refresh_figures
from clientele.overview.operations.totals import recount, shift_totals

__all__ = ["recount", "recount_figures", "refresh_figures", "shift_totals"]
