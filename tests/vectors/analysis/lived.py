"""What the programs of this folder share: chance from a seed, days, and a need's life, one day after the other."""

import json
from datetime import date, timedelta
from fractions import Fraction
from math import sqrt

from scipy.stats import binomtest, norm

DAY = timedelta(days=1)
Z = float(norm.ppf(0.975))
WORTH = {"met": Fraction(1), "partly": Fraction(1, 2), "declined": Fraction(0), "stillOpen": Fraction(0)}


def chance(seed):
    """Draws whole numbers below a bound: Lehmer's generator, the same in every version of Python."""
    state = seed

    def pick(below):
        nonlocal state
        state = state * 48_271 % 2_147_483_647
        return state % below

    return pick


def day_of(text):
    return date.fromisoformat(text) if text else None


def days(first, last):
    while first <= last:
        yield first
        first += DAY


def week_of(day):
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weeks_of(first, last):
    """The ISO weeks that hold one of these days."""
    return list(dict.fromkeys(week_of(day) for day in days(first, last)))


def settlings(need, today, horizon):
    """Every day on which the need settles, as it is lived: (day, outcome, who took care)."""
    if need["status"] == "let-go":
        return []
    voiced, closes = day_of(need["voicedOn"]), day_of(need["on"])
    seen = []
    for day in days(voiced, min(today, max(voiced + timedelta(days=horizon), closes or voiced))):
        if day == closes:
            seen.append((day, need["status"], need.get("metBy")))
            break
        if day == voiced + timedelta(days=horizon) and day < today:
            seen.append((day, "stillOpen", "nobody"))
    return seen


def wilson(k, n):
    interval = binomtest(k, n).proportion_ci(0.95, method="wilson")
    return [float(interval.low), float(interval.high)]


def wilson_of(p, n):
    """Wilson's interval of a share of `n` that need not be whole."""
    p, n = float(p), float(n)
    middle, reach = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return [(middle - reach) / (1 + Z * Z / n), (middle + reach) / (1 + Z * Z / n)]


def short(value):
    """Twelve digits of a figure, in whatever holds it: more than any test asks for."""
    if isinstance(value, (float, Fraction)):
        return float(f"{float(value):.12g}")
    if isinstance(value, (list, tuple)):
        return [short(each) for each in value]
    if isinstance(value, dict):
        return {key: short(each) for key, each in value.items()}
    return value


def write(name, content):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")
