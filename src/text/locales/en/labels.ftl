### Labels: the words of closed sets (features, states, groups). Keys are KIND-VALUE, as in feature-step-free

feature-power = Power
feature-water = Water
feature-open-flame = Open flame
feature-vehicle = Vehicle
feature-step-free = Step-free access

pool-charity = Love stalls
pool-open = Open stalls

hardship-group-disability = Disability
hardship-group-low-income = Low income
hardship-group-low-income-edge = Just above low income
hardship-group-destitute = Without means of support
hardship-group-other-hardship = Other hardship

round-state-planned = Planned
round-state-open = Open for applications
round-state-reviewing = Under review
round-state-listed = List published
round-state-frozen = List frozen
round-state-drawn = Drawn, not yet published
round-state-published = Result published, objections open
round-state-final = Result final
round-state-running = Running
round-state-closed = Closed
round-state-cancelled = Cancelled

application-state-draft = Draft
application-state-submitted = To be reviewed
application-state-needs-changes = Changes needed
application-state-accepted = Accepted
application-state-declined = Declined
application-state-withdrawn = Withdrawn

decline-reason-incomplete = Something is missing from it
decline-reason-wrong-category = This category is not part of the round
decline-reason-duplicate = Same vendor, another application in this round
decline-reason-standing = Taking part is suspended for now
decline-reason-not-eligible = It does not meet the conditions of the round

offer-state-open = To be confirmed
offer-state-confirmed = Confirmed
offer-state-declined = Declined
offer-state-expired = Not confirmed in time
offer-state-withdrawn = Taken back by the market

holding-state-running = Running
holding-state-given-up = Given up
holding-state-ended = Ended by the market
holding-state-over = Term over

origin-draw = Draw
origin-waiting-list = Waiting list
origin-by-hand = By hand
origin-imported = Held before
origin-standby = Standby for a day

waiting-state-waiting = Waiting
waiting-state-offered = Stall offered
waiting-state-placed = Placed
waiting-state-left = Left the waiting list

notice-state-drafted = Draft
notice-state-held = Held back
notice-state-released = To be sent
notice-state-sending = Being sent
notice-state-sent = Sent
notice-state-undeliverable = Could not be delivered
notice-state-reached-otherwise = Told in another way

channel-email = E-mail
channel-paper = On paper

draw-state-awaiting-seed = Waiting for the seed
draw-state-queued = Waiting to be computed
draw-state-computing = Being computed
draw-state-computed = Computed
draw-state-published = Published

preview-state-queued = Waiting its turn
preview-state-computing = Being computed
preview-state-done = Done
preview-state-cancelled = Stopped
preview-state-failed = Not completed

public-result-placed = Placed
public-result-waiting = Waiting list
public-result-not-placed = Not placed this time

attestation-state-requested = Waiting for the community
attestation-state-confirmed = Confirmed
attestation-state-declined = Could not be confirmed
attestation-state-consent-withdrawn = Consent withdrawn

organisation-kind-street = Street office
organisation-kind-community = Community
organisation-kind-disabled-persons-federation = Disabled persons’ federation

role-admin = Administrator
role-operator = Market operator
role-verifier = Verifier
role-day-staff = Day staff
role-auditor = Auditor
role-attester = Community worker

standing-good = Good
standing-suspended = Suspended

objection-state-raised = To be answered
objection-state-upheld = Upheld
objection-state-rejected = Not upheld

actor-kind-staff = Staff
actor-kind-vendor = Vendor
actor-kind-system = System

zone-colour-apricot = Apricot
zone-colour-lilac = Lilac
zone-colour-leaf = Leaf green
zone-colour-rose = Rose
zone-colour-sky = Sky blue

fee-unit-market-day = per market day
fee-unit-month = per month
fee-unit-term = for the whole term

order-criterion-tier = Tier in the rules of the round
order-criterion-rank = Seniority

placement-fill = A stall for as many as possible
placement-choice = First in order, first to choose

unfilled-hold = Kept
unfilled-release = Passed on to the next pool

# A language is named in itself.
language-zh-cn = 中文
language-en = English

standby-state-standing-by = on standby
standby-state-left = taken back
standby-state-placed = has a stall for the day
standby-state-not-placed = no stall
