### Pages: what the pages say, by page. Keys start with the page's name
