### Notices: subjects and bodies of mails. Keys start with notice-
### A subject may be read by anyone who passes by: it tells no group and no kind of stall.

## The frame of every letter

notice-subject = { $subject } · { $market }
notice-greeting = Dear { $name },
notice-plain-link = { $label }:
notice-link-own = This link is yours alone. Please do not pass it on.
notice-code = The number of your application is { $code }. Public lists show numbers, never names.
notice-ask = If anything is unclear, ask the staff at the market ({ $place }). This letter is all you need to bring.
notice-automatic = This letter was sent automatically. Nobody reads replies to it.
notice-until-day = the end of { $day }
notice-button = See my application
notice-button-answer = Confirm or decline
notice-button-result = See the result and why
notice-button-receipt = Get my receipt for the draw

## Rows of the table about a stall

notice-row-stall = Stall
notice-row-stall-value = { $stalls } ({ $zone })
notice-row-time = Trading time
notice-row-term = Term
notice-row-days = Market days
notice-row-days-value = { $count ->
    [one] one day
   *[other] { $count } days
}
notice-row-fee = Fee

## The events

notice-application-received-subject = We have your application
notice-application-received-fact = Your application for { $round } has arrived.
notice-application-received-next = Applications close on { $until }; then the market looks through them. You will hear from us. There is nothing to do now.
notice-application-received-back = If you change your mind, you can withdraw it with the link below.

notice-application-accepted-subject = Your application was accepted
notice-application-accepted-fact = Your application for { $round } was accepted.
notice-application-accepted-next = Next, the list of applications is made public, and then the stalls are drawn. You will hear the result. There is nothing to do now.

notice-list-published-subject = The list of applications is public
notice-list-published-fact = The list of applications for { $round } is public. Yours is not on it; the reason is in our earlier notice.
notice-list-published-next = If you think this is wrong, please object at the market's desk by { $until }. After that the list is sealed for the draw.

notice-application-declined-subject = A decision on your application
notice-application-declined-fact = Your application for { $round } was not accepted.
notice-application-declined-incomplete = The reason: something is missing from the application.
notice-application-declined-wrong-category = The reason: this round does not take what you sell.
notice-application-declined-duplicate = The reason: there is another application of yours in this round.
notice-application-declined-standing = The reason: your registration at this market is suspended at present.
notice-application-declined-not-eligible = The reason: at present you do not meet the conditions of this round.
notice-application-declined-note = What the staff say: { $note }
notice-application-declined-next = { $days ->
    [one] If you think this is wrong, please object at the market's desk within one day after the list of applications is made public.
   *[other] If you think this is wrong, please object at the market's desk within { $days } days after the list of applications is made public.
} The staff write it down and answer you.

notice-application-withdrawn-subject = Your application was withdrawn
notice-application-withdrawn-fact = Your application for { $round } was withdrawn.
notice-application-withdrawn-next = If this was not what you wanted, please tell the staff of the market at once.

notice-attestation-subject = About your application
notice-attestation-confirmed-fact = { $organisation } has confirmed for you, until { $until }.
notice-attestation-confirmed-why = With this confirmation you can apply for a love stall.
notice-attestation-confirmed-next = You can take back your consent at any time; then the confirmation is erased. A stall that you have by then stays yours until its term ends.
notice-attestation-declined-fact = { $organisation } has not confirmed for you at present.
notice-attestation-declined-next = If you have something new to show, or think this is wrong, please speak to { $organisation }. A confirmation counts if it comes before the list is fixed.
notice-attestation-declined-open = If you applied for an open stall as well, that part stands.

notice-list-frozen-subject = The list for the draw is fixed
notice-list-frozen-fact = The list for the draw of { $round } is fixed, and you are on it.
notice-list-frozen-why = From now on nobody can be added. Each trading time's list has a fingerprint; if a single letter of the list changed, the fingerprint would no longer match.
notice-list-frozen-next = Please keep this letter and download your receipt from your page: it proves that you were on this list with what you applied for. After the draw, the results page must show the same fingerprint.
notice-list-frozen-value = { $count ->
    [one] one application
   *[other] { $count } applications
}, fingerprint { $value }

