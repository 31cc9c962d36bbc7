### Common: the frame of every page and the small words that all share

site-name = 星摊
skip-to-content = 跳到正文
language-other = English

time-over = 已截止
time-left = 还有 { $duration }
time-days = { $count } 天
time-hours = { $count } 小时
time-minutes = { $count } 分钟
days-from-to = { $first }到{ $last }
days-separator = 、
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
month-1 = 1 月
month-2 = 2 月
month-3 = 3 月
month-4 = 4 月
month-5 = 5 月
month-6 = 6 月
month-7 = 7 月
month-8 = 8 月
month-9 = 9 月
month-10 = 10 月
month-11 = 11 月
month-12 = 12 月
money-free = 免费
