### Refusals: the fact, then the reason, then the way on. Keys start with refusal-

## A round

refusal-round-not-now-open = This round is now “{ $state }”; only a planned round can be opened. Its page shows the next step.
refusal-round-not-now-close-applications = This round is now “{ $state }”, so there are no applications to close. Its page shows the next step.
refusal-round-not-now-list = This round is now “{ $state }”; the list is published while it is under review. Its page shows the next step.
refusal-round-not-now-freeze = This round is now “{ $state }”; a list is frozen once it was public and objections are over. Its page shows the next step.
refusal-round-not-now-record-draw = This round is now “{ $state }”; only a frozen list can be drawn. Please finish the steps before it first.
refusal-round-not-now-publish = This round is now “{ $state }”; a result is published when it has been drawn and is not public yet. Its page shows the next step.
refusal-round-not-now-correct = This round is now “{ $state }”; corrections are made after the draw and before the result is final. To change something for one vendor, place them by hand.
refusal-round-not-now-make-final = This round is now “{ $state }”; a result becomes final when its objections are over. Its page shows the next step.
refusal-round-not-now-start = This round is now “{ $state }”; a term starts when the result is final. Its page shows the next step.
refusal-round-not-now-close = This round is now “{ $state }”; only a running round can be closed. Its page shows the next step.
refusal-round-not-now-cancel = This round is now “{ $state }”; once the result is final it cannot be cancelled. End holdings one by one instead, each with its reason.
refusal-round-dates-out-of-order = The announced dates are not in order: last day to apply, list, freezing, draw, result and final result follow one another, none later than the first day of the term. Please check each of them.
refusal-round-deadline-not-ahead = { $moment } has passed and cannot be a deadline. Please choose a time that is still to come.
refusal-round-takes-no-applications = This round is now “{ $state }” and takes no applications. The market’s page shows which round is open and when the next one opens.
refusal-round-too-late = Applications closed on { $moment }, and nothing can be taken after that, drafts included. You can apply in the next round; the market’s page will say when it opens.
refusal-round-applications-still-open = Applications are open until { $moment }, and everyone counts on that. Please close them after that time.
refusal-round-undecided = { $count ->
    [one] One application is
   *[other] { $count } applications are
} still undecided. Please decide every one before the list is published.
refusal-round-list-objections-still-open = Objections to the list can be raised until { $moment }. Please freeze it after that time.
refusal-round-objections-unanswered = { $count ->
    [one] One objection has
   *[other] { $count } objections have
} no answer yet. Please answer first, then go on.
refusal-round-already-drawn = This list has been drawn, and a list is drawn once. If an objection was upheld, make a correction: the list is mended and the seed stays.
refusal-round-draws-missing = { $count ->
    [one] One trading time has
   *[other] { $count } trading times have
} not been computed yet. The draw’s page shows the progress; please go on when it is done.
refusal-round-result-objections-still-open = Everyone can object until { $moment }. Please make the result final after that time.
refusal-round-term-not-begun = The term begins on { $day }. Please start it on that day.
refusal-round-term-not-over = The term lasts until { $day }. Please close the round after that.
refusal-round-nothing-to-copy = Nothing that this round gave out can be given out again: its stalls or its trading times are retired or blocked. Please plan a new round.

## A draw

refusal-draw-not-now-compute = This draw is now “{ $state }”; computing starts when the seed is there and no result yet. The draw’s page shows the progress.
refusal-draw-not-now-finish = This draw is now “{ $state }”, so nothing is being computed. The draw’s page shows the progress.
refusal-draw-not-now-try-again = This draw is now “{ $state }”, so no computation has to be repeated. The draw’s page shows the progress.
refusal-draw-not-now-publish = This draw is now “{ $state }”; it can be published when it has a result that is not public yet. The draw’s page shows the progress.
refusal-draw-not-now-correct = This draw is now “{ $state }”; there must be a result before it can be corrected. Please wait until it is computed.
refusal-draw-seed-known = This draw has its seed, and a seed is entered once and never replaced. A correction of the list keeps it.
refusal-draw-weak-seed = These digits hold { $count } bits of chance at most, few enough for someone to try them all. It is better to draw on to 39 digits, or to add a public source that the market cannot influence.

