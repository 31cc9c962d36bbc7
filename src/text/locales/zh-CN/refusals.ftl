### Refusals: the fact, then the reason, then the way on. Keys start with refusal-

## A round

refusal-round-not-now-open = 本批次现在是“{ $state }”，只有“筹备中”的批次可以开放申请。请到批次页看看下一步。
refusal-round-not-now-close-applications = 本批次现在是“{ $state }”，申请没有在开放。请到批次页看看下一步。
refusal-round-not-now-list = 本批次现在是“{ $state }”，名单要在审核阶段公布。请到批次页看看下一步。
refusal-round-not-now-freeze = 本批次现在是“{ $state }”，名单公布、异议期结束之后才能冻结。请到批次页看看下一步。
refusal-round-not-now-record-draw = 本批次现在是“{ $state }”，名单冻结之后才能摇号。请先完成前面的步骤。
refusal-round-not-now-publish = 本批次现在是“{ $state }”，摇号算完、尚未公示时才能公示。请到批次页看看下一步。
refusal-round-not-now-correct = 本批次现在是“{ $state }”，更正要在摇号之后、结果确定之前进行。需要调整个别商户时，请用人工安排。
refusal-round-not-now-make-final = 本批次现在是“{ $state }”，公示期结束后结果才能确定。请到批次页看看下一步。
refusal-round-not-now-start = 本批次现在是“{ $state }”，结果确定之后才能开始入驻。请到批次页看看下一步。
refusal-round-not-now-close = 本批次现在是“{ $state }”，只有“入驻中”的批次可以结束。请到批次页看看下一步。
refusal-round-not-now-cancel = 本批次现在是“{ $state }”，结果确定之后就不能取消了。需要调整时，请逐个办理退出或终止，并写明理由。
refusal-round-dates-out-of-order = 公告的日期前后对不上：截止申请、公布名单、冻结、摇号、公示、确定结果要依次排开，都不晚于入驻期的第一天。请逐一核对。
refusal-round-deadline-not-ahead = { $moment } 已经过去了，不能作为截止时间。请选一个还没到的时间。
refusal-round-takes-no-applications = 本批次现在是“{ $state }”，不接受申请。市集首页上有正在开放的批次和下一次开放的时间。
refusal-round-too-late = 申请已于 { $moment } 截止，之后的不能再收，草稿也一样。您可以申请下一批次，开放时间会写在市集首页。
refusal-round-applications-still-open = 申请要到 { $moment } 才截止，大家都按这个时间准备。请在那之后再结束申请。
refusal-round-undecided = 还有 { $count } 份申请没有审核完。请先逐一决定，再公布名单。
refusal-round-list-objections-still-open = 对名单的异议可以提到 { $moment }。请在那之后再冻结名单。
refusal-round-objections-unanswered = 还有 { $count } 条异议没有答复。请先答复，再走下一步。
refusal-round-already-drawn = 这份名单已经摇过号，一份名单只摇一次。如果有异议成立，请用更正：改名单，不换种子。
refusal-round-draws-missing = 还有 { $count } 个时段没有算完。请到摇号页看进度，算完再继续。
refusal-round-result-objections-still-open = 公示要到 { $moment } 结束，在那之前大家都可以提异议。请在那之后再确定结果。
refusal-round-term-not-begun = 入驻期从 { $day } 开始。请到那天再开始入驻。
refusal-round-term-not-over = 入驻期到 { $day } 为止。请在那之后再结束本批次。
refusal-round-nothing-to-copy = 这一批次分配过的摊位或时段都已停用或被封，没有可以再分配的。请新建一个批次。

## A draw

refusal-draw-not-now-compute = 这次摇号现在是“{ $state }”，种子齐了、还没算的时候才能开始计算。请到摇号页看进度。
refusal-draw-not-now-finish = 这次摇号现在是“{ $state }”，没有正在进行的计算。请到摇号页看进度。
refusal-draw-not-now-try-again = 这次摇号现在是“{ $state }”，没有中断的计算需要重来。请到摇号页看进度。
refusal-draw-not-now-publish = 这次摇号现在是“{ $state }”，算出结果、还没公示时才能公示。请到摇号页看进度。
refusal-draw-not-now-correct = 这次摇号现在是“{ $state }”，有了结果才能更正。请等计算完成。
refusal-draw-seed-known = 这次摇号的种子已经有了，种子只录一次，不能更换。更正名单时会沿用同一个种子。
refusal-draw-weak-seed = 这些数字最多只有 { $count } 位（比特）的随机性，有心人可以全部试一遍。最好继续摇到 39 个数字，或者加上一个市集管不到的公开来源。

