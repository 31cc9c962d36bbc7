### Pages: what the pages say, by page. Keys start with the page's name

home-title = Markets
home-lead = Choose a market to see tonight's stalls, or to apply for one.
home-open-call = taking applications
home-empty-title = No markets yet
home-empty-text = Markets appear here once they are set up.

market-heading = { $days }, from { $time }
market-map = Stall map
market-map-today = Tonight's market
market-map-day = The market on { $day }
market-times = Trading times
market-apply = Read the rules and apply
market-read-call = Read the rules
market-list = List of stalls
market-counts = Numbers of stalls
market-list-caption = { $count ->
    [one] One stall in this list
   *[other] { $count } stalls in this list
}
market-list-empty-title = No such stalls
market-list-empty-text = Try another trading time, or show all stalls.
market-results = Results of draws
market-results-empty = No results are published yet. Once they are, anyone can look them up here by code.
market-results-day = published on { $day }

call-cancelled = This round was called off
call-times = Which trading times
call-times-empty = Trading times are not fixed yet.
call-open-slots = { $count ->
    [one] { $count } open stall
   *[other] { $count } open stalls
}
call-charity-slots = { $count ->
    [one] { $count } love stall
   *[other] { $count } love stalls
}
call-fee = Fee
call-fee-charity = Love stalls are free of charge.
call-cost-to-apply = Applying
call-cost-to-apply-text = Applying costs nothing. Neither does declining a stall.
call-charity = Love stalls (free of charge)
call-charity-text = Some stalls are kept, free of charge, for disabled people and for households in difficulty:
call-charity-how = Tick "Apply for a love stall" in the form. One of these organisations confirms it. You do not upload a certificate.
call-charity-privacy = The market learns only that you may have a love stall, not why. Published results name neither the stall nor its kind.
call-rules = How stalls are given out
call-rule-idea = In order, everyone gets the best stall that leaves every promise still keepable.
call-rule-one-pool = All stalls are drawn together. The draw decides the order.
call-rule-pools = The stalls are drawn in this order: { $pools }. Each draw has its own lottery numbers. Whoever misses a love stall stands in the open draw like anyone else. Whoever gets one leaves the draws that follow.
call-rule-pools-effect = With an order like this, those in hardship have a chance in both draws. An example: of 200 applicants 40 are in hardship, and 12 of 80 stalls are love stalls. Then about 22 of the 40 get a stall. Without love stalls, or with one lottery for both, it would be about 16.
call-rule-turn = At your turn you get the first of your wishes that breaks no promise to others; when none of them can be had, any other stall, if you said that it will do. Among stalls that are equally good for you, you get the one that the fewest of those after you could use.
call-rule-give-up = Whoever takes nothing at their turn gives the promise up, and it goes to the next who can use it.
call-rule-left = What is left at the end is offered once more, in order, to those who have nothing.
call-rule-order = { $pool }: first by { $criteria }, then by the draw.
call-order-tier = priority
call-order-rank = years at this market
call-rule-quota = { $count ->
    [one] At least one love stall is promised to people confirmed under “{ $group }”, if anyone of them applies who can use it.
   *[other] At least { $count } love stalls are promised to people confirmed under “{ $group }”, as far as that many of them apply who can use them.
}
call-rule-quota-once = Whoever is confirmed in several ways counts for one of these promises only. No page and no letter says to whom such a promise went.
call-rule-hold = Love stalls that nobody asks for are kept and not given to others.
call-rule-release = Love stalls that nobody asks for join the open draw.
call-rule-fill = Before anyone chooses, a stall is promised, in order, to as many people as possible: at their turn there is one left that they can use. What you can use goes by what you need and what you sell, not by your wishes. A short list of wishes wins nothing.
call-rule-choice = The order alone decides: nobody is promised a stall for being able to use few.
call-rule-several = One vendor may have up to { $most } stalls next to each other; each has its own fee. Who needs several gets that many side by side, or none. When everyone has had their turn, who would take more gets one more stall beside their own at a time, in order, as long as some are free. From the waiting list everyone is offered as many as they need at least.
call-rule-cap = { $category }: at most { $max } stalls.
call-rule-cap-charity = Love stalls count towards these limits, but nobody misses one because of them.
call-rule-confirm = { $days ->
    [one] Once you are given a stall you have one day to confirm it.
   *[other] Once you are given a stall you have { $days } days to confirm it.
}
call-rule-waiting = { $days ->
    [one] Everyone else waits in a fixed order. When a stall frees, the next in line has one day to confirm it.
   *[other] Everyone else waits in a fixed order. When a stall frees, the next in line has { $days } days to confirm it.
}
call-rule-refusals = { $count ->
    [one] The first time you decline an offer or let it lapse costs you nothing.
   *[other] The first { $count } times you decline an offer or let it lapse cost you nothing.
}
call-check = How to check the draw
call-check-frozen = Before the draw the list, the stalls and the rules are sealed, and a fingerprint of them is published. After that nobody can change them unseen.
call-check-seed = The seed of the draw is made of these parts, in order:
call-check-repeat = The fingerprint and these values fix the seed. The same list and seed always give the same result, to the last letter.
call-seed-ceremony = Digits drawn by hand in public
call-seed-lottery = { $lottery }, drawn on { $day }
call-seed-drand = The public random number of drand ({ $chain }), round { $round }, made on { $moment }
call-seed-fallback = { $from } (failing that: { $fallback })
call-apply = Apply for a stall
call-apply-hint = It takes about five minutes. You can check and change everything before you send it.
call-not-open = No applications at the moment
call-not-open-text = The dates of all steps are in the schedule.
call-see-results = See the results
call-see-list = See who is in the draw
call-steps = Schedule

