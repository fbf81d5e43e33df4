"""A chart in words: what it shows on the whole, what stands beside one number, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n.words import Words
from ui.kit.chart_model import Chart, Form, Kind


def described(chart: Chart, words: Words) -> Iterator[str]:
    """What the picture shows, in a sentence a series: for a screen reader."""
    if chart.bare:
        yield chart.empty
        return
    for one in chart.series:
        known = [(value, at) for at, value in enumerate(one.values) if value is not None]
        if not known:
            continue
        (most, most_at), (least, least_at) = max(known, key=lambda pair: (pair[0], -pair[1])), min(known)
        said = words.text("{series}: highest {most} ({most_at}), lowest {least} ({least_at}).").format(
            series=one.title,
            most=chart.unit.full(words, most),
            most_at=chart.categories[most_at].said,
            least=chart.unit.full(words, least),
            least_at=chart.categories[least_at].said,
        )
        if chart.unit.kind is not Kind.SHARE and chart.form not in {Form.LINES, Form.STEPS}:
            total = chart.unit.full(words, sum(value for value, _at in known))
            said += " " + words.text("In all {total}.").format(total=total)
        yield said


def beside(chart: Chart, series: int, category: int, words: Words) -> Iterator[str]:
    """What else is to be known of a number: its range, the whole that it is a part of, the change it ends."""
    one, full = chart.series[series], chart.unit.full
    if one.lows:
        low, high = full(words, one.lows[category]), full(words, one.highs[category])
        yield words.text("10–90 %: {low} … {high}").format(low=low, high=high)
    values = [each.values[category] for each in chart.series]
    known = [value for value in values if value is not None]
    if chart.form is Form.STACKED and len(known) > 1:
        yield words.text("In all {total}.").format(total=full(words, sum(known))).rstrip(".")
    before, after = values[0], values[-1]
    if chart.form is Form.DUMBBELLS and len(values) > 1 and before is not None and after is not None:
        sign = "+" if after > before else ""
        told = chart.apart or words.text("Change: {change}")
        yield told.format(change=("" if chart.apart else sign) + full(words, after - before))


def as_tsv(chart: Chart, words: Words) -> str:
    """The numbers as a spreadsheet takes them: a row for each category, a column for each series.

    Amounts stand without the sign of their currency, which is in the head.
    """
    after = f", {chart.unit.currency}" if chart.unit.currency else ""
    heads = [chart.title]
    for one in chart.series:
        heads += [one.title + after, *([f"{one.title}, 10 %{after}", f"{one.title}, 90 %{after}"] if one.lows else [])]
    rows = [heads]
    for at, category in enumerate(chart.categories):
        row = [category.said]
        for one in chart.series:
            shown = (one.values[at], one.lows[at], one.highs[at]) if one.lows else (one.values[at],)
            row += ["" if value is None else chart.unit.plain(words, value) for value in shown]
        rows.append(row)
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows) + "\n"
