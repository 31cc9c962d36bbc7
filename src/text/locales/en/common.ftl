### Common: the frame of every page and the small words that all share

site-name = Starstall
skip-to-content = Skip to content
language-other = 中文

time-over = closed
time-left = { $duration } left
time-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
time-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
time-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
days-from-to = { $first } to { $last }
days-separator = {", "}
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
money-free = free of charge
money-fee = { $amount } { $unit }
money-fee-several = { $amount } { $unit } ({ $count } stalls at { $each } each)

menu-name = Main menu
menu-map = Stall map
menu-call = Apply and rules
menu-results = Results
menu-staff-home = To do
menu-staff-round = Round
menu-staff-applications = Applications
menu-staff-notices = Notices
sign-out = Sign out
foot-fair = The list is sealed before every draw, and every result is public by its code.
foot-staff = Staff sign-in
foot-public = Public pages

stall-taken = trading
stall-free = free
stall-mine = yours
stall-blocked = not in use
landmark-water = water
landmark-power = power
landmark-toilet = toilets
landmark-first-aid = first aid
landmark-seating = seats
map-zoom = Size of the stall map
map-zoom-near = Street view
map-zoom-whole = Whole map
map-to-mine = Find my stall
map-to-list = Go to the list
show-on-map = Show on the map
col-stall = Stall
col-trading-name = Trader
col-category = Category
col-zone = Zone
col-features = Offers
col-state = State
any-category = any
no-features = none
count-stalls = { $count ->
    [one] { $count } stall
   *[other] { $count } stalls
}
pager-name = Pages
pager-previous = Previous
pager-next = Next
pager-page = Page { $page }
form-missing = { $count ->
    [one] One thing is missing
   *[other] { $count } things are missing
}
form-error-at = { $field }: { $message }
call-until = Applications until { $moment }
call-opens = Applications open on { $day }

list-separator = {", "}
do-search = Search
col-code = Code
col-result = Result
col-position = Place in order
col-reason = Why
col-choose = Choose
col-times = Trading times
col-submitted = Sent
col-decision = Decision
col-subject = Subject
col-to = To
col-channel = By
col-when = When