## A preview of the draw

refusal-preview-not-now = This preview is now “{ $state }”. Please reload its page.
refusal-preview-not-now-cancel = This preview is now “{ $state }”, so there is nothing left to stop. Its page shows what came of it.
refusal-preview-under-way = Another preview of this round is under way. Please wait until it is done, or stop it first.
refusal-preview-list-fixed = This round is now “{ $state }”: list and rules are fixed, and there is nothing left to try. Earlier previews can still be read.
refusal-preview-nobody-listed = There is no application on this list yet. Please choose another list, or come back when some have arrived.

## An objection

refusal-objection-nothing-published = This round is now “{ $state }”, and nothing is open to objections. You can still put your question to the market’s staff.
refusal-objection-too-late = Objections closed on { $moment }. You can still put your question to the market’s staff.
refusal-objection-already-answered = This objection has been answered: { $state }. The answer is on record; if there is something new, please record another one.

## An application

refusal-application-not-now-edit = Your application is now “{ $state }” and can no longer be changed. If something must change, please ask the market’s staff.
refusal-application-not-now-submit = Your application is now “{ $state }”, so there is no need to hand it in again. “My application” shows how it goes on.
refusal-application-not-now-ask-for-changes = This application is now “{ $state }”; changes can be asked for while it is to be reviewed. Please reload the list.
refusal-application-not-now-accept = This application is now “{ $state }”; it can be accepted while it is to be reviewed. Please reload the list.
refusal-application-not-now-decline = This application is now “{ $state }”; it can be declined while it is to be reviewed or changes are needed. Please reload the list.
refusal-application-not-now-restore = This application is now “{ $state }”; only a declined one can be accepted after an objection. Please reload the list.
refusal-application-not-now-withdraw = Your application is now “{ $state }”, so there is nothing to withdraw. “My application” shows the details.
refusal-application-review-over = This round is now “{ $state }”; it is not being reviewed, and applications stay as they are. Objections can be raised while they are open.
refusal-application-not-listed = This round is now “{ $state }”; an application can be accepted after an objection once the list is public and before it is frozen. Later, make a correction.
refusal-application-round-over = This round is now “{ $state }”, so there is no need to withdraw. Your data will be erased when the privacy rules say so.
refusal-application-already-there = You have an application in this round, and there is one for each vendor. Please open that one; the link is in the notice we sent you.

## An offer

refusal-offer-not-now-reach-vendor = This stall is now “{ $state }”, so the vendor need not be told any more. Please reload the page.
refusal-offer-not-now-confirm = The stall offered to you is now “{ $state }” and cannot be confirmed. “My application” shows what comes next, or ask the market’s staff.
refusal-offer-not-now-decline = The stall offered to you is now “{ $state }”, so there is no need to decline it. To give up a confirmed stall, use “My application”.
refusal-offer-not-now-expire = This stall is now “{ $state }” and does not lapse. Please reload the page.
refusal-offer-not-now-withdraw = This stall is now “{ $state }” and cannot be taken back. If the vendor has confirmed it, end the holding and say why.
refusal-offer-too-late = It could be confirmed until { $moment }, and the stall goes to the next in the waiting list. “My application” shows what comes next, or ask the market’s staff.
refusal-offer-still-open = The vendor has until { $moment } to decide. Please pass the stall on after that time.
refusal-offer-not-yet-reached = The notice has not reached this vendor, so their days have not begun. Please print it or call them, and record that you did.

## A place in the waiting list

refusal-waiting-not-now-offer = This entry is now “{ $state }” and cannot be offered a stall. Please reload the list and go to the next.
refusal-waiting-not-now-place = This entry is now “{ $state }” and has no stall to confirm. Please make an offer first; the vendor confirms it.
refusal-waiting-not-now-return = This entry is now “{ $state }” and has no stall to hand back. Please reload the list.
refusal-waiting-not-now-leave = Your place is now “{ $state }”, so there is no need to leave the waiting list. “My application” shows the details.

## A holding

