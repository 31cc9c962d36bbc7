### Notices: subjects and bodies of mails. Keys start with notice-
### A subject may be read by anyone who passes by: it tells no group and no kind of stall.

## The frame of every letter

notice-subject = { $subject }｜{ $market }
notice-greeting = { $name }，您好：
notice-plain-link = { $label }：
notice-link-own = 这个链接只属于您，请不要转给别人。
notice-code = 您的申请编号是 { $code }。公开的名单上只有编号，没有姓名。
notice-ask = 有不清楚的地方，请到市集（{ $place }）问工作人员，带上这封通知就可以。
notice-automatic = 这封通知由系统发出，回信没有人看到。
notice-until-day = { $day } 24:00
notice-button = 查看我的申请
notice-button-answer = 确认或放弃
notice-button-result = 查看结果和原因
notice-button-receipt = 领取我的摇号凭证

## Rows of the table about a stall

notice-row-stall = 摊位
notice-row-stall-value = { $stalls }（{ $zone }）
notice-row-time = 时段
notice-row-term = 期限
notice-row-days = 开市日
notice-row-days-value = 共 { $count } 天
notice-row-fee = 摊位费

## The events

notice-application-received-subject = 您的申请已收到
notice-application-received-fact = 您在{ $round }的申请已经收到。
notice-application-received-next = 申请到 { $until } 截止，之后市集审核。审核结果会再通知您，现在不用做什么。
notice-application-received-back = 如果不想参加了，可以用下面的链接撤回申请。

notice-application-accepted-subject = 您的申请已通过审核
notice-application-accepted-fact = 您在{ $round }的申请已通过审核。
notice-application-accepted-next = 接下来公布申请名单，然后摇号。结果会再通知您，现在不用做什么。

notice-list-published-subject = 申请名单已公布
notice-list-published-fact = { $round }的申请名单已公布，您的申请不在名单上，原因见先前的通知。
notice-list-published-next = 如果您认为不对，请在 { $until } 前到市集服务台提出异议。之后名单封存，用于摇号。

notice-application-declined-subject = 您的申请有了审核结果
notice-application-declined-fact = 您在{ $round }的申请没有通过审核。
notice-application-declined-incomplete = 原因：申请材料不齐。
notice-application-declined-wrong-category = 原因：这一批次不收您的经营品类。
notice-application-declined-duplicate = 原因：这一批次已经有您的另一份申请。
notice-application-declined-standing = 原因：您在这个市集的商户资格目前暂停。
notice-application-declined-not-eligible = 原因：您目前不符合这一批次的申请条件。
notice-application-declined-note = 工作人员的说明：{ $note }
notice-application-declined-next = 如果您认为不对，请在申请名单公布后 { $days } 天内到市集服务台提出异议，工作人员会登记并给您答复。

notice-application-withdrawn-subject = 您的申请已撤回
notice-application-withdrawn-fact = 您在{ $round }的申请已撤回。
notice-application-withdrawn-next = 如果不是您要撤回的，请马上告诉市集的工作人员。

notice-attestation-subject = 关于您的申请
notice-attestation-confirmed-fact = { $organisation }已为您确认，有效期到 { $until }。
notice-attestation-confirmed-why = 凭这项确认，您可以申请爱心摊位。
notice-attestation-confirmed-next = 您随时可以收回同意，确认就会删除；已经在用的摊位，到期前不受影响。
notice-attestation-declined-fact = { $organisation }目前没有为您确认。
notice-attestation-declined-next = 如果您有新的材料，或者认为不对，请直接联系{ $organisation }。在申请名单确定之前确认都有效。
notice-attestation-declined-open = 如果您同时申请了普通摊位，那部分不受影响。

notice-list-frozen-subject = 摇号名单已确定
notice-list-frozen-fact = { $round }的摇号名单已经确定，您在名单上。
notice-list-frozen-why = 从现在起，谁也不能往名单里加人。每个时段的名单都有一个指纹，名单改动一个字，指纹就对不上。
notice-list-frozen-next = 请留好这封通知，并在您的页面上下载摇号凭证：它能证明您在这份名单上，申请的内容没有改动。摇号以后，结果页上应当是同一个指纹。
notice-list-frozen-value = { $count } 份申请，指纹 { $value }