apply-title = Apply for a stall
apply-section-you = Who you are
apply-section-trade = What you sell
apply-section-times = When and where
apply-section-charity = Apply for a love stall (free of charge)
apply-name = Name
apply-name-hint = As on your identity card. It is not made public.
apply-trading-name = Trading name
apply-trading-name-hint = It hangs at the stall and stands on the public map, such as "Xiaoman Flatbread".
apply-phone = Mobile phone
apply-phone-hint = The market calls this number when it has to. It is not made public.
apply-email = E-mail
apply-email-optional = E-mail (optional)
apply-email-hint = With an address you get mails. Without one, notices are printed or read to you on the phone.
apply-language = In which language we write to you
apply-category = Category
apply-people = How many people work there
apply-people-hint = You included.
apply-min-stalls = How many stalls next to each other you need at least
apply-min-stalls-hint = You get that many side by side, or none. The more you need, the harder they are to find.
apply-max-stalls = How many you would take at most
apply-max-stalls-hint = Up to { $most }. Each stall has its own fee. If you leave this empty, you get as many as you need at least.
apply-needs = What the stall must have
apply-needs-hint = Choose only what you cannot do without. The more you need, the fewer stalls you can use.
apply-need-power = for lamps, a fridge, an electric stove
apply-need-water = running water at the stall
apply-need-open-flame = gas or charcoal
apply-need-vehicle = trading from a vehicle
apply-need-step-free = within reach of a wheelchair
apply-times = Which trading times you want
apply-times-hint = Each is drawn on its own. You can choose all of them.
apply-wishes = { $time }: which stalls you would like
apply-wishes-hint = Up to five, the best first. You can leave them empty. Skip this if you did not choose this trading time.
apply-wish = Wish { $number }
apply-wish-none = none
apply-anywhere = If none of these is left, will any other stall do?
apply-anywhere-hint = As long as it has what you need.
apply-anywhere-yes = Any other stall will do
apply-anywhere-no = Only what I named
apply-charity-text = If someone in your household is disabled, if you receive low-income support or are in other difficulty, you can apply for a love stall, free of charge. An organisation such as your community confirms it; no certificate is needed. Skip this part if it is not for you.
apply-charity = Apply for a love stall?
apply-charity-yes = Apply for a love stall (free of charge)
apply-groups = Which applies to you
apply-groups-hint = You can choose several. Only the organisation and the verifiers see this.
apply-organisation = Who confirms it
apply-organisation-hint = This organisation will see your name and what you chose.
apply-organisation-none = Please choose
apply-open-too = If you miss a love stall, do you want to stand in the open draw too?
apply-open-too-hint = Open stalls cost what the rules say.
apply-open-too-yes = Yes, that too
apply-open-too-no = Only a love stall
apply-consent = A separate consent
apply-consent-text = Disability and low income are sensitive personal information. With your consent we ask the organisation you chose to confirm it, and keep only who confirmed it, from when and until when; no certificate. The zone of love stalls at this market is public, and so is who trades there. You can withdraw your consent at any time. The confirmation is then erased, and your stall for this term stays yours.
apply-consent-question = Do you agree?
apply-consent-yes = I agree that this information is used for my application for a love stall
apply-consent-given = given
apply-check = Check your answers
apply-check-hint = You can check everything on the next page. Nothing is sent yet.
apply-back = Not now
apply-check-title = Check your answers
apply-check-lead = Nothing is sent yet. You can go back and change anything; all that you typed is kept.
apply-submit = Send the application
apply-change = Go back and change
apply-submit-hint = You can withdraw it until applications close.
apply-none = not given

