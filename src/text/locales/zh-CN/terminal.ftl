### 命令行里关于市集的话

demo-invented = 其中的人物、结果和彩票全部为虚构。
demo-stalls = 摊位
demo-applied = 申请
demo-refused = 当场未收
demo-refused-value = 逾期 { $late } 份，不完整 { $incomplete } 份
demo-accepted = 进入名单
demo-charity-slots = 爱心摊位时段已入驻
demo-slots = 全部摊位时段已入驻
demo-of = { $count } / { $all }
demo-placed = 已入驻商户
demo-waiting = 候补商户
demo-offers = 待确认入驻
demo-offers-value = 确认 { $confirmed }，放弃 { $declined }，过期 { $expired }，待答复 { $open }
demo-notices = 通知
demo-notices-value = { $count } 份，其中纸质 { $paper } 份
demo-round-frozen = { $state }，{ $count } 份申请，等待摇号数字
demo-round-open = { $state }，已有 { $count } 份申请，可以自己申请一份
demo-round-other = { $state }，{ $count } 份申请
demo-where = 从哪里看起
demo-market = 市集和地图
demo-unlucky = 一位候补商户：为什么
demo-sign-in = 登录
demo-draw = 运营人员：输入六位数字
demo-mails = 运营人员：查看邮件
demo-mail-dir = 邮件文件
demo-accounts = 账号与密码，仅本机有效
