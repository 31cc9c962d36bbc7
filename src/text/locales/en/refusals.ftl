### Refusals: the fact, then the reason, then the way on. Keys start with refusal-