receipt-title = We have your application
receipt-code = Your code
receipt-code-text = It stands for your name in every list that is published. It is not a password.
receipt-link = Your own link
receipt-link-text = With it you see where you stand and confirm your stall. Whoever has it can act for you: keep it, and do not pass it on.
receipt-mailed = We also sent it to { $email }.
receipt-no-mail = You gave no e-mail address: please copy the link, or take a screenshot.
receipt-go = See my application
receipt-next = What happens next
receipt-organisation = We asked { $organisation } to confirm that you may have a love stall. You can call them to remind them.

mine-code = Code
mine-submitted = We have your application and will look at it
mine-submitted-text = We tell you as soon as it is decided.
mine-needs-changes = Something is missing
mine-accepted = Accepted: you are in the draw
mine-accepted-text = We tell you as soon as results are published.
mine-declined = Your application was not accepted
mine-withdrawn = Your application is withdrawn
mine-withdrawn-text = You will not be given a stall in this round. You can apply again in the next.
mine-awaiting-result = The list is sealed; results are to come
mine-awaiting-result-text = The schedule says when.
mine-placed = You were given { $stalls }
mine-placed-text = You will be asked to confirm once the results are final. There is nothing to do now.
mine-offered = { $count ->
    [one] Please confirm stall { $stalls }
   *[other] Please confirm stalls { $stalls }
}
mine-offered-until = Confirm by { $moment }: { $left }.
mine-offered-text = Your time to confirm starts when the notice reaches you. It has not started yet.
mine-holding = { $count ->
    [one] Your stall is { $stalls }
   *[other] Your stalls are { $stalls }
}
mine-holding-text = Term: { $term }.
mine-waiting = You are number { $place } in line
mine-waiting-text = When a stall frees, we tell people in order. You need not apply again.
mine-not-placed = No stall for you this time
mine-not-placed-text = The reason is below.
mine-offer-declined = You declined the stall
mine-offer-declined-text = It went to the next in line.
mine-offer-expired = The time to confirm is over
mine-offer-expired-text = The stall went to the next in line.
mine-round-cancelled = This round was called off
mine-confirm = { $count ->
    [one] Confirm: I take this stall
   *[other] Confirm: I take these stalls
}
mine-decline = Decline
mine-why = Why
mine-steps = Progress
mine-ask = Questions, or a change of mind
mine-withdraw = Withdraw the application
mine-map = Stall map

results-title = Results of { $round }
results-call = Read the rules
results-not-yet = Results are not published yet.
results-not-yet-until = Expected on { $day }.
results-listed = These codes are in the draw.
results-listed-until = These codes are in the draw. Whoever was not accepted can object until { $moment }.
results-published = Published on { $day }. Questions are taken until { $moment }.
results-final = Final since { $day }.
results-cancelled = This round was called off: { $reason }
results-list = Find a result by its code
results-counts = Numbers of results
results-search = Code
results-empty-title = No such code
results-empty-text = Compare it with your receipt, or try another trading time.
results-caption = { $count } in all
results-waiting-number = number { $number } in line
results-on-list = in the draw
results-csv = Download as a table (CSV)
results-privacy = This list names codes and results only: no people, and no stalls.
results-none-title = Nothing to see yet
results-none-text = Once results are published, anyone can look them up here by code.
results-proof = How to check
results-proof-text = The fingerprint of the sealed list was published before the draw. The seed is made of it and of these public values; the same list and seed always give the same results.
results-commitment = Fingerprint
results-committed = sealed { $moment }
results-seed = Seed
results-seed-unknown = not known yet
results-engine = Program

