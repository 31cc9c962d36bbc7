### Reasons: why a draw decided as it did. Keys start with reason-

## The parts that the sentences share

reason-ordinal = { $wish ->
    [1] first wish
    [2] second wish
    [3] third wish
    [4] fourth wish
    [5] fifth wish
    [6] sixth wish
    [7] seventh wish
    [8] eighth wish
    [9] ninth wish
    [10] tenth wish
   *[other] wish number { $wish }
}
reason-wish = Your { $ordinal }
reason-wish-stall = { $name }, your { $ordinal },
reason-wish-zone = { $name }, your { $ordinal },
reason-number = { $pool ->
    [charity] number { $position } of the draw for love stalls
    [open] number { $position } of the draw for open stalls
   *[other] number { $position }
}
reason-stalls = { $pool ->
    [charity] { $count ->
        [one] one love stall
       *[other] { $count } love stalls
    }
    [open] { $count ->
        [one] one open stall
       *[other] { $count } open stalls
    }
   *[other] { $count ->
        [one] one stall
       *[other] { $count } stalls
    }
}
reason-your-number = { $pool ->
    [charity] In the draw for love stalls you were number { $position } of { $of }.
    [open] In the draw for open stalls you were number { $position } of { $of }.
   *[other] You were number { $position } of { $of } in this draw.
}
reason-your-number-alone = { $pool ->
    [charity] In the draw for love stalls you were number { $position }.
    [open] In the draw for open stalls you were number { $position }.
   *[other] You were number { $position } in this draw.
}
reason-zone = zone { $code } ({ $name })
reason-list-separator = {", "}
reason-list-last-separator = {" and "}

## Placed

reason-assigned-held = { $count ->
    [one] You keep stall { $stalls }, which you have now.
   *[other] You keep stalls { $stalls }, which you have now.
}
reason-assigned-held-more = { $count ->
   *[other] You keep what you have now and get more beside it: your stalls are { $stalls }.
}
reason-assigned-wish = { $count ->
   *[other] Stall { $stalls } was your { $ordinal }.
}
reason-assigned-zone = { $count ->
   *[other] Stall { $stalls } is in { $name }, your { $ordinal }.
}
reason-assigned-anywhere = { $count ->
   *[other] Stall { $stalls } was not among your wishes; you said that any other stall would do.
}
reason-assigned-block-wish = { $count ->
   *[other] Stalls { $stalls } are next to each other; { $name } was your { $ordinal }.
}
reason-assigned-block-zone = { $count ->
   *[other] Stalls { $stalls } are next to each other; they were given for your { $ordinal }, { $name }.
}
reason-assigned-block-anywhere = { $count ->
   *[other] Stalls { $stalls } are next to each other. They were not among your wishes; you said that any other stall would do.
}
reason-assigned-moved = It takes the place of what you have now.
reason-assigned-extras = { $count ->
    [one] One of them came at the end: it was next to yours and free when everyone had had their turn.
   *[other] { $count } of them came at the end: they were next to yours and free when everyone had had their turn.
}
reason-assigned-fewer = You would have taken up to { $max } stalls; next to yours there was no other that could be given to you.
reason-assigned-change = Had you been ahead of { $number }, you might have had { $name }.

## Not placed