notice-result-published-subject = 摇号结果已公布
notice-result-published-fact = { $time }：{ $heading }
notice-result-published-placed = 这是{ $round }摇号的结果。公示结束后，我们会再发通知请您确认摊位，现在不用做什么。
notice-result-published-waiting = 这是{ $round }摇号的结果。有摊位空出来时，会按候补顺序通知您。
notice-result-published-none = 这是{ $round }摇号的结果。下一批次您可以再申请。
notice-result-published-objections = 如果您认为有不对的地方，请在 { $until } 前到市集服务台提出异议，工作人员会登记并给您答复。

notice-offer-made-subject = 请确认您的摊位
notice-offer-made-fact = { $count ->
    [1] 摊位 { $stalls } 为您留着，请在 { $until } 前答复。
   *[other] { $count } 个摊位 { $stalls } 为您留着，请在 { $until } 前答复。
}
notice-offer-made-waiting-list = { $count ->
    [1] 有摊位空出来，按候补顺序轮到您了。
   *[other] 有 { $count } 个相邻的摊位空着，按候补顺序轮到您了。
}
notice-offer-made-days = 您有 { $days } 天时间，从收到这封通知算起。今天收到的话，期限就是 { $until }。
notice-offer-made-deadline = 期限已经从您第一次收到通知时算起，到 { $until }。
notice-offer-made-no = { $count ->
    [1] 不想要也没有关系，请点“放弃”，摊位就能早些给下一位。到期没有答复，按放弃处理。
   *[other] 这几个摊位要一起确认，或者一起放弃。不想要也没有关系，请点“放弃”，摊位就能早些给下一位。到期没有答复，按放弃处理。
}

notice-offer-confirmed-subject = 您的摊位已确认
notice-offer-confirmed-fact = { $count ->
    [1] 您已确认摊位 { $stalls }。
   *[other] 您已确认 { $count } 个摊位：{ $stalls }。
}
notice-offer-confirmed-next = { $count ->
    [1] 请留好这封通知。以后不想要了，请尽早告诉市集，摊位好给候补的人。
   *[other] 请留好这封通知。以后不想要这些摊位了，请尽早告诉市集，好给候补的人。
}

notice-offer-declined-subject = 已记下您的答复
notice-offer-declined-fact = { $count ->
    [1] 您放弃了摊位 { $stalls }，它会给候补的下一位。
   *[other] 您放弃了 { $count } 个摊位 { $stalls }，它们会给后面候补的人。
}
notice-offer-expired-subject = 摊位的答复期限已过
notice-offer-expired-fact = { $count ->
    [1] 到期没有收到您的答复，摊位 { $stalls } 会给候补的下一位。
   *[other] 到期没有收到您的答复，{ $count } 个摊位 { $stalls } 会给后面候补的人。
}
notice-offer-refusals-left = 这不影响您以后申请。按规则您还可以放弃 { $count } 次。
notice-offer-no-refusals-left = 按规则可以放弃的次数已经用完，请看规则页上的说明，或者问工作人员。

notice-round-cancelled-subject = 本批次已取消
notice-round-cancelled-fact = { $round }已经取消。
notice-round-cancelled-why = 原因：{ $reason }
notice-round-cancelled-next = 您的申请随之结束，不用做什么。下一批次开始时，您可以再申请。

## One market day

notice-day-noted-subject = 关于您的开市日
notice-day-absent-fact = 已经记下：{ $day }（{ $time }）您不来。
notice-day-absent-next = 其他日子摊位 { $stall } 照常是您的；这一天可能会给报名临时摊位的商户用。如果又能来了，请在 { $until } 前告诉我们。
notice-day-coming-fact = 已经记下：{ $day }（{ $time }）您还是来。
notice-day-coming-next = 这一天摊位 { $stall } 照常是您的。
notice-day-standing-by-fact = 您已报名 { $day }（{ $time }）的临时摊位。
notice-day-standing-by-next = 名单到 { $until } 截止，之后为当天空出来的摊位摇号，结果会通知您。来不了的话，请在这之前取消。
notice-day-not-standing-by-fact = 您已取消 { $day }（{ $time }）的临时摊位报名。
notice-day-not-standing-by-next = 不用再做什么。到 { $until } 为止，您还可以重新报名。

notice-day-drawn-subject = 您的开市日已摇号
notice-day-placed-fact = { $day }，摊位 { $stall } 归您用。
notice-day-placed-next = 只用这一天，{ $opens } 开市，无论哪个摊位都不收费。来不了的话，请打电话给市集服务台。
notice-day-not-placed-fact = { $day }（{ $time }）没有摊位给您。
notice-day-not-placed-next = 您在候补名单上的号不受影响，别的日子也可以再报名。
