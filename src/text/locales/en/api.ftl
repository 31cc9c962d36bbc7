### The JSON API: what went wrong, and the frame of its pages. The key without api- is the code

## What a status means

problem-title-unreadable = What was sent cannot be read
problem-title-sign-in = A token is needed
problem-title-forbidden = Not for you
problem-title-not-found = There is nothing here
problem-title-refused = That could not be done
problem-title-revision = Somebody may have changed it
problem-title-too-large = That was too much
problem-title-media-type = This format is not read here
problem-title-content = The content is to be mended
problem-title-too-many = Too many requests
problem-title-busy = Too much at once
problem-title-internal = Something broke on our side

## What went wrong

api-body-unreadable = The content cannot be read: it is no JSON, or lacks a field that the operation needs. Nothing was done.
api-parameter-unreadable = A parameter in the address or in a header cannot be read. Nothing was done.
api-address-unreadable = The address holds a character that no address of ours has.
api-cursor-unknown = This cursor is none of this list. Please begin again without one.
api-idempotency-key-unusable = An idempotency key has 1 to 128 visible ASCII characters. Nothing was done.
api-if-match-unusable = If-Match takes one revision in quotation marks, such as "3", as ETag said it. Nothing was done.
api-token-missing = This needs a token: Authorization: Bearer, and the token. Whoever runs the installation makes one.
api-token-unknown = This token opens nothing: it is mistyped, over or revoked. Please ask its owner for a new one.
api-token-only-reads = This token may look and change nothing. Please use one with the scope “write”.
api-forbidden = This is not for whoever has this token. Please ask an administrator of the market if you need it.
api-not-found = There is no such thing, or it is not for whoever has this token.
api-address-unknown = No operation has this address. The document lists those that there are.
api-method-unknown = This address does not know this method. “Allow” says which it knows.
api-changed-meanwhile = Somebody else was a moment faster. Please look at it as it is now, and decide again.
api-too-large = The content is larger than we can take. Nothing was done.
api-media-type-unknown = Please send the content in the format that the document names, and say so in Content-Type.
api-content-refused = Some of the content is to be mended; “errors” says what. Nothing was done.
api-revision-missing = Please say in If-Match which revision you have seen, so that nobody’s change is overwritten. Nothing was done.
api-too-many = Too many requests within a minute. “Retry-After” says when to go on.
api-busy = Too much came at once, and nothing was done. “Retry-After” says when to try again.
api-internal = What you did may not be saved. Please try again in a few minutes; with an idempotency key nothing is done twice.

## The pages for whoever writes a program

apidoc-title = The JSON API
apidoc-contents = What there is
apidoc-lead = Everything that these pages do, for other programs. What is described here is made from the document that programs read.
apidoc-document = The OpenAPI document
apidoc-problems = What can go wrong
apidoc-problems-lead = Each problem has a code that stays the same in every language. Codes without a status are those of refusals, and of fields in “errors”.
apidoc-code = Code
apidoc-status = Status
apidoc-name = Name
apidoc-kind = Kind
apidoc-meaning = Meaning
apidoc-required = required
apidoc-token = Needs a token
apidoc-anyone = For anyone; with a token it may say more
apidoc-sends = Takes
apidoc-answers = Answers
apidoc-schemas = What is sent and answered