refusal-holding-not-now-give-up = This holding is now “{ $state }”, so there is no need to give it up. The market’s staff know what happens to the stall.
refusal-holding-not-now-end = This holding is now “{ $state }”, so it need not be ended. Please reload the page.
refusal-holding-not-now-complete = This holding is now “{ $state }”, so it need not be marked as over. Please reload the page.
refusal-holding-in-the-past = { $day } has passed, and past market days stay as they were. Please choose today or a later day.
refusal-holding-after-the-term = This holding ends on { $day } anyway. Please choose that day or an earlier one, or let it run out.
refusal-holding-term-not-over = This holding lasts until { $day }. To stop earlier, give it up or end it.

## A notice

refusal-notice-not-now-hold = This notice is now “{ $state }”; only a draft can be held back. Please reload the outbox.
refusal-notice-not-now-release = This notice is now “{ $state }” and need not be released. To send it once more, use “Send again” and say why.
refusal-notice-not-now-send = This notice is now “{ $state }”; only one that is to be sent goes out. Please reload the outbox.
refusal-notice-not-now-mark-sent = This notice is now “{ $state }” and is not on its way. Please reload the outbox.
refusal-notice-not-now-mark-failed = This notice is now “{ $state }” and not on its way, so nothing failed. Please reload the outbox.
refusal-notice-not-now-reach-otherwise = This notice is now “{ $state }”; another way is for those that could not be delivered. Please reload the outbox.
refusal-notice-not-due = This notice is tried again at { $moment }. Please wait until then, or call the person first.

## An attestation

refusal-attestation-not-now-confirm = This attestation is now “{ $state }” and cannot be confirmed. If things have changed, the vendor can ask for a new one.
refusal-attestation-not-now-decline = This attestation is now “{ $state }” and cannot be declined. If things have changed, the vendor can ask for a new one.
refusal-attestation-not-now-withdraw-consent = Your attestation is now “{ $state }”, so there is no consent left to withdraw. What was confirmed is no longer kept.
refusal-attestation-already-over = This attestation ended on { $day }, so it cannot be confirmed with that date. Please enter a last day that is still ahead.
refusal-attestation-another-organisation = This request is addressed to another organisation, and only they can see and answer it. Please ask the vendor to check which community they chose.

## The rules of a round

refusal-rules-version = These rules are in format { $found }, and this system reads format { $known }. Please enter them again in format { $known }.
refusal-rules-fee-negative = The fee is below zero. Enter 0 where it is free of charge.
refusal-rules-out-of-range = { $what } must be between { $min } and { $max }. Please choose another number.
refusal-rules-number-refusal-limit = The number of offers that may be refused
refusal-rules-number-objection-days-list = The days for objections to the list
refusal-rules-number-objection-days-result = The days for objections to the result
refusal-rules-number-confirm-days = The days to confirm
refusal-rules-number-offer-days = The days to confirm from the waiting list
refusal-rules-number-most-stalls = The number of stalls that one vendor may have
refusal-rules-no-pool = There is no pool of stalls yet. Please add at least one, usually love stalls and open stalls.
refusal-rules-pool-repeated = “{ $name }” stands twice. Please keep one.
refusal-rules-open-pool-not-last = Open stalls are drawn last, so that whoever misses a love stall still takes part. Please move them to the end.
refusal-rules-open-pool-restricted = Open stalls are for everyone and cannot ask for a group. Please remove the groups, or move them to the love stalls.
refusal-rules-charity-pool-for-everyone = The love stalls do not say whom they are for. Please choose at least one group.
refusal-rules-quota-unusable = The quota for “{ $name }” cannot work: the pool does not include this group, or it stands twice. Please check it.
refusal-rules-criterion-repeated = “{ $name }” stands twice in the order. Please keep one.
refusal-rules-cap-repeated = Category “{ $name }” has two limits. Please keep one.
refusal-rules-no-seed-source = Nothing says where the seed comes from. Please add at least one source, such as digits drawn at a ceremony.
refusal-rules-ceremony-not-first = Digits drawn at a ceremony are recorded first, before a lottery result or a beacon. Please change the order.
refusal-rules-seed-source-repeated = The same source of the seed stands twice. Please keep one.
refusal-rules-seed-source-too-early = A source of the seed would be known before the list is frozen. Please choose a result or a round that comes on the day of freezing or later.
refusal-rules-warning-seed-within-control = Every source of the seed is in the market’s hands. One from outside, such as that day’s public lottery result, is easier to trust; without it, the published bundle says so.
refusal-rules-warning-seed-without-fallback = A source of the seed from outside has no fallback. If it gives no result that day, the draw has to wait.

