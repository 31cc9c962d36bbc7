### JSON 接口：哪里出了问题，以及接口页面的外框。去掉 api- 即为错误码

## 状态的含义

problem-title-unreadable = 发来的内容无法读取
problem-title-sign-in = 需要令牌
problem-title-forbidden = 您没有这项权限
problem-title-not-found = 这里没有内容
problem-title-refused = 这件事没有办成
problem-title-revision = 内容可能已被他人修改
problem-title-too-large = 内容太大
problem-title-media-type = 不支持这种格式
problem-title-content = 有内容需要改正
problem-title-too-many = 请求太多
problem-title-busy = 一时请求太多
problem-title-internal = 我们这边出了问题

## 哪里出了问题

api-body-unreadable = 内容无法读取：不是有效的 JSON，或缺少必填字段。未做任何更改。
api-parameter-unreadable = 地址或请求头中的某个参数无法读取。未做任何更改。
api-address-unreadable = 地址中含有我们的地址不会出现的字符。
api-cursor-unknown = 这个游标不属于该列表。请不带游标，从头开始。
api-idempotency-key-unusable = 幂等键须为 1 至 128 个可见的 ASCII 字符。未做任何更改。
api-if-match-unusable = If-Match 须为带引号的一个修订号，例如 "3"，与 ETag 所示一致。未做任何更改。
api-token-missing = 此操作需要令牌：Authorization: Bearer 加令牌。令牌由系统管理员创建。
api-token-unknown = 这个令牌无效：可能输入有误、已过期或已撤销。请向令牌所有者索取新的令牌。
api-token-only-reads = 这个令牌只能查看，不能更改。请使用范围为“write”的令牌。
api-forbidden = 持有这个令牌的人无权进行此操作。如有需要，请联系市集管理员。
api-not-found = 没有这项内容，或者持有这个令牌的人无权查看。
api-address-unknown = 没有任何操作使用这个地址。可用的操作见接口文档。
api-method-unknown = 这个地址不支持该方法。可用的方法见“Allow”。
api-changed-meanwhile = 别人刚刚先一步作了更改。请查看现在的内容，再作决定。
api-too-large = 内容超过了我们能接收的大小。未做任何更改。
api-media-type-unknown = 请按接口文档所列的格式发送内容，并在 Content-Type 中注明。
api-content-refused = 部分内容需要改正，详见“errors”。未做任何更改。
api-revision-missing = 请在 If-Match 中注明您所看到的修订号，以免覆盖他人的更改。未做任何更改。
api-too-many = 一分钟内请求太多。何时可以继续，见“Retry-After”。
api-busy = 一时请求太多，未做任何更改。何时可以再试，见“Retry-After”。
api-internal = 您的操作可能没有保存。请几分钟后再试；带上幂等键就不会重复执行。

## 给编写程序的人看的页面

apidoc-title = JSON 接口
apidoc-contents = 目录
apidoc-lead = 这些页面能做的一切，其他程序也能做。以下说明由程序所读的接口文档生成。
apidoc-document = OpenAPI 接口文档
apidoc-problems = 可能出现的问题
apidoc-problems-lead = 每个问题都有一个错误码，在各种语言中都相同。没有状态码的，是拒绝的理由，或“errors”中各字段的问题。
apidoc-code = 错误码
apidoc-status = 状态码
apidoc-name = 名称
apidoc-kind = 类型
apidoc-meaning = 含义
apidoc-required = 必填
apidoc-token = 需要令牌
apidoc-anyone = 任何人可用；带令牌可得到更多内容
apidoc-sends = 接收
apidoc-answers = 返回
apidoc-schemas = 收发的数据
