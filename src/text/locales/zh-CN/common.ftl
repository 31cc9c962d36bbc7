### Common: the frame of every page and the small words that all share

site-name = 星摊
skip-to-content = 跳到正文
language-other = English