## 模拟摇号

refusal-preview-not-now = 这次模拟现在是“{ $state }”。请刷新页面。
refusal-preview-not-now-cancel = 这次模拟现在是“{ $state }”，没有什么可停止的了。它的页面上可以看到结果。
refusal-preview-under-way = 这一批次有一次模拟还在进行。请等它算完，或者先停止它。
refusal-preview-list-fixed = 本批次现在是“{ $state }”：名单和规则都已固定，不能再模拟。以前的模拟结果仍然可以看。
refusal-preview-nobody-listed = 这份名单上还没有申请。请换一份名单，或者等有了申请再来。

## An objection

refusal-objection-nothing-published = 本批次现在是“{ $state }”，没有正在接受异议的名单或结果。您的疑问可以直接问市集工作人员。
refusal-objection-too-late = 异议已于 { $moment } 截止。您的疑问仍可以直接问市集工作人员。
refusal-objection-already-answered = 这条异议已经答复过了：{ $state }。答复已经存档，有新情况请另记一条。

## An application

refusal-application-not-now-edit = 您的申请现在是“{ $state }”，不能再修改。确实需要改动，请联系市集工作人员。
refusal-application-not-now-submit = 您的申请现在是“{ $state }”，不用再交一次。您可以在“我的申请”里看进展。
refusal-application-not-now-ask-for-changes = 这份申请现在是“{ $state }”，只有“待审核”的申请可以退回补充。请刷新名单再看。
refusal-application-not-now-accept = 这份申请现在是“{ $state }”，只有“待审核”的申请可以通过。请刷新名单再看。
refusal-application-not-now-decline = 这份申请现在是“{ $state }”，只有“待审核”或“待补充”的申请可以决定不通过。请刷新名单再看。
refusal-application-not-now-restore = 这份申请现在是“{ $state }”，只有“未通过”的申请可以因异议成立改为通过。请刷新名单再看。
refusal-application-not-now-withdraw = 您的申请现在是“{ $state }”，没有需要撤回的。您可以在“我的申请”里看详情。
refusal-application-review-over = 本批次现在是“{ $state }”，审核已不在进行，申请不能再改动。有异议请在异议期内提出。
refusal-application-not-listed = 本批次现在是“{ $state }”，只有名单公布之后、冻结之前，才能因异议成立改为通过。之后请用更正。
refusal-application-round-over = 本批次现在是“{ $state }”，申请不用再撤回。您的资料会按隐私规则到期清除。
refusal-application-already-there = 您在本批次已经有一份申请，每个批次一份。请打开原来的申请查看或修改，链接在给您的通知里。

## An offer

refusal-offer-not-now-reach-vendor = 这个摊位现在是“{ $state }”，不再需要告知商户。请刷新页面再看。
refusal-offer-not-now-confirm = 给您的摊位现在是“{ $state }”，不能再确认。您可以在“我的申请”里看看接下来的安排，或联系市集工作人员。
refusal-offer-not-now-decline = 给您的摊位现在是“{ $state }”，不用再放弃。确认后想退出，请在“我的申请”里办理退出。
refusal-offer-not-now-expire = 这个摊位现在是“{ $state }”，不会逾期。请刷新页面再看。
refusal-offer-not-now-withdraw = 这个摊位现在是“{ $state }”，不能再收回。商户已确认的，请办理终止并写明理由。
refusal-offer-too-late = 确认已于 { $moment } 截止，摊位要给下一位候补。您可以在“我的申请”里看看接下来的安排，或联系市集工作人员。
refusal-offer-still-open = 商户可以考虑到 { $moment }。请在那之后再安排给下一位。
refusal-offer-not-yet-reached = 通知还没有送到这位商户，确认期限还没有开始。请打印通知或打电话告知，并记录下来。

## A place in the waiting list

refusal-waiting-not-now-offer = 这位候补现在是“{ $state }”，不能再给摊位。请刷新名单，看下一位候补。
refusal-waiting-not-now-place = 这位候补现在是“{ $state }”，没有待确认的摊位。请先给出摊位，由商户确认。
refusal-waiting-not-now-return = 这位候补现在是“{ $state }”，没有摊位需要退回。请刷新名单再看。
refusal-waiting-not-now-leave = 您的候补现在是“{ $state }”，不用再办理离开。您可以在“我的申请”里看详情。

