### Reasons: why a draw decided as it did. Keys start with reason-

## The parts that the sentences share

reason-ordinal = { $wish ->
    [1] 第一志愿
    [2] 第二志愿
    [3] 第三志愿
    [4] 第四志愿
    [5] 第五志愿
    [6] 第六志愿
    [7] 第七志愿
    [8] 第八志愿
    [9] 第九志愿
    [10] 第十志愿
   *[other] 第 { $wish } 志愿
}
reason-wish = 您的{ $ordinal }
reason-wish-stall = 您的{ $ordinal } { $name }{" "}
reason-wish-zone = 您的{ $ordinal } { $name }
reason-number = { $pool ->
    [charity] 爱心摊位摇号的第 { $position } 位
    [open] 普通摊位摇号的第 { $position } 位
   *[other] 第 { $position } 位
}
reason-stalls = { $pool ->
    [charity] { $count } 个爱心摊位
    [open] { $count } 个普通摊位
   *[other] { $count } 个摊位
}
reason-your-number = { $pool ->
    [charity] 爱心摊位摇号，您是 { $of } 人中的第 { $position } 位。
    [open] 普通摊位摇号，您是 { $of } 人中的第 { $position } 位。
   *[other] 这次摇号您是 { $of } 人中的第 { $position } 位。
}
reason-your-number-alone = { $pool ->
    [charity] 爱心摊位摇号，您是第 { $position } 位。
    [open] 普通摊位摇号，您是第 { $position } 位。
   *[other] 这次摇号您是第 { $position } 位。
}
reason-zone = { $code } 区（{ $name }）
reason-list-separator = 、
reason-list-last-separator = 、

## Placed

reason-assigned-held = { $count ->
   *[other] 您续用原来的摊位 { $stalls }。
}
reason-assigned-held-more = { $count ->
   *[other] 您续用原来的摊位，旁边又加了，现在共有 { $stalls } 这 { $count } 个摊位。
}
reason-assigned-wish = { $count ->
   *[other] 摊位 { $stalls } 是您的{ $ordinal }。
}
reason-assigned-zone = { $count ->
   *[other] 摊位 { $stalls } 在您的{ $ordinal } { $name }。
}
reason-assigned-anywhere = { $count ->
   *[other] 摊位 { $stalls } 不在您的志愿里，您选了“其他摊位也可以”。
}
reason-assigned-block-wish = { $count ->
   *[other] 摊位 { $stalls } 连在一起，其中 { $name } 是您的{ $ordinal }。
}
reason-assigned-block-zone = { $count ->
   *[other] 摊位 { $stalls } 连在一起，是按您的{ $ordinal } { $name }给的。
}
reason-assigned-block-anywhere = { $count ->
   *[other] 摊位 { $stalls } 连在一起，不在您的志愿里，您选了“其他摊位也可以”。
}
reason-assigned-moved = 它代替您现在的摊位。
reason-assigned-extras = { $count ->
   *[other] 其中 { $count } 个是最后加给您的：大家都选完后，您的摊位旁边还空着。
}
reason-assigned-fewer = 您最多愿意要 { $max } 个；您的摊位旁边没有别的空摊位可以加给您。
reason-assigned-change = 如果您排在{ $number }前面，就可能得到 { $name }。

## Not placed

