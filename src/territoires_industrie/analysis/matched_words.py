"""Members beside similar non-members in words: what was compared, what is seen, what is not."""

import pandas as pd

from territoires_industrie.analysis.matched import GOOD_BALANCE, MatchedComparison, Shift
from territoires_industrie.analysis.matching import LEVEL
from territoires_industrie.membership import programme_status
from territoires_industrie.wording import N_, _, format_number, list_texts, ngettext, round_half_up

ASSOCIATION = N_(
    "Ce tableau décrit, il ne prouve rien : les membres ont été choisis, pas tirés au sort. Un "
    "écart entre membres et non-membres semblables est une association, pas l’effet du programme."
)
METHOD = N_(
    "Chaque EPCI membre en entier est rapproché de ses {neighbours} plus proches non-membres, avec "
    "remise, sur trois variables réduites : logarithme de l’emploi privé de 2014, part de "
    "l’industrie dans les établissements fin 2018 et logarithme de la densité de 2018. La part de "
    "l’industrie n’existe pas plus tôt pour tous les EPCI : elle date du mois qui suit l’annonce."
)
REPLACEMENT = N_(
    "Avec remise : un non-membre peut servir plusieurs fois, car il y a moins de non-membres "
    "industriels que de membres. Sans remise, les derniers appariés se ressembleraient peu."
)
SPREAD = N_(
    "Intervalle : 95 % des moyennes de {count} rééchantillonnages des membres. Il ne compte pas "
    "l’incertitude qui vient de la réutilisation des non-membres : il est plutôt trop étroit."
)

LATE_PHASE = 2
"""Phase that a part of its members entered five years after the start of the programme."""


def describe_comparison(comparison: MatchedComparison) -> str:
    """Write in plain words, in the language of the run, what the comparison shows and what not."""
    sentences = [
        _(
            "De {start} à {end}, l’emploi privé des {count} EPCI membres a évolué de {member} % en "
            "moyenne, celui de leurs voisins non membres de {match} % : {gap}, "
            "soit {yearly} par an (entre {low} et {high} sur la période)."
        ).format(
            start=trend.start,
            end=trend.end,
            count=format_number(comparison.member_count),
            member=format_number(trend.member_mean, 1, sign=True),
            match=format_number(trend.match_mean, 1, sign=True),
            gap=say_points(trend.difference_mean, 1),
            yearly=say_points(trend.difference_per_year, 2),
            low=format_number(trend.difference_low, 1, sign=True),
            high=format_number(trend.difference_high, 1, sign=True),
        )
        for trend in comparison.trends
    ]
    if comparison.phase == LATE_PHASE:
        sentences.append(_describe_entrants(comparison))
    sentences += [_describe_shift(comparison.shift), *_describe_balance(comparison.balance)]
    return " ".join([*sentences, _(ASSOCIATION)])


def _describe_entrants(comparison: MatchedComparison) -> str:
    """Write how many members were in the programme for a small part of the period only."""
    members = comparison.pairs["member_code"].unique()
    entered = programme_status(LEVEL).loc[members, "phase1"] == "non"
    return _(
        "Parmi ces {members} EPCI, {count} ne sont entrés qu’en novembre 2023 : cinq des six "
        "années depuis 2018 précèdent leur entrée, et ne lui doivent rien."
    ).format(count=format_number(int(entered.sum())), members=format_number(len(members)))


def say_points(value: float, decimals: int) -> str:
    """Write a difference of percentages with its sign, in the number that it requires."""
    # As it is written: 1,95 is read 2,0, which takes the plural.
    number = int(abs(round_half_up(value, decimals)))
    said = format_number(value, decimals, sign=True)
    return ngettext("{value} point", "{value} points", number, value=said)


def _describe_balance(balance: pd.DataFrame) -> list[str]:
    far = balance.loc[balance["difference_after"].abs() > GOOD_BALANCE, "label"]
    if far.empty:
        return []
    text = _("Les deux groupes restent différents sur : {labels} ; lisez les écarts avec réserve.")
    return [text.format(labels=list_texts(_(label) for label in far))]


def _describe_shift(shift: Shift) -> str:
    if shift.low <= 0 <= shift.high:
        text = _("L’écart par an n’a pas changé de façon visible entre les deux périodes.")
    elif shift.mean > 0:
        text = _("L’écart par an est plus favorable aux membres depuis 2018 qu’avant.")
    else:
        text = _("L’écart par an est moins favorable aux membres depuis 2018 qu’avant.")
    return text
