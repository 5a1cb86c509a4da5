"""Whether a chart is Vega-Lite, which pages do not check anew at each run."""

import altair as alt

from territoires_industrie.charts.parts import Chart


def checked(chart: Chart) -> Chart:
    """Give a chart back once it follows the schema."""
    alt.Chart.from_dict(chart)
    return chart
