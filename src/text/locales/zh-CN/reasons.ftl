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

## Placed

reason-assigned-held = 您续用原来的摊位 { $stall }。
reason-assigned-wish = 摊位 { $stall } 是您的{ $ordinal }。
reason-assigned-zone = 摊位 { $stall } 在您的{ $ordinal } { $zone }。
reason-assigned-anywhere = 摊位 { $stall } 不在您的志愿里，您选了“其他摊位也可以”。

## Not placed

reason-outranked-cut-off = 您能用的 { $stalls }，给了前 { $cut-off } 位里用得上的人。
reason-outranked-renewed-cut-off = 您能用的 { $stalls }，其中 { $renewed } 个由原来的摊主续用，其余给了前 { $cut-off } 位里用得上的人。
reason-outranked-renewed = 您能用的 { $stalls }，都由原来的摊主续用。
reason-outranked-kept = 您能用的 { $stalls }，按规则先留给了别的申请人。
reason-outranked-change = 如果您的号码在前 { $cut-off } 位，就可能得到摊位。
reason-nothing-left = 轮到您时还有您能用的摊位，但没有您愿意接受的。
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
reason-nothing-usable-change = 如果有些设施不是非要不可，下次申请时可以去掉。
reason-cap = 轮到您时，“{ $category }”的摊位数已到上限 { $max } 个。
reason-cap-unnamed = 轮到您时，您的经营品类的摊位数已到上限 { $max } 个。
reason-cap-change = 号码更靠前，或者换一个经营品类，就可能得到摊位。
reason-no-block = 轮到您时，没有剩下连在一起的 { $size } 个摊位。
reason-no-block-change = 如果少要几个摊位，就可能得到。
reason-work-bound = 计算到了事先写明的工作量上限，仍不能证明可以给您留出摊位，所以没有给。
reason-work-bound-change = 您可以对此提出异议，市集会记录在案并答复。

## What became of a wish

reason-fate-taken = { $wish }给了{ $number }。
reason-fate-kept = { $wish }轮到您时还空着，但要留给{ $number }，否则那位就没有能用的摊位了。
reason-fate-zone-taken = { $wish }里您能用的 { $stalls } 个摊位都已给出，最后一个给了{ $number }。
reason-fate-unusable-needs = { $wish }没有您需要的设施：{ $needs }。
reason-fate-unusable-category = { $wish }不收您的经营品类。
reason-fate-unusable-both = { $wish }没有您需要的设施（{ $needs }），也不收您的经营品类。
reason-fate-unusable-together = { $wish }不能同时满足您的全部需要。
reason-fate-other-pool = { $wish }不在您参加的这次摇号里。
reason-fate-capped = { $wish }没有给您：您的经营品类的摊位数已到上限。
reason-fate-no-block = { $wish }当时空着，但旁边您愿意要的空摊位不够连成一片。
reason-fate-work-bound = { $wish }能否让给您，在事先写明的工作量上限内没有得到证明，所以没有分给您。
reason-fate-unknown = { $wish }不在这次的摊位名单里。

## The heading: where they stand

reason-heading-placed = 您得到摊位 { $stall }
reason-heading-waiting = { $pool ->
    [charity] 您排在爱心摊位候补第 { $number } 位
   *[other] 您排在候补第 { $number } 位
}
reason-heading-not-placed = 您这次没有得到摊位
reason-also-waiting = 您同时排在爱心摊位候补第 { $number } 位。