## A field of a form

refusal-field-missing = This is still empty. Please fill it in.
refusal-field-not-a-choice = This is not one of the choices. Please pick one from the list.
refusal-field-not-a-number = Please enter a whole number, such as 3.
refusal-field-out-of-range = Please enter a number between { $min } and { $max }.
refusal-field-not-a-date = This is not a date. Please write it like 2026-11-24.
refusal-field-outside-term = This date is outside the term. Please choose one within it.
refusal-field-repeated = “{ $value }” stands twice. Please keep one.
refusal-field-overlap = “{ $one }” and “{ $other }” overlap, and one stall cannot be given to two at once. Please move one of them.
refusal-field-unknown = There is no “{ $value }” here. Please check it on the market’s map or list.
refusal-field-not-adjacent = These stalls are not next to each other. Please choose stalls of one row, side by side.
refusal-field-too-many = There is room for { $max }. Please take some away.
refusal-field-no-consent = Without your consent we cannot keep or use this. Please read what it is for and, if you agree, tick the box.
refusal-text-too-long = There is room for { $max } characters. Please shorten it.
refusal-text-hidden = There is a character in it that cannot be seen ({ $character }), often from pasted text. Please delete it or type the text again.
refusal-email-no-at = An e-mail address has an @ in it, as in wang@example.cn. Please add it.
refusal-email-local = The part before the @ is not right. Please check it for blanks and punctuation.
refusal-email-domain = The part after the @ is not right; it looks like example.cn. Please check it.
refusal-phone-not-digits = There is something other than digits in the number. Please enter digits only, with a + in front for numbers abroad.
refusal-phone-not-a-mobile = A mainland mobile number has 11 digits and begins with 13 to 19. Please check it; numbers abroad begin with + and the country code.
refusal-phone-not-international = A number abroad has 7 to 15 digits after the +, beginning with the country code. Please check it.
refusal-label-too-short = It needs at least { $min } characters. Please make it longer.
refusal-label-too-long = There is room for { $max } characters. Please shorten it.
refusal-label-character = A code cannot contain “{ $character }”. Please use the letters A to Z, digits and dashes.
refusal-label-dash = A dash cannot stand at the beginning or the end, nor twice in a row. Please change it.
refusal-code-length = An application code has 8 letters and digits, as in 7Q4M-2K9D. Please compare it with your receipt.
refusal-code-character = There is no “{ $character }” in an application code. Please compare it with your receipt.
refusal-secret = This link is not complete; a part may have been lost in copying. Please open it from the notice again, or ask the market’s staff for a new one.
refusal-money-not-an-amount = This is not an amount. Please write it like 12 or 12.50, in yuan.
refusal-money-negative = The amount is below zero. Enter 0 where it is free of charge.
refusal-money-too-large = The amount can be { $max } yuan at most. Please check for digits too many.
refusal-names-none = There is no name yet. Please enter it in at least one language.
refusal-names-tag = “{ $tag }” is not a language code. Please use one such as zh-CN or en.
refusal-digits-not-a-digit = “{ $character }” is not a digit. Please enter only digits, in the order in which they were drawn.
refusal-digits-too-few = At least { $min } digits are needed. Please draw more and add them.
refusal-digits-too-many = There is room for { $max } digits. Please check that nothing was pasted twice.
refusal-randomness-not-hex = “{ $character }” does not belong here. Please copy the 64 characters of the field “randomness”: digits and the letters a to f.
refusal-randomness-length = There are { $count } characters; the field “randomness” has 64. Please copy it again.
refusal-password-too-short = A password needs at least { $min } characters. A few unrelated words are long and easy to remember.
refusal-password-too-long = A password can have { $max } characters at most. Please shorten it.
refusal-password-control = There is a character in the password that cannot be seen, such as a line end from pasting. Please type it.
refusal-password-too-plain = This password uses only one or two different characters and is easy to guess. Please use more.
refusal-calendar-ends-before-it-begins = The last day is before the first. Please check both dates.
refusal-calendar-term-too-long = A term can have { $max } days at most. Please shorten it, or make several rounds.
refusal-calendar-no-weekday = No day of the week is chosen. Please choose at least one.
refusal-calendar-not-a-weekday = This is not a day of the week. Please choose from Monday to Sunday.
refusal-calendar-start-outside-day = The start must be between 00:00 and 23:59. Please check it.
refusal-calendar-duration = The length must be between 1 and { $max } minutes. Please check it.
refusal-calendar-out-of-reach = This date is too far ahead. Please choose a nearer one.

