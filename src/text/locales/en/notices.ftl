### Notices: subjects and bodies of mails. Keys start with notice-
