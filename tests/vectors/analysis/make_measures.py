"""Makes the vectors of M3 to M16, independently of shared/analysis: run `/usr/bin/python3 make_measures.py` here.

Made-up journals, seen through many views, with what each measure comes to worked out from the words of shared/analysis/SPEC.md by living
through every day; shares and curves in exact fractions, bootstraps and permutations by numpy. Only to be run again when a rule changes; the
frozen files are what the tests read. Debian: apt-get install python3-scipy python3-statsmodels.

differences.json   M3. waiting.json   M4, M6 and M13. decisions.json   M7. joint.json   M14, M15 and M16. own.json   M5, M8, M11 and M12.
"""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import atanh, exp, log, sqrt, tanh

import numpy as np
import scipy
import statsmodels
from scipy import stats

from lived import DAY, WORTH, Z, chance, day_of, days, settlings, short, week_of, weeks_of, wilson, wilson_of, write

MADE_WITH = f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}"
HORIZON = 14
WORDS = ["rest", "company", "quiet", "play", "Ruhe"]


def text_of(day):
    return day.isoformat() if day else None


def last_day(view):
    """The last day of the window that counts."""
    return min(view["to"], view["today"])


def within(view, day):
    return view["from"] <= day <= last_day(view)


# Journals


def needs_of(pick, first, count, length, met, slow=20, partly=4, bad_weeks=()):
    """`met` is the chance in ten that a need of the one, of the other comes out well, one in `partly` of these partly.

    In a bad week of one, each third or so, what is closed for them is declined.
    """
    needs = []
    for at in range(count):
        voiced = first + timedelta(days=pick(length))
        owner = at % 2
        need = {"owner": "ab"[owner], "voicedOn": voiced, "status": None, "on": None, "word": WORDS[pick(len(WORDS))]}
        if pick(10) > 0:
            on = voiced + timedelta(days=[0, 1, pick(7), pick(slow), 13, 14, 15, pick(80)][pick(8)])
            good = pick(10) < met[owner]
            need["on"] = on
            need["status"] = ("met" if pick(partly) else "partly") if good else ["declined", "declined", "partly", "let-go"][pick(4)]
            if bad_weeks and on.isocalendar()[1] % 3 == bad_weeks[owner]:
                need["status"] = "declined"
        needs.append(need)
    return needs


def lived(need):
    """The need as `settlings` takes it."""
    return {**need, "voicedOn": text_of(need["voicedOn"]), "on": text_of(need["on"])}


def line_of(need):
    parts = [need["owner"], text_of(need["voicedOn"]), need["word"]]
    return " ".join(parts if need["status"] is None else [*parts, need["status"], text_of(need["on"])])


def view_of(start, end, today, horizon=HORIZON, seasons=()):
    return {
        "from": day_of(start),
        "to": day_of(end),
        "today": day_of(today),
        "horizonDays": horizon,
        "seasons": [(day_of(first), day_of(last)) for first, last in seasons],
    }


def frozen_view(view):
    return {
        **{key: text_of(view[key]) for key in ("from", "to", "today")},
        "horizonDays": view["horizonDays"],
        "seasons": [{"from": text_of(first), "to": text_of(last)} for first, last in view["seasons"]],
    }


# M3, the difference [A15] [A20]


def quarter_of(day):
    return day.year, (day.month - 1) // 3


def quarter_days(quarter):
    year, at = quarter
    first = date(year, 3 * at + 1, 1)
    return first, (date(year + 1, 1, 1) if at == 3 else date(year, 3 * at + 4, 1)) - DAY


def quarters_looked_at(view):
    """Those that are over when the window ends and before today: all within the window, at least two, at most eight."""
    last = min(view["to"], view["today"] - DAY)
    over = list(dict.fromkeys(quarter_of(day) for day in days(date(last.year - 4, 1, 1), last) if quarter_days(quarter_of(day))[1] <= last))
    inside = [quarter for quarter in over if quarter_days(quarter)[0] >= view["from"]]
    return over[-min(8, max(2, len(inside))) :]


def newcombe(one, other):
    """Method 10 over the intervals of M1: the low end with each partly unmet, the high end with each met."""
    (p, p_low, p_high), (q, q_low, q_high) = (
        ((met + partly / 2) / n, wilson(met, n)[0], wilson(met + partly, n)[1]) for n, met, partly in (one, other)
    )
    d = p - q
    return d, max(-1, d - sqrt((p - p_low) ** 2 + (q_high - q) ** 2)), min(1, d + sqrt((p_high - p) ** 2 + (q - q_low) ** 2))


