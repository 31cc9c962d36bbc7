### Changes, objections, corrections, moves and renewals: their notices, refusals and labels

notice-button-change = Change my application

notice-changes-asked-subject = Please change your application
notice-changes-asked-fact = Your application for { $round } needs changes. Please make them and hand it in again by { $until }.
notice-changes-asked-note = What the staff say: { $note }
notice-changes-asked-next = It counts only once you have handed it in again. If that has not happened by { $until }, it may be declined.

notice-application-edited-subject = Your application was changed
notice-application-edited-fact = Your application for { $round } was changed.
notice-application-edited-next = If that was not you, please tell the market’s staff at once.

notice-application-resubmitted-subject = Your application was handed in again
notice-application-resubmitted-fact = Your application for { $round } was handed in again.
notice-application-resubmitted-next = We will tell you what was decided. There is nothing to do now.

notice-objection-received-subject = Your objection is on record
notice-objection-received-fact = Your objection to { $round } is on record.
notice-objection-received-next = The staff will look into it and answer you; the answer stays on record. The round does not go on until then.

notice-objection-answered-subject = Your objection was answered
notice-objection-upheld-fact = Your objection to { $round } was upheld.
notice-objection-rejected-fact = Your objection to { $round } was not upheld.
notice-objection-answer = The answer: { $answer }
notice-objection-restored-next = Your application is on the list now. There is nothing to do.
notice-objection-upheld-next = The market will put it right and tell you the new result.
notice-objection-rejected-next = The answer stays on record. If something is still unclear, please ask at the market’s desk.

refusal-application-not-now-take-out = This application is now “{ $state }”; only one on the list can be taken out. Please reload the list.
refusal-application-not-drawn = This round is now “{ $state }”; an application can be taken out of the list after the draw and before the result is final.
refusal-application-changes-still-open = The vendor has until { $moment } to make the changes. Please decide after that.
refusal-application-changes-too-late = Changes were due by { $moment }. Please ask the market’s staff.
refusal-objection-not-about-them = Your application is now “{ $state }”. Objections to the list are for those who were declined, and objections to a result for those on the list; you can still ask the staff.
refusal-objection-unanswered = An objection of yours is being looked into. Please wait for the answer.

public-event-corrected = Correction
public-event-moved-by-hand = Stall moved by hand
public-event-cancelled = Round cancelled

## Corrections

notice-why = Reason: { $reason }
notice-entry-corrected-subject = Your entry on the list was corrected
notice-entry-mended-fact = Your entry on the list of { $round } was corrected.
notice-entry-taken-out-fact = You were taken out of the list of { $round }.
notice-entry-taken-out-next = If you have a question, please ask at the market’s desk and bring this notice.
notice-drawn-again-subject = The result is being corrected
notice-drawn-again-fact = An entry on the list of { $round } was corrected. The published result no longer counts and is computed again.
notice-drawn-again-next = The seed stays, and so does everyone’s lottery number. The new result will be published and sent to you, with new time for objections. There is nothing to do now.
notice-result-published-corrected = This is the corrected result; it takes the place of the one before. Why it was corrected: { $reason }

refusal-draw-no-upheld-objection = A correction needs an objection to the result that was upheld. Please record and answer the objection first.
refusal-draw-not-on-the-list = This application is not on that frozen list. Nobody and no trading time can be added after freezing.
refusal-draw-nothing-corrected = The list would stay the same, so there is nothing to correct. Please check what you entered.
refusal-round-reason-tells-who = This reason becomes public. It must not contain a code, a name or a trading name, nor mention a hardship group. Please put it another way.

## What a round's public log says

# Stems that a public reason must not contain, between bars.
log-words-not-said = disab|handicap|low income|low-income|destitut|hardship|charity|love stall
log-title = Done by hand
log-text = What staff did beside the draw stands here, with the reason and without names.
log-when = When
log-what = What
log-why = Why

## Holdings

notice-holding-given-up-subject = You gave up your stall
notice-holding-given-up-fact = You gave up stall { $stall } ({ $time }). From { $day } it is no longer yours.
notice-holding-given-up-next = The stall goes to the next in the waiting list. You can apply again in the next round.
notice-holding-ended-subject = Your stall was ended
notice-holding-ended-fact = The market ended your stall { $stall } ({ $time }). From { $day } it is no longer yours.
notice-holding-ended-next = If you think this is wrong, please come to the market’s desk soon and bring this notice.
notice-holding-moved-subject = Your stall has changed
notice-holding-moved-fact = From { $day } you are at { $to } ({ $time }), no longer at { $stall }.
notice-holding-moved-next = Term and fee stay as they are. If this is difficult for you, please tell the market’s staff soon.

refusal-holding-misfit-needs = This stall does not have what the vendor needs. To do it all the same, say that you know (“needs”).
refusal-holding-misfit-category = This stall does not take what the vendor sells. To do it all the same, say that you know (“category”).
refusal-holding-misfit-cap = There are more stalls of this category than the rules allow. To do it all the same, say that you know (“cap”).
refusal-holding-misfit-pool = This stall is kept for others first, and the vendor is not among them. To do it all the same, say that you know (“pool”).

## Renewals

call-rule-renewals = Whoever holds a stall until the end of the term before may apply to renew: they keep it first. If they wish for another one and do not get it, they still keep theirs.
refusal-application-no-renewals = This round takes no renewals; everyone applies alike. Please hand in an application.
refusal-application-holds-nothing = You held no stall in the term before, so there is nothing to renew. Please hand in an application.

## A round copied for the next term

copy-left-out-retired-time = Trading time { $code } is retired, so the new round does not give it out.
copy-left-out-retired-stall = Stall { $code } is retired and left out.
copy-left-out-blocked-stall = Stall { $code } is blocked without an end and left out. Lift the block and copy again to have it in the round.
copy-left-out-blocked-stall-until = Stall { $code } is blocked until { $day }, in the new term, and left out. Lift the block and copy again to have it in the round.
copy-left-out-new-stall = Stall { $code } was not in the old round and is left out. Plan a new round to give it out.
copy-left-out-cap = Category { $code } is retired; its cap is left out.

## Two registrations of one person

refusal-merge-already-merged = One of these registrations was merged before. Please take the one that it was merged into; the list of vendors shows it.
refusal-merge-two-persons = Papers were seen for both registrations, and they are of two persons. If a number was typed wrongly, please check the papers again; otherwise these are two vendors.
refusal-merge-both-on-the-list = Both stand on the frozen list of round { $round }, and nobody stands on a list twice. Please withdraw one of the two applications first, then merge.
refusal-merge-both-hold = Both hold a stall in round { $round }. Please let one of the stalls be given up or ended first, then merge.
refusal-merge-other-way-round = In round { $round } the application of the registration that stays is withdrawn or declined, and the other one counts. Please merge the other way round.
refusal-merge-same-day = On { $day } both stand by, or one stands by while the other has a stall. Please let one of them leave standby for that day first, then merge.

## Erasing a person

refusal-erasure-holds-stall = They hold stall { $stall }. Please let it be given up or ended first, then erase them.
refusal-erasure-offer-open = An offer waits for their answer. Please let it be declined first, then erase them.
refusal-erasure-stands-in-round = Their application counts in round { $round }. Please withdraw it first, then erase them.
refusal-erasure-erased-before = This person was erased before. Nothing is left of them but their code.
