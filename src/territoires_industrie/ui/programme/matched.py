"""Members against similar non-members: what is compared, how, and what it does not say."""

import json
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from territoires_industrie.analysis.matched import MatchedComparison
from territoires_industrie.analysis.matched_words import (
    ASSOCIATION,
    METHOD,
    REPLACEMENT,
    SPREAD,
    describe_comparison,
    say_points,
)
from territoires_industrie.analysis.matching import BOOTSTRAP_COUNT
from territoires_industrie.charts.matched import (
    balance_chart,
    change_bars,
    gap_chart,
    period_label,
    spread_chart,
)
from territoires_industrie.export.citation import Citation, cite_tables
from territoires_industrie.html_table import Row, number_column, text_column
from territoires_industrie.indicators.cache import reader_cache
from territoires_industrie.membership import read_units
from territoires_industrie.scene.view import View
from territoires_industrie.sources import table_record
from territoires_industrie.ui.folded import folded, show_folded_numbers
from territoires_industrie.ui.links import show_link
from territoires_industrie.ui.method_options import MethodOptions
from territoires_industrie.ui.numbers import show_csv
from territoires_industrie.ui.programme.blocks import (
    show_chart,
    show_source,
    story_table_html,
)
from territoires_industrie.ui.programme.matched_choice import Choice, choose, read_choice
from territoires_industrie.ui.programme.member_map import selected_epci
from territoires_industrie.wording import (
    N_,
    _,
    format_number,
    format_quantity,
    ngettext,
)

LEFT_OUT = {
    "partiel": N_("membres en partie seulement (communes ou EPT)"),
    "sans-chiffre": N_("un des chiffres manque"),
    "autre-phase": N_("membres de l’autre phase, écartés du groupe de comparaison"),
    "sans-voisin": N_("aucun non-membre dans la région"),
}
FIGURE_TABLES = ("commune_private_jobs_2024", "commune_comparator_2018", "membership_2024")


@reader_cache(maxsize=64)
def _charts(choice: Choice) -> tuple[str, ...]:
    """Draw changes, gaps, the spread of both periods and the balance."""
    comparison = choice.compare()
    drawn = (
        change_bars(comparison),
        gap_chart(comparison),
        *(spread_chart(trend) for trend in comparison.trends),
        balance_chart(comparison.balance),
    )
    return tuple(json.dumps(chart) for chart in drawn)


def show_matched(view: View) -> None:
    """Show the comparison for the reader's choice."""
    st.markdown(f"### {_('Membres et non-membres semblables')}")
    st.warning(_(ASSOCIATION), icon=":material/balance:")
    choice = choose(view)
    comparison = choice.compare()
    charts = _charts(choice)
    _show_result(comparison, charts[:2])
    _show_spread(comparison, charts[2:4])
    _show_balance(comparison, charts[4])
    _show_pairs(view, comparison)
    _show_method(view, comparison)


def cite_matched(view: View) -> Citation:
    """Return how to cite the comparison: both periods, as the page shows them."""
    choice = read_choice(view)
    title = _("Membres de la phase {phase} et non-membres semblables").format(phase=choice.phase)
    asked = f"{choice.phase}, {choice.neighbours}, {choice.within_region}, {choice.pool!r}"
    return cite_tables(title, FIGURE_TABLES, f"atlas.compare_members({asked}).trends")


def _show_result(comparison: MatchedComparison, charts: Sequence[str]) -> None:
    # The page warns of it already, above the choices.
    said = describe_comparison(comparison).replace(_(ASSOCIATION), "").strip()
    st.markdown(said)
    changes, gaps = st.columns(2, gap="large")
    with changes:
        st.markdown(f"**{_('Évolution moyenne de l’emploi salarié privé')}**")
        show_chart(charts[0], _("Évolution des membres et de leurs voisins"), _sources())
    with gaps:
        st.markdown(f"**{_('Écart par an entre membres et voisins')}**")
        show_chart(charts[1], _("Écart par an, intervalle et dispersion"), _sources())
        st.caption(
            _(
                "Point : moyenne ; trait : intervalle à 95 % ; bande : la moitié centrale des "
                "EPCI membres. Zéro : membres et voisins évoluent de même."
            )
        )
    _show_result_numbers(comparison)
    show_source(*_sources())


def _sources() -> list[str]:
    return [_(table_record(name).attribution) for name in FIGURE_TABLES]


def _show_result_numbers(comparison: MatchedComparison) -> None:
    columns = (
        text_column(_("Période"), period_label),
        number_column(_("Membres, moyenne"), lambda trend: _percent(trend.member_mean)),
        number_column(_("Voisins, moyenne"), lambda trend: _percent(trend.match_mean)),
        number_column(_("Écart, points"), lambda trend: _points(trend.difference_mean)),
        number_column(_("de"), lambda trend: _points(trend.difference_low)),
        number_column(_("à"), lambda trend: _points(trend.difference_high)),
        number_column(_("Par an"), lambda trend: _points(trend.difference_per_year, 2)),
        number_column(_("Membres, total"), lambda trend: _percent(trend.member_total)),
        number_column(_("Voisins, total"), lambda trend: _percent(trend.match_total)),
        number_column(
            _("Membres au-dessus"), lambda trend: _percent(trend.higher_share_pct, sign=False)
        ),
    )
    shift = comparison.shift

    def show() -> None:
        st.html(story_table_html(columns, comparison.trends))
        st.caption(
            _(
                "Écart par an depuis 2018 moins écart par an avant : {mean} ({low} à {high})."
            ).format(
                mean=say_points(shift.mean, 2),
                low=_points(shift.low, 2),
                high=_points(shift.high, 2),
            )
        )

    show_folded_numbers("programme_ecarts", show)


