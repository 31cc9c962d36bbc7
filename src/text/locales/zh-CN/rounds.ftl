### Changes, objections, corrections, moves and renewals: their notices, refusals and labels

notice-button-change = 修改我的申请

notice-changes-asked-subject = 请修改您的申请
notice-changes-asked-fact = 您在{ $round }的申请需要修改，请在 { $until } 前改好并重新提交。
notice-changes-asked-note = 工作人员的说明：{ $note }
notice-changes-asked-next = 改好以后要点“重新提交”才算数。到 { $until } 没有重新提交，申请可能不能通过。

notice-application-edited-subject = 您的申请已修改
notice-application-edited-fact = 您在{ $round }的申请已经修改。
notice-application-edited-next = 如果不是您改的，请马上告诉市集的工作人员。

notice-application-resubmitted-subject = 您的申请已重新提交
notice-application-resubmitted-fact = 您在{ $round }的申请已经重新提交。
notice-application-resubmitted-next = 审核结果会再通知您，现在不用做什么。

notice-objection-received-subject = 您的异议已登记
notice-objection-received-fact = 您对{ $round }提出的异议已经登记。
notice-objection-received-next = 工作人员会查清楚并答复您，答复会存档。在那之前，本批次不会走下一步。

notice-objection-answered-subject = 您的异议有了答复
notice-objection-upheld-fact = 您对{ $round }提出的异议成立。
notice-objection-rejected-fact = 您对{ $round }提出的异议没有成立。
notice-objection-answer = 答复：{ $answer }
notice-objection-restored-next = 您的申请已经加入名单，不用再做什么。
notice-objection-upheld-next = 市集会据此更正，有了新的结果会通知您。
notice-objection-rejected-next = 答复已经存档。还有不清楚的地方，可以到市集服务台问。

refusal-application-not-now-take-out = 这份申请现在是“{ $state }”，只有名单上的申请可以移出。请刷新名单再看。
refusal-application-not-drawn = 本批次现在是“{ $state }”，摇号之后、结果确定之前才能把申请移出名单。
refusal-application-changes-still-open = 商户可以修改到 { $moment }。请在那之后再决定。
refusal-application-changes-too-late = 修改已于 { $moment } 截止。请联系市集工作人员。
refusal-objection-not-about-them = 您的申请现在是“{ $state }”。对名单的异议由没有通过的人提出，对结果的异议由名单上的人提出；有疑问可以直接问工作人员。
refusal-objection-unanswered = 您已经有一条异议正在处理。请等答复之后再提。

public-event-corrected = 更正
public-event-moved-by-hand = 人工调整摊位
public-event-cancelled = 取消批次

## Corrections

notice-why = 原因：{ $reason }
notice-entry-corrected-subject = 您的名单信息已更正
notice-entry-mended-fact = { $round }摇号名单上您的信息已经更正。
notice-entry-taken-out-fact = 您已被移出{ $round }的摇号名单。
notice-entry-taken-out-next = 有疑问请到市集服务台问，带上这封通知就可以。
notice-drawn-again-subject = 摇号结果正在更正
notice-drawn-again-fact = { $round }的名单有一处更正，先前公示的结果作废，正在重新计算。
notice-drawn-again-next = 种子不变，谁的抽签号也不变。新的结果会再公示、再通知您，异议期重新开始，现在不用做什么。
notice-result-published-corrected = 这是更正之后的结果，替代先前公示的结果。更正的原因：{ $reason }

refusal-draw-no-upheld-objection = 更正要以一条已经成立的、对结果的异议为依据。请先登记并答复异议。
refusal-draw-not-on-the-list = 这份申请不在这份冻结的名单上。冻结以后不能加人，也不能加时段。
refusal-draw-nothing-corrected = 这样改动之后名单还是一样，没有什么要更正。请检查填写的内容。
refusal-round-reason-tells-who = 这条原因会公开，里面不能有申请编号、姓名、摊位招牌名，也不能提到困难群体。请换一种说法。

## What a round's public log says

