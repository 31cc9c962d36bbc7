### Reasons: why a draw decided as it did. Keys start with reason-
