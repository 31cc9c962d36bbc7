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