## A holding

refusal-holding-not-now-give-up = 这个入驻现在是“{ $state }”，不用再办理退出。摊位的安排请问市集工作人员。
refusal-holding-not-now-end = 这个入驻现在是“{ $state }”，不用再终止。请刷新页面再看。
refusal-holding-not-now-complete = 这个入驻现在是“{ $state }”，不用再标记到期。请刷新页面再看。
refusal-holding-in-the-past = { $day } 已经过去，过去的开市日不能改。请选今天或以后的日期。
refusal-holding-after-the-term = 这个入驻到 { $day } 就到期了。请选这天或更早的日期，或等它自然到期。
refusal-holding-term-not-over = 这个入驻到 { $day } 才到期。要提前结束，请办理退出或终止。

## A notice

refusal-notice-not-now-hold = 这条通知现在是“{ $state }”，只有草稿可以暂缓。请刷新发件箱再看。
refusal-notice-not-now-release = 这条通知现在是“{ $state }”，不用再放行。要再发一次，请用“重发”并写明理由。
refusal-notice-not-now-send = 这条通知现在是“{ $state }”，只有“待发送”的通知会发出。请刷新发件箱再看。
refusal-notice-not-now-mark-sent = 这条通知现在是“{ $state }”，没有正在发送。请刷新发件箱再看。
refusal-notice-not-now-mark-failed = 这条通知现在是“{ $state }”，没有正在发送，也就没有失败。请刷新发件箱再看。
refusal-notice-not-now-reach-otherwise = 这条通知现在是“{ $state }”，只有“无法送达”的通知需要换方式告知。请刷新发件箱再看。
refusal-notice-not-due = 这条通知会在 { $moment } 再试一次。请等到那时，或先打电话告知。

## An attestation

refusal-attestation-not-now-confirm = 这份困难认定现在是“{ $state }”，不能再确认。情况有变，请商户重新申请认定。
refusal-attestation-not-now-decline = 这份困难认定现在是“{ $state }”，不能再改为未能确认。情况有变，请商户重新申请认定。
refusal-attestation-not-now-withdraw-consent = 您的困难认定现在是“{ $state }”，没有可撤回的同意。相关资料已不再保存。
refusal-attestation-already-over = 这份认定到 { $day } 就已过期，不能按它确认。请填写仍在有效期内的截止日期。
refusal-attestation-another-organisation = 这份认定请求是发给另一个单位的，只有那个单位能看、能答。请让商户核对选择的社区。

## The rules of a round

refusal-rules-version = 这份规则是第 { $found } 版格式，本系统能用的是第 { $known } 版。请按第 { $known } 版重新填写。
refusal-rules-fee-negative = 摊位费不能小于 0。免费请填 0。
refusal-rules-out-of-range = { $what }要在 { $min } 到 { $max } 之间。请改一个数。
refusal-rules-number-refusal-limit = 可以放弃的次数
refusal-rules-number-objection-days-list = 名单的异议天数
refusal-rules-number-objection-days-result = 公示的天数
refusal-rules-number-confirm-days = 确认的天数
refusal-rules-number-offer-days = 候补确认的天数
refusal-rules-number-most-stalls = 一位商户最多可以有的摊位数
refusal-rules-no-pool = 还没有摊位池。请至少写一个，通常是爱心摊位和普通摊位。
refusal-rules-pool-repeated = “{ $name }”写了两遍。请只留一个。
refusal-rules-open-pool-not-last = 普通摊位要最后摇，这样没得到爱心摊位的人还能参加。请把它移到最后。
refusal-rules-open-pool-restricted = 普通摊位对所有人开放，不能限定群体。请去掉群体，或放到爱心摊位里。
refusal-rules-charity-pool-for-everyone = 爱心摊位还没写给谁。请至少选一个群体。
refusal-rules-quota-unusable = “{ $name }”的名额用不上：摊位池没有包括这个群体，或者写了两遍。请核对。
refusal-rules-criterion-repeated = 排序里“{ $name }”写了两遍。请只留一个。
refusal-rules-cap-repeated = 品类“{ $name }”的上限写了两遍。请只留一个。
refusal-rules-no-seed-source = 还没写种子从哪里来。请至少写一个来源，例如现场摇出的数字。
refusal-rules-ceremony-not-first = 现场摇出的数字要最先记录，公开的彩票或信标结果在后。请调整次序。
refusal-rules-seed-source-repeated = 同一个种子来源写了两遍。请只留一个。
refusal-rules-seed-source-too-early = 有一个种子来源在封存名单以前就能知道结果。请换成封存当天或以后才产生的结果。
refusal-rules-warning-seed-within-control = 种子的来源都在市集手里。加一个外面的来源，例如当天的公共彩票结果，更让人放心；不加，公示里会写明。
refusal-rules-warning-seed-without-fallback = 有一个外面的种子来源没有备用来源。如果它当天没有结果，摇号就要等。

