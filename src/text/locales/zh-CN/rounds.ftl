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
