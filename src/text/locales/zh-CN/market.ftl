## What staff edit

refusal-edit-changed-meanwhile = 您打开以后，别人已经改过这一条，所以没有保存。请刷新，看看现在的内容再改。
refusal-edit-retired = 这一条已经停用，内容不再改动。需要的话，请用别的代码新建一条。

## The parts of a market

refusal-market-stall-in-round = 批次 { $round } 正在分配摊位 { $code }。请等结果生效，或者把不能用的日子先封起来。
refusal-market-stall-held = 摊位 { $code } 往后的日子有人入驻或待确认（{ $others }）。请改用封摊，并写明每一位去哪里，或等他们的租期结束。
refusal-market-zone-has-stalls = { $code } 区还有 { $count } 个摊位（{ $others }）。请先把它们移走或停用。
refusal-market-category-on-stalls = 有 { $count } 个摊位写着经营品类 { $code }（{ $others }），去掉以后就什么都能卖了。请先改这些摊位。
refusal-market-category-in-round = 批次 { $round } 的规则或申请用着经营品类 { $code }。请等这个批次结束。
refusal-market-trading-time-in-round = 批次 { $round } 正在用时段 { $code }，大家都按它安排。请等这个批次结束，或新建一个时段。
refusal-market-time-zone-fixed = 批次 { $round } 的日期都按这个市集的时区，不能再改。请保留原来的时区。
refusal-market-holders-concerned = 这些日子摊位 { $code } 有 { $count } 位商户在用（{ $others }）。请逐位写明换到哪个摊位，或者这些日子没有摊位。
refusal-market-list-fixed = 摊位 { $code } 在批次 { $round } 已经确定的名单上，正在摇号。请只封租期开始前的日子，或等结果生效。
refusal-market-day-being-drawn = { $day } 的空摊位正在摇号。请等摇完再试。

## A letter about a blocked stall

notice-stall-blocked-subject = 关于您这些天的摊位
notice-stall-blocked-fact = 摊位 { $stall } 有一段时间不能用（{ $term }），涉及您的 { $count } 个开市日。
notice-stall-blocked-why = 市集的说明：{ $reason }
notice-stall-blocked-moved = 这段时间请到摊位 { $to } 出摊，其他日子不变。
notice-stall-blocked-none = 这段时间没有摊位给您，其他日子不变。有疑问请到市集服务台询问。

## The columns of a list of current vendors; names that mean the same are parted by a bar

vendor-column-name = 姓名|商户|商户姓名|经营者|联系人
vendor-column-trading-name = 商户名|店名|摊名|招牌|字号
vendor-column-phone = 电话|手机|手机号|手机号码|联系电话|联系方式
vendor-column-email = 邮箱|电子邮件|电子邮箱
vendor-column-identity = 身份证|身份证号|身份证号码|证件号
vendor-column-language = 语言
vendor-column-category = 品类|经营品类|经营内容
vendor-column-needs = 所需设施|设施|需要
vendor-column-seniority = 资历|年资|资历序号|排名
vendor-column-stalls = 摊位|摊位号|摊号|摊位代码
vendor-column-trading-times = 时段
vendor-column-from = 开始|开始日期|起始日期|入驻日期|起
vendor-column-to = 结束|结束日期|到期|到期日期|止
vendor-column-pool = 摊位类型|摊位池
vendor-column-remark = 备注|说明|序号|编号

## A file of current vendors

refusal-import-column-twice = 有两列都是“{ $value }”。请只留一列。
refusal-import-no-contact = 电话和邮箱都没有填。请至少填一项。
refusal-import-unknown-stall = 没有代码为“{ $value }”的摊位。请先建这个摊位，或改成已有的代码。
refusal-import-unknown-time = 没有“{ $value }”这个时段。请填时段的代码或名称。
refusal-import-which-time = 这个市集有几个时段。请填摊位用在哪个时段。
refusal-import-no-category = 有摊位就要有经营品类。请填上。
refusal-import-date = “{ $value }”不是日期。请写成 2026-12-01 这样。
refusal-import-outside-term = 这个日期不在这次导入的租期里。请核对，或把导入的租期改长。
refusal-import-ends-first = 结束的日子比开始的早。请核对这两个日期。
refusal-import-unknown-word = “{ $value }”不能填在这里。语言填 zh-CN 或 en，摊位类型填爱心或普通。
refusal-import-stall-taken = 摊位 { $value } 在这段时间已经有人用：在这份表里，或在市集里。请核对；如果换了人，请先结束原来的入驻。
refusal-import-other-dates = 这位商户已经入驻摊位 { $value }，但日期不同。请直接改那个入驻。
refusal-import-not-empty = 数据库里已经有内容。存档要读进空的数据库，请换一个空的数据文件夹。
refusal-import-archive-broken = 这一行不是存档里的内容，或与前面的行对不上。请换一份完好的存档。
refusal-import-archive-cut = 存档不完整或被改动过。请换一份完好的存档。
refusal-import-archive-of-other = 这份存档是另一个版本的 Starstall 写的（{ $value }）。请用同一个版本来读。
refusal-import-differs = 同一位商户的另一行在这里写得不一样。请改成一致。

## The columns of exports

export-column-vendor = 商户编号
export-column-name = 姓名
export-column-trading-name = 商户名
export-column-phone = 电话
export-column-email = 邮箱
export-column-language = 语言
export-column-seniority = 资历
export-column-standing = 状况
export-column-refusals = 放弃次数
export-column-stalls = 摊位
export-column-registered-at = 登记时间
export-column-holding = 入驻编号
export-column-round = 批次
export-column-trading-time = 时段
export-column-stall = 摊位
export-column-code = 申请编号
export-column-from = 开始
export-column-to = 结束
export-column-free-from = 空出日期
export-column-origin = 来源
export-column-state = 状态
export-column-started-at = 入驻时间
export-column-pool = 摊位池
export-column-number = 候补号
export-column-result = 结果
export-column-position = 顺序号
export-column-preference = 志愿序号
export-column-waiting = 候补号
export-column-reason = 原因
export-column-draw = 第几次摇号
export-column-at = 时间
export-column-actor-kind = 身份
export-column-actor = 操作者
export-column-action = 操作
export-column-subject = 对象
export-column-detail = 详情
export-column-digest = 摘要
export-column-from-state = 原状态
export-column-to-state = 新状态
