### Single market days: absences, standby, the draw of a day

days-title = My market days
days-lead = Cannot come one day? Say so, and somebody else can use your stall. Would you like a stall for one day? Put yourself on standby.
days-empty-title = No market days ahead
days-empty-text = When a round runs, its next market days stand here.
days-absent = I cannot come on this day
days-coming = I can come after all
days-standby = Put me on standby, any stall that suits
days-standby-wishes = On standby for my wishes only
days-leave = Take me off standby
days-check = How to check the draw
days-yours = Stall { $stall } is yours
days-yours-text = You need do nothing. If you cannot come, please say so by { $until }.
days-yours-closed = The day is here. If something comes up, please call the market's desk.
days-for-the-day = Stall { $stall } is yours for this day
days-for-the-day-text = It is yours for this one day and costs nothing, whichever stall it is.
days-you-are-absent = You are not coming
days-absent-text = Stall { $stall } stays yours on every other day. If you can come after all, please say so by { $until }.
days-absent-closed = Stall { $stall } stays yours on every other day.
days-on-standby = You are on standby
days-on-standby-text = The list closes on { $until }; then what is free is drawn, and you hear from us.
days-list-fixed = The list is fixed. The draw comes within the hour, and you hear from us.
days-open = You have no stall on this day
days-open-text = You can put yourself on standby until { $until }. Who waits for a stall comes first, by number. A stall for a day costs nothing.
days-closed = You have no stall on this day
days-closed-text = The list of this day is closed.
days-not-placed = There is no stall for you on this day
days-fingerprint = Fingerprint of the list
days-ticket = Your lottery ticket
days-digits = Digits called out

mine-days = Single days
mine-days-text = You cannot come one day, or would like a stall for one day only? See your market days.
mine-days-go = My market days

staff-days = Market days
day-none-title = No market days ahead
day-none-text = Days appear here when a round is planned.
day-counts = { $free ->
    [0] No stall is free.
    [one] One stall is free.
   *[other] { $free } stalls are free.
} { $absent ->
    [0] Nobody is absent.
    [one] One holder is absent.
   *[other] { $absent } holders are absent.
}
day-standing-by = { $count ->
    [0] Nobody is on standby.
    [one] One vendor is on standby.
   *[other] { $count } vendors are on standby.
}
day-draw = The draw of the day
day-open = Vendors may join or stay away until { $until }. Then the list is fixed by itself.
day-closed = The list is closed and is fixed within seconds. You can also do it now.
day-freeze = Fix the list
day-nothing-to-draw = Nobody stood by, so nothing is drawn. What is free can be given out at the desk.
day-awaiting-digits = The list is fixed. Please have digits called out at the market and enter them. If there are none by { $until }, the day is drawn with six zeros, and everyone can see that.
day-digits = Digits, in the order in which they were called out
day-digits-hint = At least 6; blanks and dashes do not matter.
day-drawn = The day is drawn, and everyone on standby has been told.
day-fingerprint = Fingerprint of the list
day-called-out = Digits called out
day-bundle = The auditor's file of this draw
day-standby = On standby
day-standby-empty = Nobody yet.
day-standby-caption = Who is on standby for this day, and what came of it
day-leave = Take off
day-leave-of = Take { $vendor } off standby
day-join-code = Number of the application
day-join-hint = For a vendor at the window. Any stall that suits them.
day-join = Put on standby
day-stalls = Stalls
day-stalls-caption = Every stall of this day, who is there, and who is absent
day-print = List for print
day-absent = absent
day-kept = kept for an offer
day-for-the-day = for this day
day-note-absent = Not coming
day-note-coming = Coming after all
day-list-title = Stalls and vendors
day-list-caption = Every stall of this day and who is there