# Stems that a public reason must not contain, between bars.
log-words-not-said = 残疾|残障|低保|特困|困难群体|困难家庭|爱心
log-title = 人工处理记录
log-text = 摇号以外由工作人员处理的事项都列在这里，写明原因，不写是谁。
log-when = 时间
log-what = 事项
log-why = 原因

## Holdings

notice-holding-given-up-subject = 您的摊位已退出
notice-holding-given-up-fact = 您退出了摊位 { $stall }（{ $time }），从 { $day } 起不再是您的。
notice-holding-given-up-next = 摊位会给候补的人。以后想再来，下一批次可以再申请。
notice-holding-ended-subject = 您的摊位已终止
notice-holding-ended-fact = 市集终止了您的摊位 { $stall }（{ $time }），从 { $day } 起不再是您的。
notice-holding-ended-next = 如果您认为不对，请尽快到市集服务台说明，带上这封通知就可以。
notice-holding-moved-subject = 您的摊位已调整
notice-holding-moved-fact = 从 { $day } 起，您在 { $to }（{ $time }），不再在 { $stall }。
notice-holding-moved-next = 期限和费用不变。有困难请尽快告诉市集的工作人员。

refusal-holding-misfit-needs = 这个摊位没有商户需要的设施。确实要这样安排，请注明已知“设施不符”。
refusal-holding-misfit-category = 这个摊位不收商户的经营品类。确实要这样安排，请注明已知“品类不符”。
refusal-holding-misfit-cap = 这个品类的摊位已经超过规则的上限。确实要这样安排，请注明已知“超过上限”。
refusal-holding-misfit-pool = 这个摊位先留给符合条件的人，商户不在其中。确实要这样安排，请注明已知“条件不符”。

## Renewals

call-rule-renewals = 上一期的摊位入驻到期的商户可以申请续约：先保留原来的摊位；想换的写在志愿里，换不到也不会失去原来的摊位。
refusal-application-no-renewals = 本批次不办续约，大家一起申请。请照常提交申请。
refusal-application-holds-nothing = 上一期没有您的摊位，不能续约。请照常提交申请。

## 为下一期复制批次

copy-left-out-retired-time = 时段 { $code } 已停用，新批次不再分配。
copy-left-out-retired-stall = 摊位 { $code } 已停用，没有列入。
copy-left-out-blocked-stall = 摊位 { $code } 被封，没有写明到哪天，没有列入。要列入的话，请先解封，再复制一次。
copy-left-out-blocked-stall-until = 摊位 { $code } 封到 { $day }，落在新的入驻期里，没有列入。要列入的话，请先解封，再复制一次。
copy-left-out-new-stall = 摊位 { $code } 不在原批次里，没有列入。要分配它，请新建一个批次。
copy-left-out-cap = 品类 { $code } 已停用，它的上限没有带过来。

## 同一个人的两个登记

refusal-merge-already-merged = 其中一个登记以前已经合并过。请改用合并后的那个登记，商户名单上可以找到。
refusal-merge-two-persons = 两个登记都核对过证件，证件不是同一个人的。如果是号码录错了，请重新核对证件；否则这是两位商户。
refusal-merge-both-on-the-list = 两个登记都在批次 { $round } 的封存名单上，一个人不能在名单上出现两次。请先撤回其中一份申请，再合并。
refusal-merge-both-hold = 两个登记在批次 { $round } 都有摊位。请先退出或终止其中一个，再合并。
refusal-merge-other-way-round = 在批次 { $round } 里，要保留的登记的申请已撤回或未通过，算数的是另一份。请反过来合并。
refusal-merge-same-day = { $day } 这天，两个登记都报名了临时摊位，或者一个报了名、另一个有摊位。请先取消其中一个的报名，再合并。

## 删除个人信息

refusal-erasure-holds-stall = 此人正在使用摊位 { $stall }。请先退出或终止这个摊位，再删除。
refusal-erasure-offer-open = 有一个摊位正等此人确认。请先放弃这个摊位，再删除。
refusal-erasure-stands-in-round = 此人的申请还在批次 { $round } 里。请先撤回申请，再删除。
refusal-erasure-erased-before = 此人的信息以前已经删除，只留下了申请编号。