DRAWS = 20_000
# Where the 2.5% and 97.5% points of 2,000 draws lie: five of their standard errors, in the shares of draws below them.
FIVE_ERRORS = 5 * sqrt(0.025 * 0.975 / 2_000)


def block_bootstrap(settled, rng):
    """The ends of the central 95%, as much further out as Student's interval is wider, each with the span in which 2,000 draws put it: [[least, point, most], [least, point, most]]."""
    weeks = sorted({week_of(day) for _, day, _ in settled})
    if len(weeks) == 1:
        return [[-1] * 3, [1] * 3]  # one block says nothing of how blocks differ
    sums = np.zeros((len(weeks), 4))
    for owner, day, outcome in settled:
        sums[weeks.index(week_of(day)), [2 * owner, 2 * owner + 1]] += [1, float(WORTH[outcome])]
    times = rng.multinomial(len(weeks), [1 / len(weeks)] * len(weeks), size=DRAWS)
    n_a, met_a, n_b, met_b = (times @ sums).T
    both = (n_a > 0) & (n_b > 0)
    drawn = met_a[both] / n_a[both] - met_b[both] / n_b[both]
    seen = sums[:, 1].sum() / sums[:, 0].sum() - sums[:, 3].sum() / sums[:, 2].sum()
    wider = stats.t.ppf(0.975, len(weeks) - 1) / stats.norm.ppf(0.975)
    return [
        [
            max(-1, min(1, float(seen + wider * (np.quantile(drawn, max(0, min(1, share + off))) - seen))))
            for off in (-FIVE_ERRORS, 0, FIVE_ERRORS)
        ]
        for share in (0.025, 0.975)
    ]


def is_in_season(view, day):
    return any(first <= day and (last is None or day <= last) for first, last in view["seasons"])


def difference_of(settled, rng):
    """[n of the one, n of the other] alone where that is too few, else with value, Newcombe's ends and the bootstrap's."""
    counts = []
    for owner in (0, 1):
        outcomes = Counter(outcome for by, _, outcome in settled if by == owner)
        counts.append((sum(outcomes.values()), outcomes["met"], outcomes["partly"]))
    numbers = [n for n, _, _ in counts]
    if min(numbers) < 20:
        return numbers
    return [*numbers, *newcombe(*counts), block_bootstrap(settled, rng)]


def differences(needs, view, rng):
    quarters = quarters_looked_at(view)
    first, last = quarter_days(quarters[0])[0], quarter_days(quarters[-1])[1]
    voiced = [sum(1 for need in needs if need["owner"] == owner and first <= need["voicedOn"] <= last) for owner in "ab"]
    def settled_in(start, end):
        """Each need once, as it stood when these days ended, unless that was on a day of a season."""
        found = []
        for need in needs:
            on = [one for one in settlings(lived(need), view["today"], view["horizonDays"]) if start <= one[0] <= end]
            if on and not is_in_season(view, on[-1][0]):
                found.append(("ab".index(need["owner"]), on[-1][0], on[-1][1]))
        return found

    by_quarter = [[text_of(quarter_days(quarter)[0]), difference_of(settled_in(*quarter_days(quarter)), rng)] for quarter in quarters]
    over_all = difference_of(settled_in(first, last), rng)
    is_measured = any(len(each) > 2 for each in [over_all, *(each for _, each in by_quarter)])
    if is_measured and max(voiced) > 3 * min(voiced):
        return "unheard"  # what is too few stays too few
    return {"quarters": by_quarter, "all": over_all}


def plus_months(day, months):
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def views_for_differences(pick, first, months):
    """Months, quarters and years that end anywhere in the journal, looked at on any day, with and without seasons."""
    views = []
    for at in range(18):
        end = plus_months(first, 4 + pick(months))
        start = plus_months(end, -[1, 3, 6, 7, 12, 18, 24, 36][at % 8])
        today = end + timedelta(days=[-1, 0, 1, 5, 400, -20][pick(6)])
        season_from = plus_months(end, -1 - pick(12)) + timedelta(days=pick(20))
        seasons = [
            [],
            [],
            [(season_from, season_from + timedelta(days=pick(60)))],
            [(season_from, None)],
            [quarter_days(quarter_of(season_from))],
            [(season_from, season_from), (season_from + timedelta(days=2), season_from + timedelta(days=16))],
        ][pick(6)]
        view = view_of(text_of(start), text_of(end - DAY), text_of(today), [14, 14, 14, 7, 0, 30][pick(6)])
        views.append({**view, "seasons": seasons})
    return views


