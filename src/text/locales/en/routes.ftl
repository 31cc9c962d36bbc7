# What is said while a request is handled: what happened, what is asked, what to do next.

failure-stale = Someone else made a change just now. Please reload the page, look at it as it is, and decide again.
failure-stale-form = This form was open for too long, or was not opened from this site. Please go back, reload the page, and send it again.
failure-unreadable = Some of what was sent cannot be read as text. Please go back, type it again, and send it.
market-stat-all = all stalls
anywhere-too = any other stall too
apply-zone-any = { $zone }: any stall there
show-all = All
sign-in-wrong = E-mail and password do not belong together. Please type them again, or ask your administrator for a new password.

step-applications = Applications are taken
step-list = The list is published
step-freeze = The list is sealed
step-draw = The draw
step-result = Results are published
step-final = Results are final, offers go out
step-term = The term begins
mine-step-sent = Your application arrived

mine-contact = Ask at the market's desk: { $place }

decline-title = { $count ->
    [one] Do you not want stall { $stalls }?
   *[other] Do you not want stalls { $stalls }?
}
decline-text = { $count ->
    [one] It goes to the next person on the waiting list at once. This cannot be undone.
   *[other] You decline them all, and they go to the next people on the waiting list at once. This cannot be undone.
}
decline-left = { $count ->
    [0] This is the last time: after it your place on the waiting list is gone.
    [one] It costs you nothing else. By the rules you can decline once more.
   *[other] It costs you nothing else. By the rules you can decline { $count } more times.
  }
decline-button = I do not want it
withdraw-title = Withdraw your application?
withdraw-text = You then no longer take part in this round, and a stall that is kept for you goes to the next person. This cannot be undone; you can apply again in the next round.
withdraw-button = Withdraw my application
withdraw-for-title = Withdraw this application for the vendor?
withdraw-for-text = Please make sure that the vendor asked for it. A stall that is kept for them goes to the next person, and they are told.
withdraw-for-button = Withdraw this application

round-ask = { $action }: { $round }
round-cancel-reason = Why it is cancelled
round-cancel-reason-hint = Everyone on the list will read this; after sealing, everyone. Write nothing that tells who somebody is.
seed-hint-ceremony = In the order in which they were called out, leading zeros included.
seed-hint-public = All numbers in the order in which they were published.
seed-hint-drand = The field “randomness” of that round, 64 characters.
seed-from = Where did this value come from?
seed-from-hint = The fallback counts only if the first source gave no result. The results page says which one was used.
seed-weak-title = These are few digits. Draw with them all the same?
seed-weak-text = If you go on, the results page will say openly that this seed is weak.
seed-weak-button = I know. Draw with these digits

todo-seed = { $round }: the list is sealed and waits for the digits of the draw
todo-publish = { $round }: the draw is computed and waits to be published
todo-review = { $round }: { $count ->
    [one] one application to review
   *[other] { $count } applications to review
  }
todo-objections = { $round }: { $count ->
    [one] one objection to answer
   *[other] { $count } objections to answer
  }
todo-offers = { $round }: { $count ->
    [one] one stall waits for its vendor to confirm
   *[other] { $count } stalls wait for their vendors to confirm
  }
todo-undeliverable = { $count ->
    [one] One notice did not arrive
   *[other] { $count } notices did not arrive
  }
todo-paper = { $count ->
    [one] One notice to print or read out
   *[other] { $count } notices to print or read out
  }

entries-code = Application
entries-vendor = Trading name
entries-result = Result
entries-stall = Stall
entries-position = Number
entries-waiting = Waiting
entries-reason = Why
entries-category = Category
entries-state = State
entries-sent = Sent
results-code = Application
results-result = Result

history-staff = Staff
history-vendor = Vendor
history-system = System
history-apply = application sent
history-accept-application = accepted
history-decline-application = declined
history-withdraw-application = withdrawn
