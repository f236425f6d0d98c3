-- Settles orders, each with a key, a bill, a coupon and a presence of its own, points spent and points earned; coupon and
-- presence n belong together. The threads take turns, beginning at BENCH_FIRST.
dofile("src/bench/common.lua")
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local members = tonumber(os.getenv("BENCH_MEMBERS"))
local now = os.getenv("BENCH_NOW")

init = as_staff

function request()
  local n = next_number()
  local key = run .. "-" .. n
  wrk.headers["Idempotency-Key"] = key
  return wrk.format(nil, "/v1/orders", nil, string.format(
    '{"memberId":"01990000-0000-7000-8000-%012x","presenceId":"01991100-0000-7000-8000-%012x","storeId":"%s",'
      .. '"orderRef":"%s","channel":"STORE","payment":"PAID","occurredAt":"%s",'
      .. '"lines":[{"ref":"1","dishCode":"KUNGPAO-CHICKEN","unitPriceFen":4800,"quantity":1},'
      .. '{"ref":"2","dishCode":"RICE","unitPriceFen":300,"quantity":2}],'
      .. '"coupons":["01992000-0000-7000-8000-%012x"],"points":100,'
      .. '"payments":[{"method":"WECHAT_PAY","amountFen":4300}]}',
    (n - 1) % members + 1, n, store, key, now, n))
end
