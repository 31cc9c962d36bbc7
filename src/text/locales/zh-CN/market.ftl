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