## A field of a form

refusal-field-missing = 这里还没有填。请填上。
refusal-field-not-a-choice = 这不是可选的选项。请从列出的选项里选。
refusal-field-not-a-number = 这里要填整数，例如 3。
refusal-field-out-of-range = 请填 { $min } 到 { $max } 之间的数。
refusal-field-not-a-date = 这不是一个日期。请写成 2026-11-24 这样。
refusal-field-outside-term = 这个日期不在入驻期内。请选入驻期里的日期。
refusal-field-repeated = “{ $value }”写了两遍。请只留一个。
refusal-field-overlap = “{ $one }”和“{ $other }”的时间有重叠，同一个摊位不能同时给两家。请把其中一个错开。
refusal-field-unknown = 没有找到“{ $value }”。请对照市集地图或列表核对。
refusal-field-not-adjacent = 这几个摊位没有挨在一起，请选同一排相邻的摊位。
refusal-field-too-many = 最多 { $max } 项。请去掉一些。
refusal-field-no-consent = 没有您的同意，我们不能保存和使用这些信息。请先看说明，同意的话再勾选。
refusal-text-too-long = 最多 { $max } 个字。请写短一些。
refusal-text-hidden = 里面有一个看不见的特殊字符（{ $character }），常见于粘贴的文字。请删掉它，或重新输入。
refusal-email-no-at = 邮箱地址里要有一个 @，例如 wang@example.cn。请补上。
refusal-email-local = 邮箱 @ 前面的部分写得不对。请核对，不要有空格或中文标点。
refusal-email-domain = 邮箱 @ 后面的部分写得不对，应该像 example.cn 这样。请核对。
refusal-phone-not-digits = 电话里有数字以外的内容。请只填数字，国外号码前面加 +。
refusal-phone-not-a-mobile = 手机号是 11 位，以 13 到 19 开头。请核对；国外号码请以 + 和国家代码开头。
refusal-phone-not-international = 国外号码在 + 后面有 7 到 15 位数字，以国家代码开头。请核对。
refusal-label-too-short = 至少 { $min } 个字符。请写长一些。
refusal-label-too-long = 最多 { $max } 个字符。请写短一些。
refusal-label-character = 代码里不能有“{ $character }”。请只用英文字母、数字和短横线。
refusal-label-dash = 短横线不能在开头或结尾，也不能连着两个。请改一下。
refusal-code-length = 申请编号是 8 位字母和数字，例如 7Q4M-2K9D。请对照回执核对。
refusal-code-character = 申请编号里没有“{ $character }”。请对照回执核对。
refusal-secret = 这个链接不完整，可能复制时少了一段。请从通知里重新打开，或请市集工作人员再发一次。
refusal-money-not-an-amount = 这不是金额。请写成 12 或 12.50 这样，单位是元。
refusal-money-negative = 金额不能小于 0。免费请填 0。
refusal-money-too-large = 金额最多 { $max } 元。请核对是不是多写了几位。
refusal-names-none = 还没有名称。请至少填一种语言。
refusal-names-tag = “{ $tag }”不是语言代码。请用 zh-CN 或 en 这样的代码。
refusal-digits-not-a-digit = “{ $character }”不是数字。请按摇出的次序只填数字。
refusal-digits-too-few = 至少要 { $min } 位数字。请继续摇，再接着填。
refusal-digits-too-many = 最多 { $max } 位数字。请核对是不是重复粘贴了。
refusal-randomness-not-hex = “{ $character }”不该出现在这里。请复制 randomness 一栏的 64 个字符，只有数字和字母 a 到 f。
refusal-randomness-length = 现在有 { $count } 个字符，randomness 一栏是 64 个。请重新复制。
refusal-password-too-short = 密码至少 { $min } 个字符。几个不相干的词连起来，又长又好记。
refusal-password-too-long = 密码最多 { $max } 个字符。请写短一些。
refusal-password-control = 密码里有换行这类看不见的字符，可能是粘贴时带进来的。请手动输入。
refusal-password-too-plain = 这个密码只用了一两种字符，太容易猜到。请多用几种。
refusal-calendar-ends-before-it-begins = 结束日期早于开始日期。请核对这两个日期。
refusal-calendar-term-too-long = 入驻期最长 { $max } 天。请缩短，或分成几个批次。
refusal-calendar-no-weekday = 还没有选星期几。请至少选一天。
refusal-calendar-not-a-weekday = 这不是星期几。请从周一到周日里选。
refusal-calendar-start-outside-day = 开始时间要在 00:00 到 23:59 之间。请核对。
refusal-calendar-duration = 时长要在 1 到 { $max } 分钟之间。请核对。
refusal-calendar-out-of-reach = 这个日期太远了。请选近一些的日期。

