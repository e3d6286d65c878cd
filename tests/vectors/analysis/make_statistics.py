"""Makes statistics.json with scipy and statsmodels, independently of shared/analysis: run `/usr/bin/python3 make_statistics.py` here.

At least 200 cases of each interval and estimator, edges among them. The frozen file is what the tests read; only to be run again when a
formula changes. Debian: apt-get install python3-scipy python3-statsmodels.
"""

from math import atanh, sqrt, tanh

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lived import chance, write

pick = chance(19270101)


def wilson(k, n):
    low, high = proportion_confint(k, n, alpha=0.05, method="wilson")
    return [float(low), float(high)]


def sizes():
    """Numbers of observations, small ones more often."""
    return [1, 2, 3, 5, 8, 9, 12, 13, 20, 31, 50, 77, 100, 365, 777, 5_000, 100_000]


wilson_cases = []
for n in sizes():
    for k in sorted({0, 1, n // 4, n // 3, n // 2, 2 * n // 3, n - 1, n, *(pick(n + 1) for _ in range(10))}):
        wilson_cases.append([k, n, *wilson(k, n)])

newcombe_cases = []
for _ in range(240):
    n, m = 1 + pick(150), 1 + pick(150)
    k = [0, n, pick(n + 1), pick(n + 1)][pick(4)]
    j = [0, m, pick(m + 1), pick(m + 1)][pick(4)]
    low, high = confint_proportions_2indep(k, n, j, m, compare="diff", method="newcomb", alpha=0.05)
    newcombe_cases.append([k, n, j, m, float(low), float(high)])
for k, n, j, m in [(9, 12, 6, 12), (56, 70, 48, 80), (0, 1, 1, 1), (1, 1, 0, 1), (0, 20, 0, 20), (20, 20, 20, 20)]:
    low, high = confint_proportions_2indep(k, n, j, m, compare="diff", method="newcomb", alpha=0.05)
    newcombe_cases.append([k, n, j, m, float(low), float(high)])

dirichlet_cases = []
for case in range(220):
    classes = 5 if case % 4 else 2 + pick(4)
    counts = [0 if pick(4) == 0 else pick([5, 40, 1_000][pick(3)]) for _ in range(classes)]
    n, others = sum(counts), (classes - 1) / 2
    dirichlet_cases.append(
        [
            counts,
            [
                [(k + 0.5) / (n + classes / 2), *(float(stats.beta.ppf(p, k + 0.5, n - k + others)) for p in (0.025, 0.975))]
                for k in counts
            ],
        ]
    )

mean_cases = []
for case in range(220):
    n = 2 + pick(60)
    values = [case // 20 % 5 - 2] * n if case % 20 == 0 else [pick(5) - 2 for _ in range(n)]
    mean = float(np.mean(values))
    sem = float(stats.sem(values))
    if sem == 0:  # all alike: as many others as Wilson's interval leaves open, at either end of the scale
        others = 1 - wilson(n, n)[0]
        low, high = mean - others * (mean + 2), mean + others * (2 - mean)
    else:
        low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=sem)
    mean_cases.append([values, mean, max(-2, float(low)), min(2, float(high))])

correlation_cases = []
for case in range(240):
    n = 4 + pick(60)
    one = [pick(5) - 2 for _ in range(n)]
    other = list(one) if case % 20 == 0 else [-v for v in one] if case % 20 == 1 else [(v if pick(3) else pick(5) - 2) for v in one]
    if case % 20 == 2:
        one = [one[0]] * n
    if len(set(one)) == 1 or len(set(other)) == 1:
        correlation_cases.append([one, other, None, None, None])
        continue
    rho = float(stats.spearmanr(one, other).statistic)
    nearest = 1 - 12 / (n**3 - n)
    inside = max(-nearest, min(nearest, rho))
    reach = stats.norm.ppf(0.975) * sqrt(1.06 / (n - 3))
    correlation_cases.append([one, other, rho, min(rho, tanh(atanh(inside) - reach)), max(rho, tanh(atanh(inside) + reach))])

# Every permutation of few pairs: what permutations drawn by chance must come near to.
permutation_cases = []
for case in range(220):
    n = 5 + pick(2)
    one = [pick(5) - 2 for _ in range(n)]
    other = list(one) if case % 20 == 0 else [pick(5) - 2 for _ in range(n)]
    if len(set(one)) == 1 or len(set(other)) == 1:
        continue
    ranks, others = stats.rankdata(one), stats.rankdata(other)
    seen = stats.permutation_test(
        (ranks,), lambda x: stats.pearsonr(x, others).statistic, permutation_type="pairings", n_resamples=np.inf, alternative="two-sided"
    )
    null = np.abs(seen.null_distribution)
    permutation_cases.append([one, other, float(np.mean(null >= abs(seen.statistic) - 1e-9))])

incidence_cases = []
for case in range(240):
    n = [1, 2, 8, 8, 12, 20, 40, 150][case % 8]
    furthest = [1, 3, 10, 40, 400][pick(5)]
    kinds = {0: [1], 1: [0], 2: [2], 3: [1, 0], 4: [1, 2]}.get(case % 10, [0, 1, 1, 1, 2])
    days = [pick(furthest) for _ in range(n)]
    ends = [kinds[pick(len(kinds))] for _ in range(n)]  # 1 came, 2 ruled out, 0 still waiting
    if case % 10 == 5:
        ends = [0] * n
        ends[pick(n)] = 1
    expected = []
    if 1 in ends:
        # A day later throughout: statsmodels begins at 0, and a wait may end on the day it began.
        curve = CumIncidenceRight(np.asarray(days) + 1.0, np.asarray(ends))
        for time, value, error in zip(curve.times, curve.cinc[0], curve.cinc_se[0]):
            day = int(time) - 1
            came = sum(1 for d, e in zip(days, ends) if d <= day and e == 1)
            if any(d == day and e == 1 for d, e in zip(days, ends)):
                low = high = None
                if value > 1 - 1e-12:
                    low, high = wilson(came, came)  # no variance is left to estimate
                elif np.isfinite(error):
                    scale = stats.norm.ppf(0.975) * error / (value * np.log(value))
                    low, high = float(value ** np.exp(-scale)), float(value ** np.exp(scale))
                expected.append([day, float(value), low, high])
    incidence_cases.append([list(zip(days, ends)), expected])

quantile_cases = [[df, float(stats.t.ppf(0.975, df))] for df in [*range(1, 200), 365, 1_000, 10_000]]

write(
    "statistics.json",
    {
        "made_with": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}",
        "wilson": wilson_cases,
        "newcombe": newcombe_cases,
        "dirichlet": dirichlet_cases,
        "mean": mean_cases,
        "correlation": correlation_cases,
        "permutation": permutation_cases,
        "incidence": incidence_cases,
        "student": quantile_cases,
    },
)
