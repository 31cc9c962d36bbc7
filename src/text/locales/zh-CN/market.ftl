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