def _points(value: float, decimals: int = 1) -> str:
    return format_number(value, decimals, sign=True)


def _percent(value: float, *, sign: bool = True) -> str:
    return format_quantity(value, "%", 1, sign)


def _show_spread(comparison: MatchedComparison, charts: Sequence[str]) -> None:
    st.markdown(f"### {_('La dispersion')}")
    columns = st.columns(2, gap="large")
    for column, trend, chart in zip(columns, comparison.trends, charts, strict=True):
        with column:
            show_chart(chart, _("Dispersion des écarts"), _sources())
            text = _("{share} % des membres font mieux que leurs voisins.")
            st.caption(text.format(share=format_number(trend.higher_share_pct)))
    st.caption(
        _(
            "En bleu, les EPCI membres au-dessus de leurs voisins ; en orange, ceux qui sont "
            "au-dessous. Au-delà de 10 points par an, ils sont dans la dernière barre."
        )
    )


def _show_balance(comparison: MatchedComparison, written: str) -> None:
    st.markdown(f"### {_('L’équilibre des deux groupes')}")
    chart, numbers = st.columns(2, gap="large")
    with chart:
        show_chart(written, _("Équilibre des groupes par variable"), _sources())
        st.caption(_("Bande : moins de 0,1 écart-type, deux groupes qui se ressemblent."))
    columns = (
        text_column(_("Moyenne"), lambda row: _(row["label"])),
        number_column(_("Membres"), lambda row: _say_mean(row, "member_mean")),
        number_column(_("Non-membres"), lambda row: _say_mean(row, "pool_mean")),
        number_column(_("Appariés"), lambda row: _say_mean(row, "match_mean")),
        number_column(_("Écart avant"), lambda row: _points(row["difference_before"], 2)),
        number_column(_("Écart après"), lambda row: _points(row["difference_after"], 2)),
    )
    rows = comparison.balance.rename_axis("key").reset_index().to_dict("records")
    with numbers:
        st.html(story_table_html(columns, rows))
        st.caption(_("Emploi et densité : moyennes géométriques."))
        _show_groups(comparison)


def _say_mean(row: Row, column: str) -> str:
    return format_number(row[column], 0 if row["key"] == "private_jobs" else 1)


def _show_groups(comparison: MatchedComparison) -> None:
    st.markdown(
        _(
            "Membres : **{members}** ; non-membres possibles : **{pool}**, dont utilisés : "
            "**{used}** ; le plus utilisé sert **{most}** fois."
        ).format(
            members=format_number(comparison.member_count),
            pool=format_number(comparison.pool_count),
            used=format_number(comparison.match_count),
            most=format_number(comparison.most_used_count),
        )
    )
    for reason, codes in comparison.left_out.items():
        text = ngettext(
            "{count} EPCI laissé de côté : {reason}.",
            "{count} EPCI laissés de côté : {reason}.",
            len(codes),
            reason=_(LEFT_OUT[reason]),
        )
        st.caption(text)


def _show_pairs(view: View, comparison: MatchedComparison) -> None:
    """Show who is compared with whom: the selected EPCI first, everyone in the file."""
    chosen = set(selected_epci(view))
    count = len(comparison.pairs)
    title = ngettext(
        "Qui est comparé à qui ({count} paire)", "Qui est comparé à qui ({count} paires)", count
    )
    with folded(title, "programme_paires", is_open=bool(chosen)) as is_open:
        if not is_open:
            return
        frame = pair_frame(comparison)
        mine = frame[frame["member_code"].isin(chosen)]
        if chosen and mine.empty:
            st.caption(_("Les EPCI sélectionnés ne sont pas parmi les membres comparés."))
        shown = mine if len(mine) else frame
        # As texts: a grid writes numbers in the way of the browser, not of the page's language.
        distances = [format_number(distance, 2) for distance in shown["distance"]]
        st.dataframe(
            shown.assign(distance=distances),
            hide_index=True,
            height=300,
            column_config={
                "member_code": _("SIREN du membre"),
                "member_name": _("Membre"),
                "rank": _("Rang"),
                "match_code": _("SIREN du voisin"),
                "match_name": _("Voisin non membre"),
                "distance": st.column_config.TextColumn(_("Distance"), alignment="right"),
            },
        )
        show_csv(lambda: frame, "programme_paires")


def pair_frame(comparison: MatchedComparison) -> pd.DataFrame:
    """Name both sides of every pair; shape (pairs, 6)."""
    names = read_units("epci")["name"]
    pairs = comparison.pairs
    named = {f"{side}_name": pairs[f"{side}_code"].map(names) for side in ("member", "match")}
    columns = ["member_code", "member_name", "rank", "match_code", "match_name", "distance"]
    return pairs.assign(**named)[columns]


def _show_method(view: View, comparison: MatchedComparison) -> None:
    with st.expander(_("La méthode, en toutes lettres")):
        st.markdown(_(METHOD).format(neighbours=format_number(comparison.neighbours)))
        st.markdown(_(REPLACEMENT))
        st.markdown(_(SPREAD).format(count=format_number(BOOTSTRAP_COUNT)))
        st.markdown(
            _(
                "De 2014 à 2018 le programme n’existait pas : un écart déjà là ne lui doit rien. "
                "De 2018 à 2024, d’autres aides, d’autres chocs et le choix même des membres "
                "jouent aussi."
            )
        )
        explained = view.with_options(MethodOptions(section="comparaisons"))
        show_link("methode", _("Voir la méthode"), explained, icon=":material/menu_book:")
