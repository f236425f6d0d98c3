-- Ledger commands, each with a key and an order reference of its own. BENCH_COMMAND says which: accrual (for random
-- members, or BENCH_MEMBER), redemption (the next presence each time) or hold (the next presence, and the capture of
-- each hold that was answered, as soon as it is).
dofile("src/bench/common.lua")
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local command = os.getenv("BENCH_COMMAND") or "accrual"
local only = os.getenv("BENCH_MEMBER")
local members = tonumber(os.getenv("BENCH_MEMBERS"))
local now = os.getenv("BENCH_NOW")
local held = {}

function init()
  seed_random()
  as_staff()
end

local function accrual(key)
  local member = only and tonumber(only) or math.random(1, members)
  return wrk.format(nil, "/v1/points/accruals", nil, string.format(
    '{"memberId":"01990000-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":5800,"occurredAt":"%s"}',
    member, store, key, now))
end

-- Presence n belongs to member (n - 1) % members + 1.
local function spending(path, key, presence)
  return wrk.format(nil, path, nil, string.format(
    '{"memberId":"01990000-0000-7000-8000-%012x","presenceId":"01991000-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","points":10,"reason":"BENCH"}',
    (presence - 1) % members + 1, presence, store, key))
end

function request()
  local capture = table.remove(held)
  if capture then
    wrk.headers["Idempotency-Key"] = "capture-" .. capture
    return wrk.format(nil, "/v1/points/holds/" .. capture .. "/captures", nil, "{}")
  end
  local n = next_number()
  local key = run .. "-" .. n
  wrk.headers["Idempotency-Key"] = key
  if command == "redemption" then return spending("/v1/points/redemptions", key, n) end
  if command == "hold" then return spending("/v1/points/holds", key, n) end
  return accrual(key)
end

-- A capture's own answer is told by what it took; reading answers costs the load generator something, so the baseline of
-- holds reads its answers too (BENCH_READ).
if command == "hold" or os.getenv("BENCH_READ") then
  function response(status, headers, body)
    local entry = body:match('"entryId":"([^"]+)"')
    if command == "hold" and entry and body:find('"points":0', 1, true) then held[#held + 1] = entry end
  end
end
