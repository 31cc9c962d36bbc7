### Labels: the words of closed sets (features, states, groups). Keys are KIND-VALUE, as in feature-step-free

feature-power = 用电
feature-water = 用水
feature-open-flame = 明火
feature-vehicle = 停车经营
feature-step-free = 无台阶通行

pool-charity = 爱心摊位
pool-open = 普通摊位

hardship-group-disability = 残疾人
hardship-group-low-income = 低保家庭
hardship-group-low-income-edge = 低保边缘家庭
hardship-group-destitute = 特困人员
hardship-group-other-hardship = 其他有困难的家庭

round-state-planned = 筹备中
round-state-open = 开放申请
round-state-reviewing = 审核中
round-state-listed = 名单已公布
round-state-frozen = 名单已冻结
round-state-drawn = 已摇号，待公示
round-state-published = 公示中
round-state-final = 结果已确定
round-state-running = 入驻中
round-state-closed = 已结束
round-state-cancelled = 已取消

application-state-draft = 草稿
application-state-submitted = 待审核
application-state-needs-changes = 待补充
application-state-accepted = 已通过
application-state-declined = 未通过
application-state-withdrawn = 已撤回

decline-reason-incomplete = 材料不全
decline-reason-wrong-category = 品类不在本批次范围内
decline-reason-duplicate = 同一商户在本批次另有申请
decline-reason-standing = 目前暂停入驻资格
decline-reason-not-eligible = 不符合本批次的申请条件

offer-state-open = 待确认
offer-state-confirmed = 已确认
offer-state-declined = 已放弃
offer-state-expired = 逾期未确认
offer-state-withdrawn = 已由市集收回

holding-state-running = 入驻中
holding-state-given-up = 已退出
holding-state-ended = 已终止
holding-state-over = 已到期

origin-draw = 摇号
origin-waiting-list = 候补
origin-by-hand = 人工安排
origin-imported = 原有入驻
origin-standby = 当日补位

waiting-state-waiting = 候补中
waiting-state-offered = 有摊位待确认
waiting-state-placed = 已有摊位
waiting-state-left = 已离开候补

notice-state-drafted = 草稿
notice-state-held = 暂缓发送
notice-state-released = 待发送
notice-state-sending = 发送中
notice-state-sent = 已发送
notice-state-undeliverable = 无法送达
notice-state-reached-otherwise = 已用其他方式告知

channel-email = 电子邮件
channel-paper = 纸质通知

draw-state-awaiting-seed = 等待种子
draw-state-queued = 排队计算
draw-state-computing = 计算中
draw-state-computed = 已算出
draw-state-published = 已公示

preview-state-queued = 等待计算
preview-state-computing = 正在计算
preview-state-done = 已完成
preview-state-cancelled = 已停止
preview-state-failed = 没有算成

public-result-placed = 有摊位
public-result-waiting = 候补
public-result-not-placed = 这次没有摊位

attestation-state-requested = 等待社区确认
attestation-state-confirmed = 已确认
attestation-state-declined = 未能确认
attestation-state-consent-withdrawn = 已撤回同意

organisation-kind-street = 街道
organisation-kind-community = 社区
organisation-kind-disabled-persons-federation = 残疾人联合会

role-admin = 管理员
role-operator = 市集运营
role-verifier = 资格核验员
role-day-staff = 当日值班
role-auditor = 审计员
role-attester = 社区工作人员

standing-good = 正常
standing-suspended = 暂停入驻

objection-state-raised = 待答复
objection-state-upheld = 异议成立
objection-state-rejected = 异议不成立

actor-kind-staff = 工作人员
actor-kind-vendor = 商户
actor-kind-system = 系统

zone-colour-apricot = 杏色
zone-colour-lilac = 淡紫
zone-colour-leaf = 叶绿
zone-colour-rose = 玫红
zone-colour-sky = 天蓝

fee-unit-market-day = 每个开市日
fee-unit-month = 每月
fee-unit-term = 整个入驻期

order-criterion-tier = 批次规则里的先后档
order-criterion-rank = 资历

placement-fill = 尽量让每人都有摊位
placement-choice = 按次序先选先得

unfilled-hold = 保留
unfilled-release = 转给下一个摊位池

# A language is named in itself.
language-zh-cn = 中文
language-en = English

standby-state-standing-by = 已报名
standby-state-left = 已取消
standby-state-placed = 当天有摊位
standby-state-not-placed = 没有摊位
