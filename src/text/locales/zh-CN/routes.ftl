# 处理请求时说的话：出了什么事、问什么、下一步做什么。

failure-stale = 就在刚才，别人先做了改动。请刷新页面，看看现在的情况再决定。
failure-stale-form = 这张表单打开太久了，或者不是从本站打开的。请回到上一页，刷新后重新提交。
failure-unreadable = 提交的内容里有无法识别的文字。请回到上一页，重新输入后再提交。
market-stat-all = 全部摊位
anywhere-too = 其他摊位也可以
apply-zone-any = { $zone }：任何一个摊位
show-all = 全部
sign-in-wrong = 邮箱或密码不对。请再输入一次；忘记了请找管理员重设。

step-applications = 接受申请
step-list = 公布名单
step-freeze = 封存名单
step-draw = 摇号
step-result = 公示结果
step-final = 结果生效，发出入驻确认
step-term = 入驻期开始
mine-step-sent = 申请已收到

mine-contact = 到市集服务台问：{ $place }

decline-title = { $count ->
    [1] 不要 { $stalls } 摊位吗？
   *[other] { $count } 个摊位 { $stalls } 都不要吗？
}
decline-text = { $count ->
    [1] 这个摊位会马上给候补名单里的下一位，之后不能反悔。
   *[other] 这几个摊位要一起放弃，会马上给候补名单里的下一位，之后不能反悔。
}
decline-left = { $count ->
    [0] 这是最后一次：这次之后，候补排位就取消了。
   *[other] 不会影响您别的机会。按规则，您还可以放弃 { $count } 次。
  }
decline-button = 不要这个摊位
withdraw-title = 撤回申请吗？
withdraw-text = 撤回后不再参加这一批次，为您保留的摊位会给下一位。之后不能反悔；下一批次还可以再申请。
withdraw-button = 撤回申请
withdraw-for-title = 替商户撤回这份申请吗？
withdraw-for-text = 请先确认是商户本人要求的。撤回后，为其保留的摊位会给下一位，商户会收到通知。
withdraw-for-button = 撤回这份申请

round-ask = { $action }：{ $round }
round-cancel-reason = 取消的原因
round-cancel-reason-hint = 名单上的每个人都会收到；封存以后还会公开。请不要写能看出是谁的内容。
seed-hint-ceremony = 按现场叫出的顺序输入，开头的 0 也要写上。
seed-hint-public = 按公布的顺序输入全部数字。
seed-hint-drand = 该轮的 randomness 一栏，64 个字符。
seed-from = 这个数值来自哪里？
seed-from-hint = 只有前一个来源没有结果时，才用备用来源。公示页会写明用的是哪一个。
seed-weak-title = 数字太少，仍然用它摇号吗？
seed-weak-text = 如果仍然用它，公示页会如实写明这次的种子偏弱。
seed-weak-button = 知道了，用这些数字摇号

todo-seed = { $round }：名单已封存，等着录入摇号数字
todo-publish = { $round }：结果已算出，等着公示
todo-review = { $round }：{ $count } 份申请待审核
todo-objections = { $round }：{ $count } 条异议待答复
todo-offers = { $round }：{ $count } 个摊位等商户确认
todo-undeliverable = { $count } 封通知没有送到
todo-paper = { $count } 封通知要打印或念给商户听

entries-code = 申请编号
entries-vendor = 商户名
entries-result = 结果
entries-stall = 摊位
entries-position = 名次
entries-waiting = 候补
entries-reason = 原因
entries-category = 经营品类
entries-state = 状态
entries-sent = 提交时间
results-code = 申请编号
results-result = 结果

history-staff = 工作人员
history-vendor = 商户
history-system = 系统
history-apply = 提交申请
history-accept-application = 通过审核
history-decline-application = 没有通过
history-withdraw-application = 撤回申请
