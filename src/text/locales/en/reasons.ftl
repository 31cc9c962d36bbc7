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

## Placed

reason-assigned-held = You keep stall { $stall }, which you have now.
reason-assigned-wish = Stall { $stall } was your { $ordinal }.
reason-assigned-zone = Stall { $stall } is in { $zone }, your { $ordinal }.
reason-assigned-anywhere = Stall { $stall } was not among your wishes; you said that any other stall would do.

## Not placed

reason-outranked-cut-off = By number { $cut-off }, the { $stalls } that you can use had gone.
reason-outranked-renewed-cut-off = Of the { $stalls } that you can use, { $renewed } stayed with those who renewed; by number { $cut-off } the rest had gone.
reason-outranked-renewed = The { $stalls } that you can use stayed with those who renewed.
reason-outranked-kept = The { $stalls } that you can use had to be kept for others, by the rules.
reason-outranked-change = With a number up to { $cut-off } you might have had a stall.
reason-nothing-left = When your turn came, there were stalls left that you can use, but none that you said you would take.
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
reason-nothing-usable-change = If there is something that you can do without, leave it out when you apply next time.
reason-cap = When your turn came, "{ $category }" had reached its limit of { $max } stalls.
reason-cap-unnamed = When your turn came, the stalls for what you sell had reached their limit of { $max }.
reason-cap-change = With a smaller number, or with another kind of goods, you might have had a stall.
reason-no-block = When your turn came, no { $size } stalls next to each other were left.
reason-no-block-change = With fewer stalls you might have had some.
reason-work-bound = The computation reached the bound that was stated beforehand and could not prove that a stall can be spared for you. So none was given.
reason-work-bound-change = You may object to this. The market keeps your objection on record and answers it.

## What became of a wish

reason-fate-taken = { $wish } went to { $number }.
reason-fate-kept = { $wish } was free at your turn, but had to be kept for { $number }, who would have had no usable stall without it.
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
reason-fate-no-block = { $wish } was free, but without enough free stalls beside it that you would take.
reason-fate-work-bound = Whether { $wish } could be spared was not proved within the bound of work that was stated beforehand, so it was not given to you.
reason-fate-unknown = { $wish } is not on the list of stalls of this draw.

## The heading: where they stand

reason-heading-placed = You have stall { $stall }
reason-heading-waiting = { $pool ->
    [charity] You are number { $number } on the waiting list for love stalls
   *[other] You are number { $number } on the waiting list
}
reason-heading-not-placed = You have no stall this time
reason-also-waiting = You are also number { $number } on the waiting list for love stalls.