reason-outranked-cut-off = { $cut-off ->
    [1] 您能用的 { $stalls }，给了第 1 位。
   *[other] 您能用的 { $stalls }，给了前 { $cut-off } 位里用得上的人。
}
reason-outranked-kept-cut-off = { $renewed ->
    [0] 您能用的 { $stalls }，其中 { $ahead } 个给了前 { $cut-off } 位里用得上的人，{ $kept } 个按规则先留给了别人。
   *[other] 您能用的 { $stalls }，其中 { $renewed } 个由原来的摊主续用，{ $ahead } 个给了前 { $cut-off } 位里用得上的人，{ $kept } 个按规则先留给了别人。
}
reason-outranked-renewed-cut-off = 您能用的 { $stalls }，其中 { $renewed } 个由原来的摊主续用，其余给了前 { $cut-off } 位里用得上的人。
reason-outranked-renewed = 您能用的 { $stalls }，都由原来的摊主续用。
reason-outranked-kept = 您能用的 { $stalls }，按规则先留给了别的申请人。
reason-outranked-block = 您能用的 { $stalls }，到第 { $cut-off } 位时，已经没有连在一起的 { $size } 个可以给您了。
reason-outranked-block-kept = 您能用的 { $stalls }里，没有连在一起的 { $size } 个可以给您：按规则先留给了别的申请人。
reason-outranked-change = 如果您的号码在前 { $cut-off } 位，就可能得到摊位。
reason-outranked-change-none = 这些摊位按规则先留给别人，号码靠前也不会改变。以后空出来的，会按候补名单询问。
reason-nothing-left = 轮到您时还有您能用的摊位，但没有您愿意接受的。
reason-nothing-left-block = 轮到您时还有您能用的空位，但没有连在一起、您又愿意接受的 { $size } 个摊位。
reason-nothing-left-change = 多写几个志愿，或者选“其他摊位也可以”，就可能得到摊位。
reason-not-admitted = 这次您没有参加任何一类摊位的摇号。
reason-not-admitted-group = { $pool ->
    [charity] 爱心摊位要先由社区、街道或残联确认；名单确定时，还没有您有效的确认。
   *[other] “{ $pool }”这类摊位有申请条件；名单确定时，您还不符合。
}
reason-not-admitted-category = { $pool ->
    [charity] 爱心摊位不收您的经营品类。
    [open] 普通摊位不收您的经营品类。
   *[other] “{ $pool }”这类摊位不收您的经营品类。
}
reason-not-admitted-change = 下次申请前请先办好确认，或者同时参加普通摊位的摇号。
reason-not-admitted-change-category = 换一个经营品类，或者同时参加别的摊位的摇号，就可以进入名单。
reason-nothing-usable = 您参加摇号的 { $stalls }里，没有您能用的。
reason-nothing-usable-needs = 它们都没有您需要的设施：{ $needs }。
reason-nothing-usable-category = 它们都不收您的经营品类。
reason-nothing-usable-both = 它们都没有您需要的设施（{ $needs }），也不收您的经营品类。
reason-nothing-usable-together = 没有一个摊位同时满足您的全部需要。
reason-nothing-usable-change-needs = 如果有些设施不是非要不可，下次申请时可以去掉。
reason-nothing-usable-change-category = 换一个经营品类，或者同时参加别的摊位的摇号，就可能有您能用的摊位。
reason-nothing-usable-change-both = 换一个经营品类，再去掉不是非要不可的设施，就可能有您能用的摊位。
reason-no-stalls = 您参加的摇号，这次没有可以给出的摊位。
reason-no-stalls-change = 同时参加别的摊位的摇号，就可能有您的摊位。
reason-cap = 轮到您时，“{ $category }”的摊位数已到上限 { $max } 个。
reason-cap-unnamed = 轮到您时，您的经营品类的摊位数已到上限 { $max } 个。
reason-cap-change = 号码更靠前，或者换一个经营品类，就可能得到摊位。
reason-no-block = { $pool ->
    [charity] 爱心摊位里，没有 { $size } 个连在一起、您都能用的。
    [open] 普通摊位里，没有 { $size } 个连在一起、您都能用的。
   *[other] 没有 { $size } 个连在一起、您都能用的摊位。
}
reason-no-block-change = 下次申请时少要几个，就可能有您能用的。
reason-with-fewer = 您要的是 { $size } 个连在一起的摊位，少了不要。如果少要几个，就可能得到。
reason-work-bound = 计算到了事先写明的工作量上限，仍不能证明可以给您留出摊位，所以没有给。
reason-bounded = 和您有关的一步计算，到了事先写明的工作量上限；不能证明的，就没有给。
reason-work-bound-change = 您可以对此提出异议，市集会记录在案并答复。

## What became of a wish

reason-fate-taken = { $wish }给了{ $number }。
reason-fate-kept = { $why ->
    [renews] { $wish }轮到您时还空着，但要留给{ $number }：那位原来就有摊位，正在续用。
    [needs] { $wish }轮到您时还空着，但要留给{ $number }：那位需要{ $needs }，别的摊位用不了。
   *[other] { $wish }轮到您时还空着，但要留给{ $number }，否则那位就没有能用的摊位了。
}
reason-fate-zone-kept = { $why ->
    [renews] { $wish }轮到您时还有空摊位，但都要留给别人，最后一个留给{ $number }：那位原来就有摊位，正在续用。
    [needs] { $wish }轮到您时还有空摊位，但都要留给别人，最后一个留给{ $number }：那位需要{ $needs }，别的摊位用不了。
   *[other] { $wish }轮到您时还有空摊位，但都要留给别人，最后一个留给{ $number }，否则那位就没有能用的摊位了。
}
reason-fate-zone-taken = { $wish }里您能用的 { $stalls } 个摊位都已给出，最后一个给了{ $number }。
reason-fate-unusable-needs = { $wish }没有您需要的设施：{ $needs }。
reason-fate-unusable-category = { $wish }不收您的经营品类。
reason-fate-unusable-both = { $wish }没有您需要的设施（{ $needs }），也不收您的经营品类。
reason-fate-unusable-together = { $wish }不能同时满足您的全部需要。
reason-fate-other-pool = { $wish }不在您参加的这次摇号里。
reason-fate-capped = { $wish }没有给您：您的经营品类的摊位数已到上限。
reason-fate-no-block = { $wish }当时空着，但没有连在一起、您愿意接受的 { $size } 个空摊位。
reason-fate-work-bound = { $wish }能否让给您，在事先写明的工作量上限内没有得到证明，所以没有分给您。
reason-fate-unknown = { $wish }不在这次的摊位名单里。

## The heading: where they stand

reason-heading-placed = { $count ->
   *[other] 您得到摊位 { $stalls }
}
reason-heading-waiting = { $pool ->
    [charity] 您排在爱心摊位候补第 { $number } 位
   *[other] 您排在候补第 { $number } 位
}
reason-heading-not-placed = 您这次没有得到摊位
reason-also-waiting = 您同时排在爱心摊位候补第 { $number } 位。

reason-day-nothing-free = 这一天没有空出来的摊位。
