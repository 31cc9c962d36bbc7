### Shortages: what a draw was short of, for operators. Keys start with shortage-

shortage-title = 哪些摊位不够
shortage-lead = 每一条都是数得出来的：这些人只能用这些摊位，人比摊位多。
shortage-none-title = 没有不够的
shortage-none-text = 按设施、品类和相邻的位置来数，名单上的人都可以有摊位。没有得到的人，是没有接受剩下的摊位，或者到了规则的上限。
shortage-resolves = 怎样可以解决
shortage-see-applicants = { $count ->
   *[other] 看这 { $count } 位申请人
}
shortage-see-stalls = { $count ->
   *[other] 这 { $count } 个摊位
}
shortage-filter = 摊位不够（第 { $number } 条）
shortage-space = {""}

shortage-everyone = { $stalls ->
    [0] { $applicants } 人参加这次摇号，没有摊位可以给出。
   *[other] { $applicants } 人能用这次摇号的摊位，摊位只有 { $stalls } 个。
}
shortage-needs = { $applicants } 人需要{ $needs }，{ $kinds ->
    [1] 有这项设施
   *[other] 有这些设施
}的摊位{ $stalls ->
    [0] 一个也没有。
   *[other] 只有 { $stalls } 个。
}
shortage-categories = { $applicants } 人经营{ $categories }，收这个品类的摊位{ $stalls ->
    [0] 一个也没有。
   *[other] 只有 { $stalls } 个。
}
shortage-both = { $applicants } 人经营{ $categories }，又需要{ $needs }，两样都合的摊位{ $stalls ->
    [0] 一个也没有。
   *[other] 只有 { $stalls } 个。
}
shortage-mixed = { $applicants } 人在这次摇号里能用的摊位{ $stalls ->
    [0] 一个也没有。
   *[other] 一共只有 { $stalls } 个。
}
shortage-asked = 他们一共要 { $asked } 个摊位。
shortage-blocks = { $applicants } 人要连在一起的 { $size } 个或更多摊位，{ $room ->
    [0] 没有这样的位置。
   *[other] 位置只够其中 { $room } 人。
}
shortage-all-need = 他们都需要{ $needs }。
shortage-all-sell = 他们都经营{ $categories }。
shortage-all-sell-and-need = 他们都经营{ $categories }，又需要{ $needs }。

## What would resolve it

shortage-fit-needs = { $count ->
   *[other] 再有 { $count } 个摊位提供{ $needs }。
}
shortage-fit-categories = { $count ->
   *[other] 再让 { $count } 个摊位收{ $categories }。
}
shortage-fit-both = { $count ->
   *[other] 再有 { $count } 个摊位收{ $categories }，并提供{ $needs }。
}
shortage-free = { $stalls } 这次没有人用。
shortage-release = { $pool ->
    [charity] 有 { $count } 个他们能用的爱心摊位空着，留着没有放出。规则改为放出，就能给他们。
   *[other] 另一类里有 { $count } 个他们能用的摊位空着，留着没有放出。规则改为放出，就能给他们。
}
shortage-one-each = { $short-by ->
    [0] 每人只要一个，他们就都有位置。
   *[other] 每人只要一个，还差 { $short-by } 个。
}
shortage-close-rows = { $count ->
   *[other] 把一排里空缺的位置补上，让连在一起的 { $size } 个摊位再多出 { $count } 处。
}
shortage-more = { $count ->
   *[other] 再多 { $count } 个摊位，或者另开一个时段。
}
shortage-more-needs = { $count ->
   *[other] 新设 { $count } 个提供{ $needs }的摊位。
}
shortage-more-categories = { $count ->
   *[other] 新设 { $count } 个收{ $categories }的摊位。
}
shortage-more-both = { $count ->
   *[other] 新设 { $count } 个收{ $categories }、提供{ $needs }的摊位。
}
