"""Every number of a page of statistics that leads to a list, and the list it leads to."""


def counts_of(page):
    """Return how many files each list of a page is said to hold; a number of nothing leads nowhere."""
    rows = (
        (row[0].behind, it["files"])
        for chart in page.charts
        for row, it in zip(chart.rows, chart.values, strict=True)
        if row[0].behind
    )
    leading = ((it.behind, it.files) for it in page.figures)
    return {files: count for files, count in (*rows, *leading) if files and count}
