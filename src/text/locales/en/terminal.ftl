### What the command line says about a market

demo-invented = Everything in it is invented: people, results, lotteries.
demo-stalls = Stalls
demo-applied = Applied
demo-refused = Refused at the door
demo-refused-value = { $late } late, { $incomplete } incomplete
demo-accepted = On the list
demo-charity-slots = Charity slots filled
demo-slots = Slots filled
demo-of = { $count } of { $all }
demo-placed = Vendors placed
demo-waiting = Vendors waiting
demo-offers = Offers
demo-offers-value = { $confirmed } confirmed, { $declined } declined, { $expired } lapsed, { $open } open
demo-notices = Notices
demo-notices-value = { $count }, { $paper } of them on paper
demo-round-frozen = { $state }, { $count } applications; waits for its digits
demo-round-open = { $state }, { $count } applications so far; apply yourself
demo-round-other = { $state }, { $count } applications
demo-where = Where to look
demo-market = The market and its map
demo-unlucky = Somebody waits: why?
demo-sign-in = Sign in
demo-draw = As operator: type six digits
demo-mails = As operator: the mails
demo-mail-dir = The same as files
demo-accounts = Accounts and passwords, of this installation only
