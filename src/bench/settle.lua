-- Settles orders, each with a key, a bill, a coupon and a presence of its own, points spent and points earned; coupon and
-- presence n belong together. The threads take turns, beginning at BENCH_FIRST.
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local first = tonumber(os.getenv("BENCH_FIRST"))
local members = tonumber(os.getenv("BENCH_MEMBERS"))
local now = os.getenv("BENCH_NOW")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  count = 0
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  local n = first + count * 2 + number
  count = count + 1
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

function done(summary, latency)
  local good = summary.requests - summary.errors.status
  io.write(string.format("BENCH %.1f %d %d %d\n", good / (summary.duration / 1e6),
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout, good))
end
