## What staff edit

refusal-edit-changed-meanwhile = Somebody changed this since you opened it, so nothing was saved. Please reload it, look at it as it is now, and make your change again.
refusal-edit-retired = This was retired, so it stays as it was. Please make a new one with another code.

## The parts of a market

refusal-market-stall-in-round = Round { $round } is giving out stall { $code }. Please wait until its result is final, or block the stall for the days on which it cannot be used.
refusal-market-stall-held = Stall { $code } is held or offered on days ahead, by { $others }. Please block it instead and say where each of them goes, or wait until their terms are over.
refusal-market-zone-has-stalls = Zone { $code } still has { $count ->
    [one] one stall
   *[other] { $count } stalls
} ({ $others }). Please move or retire them first.
refusal-market-category-on-stalls = { $count ->
    [one] One stall names
   *[other] { $count } stalls name
} the category { $code } ({ $others }), and would take anything without it. Please edit them first.
refusal-market-category-in-round = Round { $round } uses the category { $code } in its rules or its applications. Please wait until the round is closed.
refusal-market-trading-time-in-round = Round { $round } gives out the trading time { $code }, and people rely on when it takes place. Please wait until the round is closed, or make a new trading time.
refusal-market-time-zone-fixed = The dates of round { $round } are in this market's time zone, so it can no longer change. Please keep it.