reason-outranked-cut-off = { $cut-off ->
    [1] The { $stalls } that you can use went to number 1.
   *[other] The { $stalls } that you can use went to those of numbers 1 to { $cut-off } who can use them.
}
reason-outranked-kept-cut-off = { $renewed ->
    [0] Of the { $stalls } that you can use, { $ahead } went to numbers up to { $cut-off }, and { $kept } had to be kept for others, by the rules.
   *[other] Of the { $stalls } that you can use, { $renewed } stayed with those who renewed, { $ahead } went to numbers up to { $cut-off }, and { $kept } had to be kept for others, by the rules.
}
reason-outranked-renewed-cut-off = Of the { $stalls } that you can use, { $renewed } stayed with those who renewed; the rest went to numbers up to { $cut-off } who can use them.
reason-outranked-renewed = The { $stalls } that you can use stayed with those who renewed.
reason-outranked-kept = The { $stalls } that you can use had to be kept for others, by the rules.
reason-outranked-block = Of the { $stalls } that you can use, by number { $cut-off } no { $size } next to each other could be spared for you.
reason-outranked-block-kept = Of the { $stalls } that you can use, no { $size } next to each other could be spared for you: they had to be kept for others, by the rules.
reason-outranked-change = With a number up to { $cut-off } you might have had a stall.
reason-outranked-change-none = The rules promise these stalls to others first, and a smaller number does not change that. When one becomes free, it is offered to the waiting list.
reason-nothing-left = When your turn came, there were stalls left that you can use, but none that you said you would take.
reason-nothing-left-block = When your turn came, there was room left that you can use, but no { $size } stalls next to each other that you said you would take.
reason-nothing-left-change = With more wishes, or with "any other stall will do", you might have had a stall.
reason-not-admitted = You did not stand in a draw for any kind of stall this time.
reason-not-admitted-group = { $pool ->
    [charity] For a love stall, a community, a street office or the disabled persons' federation has to confirm first. When the list was fixed, there was no valid confirmation for you.
   *[other] The stalls called "{ $pool }" have a condition. When the list was fixed, you did not meet it.
}
reason-not-admitted-category = { $pool ->
    [charity] The love stalls do not take what you sell.
    [open] The open stalls do not take what you sell.
   *[other] The stalls called "{ $pool }" do not take what you sell.
}
reason-not-admitted-change = Next time, please have the confirmation before you apply, or stand in the draw for open stalls as well.
reason-not-admitted-change-category = With another kind of goods, or in the draw for other stalls as well, you would have been on the list.
reason-nothing-usable = The draw you stood in had { $stalls }, and none that you can use.
reason-nothing-usable-needs = None of them has what you need: { $needs }.
reason-nothing-usable-category = None of them takes what you sell.
reason-nothing-usable-both = None of them has what you need ({ $needs }), and none takes what you sell.
reason-nothing-usable-together = No single stall has everything that you need together.
reason-nothing-usable-change-needs = If there is something that you can do without, leave it out when you apply next time.
reason-nothing-usable-change-category = With another kind of goods, or in the draw for other stalls as well, there might have been a stall for you.
reason-nothing-usable-change-both = With another kind of goods, and without what you can do without, there might have been a stall for you.
reason-no-stalls = The draw that you stood in had no stalls to give out.
reason-no-stalls-change = In the draw for other stalls as well, there might have been a stall for you.
reason-cap = When your turn came, "{ $category }" had reached its limit of { $max } stalls.
reason-cap-unnamed = When your turn came, the stalls for what you sell had reached their limit of { $max }.
reason-cap-change = With a smaller number, or with another kind of goods, you might have had a stall.
reason-no-block = { $pool ->
    [charity] Nowhere among the love stalls are { $size } next to each other that you can use.
    [open] Nowhere among the open stalls are { $size } next to each other that you can use.
   *[other] Nowhere are { $size } stalls next to each other that you can use.
}
reason-no-block-change = If you ask for fewer stalls next time, there may be some for you.
reason-with-fewer = You asked for { $size } stalls next to each other, or none. With fewer you might have had some.
reason-work-bound = The computation reached the bound that was stated beforehand and could not prove that a stall can be spared for you. So none was given.
reason-bounded = In one step that concerns you, the computation reached the bound that was stated beforehand. What it could not prove, it did not grant.
reason-work-bound-change = You may object to this. The market keeps your objection on record and answers it.

## What became of a wish

reason-fate-taken = { $wish } went to { $number }.
reason-fate-kept = { $why ->
    [renews] { $wish } was free at your turn, but had to be kept for { $number }, who had a stall before and renews.
    [needs] { $wish } was free at your turn, but had to be kept for { $number }, who can only use stalls with { $needs }.
   *[other] { $wish } was free at your turn, but had to be kept for { $number }, who would have had no usable stall without it.
}
reason-fate-zone-kept = { $why ->
    [renews] { $wish } had free stalls at your turn, but they had to be kept, the last for { $number }, who had a stall before and renews.
    [needs] { $wish } had free stalls at your turn, but they had to be kept, the last for { $number }, who can only use stalls with { $needs }.
   *[other] { $wish } had free stalls at your turn, but they had to be kept, the last for { $number }, who would have had no usable stall without it.
}
reason-fate-zone-taken = { $stalls ->
    [one] { $wish } has one stall that you can use. It went to { $number }.
   *[other] { $wish } has { $stalls } stalls that you can use. All were taken; the last went to { $number }.
}
reason-fate-unusable-needs = { $wish } lacks what you need: { $needs }.
reason-fate-unusable-category = { $wish } does not take what you sell.
reason-fate-unusable-both = { $wish } lacks what you need ({ $needs }) and does not take what you sell.
reason-fate-unusable-together = { $wish } does not have everything that you need together.
reason-fate-other-pool = { $wish } was not in the draw that you stood in.
reason-fate-capped = { $wish } could not go to you: the stalls for what you sell had reached their limit.
reason-fate-no-block = { $wish } was free, but not with { $size } free stalls next to each other that you would take.
reason-fate-work-bound = Whether { $wish } could be spared was not proved within the bound of work that was stated beforehand, so it was not given to you.
reason-fate-unknown = { $wish } is not on the list of stalls of this draw.

## The heading: where they stand

reason-heading-placed = { $count ->
    [one] You have stall { $stalls }
   *[other] You have stalls { $stalls }
}
reason-heading-waiting = { $pool ->
    [charity] You are number { $number } on the waiting list for love stalls
   *[other] You are number { $number } on the waiting list
}
reason-heading-not-placed = You have no stall this time
reason-also-waiting = You are also number { $number } on the waiting list for love stalls.

reason-day-nothing-free = No stall is free on this day.
