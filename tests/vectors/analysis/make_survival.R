# Makes survival.json with R's survival, independently of shared/analysis: run `Rscript make_survival.R` here.
# Cumulative incidences by Aalen and Johansen, and, where nothing rules the wait out, one minus Kaplan and Meier's estimate with its median.
# The frozen file is what the tests read. Debian: apt-get install r-base-core r-cran-survival r-cran-jsonlite.
library(survival)

state <- 19580501
pick <- function(below) {
  state <<- (state * 48271) %% 2147483647
  state %% below
}

cases <- lapply(seq_len(240), function(case) {
  n <- c(2, 8, 8, 12, 20, 40, 150, 9)[case %% 8 + 1]
  furthest <- c(1, 3, 10, 40, 400)[pick(5) + 1]
  days <- vapply(seq_len(n), function(i) pick(furthest), 0)
  ends <- vapply(seq_len(n), function(i) {
    if (case %% 10 == 0) 1 else if (case %% 10 == 1) pick(2) else c(0, 1, 1, 1, 2)[pick(5) + 1]
  }, 0)
  if (all(ends != 1)) ends[1] <- 1
  ruledOut <- any(ends == 2)
  # A day later throughout, as a wait may end on the day it began.
  if (ruledOut) {
    fit <- survfit(Surv(days + 1, factor(ends, 0:2, c("waits", "came", "ruled out"))) ~ 1)
    value <- fit$pstate[, match("came", fit$states)]
    events <- fit$n.event[, match("came", fit$states)]
  } else {
    fit <- survfit(Surv(days + 1, ends == 1) ~ 1)
    value <- 1 - fit$surv
    events <- fit$n.event
  }
  here <- events > 0
  median <- NULL
  if (!ruledOut) {
    at <- which(value >= 0.5 - 1e-12)
    median <- if (length(at) == 0) NA else fit$time[at[1]] - 1
  }
  list(
    waits = unname(Map(c, days, ends)),
    steps = unname(Map(c, fit$time[here] - 1, value[here])),
    median = median
  )
})

made <- list(made_with = paste(R.version.string, "survival", packageVersion("survival")), cases = cases)
writeLines(jsonlite::toJSON(made, auto_unbox = TRUE, digits = 15, null = "null", na = "null"), "survival.json")
