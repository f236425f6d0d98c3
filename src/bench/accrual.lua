-- Accruals for random members, each with a key and an order reference of its own.
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local members = tonumber(os.getenv("BENCH_MEMBERS"))
local now = os.getenv("BENCH_NOW")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  math.randomseed(number * 7919 + os.time())
  count = 0
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  local key = run .. "-" .. number .. "-" .. count
  wrk.headers["Idempotency-Key"] = key
  local body = string.format(
    '{"memberId":"01990000-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":5800,"occurredAt":"%s"}',
    math.random(1, members), store, key, now)
  return wrk.format(nil, "/v1/points/accruals", nil, body)
end


function done(summary, latency)
  io.write(string.format("BENCH %.1f %d %d\n",
    (summary.requests - summary.errors.status) / (summary.duration / 1e6),
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
