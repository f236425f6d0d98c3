-- One request at a time, timed in the load generator: the targets of BENCH_TARGETS take turns, so that whatever else the
-- machine does meets all of them alike. Prints the median of each in microseconds. Targets are accrual:MEMBER,
-- redemption:MEMBER:FIRST_PRESENCE (presences from there on belong to that member) and ping; member 0 is a random one.
dofile("src/bench/clock.lua")
local run = os.getenv("BENCH_RUN")
local store = os.getenv("BENCH_STORE")
local members = tonumber(os.getenv("BENCH_MEMBERS"))
local now = os.getenv("BENCH_NOW")
local targets, times, turn, began, refused = {}, {}, 0, 0, 0

for target in os.getenv("BENCH_TARGETS"):gmatch("%S+") do
  local kind, member, presence = target:match("^(%a+):?(%d*):?(%d*)$")
  targets[#targets + 1] = { kind = kind, member = tonumber(member), presence = tonumber(presence) }
  times[#times + 1] = {}
end

function init()
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  turn = turn + 1
  local target = targets[(turn - 1) % #targets + 1]
  local key = run .. "-" .. turn
  wrk.headers["Idempotency-Key"] = key
  local text
  if target.kind == "ping" then
    text = wrk.format("GET", "/v1/ping")
  elseif target.kind == "accrual" then
    text = wrk.format("POST", "/v1/points/accruals", nil, string.format(
      '{"memberId":"01990000-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","channel":"STORE","amountFen":5800,"occurredAt":"%s"}',
      target.member > 0 and target.member or math.random(1, members), store, key, now))
  else
    text = wrk.format("POST", "/v1/points/redemptions", nil, string.format(
      '{"memberId":"01990000-0000-7000-8000-%012x","presenceId":"01991000-0000-7000-8000-%012x","storeId":"%s","orderRef":"%s","points":100,"reason":"BENCH"}',
      target.member, target.presence, store, key))
    target.presence = target.presence + 1
  end
  began = micros()
  return text
end

function response(status)
  local of = times[(turn - 1) % #targets + 1]
  of[#of + 1] = micros() - began
  if status >= 400 then refused = refused + 1 end
  -- done() runs in another state: what it needs is written along the way.
  if turn % 200 == 0 then report() end
end

function report()
  local medians = {}
  for i, of in ipairs(times) do
    local sorted = {}
    for j, value in ipairs(of) do sorted[j] = value end
    table.sort(sorted)
    medians[i] = string.format("%.1f", sorted[math.ceil(#sorted / 2)] or 0)
  end
  local file = io.open(os.getenv("BENCH_LATENCY_FILE"), "w")
  file:write(refused, " ", table.concat(medians, " "), "\n")
  file:close()
end
