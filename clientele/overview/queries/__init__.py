"""Questions about the organisation as a whole, and about what belongs to its customers."""

from clientele.overview.queries.belongings import Belongings, belongings_of
from clientele.overview.queries.figures import (
    FIGURES,
    KEPT,
    Guards,
    counted_figures,
    figures_between,
    guards_of,
    portions,
    wrong_figures,
)
from clientele.overview.queries.revenue import counted_revenue, revenue_by_month, wrong_revenue
from clientele.overview.queries.timeline import readable_timeline
from clientele.overview.queries.totals import counted_totals, differences, totals_for

__all__ = [
    "FIGURES",
    "KEPT",
    "Belongings",
    "Guards",
    "belongings_of",
    "counted_figures",
    "counted_revenue",
    "counted_totals",
    "differences",
    "figures_between",
    "guards_of",
    "portions",
    "readable_timeline",
    "revenue_by_month",
    "totals_for",
    "wrong_figures",
    "wrong_revenue",
]
