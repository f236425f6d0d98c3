-- Uses coupons by presence, each with a key and a bill of its own; coupon and presence n belong together. The threads take
-- turns, beginning at BENCH_FIRST.
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local first = tonumber(os.getenv("BENCH_FIRST"))
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
  return wrk.format(nil, string.format("/v1/coupons/01992000-0000-7000-8000-%012x/redemptions", n), nil, string.format(
    '{"presenceId":"01991100-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":5800}',
    n, store, key))
end

function done(summary, latency)
  local good = summary.requests - summary.errors.status
  io.write(string.format("BENCH %.1f %d %d %d\n", good / (summary.duration / 1e6),
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout, good))
end
