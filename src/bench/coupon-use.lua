-- Uses coupons by presence, each with a key and a bill of its own; coupon and presence n belong together. The threads take
-- turns, beginning at BENCH_FIRST.
dofile("src/bench/common.lua")
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")

init = as_staff

function request()
  local n = next_number()
  local key = run .. "-" .. n
  wrk.headers["Idempotency-Key"] = key
  return wrk.format(nil, string.format("/v1/coupons/01992000-0000-7000-8000-%012x/redemptions", n), nil, string.format(
    '{"presenceId":"01991100-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":5800}',
    n, store, key))
end