def make_differences():
    pick, rng = chance(19980101), np.random.default_rng(19790101)
    voiced_unevenly = []
    for at, count in enumerate((75, 25, 76, 25, 40, 4)):
        first = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)][at // 2]
        for each in needs_of(pick, first, 2 * count, 60, (6, 6), slow=9):
            if each["owner"] == "ab"[at % 2]:
                voiced_unevenly.append(each)
    journals = [
        ("alike and mostly met, a leap day among", date(2022, 12, 1), 30, needs_of(pick, date(2022, 12, 1), 800, 900, (10, 10), slow=6, partly=40)),
        ("one less than the other", date(2024, 1, 1), 18, needs_of(pick, date(2024, 1, 1), 420, 540, (10, 3), partly=12)),
        ("the other less than the one", date(2024, 1, 1), 18, needs_of(pick, date(2024, 1, 1), 360, 540, (2, 10), partly=12)),
        ("about twenty in a quarter", date(2025, 1, 1), 15, needs_of(pick, date(2025, 1, 1), 230, 450, (6, 6))),
        ("each has weeks in which all goes wrong", date(2024, 10, 1), 18, needs_of(pick, date(2024, 10, 1), 460, 540, (10, 10), slow=6, partly=20, bad_weeks=(0, 1))),
        ("weeks 53", date(2020, 10, 1), 9, needs_of(pick, date(2020, 10, 1), 260, 200, (7, 6), slow=12)),
        ("all met and none met", date(2026, 1, 1), 6, needs_of(pick, date(2026, 1, 1), 110, 150, (10, 0), slow=5)),
        ("the clocks go forward and back", date(2026, 1, 1), 12, needs_of(pick, date(2026, 1, 1), 330, 360, (8, 6))),
    ]
    frozen = []
    for name, first, months, needs in journals:
        views = views_for_differences(pick, first, months)
        frozen.append((name, needs, views + [{**views[0], "seasons": []}, {**views[7], "seasons": [], "horizonDays": 14}]))
    in_turn = [
        {"owner": owner, "voicedOn": date(2025, month, 3), "status": "met", "on": date(2025, month, 3 + at % 20), "word": "rest"}
        for month in (2, 5)
        for owner, count in (("a", 20), ("b", 19 if month == 2 else 20))
        for at in range(count)
    ]
    frozen.append(("twenty, and one fewer", in_turn, [view_of("2025-01-01", "2025-06-30", day) for day in ("2025-06-30", "2025-07-01")]))
    frozen.append(
        (
            "three to one, and a little more",
            voiced_unevenly,
            [
                view_of(start, end, today)
                for start, end, today in (
                    ("2025-01-01", "2025-03-31", "2025-07-01"),
                    ("2025-04-01", "2025-06-30", "2025-07-01"),
                    ("2025-04-01", "2025-09-30", "2025-12-01"),
                    ("2025-07-01", "2025-12-31", "2026-01-01"),
                    ("2026-01-01", "2026-06-30", "2026-07-01"),
                    ("2025-01-01", "2026-06-30", "2026-07-01"),
                )
            ],
        )
    )
    write(
        "differences.json",
        {
            "made_with": MADE_WITH,
            "journals": [
                {
                    "name": name,
                    "needs": [line_of(need) for need in needs],
                    "views": [{"view": frozen_view(view), "expected": short(differences(needs, view, rng))} for view in views],
                }
                for name, needs, views in frozen
            ],
        },
    )


# M4, time to care [A16], and waits of any kind


def curve_of(waits):
    """Aalen & Johansen in fractions, of (days, "came", "ruledOut" or "stillWaiting"): [day, value, low, high, waiting], then the median.

    Variance by Marubini & Valsecchi 1995, 10.12. A step only while at least five still waited.
    """
    steps, past = [], []  # past: day's F, S before it, came, ended, waiting
    surviving, share = Fraction(1), Fraction(0)
    for day in sorted({wait for wait, _ in waits}):
        waiting = sum(1 for wait, _ in waits if wait >= day)
        came = sum(1 for wait, end in waits if wait == day and end == "came")
        ended = came + sum(1 for wait, end in waits if wait == day and end == "ruledOut")
        share += surviving * Fraction(came, waiting)
        past.append((share, surviving, came, ended, waiting))
        surviving *= 1 - Fraction(ended, waiting)
        if came == 0 or waiting < 5:
            continue
        variance = Fraction(0)
        for then, before, d1, d, n in past:
            if n > d:
                variance += (share - then) ** 2 * Fraction(d, n * (n - d))
            variance += before**2 * Fraction(d1 * (n - d1), n**3)
            variance -= 2 * (share - then) * before * Fraction(d1, n**2)
        if share == 1:
            low, high = wilson(sum(d1 for _, _, d1, _, _ in past), sum(d1 for _, _, d1, _, _ in past))
        else:
            reach = Z * sqrt(variance) / (float(share) * log(share))
            low, high = float(share) ** exp(-reach), float(share) ** exp(reach)
        steps.append([day, share, low, high, waiting])

    def first(at):
        return next((step[0] for step in steps if step[at] >= Fraction(1, 2)), None)

    return steps, None if first(1) is None else [first(1), first(3), first(2)]


def waits_for_care(needs, view):
    lanes = []
    for owner in "ab":
        waits = []
        for need in needs:
            if need["owner"] != owner or not within(view, need["voicedOn"]):
                continue
            for day in days(need["voicedOn"], last_day(view)):
                if day == need["on"]:
                    waits.append(((day - need["voicedOn"]).days, "came" if need["status"] in ("met", "partly") else "ruledOut"))
                    break
            else:
                waits.append(((last_day(view) - need["voicedOn"]).days, "stillWaiting"))
        if len(waits) < 8:
            lanes.append({"n": len(waits)})
            continue
        steps, median = curve_of(waits)
        ends = Counter(end for _, end in waits)
        lanes.append({"n": len(waits), "counts": [ends["came"], ends["ruledOut"], ends["stillWaiting"]], "steps": steps, "median": median})
    return lanes


# M6, the trend [A18]


def trend_of(needs, view):
    """A lane each: "gap", [n_eff] where that is too few, else [value, low, high, n_eff], by week."""
    weeks = weeks_of(view["from"], last_day(view))
    if not weeks:
        return [[], []]
    lanes = []
    for owner in "ab":
        lives = [settlings(lived(need), view["today"], view["horizonDays"]) for need in needs if need["owner"] == owner]
        remembered = date.fromisocalendar(int(weeks[0][:4]), int(weeks[0][6:]), 1) - timedelta(weeks=78)
        points = []
        for week in weeks:
            sunday = date.fromisocalendar(int(week[:4]), int(week[6:]), 7)
            until = [[one for one in life if remembered <= one[0] <= sunday] for life in lives]
            if not any(sunday - timedelta(days=28) < on for life in until for on, _, _ in life):
                points.append("gap")
                continue
            last = [life[-1] for life in until if life]
            weights = [2.0 ** (-(sunday - on).days / 45) for on, _, _ in last]
            n = sum(weights) ** 2 / sum(weight**2 for weight in weights)
            if n < 8 - 1e-9:  # eight that weigh alike are eight
                points.append([n])
                continue
            met, partly = (sum(w for w, one in zip(weights, last) if one[1] == kind) / sum(weights) for kind in ("met", "partly"))
            points.append([met + partly / 2, wilson_of(met, n)[0], wilson_of(met + partly, n)[1], n])
        lanes.append(points)
    return lanes


# M13, no care lately [A11]


def little_care(needs, view):
    found = []
    for word in sorted({need["word"] for need in needs}):
        waits, cared = False, None
        for need in (need for need in needs if need["word"] == word):
            is_open = True
            for day in days(need["voicedOn"], view["today"]):
                if day == need["on"]:
                    is_open = False
                    if need["status"] in ("met", "partly"):
                        cared = max(cared or day, day)
                    if need["status"] == "declined" and (view["today"] - day).days <= 91:
                        waits = True
            if is_open and (view["today"] - need["voicedOn"]).days > HORIZON:
                waits = True
        if waits and (cared is None or (view["today"] - cared).days > HORIZON):
            found.append((cared or date.min, word, cared))
    return [min(found)[1], text_of(min(found)[2])] if found else None


def make_waiting():
    pick = chance(19780101)
    one_of_each = [
        ("no need at all", []),
        (
            "all on one day",
            [{"owner": "a", "voicedOn": date(2026, 3, 29), "status": "met", "on": date(2026, 3, 30), "word": "rest"} for _ in range(8)]
            + [{"owner": "b", "voicedOn": date(2026, 10, 25), "status": "declined", "on": date(2026, 10, 25), "word": "rest"} for _ in range(9)],
        ),
        (
            "all still waiting, and one event",
            [{"owner": "a", "voicedOn": date(2026, 2, 1) + each * DAY, "status": None, "on": None, "word": "quiet"} for each in range(20)]
            + [
                {"owner": "b", "voicedOn": date(2026, 2, 1) + each * DAY, "status": "met" if each == 7 else None, "on": date(2026, 2, 20) if each == 7 else None, "word": "play"}
                for each in range(20)
            ],
        ),
        (
            "half to the day, and never half",
            [
                {"owner": "ab"[each % 2], "voicedOn": date(2024, 2, 28), "status": "met" if each < 20 else "let-go" if each % 2 else "declined", "on": date(2024, 2, 28) + (each // 5) * DAY, "word": "play"}
                for each in range(40)
            ],
        ),
    ]
    journals = [
        *one_of_each,
        ("a year", needs_of(pick, date(2025, 3, 1), 260, 380, (7, 5))),
        ("a quick year", needs_of(pick, date(2026, 1, 1), 260, 360, (9, 8), slow=4)),
        ("weeks 53", needs_of(pick, date(2020, 9, 1), 130, 200, (7, 7))),
        ("a leap year with a long gap", needs_of(pick, date(2023, 11, 1), 90, 60, (6, 8)) + needs_of(pick, date(2024, 2, 20), 90, 40, (8, 6))),
        ("three years", needs_of(pick, date(2022, 1, 1), 330, 1_000, (6, 7), slow=40)),
    ]
    frozen = []
    for name, needs in journals:
        first = min((need["voicedOn"] for need in needs), default=date(2026, 1, 1))
        length = (max((need["voicedOn"] for need in needs), default=date(2026, 2, 1)) - first).days + 20
        views = []
        for at in range(24):
            start = first + timedelta(days=pick(length) if at % 3 else -3)
            end = start + timedelta(days=[6, 27, 30, 60, 90, 200][at % 6] if at % 8 else length)
            today = end + timedelta(days=[-5, 0, 1, 20, 300][pick(5)])
            views.append(view_of(text_of(start), text_of(end), text_of(today), [14, 14, 7, 0, 30][pick(5)]))
        frozen.append(
            {
                "name": name,
                "needs": [line_of(need) for need in needs],
                "views": [
                    {
                        "view": frozen_view(view),
                        "timeToCare": short(waits_for_care(needs, view)),
                        "trends": trend_lines(trend_of(needs, view)) if at % 4 == 0 or name != "three years" else None,
                        "littleCare": little_care(needs, view),
                    }
                    for at, view in enumerate(views)
                ],
            }
        )
    write("waiting.json", {"made_with": MADE_WITH, "journals": frozen})


def trend_lines(lanes):
    return [[point if point == "gap" else [float(f"{each:.11g}") for each in point] for point in lane] for lane in lanes]


# M7, decisions [A19]


def shape_of(one, other):
    if min(one, other) >= 1:
        return "both-gain"
    if max(one, other) <= -1:
        return "both-lose"
    return "one-gives" if min(one, other) <= -1 and max(one, other) >= 1 else "mixed"


def mean_of(values, least, most):
    values = [float(each) for each in values]
    mean, error = float(np.mean(values)), float(stats.sem(values))
    if error < 1e-12:  # all alike: as many others as Wilson's interval leaves open, at either end
        others = 1 - wilson(len(values), len(values))[0]
        return [mean, mean - others * (mean - least), mean + others * (most - mean)]
    low, high = stats.t.interval(0.95, len(values) - 1, loc=mean, scale=error)
    return [mean, max(least, float(low)), min(most, float(high))]


def together_of(pairs, rng):
    one, other = (np.array(each, dtype=float) for each in zip(*pairs))
    if len(set(one)) == 1 or len(set(other)) == 1:
        return "no-spread"
    n, rho = len(pairs), float(stats.spearmanr(one, other).statistic)
    inside = max(-(1 - 12 / (n**3 - n)), min(1 - 12 / (n**3 - n), rho))
    reach = Z * sqrt(1.06 / (n - 3))
    ranks, others = (stats.zscore(stats.rankdata(each)) for each in (one, other))
    drawn = np.abs([float(rng.permutation(ranks) @ others) / n for _ in range(4_000)])
    p = float(np.mean(drawn >= abs(rho) - 1e-9))
    return [rho, min(rho, tanh(atanh(inside) - reach)), max(rho, tanh(atanh(inside) + reach)), p]


def decisions_seen(decisions, view, rng):
    pairs = []
    for decided, answers in decisions:
        said = {}
        for day in days(date(2019, 1, 1), view["today"]):
            for author, on, number, outcome in sorted(answers, key=lambda answer: answer[2]):
                if on == day:
                    said[author] = (day, outcome)
        if len(said) == 2:
            when = decided or max(said["a"][0], said["b"][0])
            if within(view, when):
                pairs.append((said["a"][1], said["b"][1]))
    n = len(pairs)
    gain = sum(1 for pair in pairs if shape_of(*pair) == "both-gain")
    shapes = Counter(shape_of(*pair) for pair in pairs)
    return {
        "n": n,
        "plane": [[sum(1 for pair in pairs if pair == (one, other)) for other in range(-2, 3)] for one in range(-2, 3)],
        "shapes": {shape: shapes[shape] for shape in ("both-gain", "one-gives", "both-lose", "mixed")},
        "bothGain": [gain / n, *wilson(gain, n)] if n >= 8 else None,
        "means": [mean_of([pair[at] for pair in pairs], -2, 2) for at in (0, 1)] if n >= 8 else None,
        "together": together_of(pairs, rng) if n >= 12 else None,
    }


# M14, me and we [A22]


def me_and_we(balances, view):
    weeks = weeks_of(view["from"], last_day(view))
    lanes = []
    for owner in "ab":
        complete, left_out = [], 0
        for week in weeks:
            said = sorted((number, hours) for by, of, number, hours in balances if by == owner and of == week)
            if not said:
                continue
            hours = said[0][1]
            if None in hours or sum(hours) == 0:
                left_out += 1
            else:
                complete.append((week, [Fraction(each, sum(hours)) for each in hours]))
        lanes.append(
            {
                "weeks": [week for week, _ in complete],
                "leftOut": left_out,
                "shares": [mean_of([shares[at] for _, shares in complete], 0, 1) for at in range(4)] if len(complete) >= 4 else None,
            }
        )
    return lanes


# M15, kept [A23]


def kept(promises, events, view):
    counts = Counter()
    for due, signed, looks in promises:
        if len(set(signed)) < 2 or not within(view, due):
            continue
        said = {}
        for day in days(date(2019, 1, 1), view["today"]):
            for by, on, number, verdict in sorted(looks, key=lambda look: look[2]):
                if on == day:
                    said[by] = verdict
        # That it was changed or let go is no word on keeping; one that was let go holds no longer, and waits for no look.
        words = set(said.values()) & {"kept", "partly", "not-kept"}
        if words:
            counts["kept" if words == {"kept"} else "notKept" if words == {"not-kept"} else "partly"] += 1
        elif not any(verdict == "let-go" and on <= view["today"] for _, on, _, verdict in looks):
            counts["notLookedAt"] += 1
    n = counts["kept"] + counts["partly"] + counts["notKept"]
    held = [event for day, event in events if within(view, day)]
    good = sum(1 for event in held if event != "crossed")
    return {
        "promises": [counts[key] for key in ("kept", "partly", "notKept", "notLookedAt")],
        "promisesShare": None
        if n < 8
        else [(counts["kept"] + counts["partly"] / 2) / n, wilson(counts["kept"], n)[0], wilson(counts["kept"] + counts["partly"], n)[1]],
        "boundaries": [good, len(held) - good],
        "boundariesShare": [good / len(held), *wilson(good, len(held))] if len(held) >= 8 else None,
    }


# M16, what came back [A24]


def came_back(sacrifices, view):
    given = [each for each in sacrifices if within(view, each["day"]) and each["for"] != "others"]
    quarters, waits = [], []
    if given:
        first, last = min(each["day"] for each in given), max(each["day"] for each in given)
        for quarter in dict.fromkeys(quarter_of(day) for day in days(first, last)):
            row = [text_of(quarter_days(quarter)[0])]
            for by in "ab":
                ones = [each for each in given if each["by"] == by and quarter_of(each["day"]) == quarter]
                told = Counter(each["told"] for each in ones)
                row.append([len(ones), [told[step] for step in range(4)], sum(1 for each in ones if each["gain"])])
            quarters.append(row)
    for by in "ab":
        found = []
        for each in (each for each in given if each["by"] == by):
            for day in days(each["day"], last_day(view)):
                if any(other["by"] != by and other["day"] == day for other in given):
                    found.append(((day - each["day"]).days, "came"))
                    break
            else:
                found.append(((last_day(view) - each["day"]).days, "stillWaiting"))
        if len(found) < 8:
            waits.append({"n": len(found)})
            continue
        steps, median = curve_of(found)
        surviving = Fraction(1)
        for day, value, _, _, waiting in steps:  # Kaplan & Meier's product, in its own words
            surviving *= 1 - Fraction(sum(1 for wait, end in found if wait == day and end == "came"), waiting)
            assert value == 1 - surviving
        waits.append({"n": len(found), "steps": steps, "median": median})
    return {"quarters": quarters, "waits": waits}


def make_joint():
    pick, rng = chance(19040101), np.random.default_rng(20090101)
    frozen, decided_in = [], []
    first = [date(2025, 1, 1), date(2024, 2, 1), date(2020, 11, 15), date(2026, 3, 1)]
    for case in range(40):
        begin = first[case % 4]
        some_day = lambda: begin + timedelta(days=pick(200))  # noqa: E731
        outcome = [lambda: pick(5) - 2, lambda: pick(2) + 1, lambda: 1 if case % 8 == 2 else pick(3) - 1, lambda: [-2, -2, 0, 2][pick(4)]][case % 4]
        decisions, number = [], 0
        for _ in range([5, 9, 15, 40, 80][case % 5]):
            decided = some_day() if pick(4) else None
            answers = []
            one = outcome()
            for author in ["a", "b", "a", "b"][: [2, 2, 2, 1, 4, 3][pick(6)]]:
                number += 1
                on = (decided or some_day()) + timedelta(days=pick(3) if pick(3) else pick(40))
                # With every eighth journal the two agree, or disagree, throughout.
                value = one if case % 8 == 4 and author == "a" else one if case % 8 == 4 else -one if case % 8 == 5 and author == "b" else one if case % 8 == 5 else outcome()
                answers.append((author, on, number, value))
            decisions.append((decided, answers))
        # Given in an order that is not that of their ids.
        decisions = [(decided, answers[::-1] if pick(2) else answers) for decided, answers in decisions]
        mondays = sorted({begin + timedelta(weeks=pick(30)) for _ in range([3, 9, 14, 25, 28][case % 5])})
        balances = []
        for at, monday in enumerate(mondays):
            for by in "ab":
                for _ in range(1 + (pick(9) == 0)):
                    hours = [pick(40) if pick(25) else None for _ in range(4)] if pick(20) else [0, 0, 0, 0]
                    balances.append((by, week_of(monday), 1_000 + (pick(500) * 7 + at * 31 + len(balances) * 4_001) % 900_000, hours if case % 9 else [10, 5, 0, 25]))
        promises = []
        for _ in range([2, 40, 24, 50, 70][case % 5]):
            due = some_day()
            looks = []
            for by in ["a", "b", "a", "b"][: pick(5)]:
                number += 1
                looks.append((by, due + timedelta(days=pick(20)), number, ["kept", "kept", "kept", "partly", "not-kept", "not-kept", "changed", "let-go"][pick(8)] if case % 6 else "kept"))
            promises.append((due, ["ab", "ab", "ab", "a", "b", "ab"][pick(6)], looks))
        events = [(some_day(), ["kept", "crossed", "no-respected"][pick(3)] if case % 7 else "crossed") for _ in range([1, 40, 16, 50, 80][case % 5])]
        sacrifices = [
            {"by": "ab"[pick(2) if case % 6 else 0], "day": some_day(), "for": ["partner", "both", "both", "others"][pick(4)], "told": pick(4) if pick(3) else None, "gain": pick(2) == 1}
            for _ in range([4, 12, 20, 45, 90][case % 5])
        ]
        views = []
        for at in range(5):
            start = begin + timedelta(days=pick(120) if at else -10)
            end = start + timedelta(days=[240, 30, 91, 150, 60][at])
            views.append(view_of(text_of(start), text_of(end), text_of(end + timedelta(days=[0, -7, 30, 1][pick(4)]))))
        decided_in.append(
            {
                "decisions": [[text_of(decided), [[by, text_of(on), number, value] for by, on, number, value in answers]] for decided, answers in decisions],
                "views": [{"view": frozen_view(view), "expected": short(decisions_seen(decisions, view, rng))} for view in views],
            }
        )
        frozen.append(
            {
                "balances": [[by, week, number, hours] for by, week, number, hours in balances],
                "promises": [[text_of(due), signed, [[by, text_of(on), number, verdict] for by, on, number, verdict in looks]] for due, signed, looks in promises],
                "boundaryEvents": [[text_of(day), event] for day, event in events],
                "sacrifices": [[each["by"], text_of(each["day"]), each["for"], each["told"], each["gain"]] for each in sacrifices],
                "views": [
                    {
                        "view": frozen_view(view),
                        "meAndWe": short(me_and_we(balances, view)),
                        "kept": short(kept(promises, events, view)),
                        "cameBack": short(came_back(sacrifices, view)),
                    }
                    for view in views
                ],
            }
        )
    write("decisions.json", {"made_with": MADE_WITH, "journals": decided_in})
    write("joint.json", {"made_with": MADE_WITH, "journals": frozen})


# M5, M8, M11 and M12, one's own page [A17] [A20] [A21] [A25]. The page is a's.


def own_page(needs, cares, felt, sacrifices, view):
    open_for = [((view["today"] - voiced).days, number) for number, by, voiced, on, _ in needs if by == "a" and voiced <= view["today"] and (on is None or on > view["today"])]
    voiced = [shared for _, by, day, _, shared in needs if by == "a" and within(view, day)]
    given = noted = 0
    for number, author, giver, receiver, day, need in cares:
        if author == giver == "a" and receiver == "b" and within(view, day):
            given += 1
            said = number in felt
            wrote = any(
                (by, from_whom, to) == ("b", "a", "b") and (on == day or (need is not None and what_for == need))
                for _, by, from_whom, to, on, what_for in cares
            )
            noted += said or wrote
    told = [(cost, why) for by, day, cost, why in sacrifices if by == "a" and within(view, day) and cost is not None and why is not None]
    costly = sum(1 for cost, why in told if cost >= 2 and why in ("afraid", "avoid-quarrel"))
    return {
        "longestOpen": sorted(open_for, key=lambda one: (-one[0], one[1])),
        "seen": [noted / given, *wilson(noted, given)] if given >= 8 else None,
        "given": given,
        "voice": [sum(voiced), len(voiced) - sum(voiced)],
        "giving": [len(told), costly, len(told) >= 8 and Fraction(costly, len(told)) > Fraction(3, 10)],
    }


def make_own():
    pick = chance(20190101)
    frozen = []
    for case in range(50):
        begin = [date(2025, 1, 1), date(2024, 2, 1), date(2020, 11, 15), date(2026, 3, 1)][case % 4]
        some_day = lambda: begin + timedelta(days=pick(120))  # noqa: E731
        needs = []
        for number in range(1, [3, 10, 25, 40][pick(4)]):
            voiced = some_day()
            needs.append((number, "aab"[pick(3)], voiced, voiced + timedelta(days=pick(60)) if pick(2) else None, pick(3) > 0))
        cares, felt = [], []
        for number in range(100, 100 + [12, 50, 80, 100][pick(4)]):
            author, giver, receiver = ["aab", "aab", "aab", "bab", "bba", "aaa", "aba"][pick(7)]
            need = 1 + pick(6) if pick(2) else None
            cares.append((number, author, giver, receiver, some_day(), need))
            if author == "a" and receiver == "b" and case % 10 and pick(4) == 0 or case % 10 == 1:
                felt.append(number)
        sacrifices = [
            ("aab"[pick(3)], some_day(), pick(4) if pick(6) else None, ["wanted-to", "expected-to", "avoid-quarrel", "afraid"][pick(4)] if pick(6) else None)
            for _ in range([5, 10, 14, 40][pick(4)])
        ]
        # Exactly three of ten, which is not past it, and four.
        if case < 2:
            sacrifices = [("a", begin + timedelta(days=at), 2, "afraid" if at < 3 + case else "wanted-to") for at in range(10)]
        views = []
        for at in range(5):
            start = begin + timedelta(days=pick(80) if at else -10)
            end = start + timedelta(days=[160, 30, 91, 60, 45][at])
            views.append(view_of(text_of(start), text_of(end), text_of(end + timedelta(days=[0, -7, 30, 1][pick(4)]))))
        frozen.append(
            {
                "needs": [[number, by, text_of(voiced), text_of(on), shared] for number, by, voiced, on, shared in needs],
                "cares": [[number, author, giver, receiver, text_of(day), need] for number, author, giver, receiver, day, need in cares],
                "felt": felt,
                "sacrifices": [[by, text_of(day), cost, why] for by, day, cost, why in sacrifices],
                "views": [{"view": frozen_view(view), "expected": short(own_page(needs, cares, felt, sacrifices, view))} for view in views],
            }
        )
    write("own.json", {"made_with": MADE_WITH, "journals": frozen})


make_differences()
make_waiting()
make_joint()
make_own()
