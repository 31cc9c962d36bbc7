### Common: the frame of every page and the small words that all share

site-name = Starstall
skip-to-content = Skip to content
language-other = 中文