## A file of stalls

refusal-import-line = Line { $line }: { $problem }
refusal-import-line-and-column = Line { $line }, column { $column }: { $problem }
refusal-import-broken = This line has other cells than the header, or is not UTF-8. Please check commas and quotes, and save the file as CSV in UTF-8.
refusal-import-missing-column = This column is missing. Please add it to the header.
refusal-import-unknown-column = The header’s “{ $value }” is not known. Please rename it as the guide says, or remove the column.
refusal-import-code = A stall’s code is made of letters, digits and dashes, 16 at most, such as A01. Please change it.
refusal-import-duplicate-code = This stall’s code stands further up already. Please choose another, or remove one of the lines.
refusal-import-unknown-zone = There is no zone with the code “{ $value }”. Please make the zone first, or use a code that exists.
refusal-import-number = “{ $value }” is not a number that fits here. Please enter digits.
refusal-import-unknown-feature = There is no feature “{ $value }”. It can be power, water, open_flame, vehicle or step_free.
refusal-import-unknown-category = There is no category with the code “{ $value }”. Please make it first, or use a code that exists.

## A market day

refusal-market-day-too-late = The lists of this day closed on { $moment }, so nothing can change any more. If something has come up, please call the market's desk.
refusal-market-day-list-still-open = Vendors may still join or stay away until { $moment }; the day is drawn after that.
refusal-market-day-digits-still-taken = Until { $moment } there is time to call out digits. After that the day is drawn without them.
refusal-market-day-list-fixed = The list of this day is fixed and waits for its draw, so nothing can change any more. If something has come up, please call the market's desk.
refusal-market-day-has-opened = The market has opened, and its day is not drawn any more. What is free can be given out at the desk.
refusal-market-day-nobody-stands-by = Nobody stands by for this day, so there is nothing to draw.
refusal-market-day-no-round = No round gives out stalls on this day. Please choose another market day.
refusal-market-day-holds-nothing = There is no stall of yours on this day, so there is nothing to leave free.
refusal-market-day-has-stall = Stall { $stall } is yours on this day, so you cannot stand by for another. If you cannot come, please say so, and it goes to somebody else.
refusal-market-day-already-absent = We know already that you are not coming on this day. There is nothing more to do.
refusal-market-day-not-absent = You had not said that you are staying away on this day. Your stall is yours as usual.
refusal-market-day-already-standing-by = You are on standby for this day already. We write to you when it has been drawn.
refusal-market-day-not-standing-by = You are not on standby for this day, so there is nothing to take back.
refusal-market-day-not-accepted = Only vendors whose application was accepted can stand by. Please ask at the market's desk.
refusal-market-day-suspended = Your registration at this market is suspended at present, so you cannot stand by. Please ask at the market's desk.
refusal-market-day-no-wishes = Your application names no stall in this trading time. Please choose “any stall that suits me”.

## A key that stands for one request

refusal-key-of-another-request = This idempotency key came with another request before. Please send the same request again, or choose a new key for a new one.
refusal-webhook-url = This is not the address of a web server. Please give one that begins with https:// and has no name or password in it, such as https://example.org/starstall.
