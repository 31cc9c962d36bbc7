### Shortages: what a draw was short of, for operators. Keys start with shortage-

shortage-title = What stalls were short
shortage-lead = A shortage is proved by counting: so many applicants can use these stalls and no others.
shortage-none-title = No shortage
shortage-none-text = Counting features, categories and places side by side, there could have been a stall for everyone on the list. Whoever has none did not accept what was left, or met a limit of the rules.
shortage-resolves = What would resolve it
shortage-see-applicants = { $count ->
    [one] Show the applicant
   *[other] Show the { $count } applicants
}
shortage-see-stalls = { $count ->
    [one] The stall
   *[other] The { $count } stalls
}
shortage-filter = Short of stalls ({ $number })
shortage-space = {" "}

shortage-everyone = { $stalls ->
    [0] { $applicants } applicants stand in this draw, and it has no stalls.
    [one] { $applicants } applicants can use what this draw has: one stall.
   *[other] { $applicants } applicants can use what this draw has: { $stalls } stalls.
}
shortage-needs = { $applicants ->
    [one] One applicant needs { $needs };
   *[other] { $applicants } applicants need { $needs };
} { $stalls ->
    [0] no stall has
    [one] one stall has
   *[other] { $stalls } stalls have
} { $kinds ->
    [one] it.
   *[other] all of that.
}
shortage-categories = { $applicants ->
    [one] One applicant sells { $categories };
   *[other] { $applicants } applicants sell { $categories };
} { $stalls ->
    [0] no stall takes that.
    [one] one stall takes that.
   *[other] { $stalls } stalls take that.
}
shortage-both = { $applicants ->
    [one] One applicant sells { $categories } and needs { $needs };
   *[other] { $applicants } applicants sell { $categories } and need { $needs };
} { $stalls ->
    [0] no stall fits both.
    [one] one stall fits both.
   *[other] { $stalls } stalls fit both.
}
shortage-mixed = { $applicants ->
    [one] One applicant can use
   *[other] { $applicants } applicants can use
} { $stalls ->
    [0] no stall of this draw.
    [one] only one stall of this draw.
   *[other] only { $stalls } stalls of this draw.
}
shortage-asked = Together they ask for { $asked } stalls.
shortage-blocks = { $applicants ->
    [one] One applicant asks for { $size } or more stalls next to each other;
   *[other] { $applicants } applicants ask for { $size } or more stalls next to each other;
} { $room ->
    [0] there is no such place for them.
    [one] there is room for one of them.
   *[other] there is room for { $room } of them.
}
shortage-all-need = All of them need { $needs }.
shortage-all-sell = All of them sell { $categories }.
shortage-all-sell-and-need = All of them sell { $categories } and need { $needs }.

## What would resolve it

shortage-fit-needs = { $count ->
    [one] Provide { $needs } at one more stall.
   *[other] Provide { $needs } at { $count } more stalls.
}
shortage-fit-categories = { $count ->
    [one] Let one more stall take { $categories }.
   *[other] Let { $count } more stalls take { $categories }.
}
shortage-fit-both = { $count ->
    [one] Let one more stall take { $categories } and provide { $needs }.
   *[other] Let { $count } more stalls take { $categories } and provide { $needs }.
}
shortage-free = Nobody took { $stalls }.
shortage-release = { $pool ->
    [charity] { $count ->
        [one] One love stall that they can use stayed free and is held back. Rules that release it would give it out.
       *[other] { $count } love stalls that they can use stayed free and are held back. Rules that release them would give them out.
    }
   *[other] { $count ->
        [one] One stall that they can use stayed free in another draw and is held back. Rules that release it would give it out.
       *[other] { $count } stalls that they can use stayed free in another draw and are held back. Rules that release them would give them out.
    }
}
shortage-one-each = { $short-by ->
    [0] With one stall for each, all of them would have room.
   *[other] With one stall for each, they would be short of { $short-by }.
}
shortage-close-rows = { $count ->
    [one] Close gaps in the rows, so that there is one more place for { $size } stalls next to each other.
   *[other] Close gaps in the rows, so that there are { $count } more places for { $size } stalls next to each other.
}
shortage-more = { $count ->
    [one] One more stall, or another trading time.
   *[other] { $count } more stalls, or another trading time.
}
shortage-more-needs = { $count ->
    [one] One new stall with { $needs }.
   *[other] { $count } new stalls with { $needs }.
}
shortage-more-categories = { $count ->
    [one] One new stall for { $categories }.
   *[other] { $count } new stalls for { $categories }.
}
shortage-more-both = { $count ->
    [one] One new stall for { $categories } with { $needs }.
   *[other] { $count } new stalls for { $categories } with { $needs }.
}