problem-forbidden = This page is not for you
problem-forbidden-text = You are signed in as someone who may not see it. Ask an administrator if you need to.
problem-not-found = There is no such page
problem-not-found-text = The address may be mistyped, or the link no longer works.
problem-conflict = That could not be done
problem-too-large = That was too much
problem-too-large-text = What you sent is larger than we can take. Nothing was changed.
problem-invalid = Not everything arrived
problem-too-many = Please wait a moment
problem-too-many-text = There were too many requests in a short time. Please try again in a minute.
problem-busy = Very many people at once
problem-busy-text = What you sent was not saved, because very many people are here at this moment. Please wait a few seconds, reload this page and confirm that it may be sent again: nothing is done twice, and nobody gains anything by being faster.
problem-internal = Something went wrong on our side
problem-internal-text = What you did may not be saved. Please try again in a few minutes. If it does not help, tell the market's help desk this number.
problem-request = Number
problem-home = Go to the start page
confirm-back = No, go back

sign-in-title = Staff sign-in
sign-in-lead = Vendors need not sign in: use the link you got when you applied.
sign-in-email = E-mail
sign-in-password = Password
sign-in = Sign in
sign-in-demo = Accounts of this demo

staff-home-title = To do
staff-home-todo = { $count ->
    [one] One thing needs you
   *[other] { $count } things need you
}
staff-home-nothing = Nothing needs you now
staff-home-needs = Needs you
staff-home-empty-title = All done
staff-home-empty-text = New applications, objections and deadlines appear here.
staff-pressing = pressing
staff-role-empty-title = Nothing for your role here yet
staff-role-empty-text = So far these pages are for those who run the rounds of a market or audit them. If you need something from here, please ask them.
staff-rounds-empty-title = No rounds yet
staff-rounds-empty-text = Rounds appear here once they are set up.

round-steps = How far the round is
round-next = Next step
round-others = Other things you can do
round-counts = Numbers
round-do-open = Open for applications
round-about-open = Fixes the rules for good and opens the form.
round-do-review = Close applications and review
round-about-review = Takes no further applications.
round-do-list = Publish the list
round-about-list = Makes the accepted codes public. Whoever was not accepted can object.
round-do-freeze = Seal the list
round-about-freeze = Seals the list, the stalls and the rules, and publishes their fingerprint. Nobody can be added afterwards.
round-do-publish = Publish the results
round-about-publish = Makes all results public at once and sends the notices.
round-do-finalise = Make the results final
round-about-finalise = Ends the time for objections and asks those with a stall to confirm it.
round-do-run = Begin the term
round-about-run = Those who confirmed move in.
round-do-close = Close the round
round-about-close = When the term is over, the round is closed and filed.
round-do-cancel = Call the round off
round-about-cancel = You have to give a reason. After sealing it is made public, together with the public file of the draw as far as it had come.
round-map = The result on the ground
round-entries = List
round-search = Code or trading name
round-show = Show only
round-empty-title = None that fit
round-empty-text = Try something else.
round-no-result = to be drawn
draw-title = Draw
draw-awaiting = The list is sealed. Enter the parts of the seed, then start.
draw-weak = Six digits are too short a seed: a million possibilities can be tried in seconds. For a real draw add a source that the market cannot control, such as the day's public lottery result.
draw-start = Start the draw
draw-queued = Waiting for its turn. This page looks again by itself.
draw-computing = Computing. This page looks again by itself.
draw-computed = The result is there, for staff only. Check it, then publish it.
draw-published = The result is public.
draw-computed-at = Computed

applications-title = Applications
applications-counts = Applications by state
applications-count = { $count ->
    [one] One application
   *[other] { $count } applications
}
applications-caption = Tick several to decide them together
applications-refused = { $count ->
    [one] One could not be decided; all others are
   *[other] { $count } could not be decided; all others are
}
applications-choose = Choose { $code }
applications-empty-title = No such applications
applications-empty-text = Try another state, or clear the search.
applications-bulk = Decide all that are ticked
applications-bulk-hint = Needed only to decline.
do-accept = Accept
accept-chosen = Accept the ticked
do-decline = Decline
decline-chosen = Decline the ticked
decline-with-reason = Decline…
decline-reason = Reason
decline-reason-choose = Please choose
decline-reason-hint = The applicant will read it.
decline-note = More (optional)
decline-note-hint = For the applicant: what is missing, and how to mend it.
application-facts = What was applied for
application-charity = Love stall
application-charity-not-asked = not asked for
application-charity-yes = may stand in the love stall draw
application-charity-not-yet = asked for, not yet confirmed
application-decide = Decide
application-history = History
application-history-empty = Nothing recorded yet.
application-notices-empty = No notices yet.