notice-result-published-subject = The result of the draw
notice-result-published-fact = { $time }: { $heading }
notice-result-published-placed = This is the result of the draw for { $round }. When the time for objections is over, you will be asked to confirm your stall. There is nothing to do now.
notice-result-published-waiting = This is the result of the draw for { $round }. When a stall comes free, it is offered in the order of the waiting list.
notice-result-published-none = This is the result of the draw for { $round }. You can apply again in the next round.
notice-result-published-objections = If you think something is wrong, please object at the market's desk by { $until }. The staff write it down and answer you.

notice-offer-made-subject = Please confirm your place at the market
notice-offer-made-fact = { $count ->
    [one] Stall { $stalls } is kept for you. Please answer by { $until }.
   *[other] Stalls { $stalls } are kept for you. Please answer by { $until }.
}
notice-offer-made-waiting-list = { $count ->
    [one] A stall came free, and you are next on the waiting list.
   *[other] These stalls are free, and you are next on the waiting list.
}
notice-offer-made-days = { $days ->
    [one] You have one day from receiving this letter.
   *[other] You have { $days } days from receiving this letter.
} If it reached you today, that is until { $until }.
notice-offer-made-deadline = The time runs from the first letter that reached you, until { $until }.
notice-offer-made-no = { $count ->
    [one] If you do not want it, that is fine: please decline, so that the next person has it sooner. Without an answer in time it counts as declined.
   *[other] They belong together: you confirm or decline them all. If you do not want them, that is fine: please decline, so that the next person has them sooner. Without an answer in time they count as declined.
}

notice-offer-confirmed-subject = Your place at the market is confirmed
notice-offer-confirmed-fact = { $count ->
    [one] You have confirmed stall { $stalls }.
   *[other] You have confirmed stalls { $stalls }.
}
notice-offer-confirmed-next = { $count ->
    [one] Please keep this letter. Should you not need the stall any more, tell the market early, so that somebody on the waiting list can have it.
   *[other] Please keep this letter. Should you not need the stalls any more, tell the market early, so that somebody on the waiting list can have them.
}

notice-offer-declined-subject = We have your answer
notice-offer-declined-fact = { $count ->
    [one] You declined stall { $stalls }. It goes to the next person on the waiting list.
   *[other] You declined stalls { $stalls }. They go to the next people on the waiting list.
}
notice-offer-expired-subject = The time to answer is over
notice-offer-expired-fact = { $count ->
    [one] We had no answer from you in time. Stall { $stalls } goes to the next person on the waiting list.
   *[other] We had no answer from you in time. Stalls { $stalls } go to the next people on the waiting list.
}
notice-offer-refusals-left = { $count ->
    [one] This does not count against you. By the rules you can decline once more.
   *[other] This does not count against you. By the rules you can decline { $count } more times.
}
notice-offer-no-refusals-left = By the rules you cannot decline again without consequence. The rules page says what follows, and the staff can explain it.

notice-round-cancelled-subject = This round is cancelled
notice-round-cancelled-fact = { $round } is cancelled.
notice-round-cancelled-why = The reason: { $reason }
notice-round-cancelled-next = Your application ends with it, and there is nothing to do. You can apply again in the next round.

## One market day

notice-day-noted-subject = About your market day
notice-day-absent-fact = We have noted that you are not coming on { $day } ({ $time }).
notice-day-absent-next = Stall { $stall } stays yours on every other day. On this one it may go to somebody on standby. If you can come after all, please say so by { $until }.
notice-day-coming-fact = We have noted that you are coming on { $day } ({ $time }) after all.
notice-day-coming-next = Stall { $stall } is yours that day as usual.
notice-day-standing-by-fact = You are on standby for { $day } ({ $time }).
notice-day-standing-by-next = The list closes on { $until }. Then the stalls that are free that day are drawn, and you hear from us. If you can no longer come, please say so before.
notice-day-not-standing-by-fact = You are no longer on standby for { $day } ({ $time }).
notice-day-not-standing-by-next = There is nothing to do. You can put yourself on standby again until { $until }.

notice-day-drawn-subject = Your market day has been drawn
notice-day-placed-fact = Stall { $stall } is yours on { $day }.
notice-day-placed-next = It is yours for this one day, from { $opens }, and costs nothing, whichever stall it is. If you cannot come, please call the market's desk.
notice-day-not-placed-fact = There is no stall for you on { $day } ({ $time }).
notice-day-not-placed-next = This changes nothing about a place of yours in a waiting list. You can stand by for other days as well.
