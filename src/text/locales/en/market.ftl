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
refusal-market-holders-concerned = { $count ->
    [one] One vendor has
   *[other] { $count } vendors have
} stall { $code } on these days ({ $others }). Please say for each of them which stall they move to, or that they have none on these days.
refusal-market-list-fixed = Stall { $code } stands on the fixed list of round { $round }, which is being drawn. Please block it for days before the term, or wait until the result is final.
refusal-market-day-being-drawn = The stalls that are free on { $day } are being drawn. Please wait until that is done, and try again.

## A letter about a blocked stall

notice-stall-blocked-subject = Your stall on some market days
notice-stall-blocked-fact = Stall { $stall } cannot be used on { $count ->
    [one] one of your market days
   *[other] { $count } of your market days
} ({ $term }).
notice-stall-blocked-why = The market’s reason: { $reason }
notice-stall-blocked-moved = For that time stall { $to } is yours instead. All other days stay as they are.
notice-stall-blocked-none = There is no stall for you in that time. All other days stay as they are. If you have a question, please ask at the market’s desk.

## The columns of a list of current vendors; names that mean the same are parted by a bar

vendor-column-name = name|vendor|contact
vendor-column-trading-name = trading name|shop|sign
vendor-column-phone = phone|telephone|mobile
vendor-column-email = e-mail|mail
vendor-column-identity = identity number|id number
vendor-column-language = language
vendor-column-category = category|goods
vendor-column-needs = needs|features
vendor-column-seniority = seniority|rank
vendor-column-stalls = stalls|stall|stall code
vendor-column-trading-times = trading times|trading time
vendor-column-from = from|begins
vendor-column-to = to|until|ends
vendor-column-pool = pool
vendor-column-remark = remark|remarks|note|notes|no|number

## A file of current vendors

refusal-import-column-twice = Two columns are “{ $value }”. Please keep one of them.
refusal-import-no-contact = There is neither a telephone number nor an e-mail address. Please enter one of them.
refusal-import-unknown-stall = There is no stall with the code “{ $value }”. Please make it first, or use a code that exists.
refusal-import-unknown-time = There is no trading time “{ $value }”. Please use its code or its name.
refusal-import-which-time = This market has several trading times. Please enter which of them the stall is held in.
refusal-import-no-category = Whoever holds a stall sells something. Please enter a category.
refusal-import-date = “{ $value }” is not a date such as 2026-12-01. Please mend it.
refusal-import-outside-term = This is outside the term of the import. Please check it, or give the import a longer term.
refusal-import-ends-first = The last day is before the first. Please check both dates.
refusal-import-unknown-word = “{ $value }” does not fit here. A language is zh-CN or en, a pool is charity or open. Please change it.
refusal-import-stall-taken = Stall { $value } is taken in this time, in this file or in the market. Please check it; if it changed hands, end the other holding first.
refusal-import-other-dates = This vendor holds stall { $value } already, for other dates. Please change the holding itself.
refusal-import-not-empty = There is something in the database already. An archive is read into an empty one; please name another data folder.
refusal-import-archive-broken = This is no line of an archive, or does not fit with the lines before. Please take an undamaged file.
refusal-import-archive-cut = The archive is incomplete or was changed. Please take an undamaged file.
refusal-import-archive-of-other = Another version of Starstall wrote this archive ({ $value }). Please read it with the same version.
refusal-import-differs = Another line of the same vendor says something else here. Please make both the same.

## The columns of exports

export-column-vendor = vendor
export-column-name = name
export-column-trading-name = trading name
export-column-phone = phone
export-column-email = e-mail
export-column-language = language
export-column-seniority = seniority
export-column-standing = standing
export-column-refusals = refusals
export-column-stalls = stalls
export-column-registered-at = registered
export-column-holding = holding
export-column-round = round
export-column-trading-time = trading time
export-column-stall = stall
export-column-code = code
export-column-from = from
export-column-to = to
export-column-free-from = free from
export-column-origin = origin
export-column-state = state
export-column-started-at = started
export-column-pool = pool
export-column-number = number
export-column-result = result
export-column-position = position
export-column-preference = wish
export-column-waiting = waiting number
export-column-reason = reason
export-column-draw = draw
export-column-at = time
export-column-actor-kind = kind of actor
export-column-actor = actor
export-column-action = action
export-column-subject = subject
export-column-detail = detail
export-column-digest = digest
export-column-from-state = from state
export-column-to-state = to state