notices-title = Notices
notices-folder = Mails are written to the folder
notices-held = { $count ->
    [one] One notice waits for your release
   *[other] { $count } notices wait for your release
}
notices-held-text = They are not sent before.
notices-release = Release all
notices-counts = Notices by state
notices-count = { $count ->
    [one] One notice
   *[other] { $count } notices
}
notices-search = Application code
notices-caption = The newest first
notices-empty-title = No such notices
notices-empty-text = Try another state, or clear the search.
notice-print = For someone without e-mail, print this page with your browser.
notice-printed = Printed and handed over
notice-read-out = Read out on the phone
notice-application = See this application

# How to check a draw.
check-title = How to check this draw
check-lead = You need not take our word for it. With the files on this page anyone can check the draw on their own computer, without asking us.
check-results = Results
check-steps = How it works
check-step-list = Before the draw the list, the stalls and the rules are sealed. Their fingerprint is published here and sent to everyone on the list. If a single letter changed afterwards, the fingerprint would no longer match.
check-step-receipt = Everyone on the list gets a receipt. It proves that their application is part of what was sealed, and shows nothing of anybody else.
check-step-seed = Then the seed of the draw is made of the fingerprint and of these values, in this order:
check-step-result = The same list, rules and seed always give the same result. Each number in the draw is computed from the seed and a ticket, which only its owner and the auditors know.
check-files = The files
check-files-of = The files: { $time }
check-before = The list is not sealed yet. Its fingerprint is to stand here on { $day }.
check-commitment-file = What was sealed (JSON)
check-bundle-file = Public file of the draw (JSON)
check-bundle-wait = The public file of the draw will stand here once the result is published.
check-bundle-digest = Fingerprint of the public file
check-how = Check it yourself
check-how-program = Download the public file. The program Starstall is open source; its command “verify” needs no network, no account and no database:
check-how-receipt = Whoever has a receipt gives it as a second file, and finds their own number in the public one.
check-how-says = The program says line by line what it has checked and what it could not, and names whatever does not match.
check-how-format = Nobody has to trust our program either. Every byte is described, with examples to test against, so that anyone can write their own:
check-shows = What this shows, and what it does not
check-shows-public = The public file shows that the seed came from the fingerprint and the published values, and what became of each lottery number and of each code.
check-shows-receipt = With a receipt you also see that you were on the list as you applied, and what became of your own number.
check-shows-auditor = Whether each stall went by the rules can be seen from the whole list alone. The auditors get it by code, without names, and compute the draw again.
check-shows-privacy = The public file holds no names, and no stall or pool beside a code.

proof-weak-within-control = Nothing in this seed comes from outside the market. Nobody outside can rule out that it was chosen. We say so openly.
proof-weak-controlled-last = The market’s own value is the last part of this seed, after those from outside were known. We say so openly.
proof-weak-few-bits = The values of this seed hold { $bits } bits of chance at most; with fewer than 128, all seeds could in theory be tried out beforehand. We say so openly.
proof-weak-known-early = A value of this seed may have been known before the list was sealed. We say so openly.

mine-receipt = My receipt for the draw
mine-receipt-text = It proves that you were on the list before the draw, with what you applied for. After the draw you find your own number in the public file with it.
mine-receipt-get = Download: { $time }
mine-receipt-keep = Please keep the file, and show it only to people you trust: your ticket and your application stand in it.
mine-number = My number in the draw: { $time }
mine-number-text = Search for it in the public file to see what became of it. Nobody else can tell that it is yours.

draw-auditor-text = The auditor’s file holds the whole list and result by code, without names. Each download is on record. Whoever has it must not learn who a code is.
draw-auditor-get = Download the auditor’s file