## A file of stalls

refusal-import-line = 第 { $line } 行：{ $problem }
refusal-import-line-and-column = 第 { $line } 行，{ $column } 列：{ $problem }
refusal-import-broken = 这一行的格数和表头不一样，或者不是 UTF-8 文字。请核对逗号和引号，并存成 UTF-8 的 CSV。
refusal-import-missing-column = 少了这一列。请在表头里补上。
refusal-import-unknown-column = 表头里的“{ $value }”不认识。请对照说明改名，或删掉这一列。
refusal-import-code = 摊位代码要用英文字母、数字和短横线，最多 16 个字符，例如 A01。请改一下。
refusal-import-duplicate-code = 这个摊位代码前面已经有了。请换一个代码，或删掉其中一行。
refusal-import-unknown-zone = 没有代码为“{ $value }”的区。请先建这个区，或改成已有的代码。
refusal-import-number = “{ $value }”不是合适的数。请填数字。
refusal-import-unknown-feature = 没有“{ $value }”这种设施。可以写 power、water、open_flame、vehicle、step_free。
refusal-import-unknown-category = 没有代码为“{ $value }”的经营品类。请先建这个品类，或改成已有的代码。

## A market day

refusal-market-day-too-late = 这一天的名单已在 { $moment } 截止，不能再改。临时有事，请打电话给市集服务台。
refusal-market-day-list-still-open = 到 { $moment } 为止，商户还可以报名或请假；之后才能摇号。
refusal-market-day-digits-still-taken = 到 { $moment } 为止还可以现场报数字；之后没有数字也会摇号。
refusal-market-day-list-fixed = 这一天的名单已经确定，等待摇号，不能再改。临时有事，请打电话给市集服务台。
refusal-market-day-has-opened = 市集已经开市，这一天不再摇号。空摊位可以在服务台安排。
refusal-market-day-nobody-stands-by = 这一天没有人报名临时摊位，不用摇号。
refusal-market-day-no-round = 这一天没有批次出摊。请选别的开市日。
refusal-market-day-holds-nothing = 这一天您没有摊位，不用请假。
refusal-market-day-has-stall = 这一天摊位 { $stall } 是您的，不能再报名临时摊位。如果来不了，请先请假，摊位会给别人用一天。
refusal-market-day-already-absent = 这一天的假已经记下了，不用再做什么。
refusal-market-day-not-absent = 这一天您没有请假，摊位照常是您的。
refusal-market-day-already-standing-by = 这一天您已经报名了，摇号以后会通知您。
refusal-market-day-not-standing-by = 这一天您没有报名，不用取消。
refusal-market-day-not-accepted = 申请通过审核的商户才能报名临时摊位。请到市集服务台询问。
refusal-market-day-suspended = 您在这个市集的商户资格目前暂停，不能报名临时摊位。请到市集服务台询问。
refusal-market-day-no-wishes = 您的申请在这个时段没有写想要的摊位。请选“合适的摊位都可以”。

## 一个幂等键只代表一次请求

refusal-key-of-another-request = 这个幂等键已用于另一个请求。重试请发送完全相同的内容；新的请求请换一个新的键。
refusal-webhook-url = 这不是网站地址。请填写以 https:// 开头、不含用户名和密码的地址，例如 https://example.org/starstall。
