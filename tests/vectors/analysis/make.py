"""Makes measures.json, independently of shared/analysis: run `/usr/bin/python3 make.py` here.

Made-up needs, seen through several views, with M0, M1 and M2 worked out from the words of shared/analysis/SPEC.md by living through every
day, one after the other. Only to be run again when a rule changes; the frozen files are what the tests read. Debian: apt-get install
python3-scipy.
"""

from datetime import date, timedelta
from fractions import Fraction

import scipy
from scipy.stats import beta

from lived import WORTH, chance, settlings, week_of, weeks_of, wilson, write

SOURCES = ["self", "partner", "both", "others", "nobody"]


def dirichlet(counts):
    n, others = sum(counts), (len(counts) - 1) / 2
    return [
        [(k + 0.5) / (n + len(counts) / 2), *(float(beta.ppf(p, k + 0.5, n - k + others)) for p in (0.025, 0.975))]
        for k in counts
    ]


pick = chance(20260517)


def needs_from(first, count, days):
    needs = []
    for _ in range(count):
        voiced = first + timedelta(days=pick(days))
        need = {"owner": "ab"[pick(2)], "voicedOn": voiced.isoformat(), "status": None, "on": None, "metBy": None}
        if pick(5) > 0:
            # Many on and around the horizon, where the rules part.
            after = [0, 1, pick(10), pick(60), 13, 14, 15, 16][pick(8)]
            need["status"] = ["met", "met", "met", "partly", "partly", "declined", "let-go"][pick(7)]
            need["on"] = (voiced + timedelta(days=after)).isoformat()
            need["metBy"] = SOURCES[pick(5)]
        needs.append(need)
    return needs


def state_of(worths):
    if not worths:
        return "too-little"
    mean = sum(worths) / len(worths)
    return "cared-for" if mean >= Fraction(2, 3) else "partly" if mean > Fraction(1, 3) else "not"


def seen_through(needs, view):
    start, end, today = (date.fromisoformat(view[key]) for key in ("from", "to", "today"))
    horizon = view["horizonDays"]
    weeks = weeks_of(start, min(end, today))
    lanes, met, care = [], [], []
    for owner in "ab":
        lived = [settlings(need, today, horizon) for need in needs if need["owner"] == owner]
        cells = []
        for week in weeks:
            worths = [WORTH[outcome] for days in lived for (on, outcome, _) in days if week_of(on) == week]
            cells.append([state_of(worths), len(worths), float(sum(worths) / len(worths)) if worths else None])
        lanes.append(cells)
        last = [within[-1] for days in lived if (within := [one for one in days if start <= one[0] <= end])]
        outcomes = {kind: sum(1 for one in last if one[1] == kind) for kind in WORTH}
        n, full, half = len(last), outcomes["met"], outcomes["partly"]
        met.append({"n": n, "outcomes": outcomes, "share": None if n < 8 else [(full + half / 2) / n, wilson(full, n)[0], wilson(full + half, n)[1]]})
        counts = [sum(1 for one in last if one[2] == source) for source in SOURCES]
        care.append({"counts": counts, "shares": None if n < 8 else dirichlet(counts)})
    return {"weeks": weeks, "lanes": lanes, "met": met, "care": care}


def journal(name, first, count, days, views):
    needs = needs_from(first, count, days)
    views = [dict(zip(("from", "to", "today", "horizonDays"), view)) for view in views]
    return {"name": name, "needs": needs, "views": [{"view": view, "expected": seen_through(needs, view)} for view in views]}


write(
    "measures.json",
    {
        "made_with": f"scipy {scipy.__version__}",
        "journals": [
            journal(
                "a leap February",
                date(2020, 1, 10),
                60,
                70,
                [("2020-02-01", "2020-02-29", "2020-05-01", 14), ("2020-02-01", "2020-02-29", "2020-02-29", 14), ("2020-02-01", "2020-02-29", "2020-02-13", 14)],
            ),
            journal(
                "the 53rd week and a new year",
                date(2020, 11, 20),
                80,
                70,
                [("2020-12-15", "2021-01-20", "2021-03-01", 14), ("2020-12-01", "2020-12-31", "2020-12-31", 7), ("2021-01-01", "2021-01-31", "2021-06-01", 0)],
            ),
            journal(
                "a year",
                date(2025, 5, 1),
                240,
                400,
                [("2025-06-01", "2026-05-31", "2026-05-17", 14), ("2026-03-01", "2026-05-31", "2026-05-17", 14), ("2026-05-01", "2026-05-31", "2026-05-17", 14)],
            ),
            journal("few needs", date(2026, 4, 1), 5, 20, [("2026-04-01", "2026-04-30", "2026-05-17", 14), ("2026-06-01", "2026-06-30", "2026-05-17", 14)]),
        ]
    },
)
