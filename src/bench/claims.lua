-- Claims of one template, BENCH_TEMPLATE, each by the next member of a file of tokens and with a key of its own. Each
-- thread claims for its half of the tokens and stops when all are answered (BENCH_ONCE), or goes round until the time is
-- over. With BENCH_PATH it reads that path instead, as the same members.
dofile("src/bench/clock.lua")
local all = {}

function setup(thread)
  thread:set("number", #all)
  all[#all + 1] = thread
end

function init()
  local run, path, once = os.getenv("BENCH_RUN"), os.getenv("BENCH_PATH"), os.getenv("BENCH_ONCE")
  local template = os.getenv("BENCH_TEMPLATE")
  tokens, sent, issued, refused, failed, began, ended = {}, 0, 0, 0, 0, 0, 0
  local line = 0
  for token in io.lines(os.getenv("BENCH_TOKENS")) do
    line = line + 1
    if line % 2 == number then
      local n = #tokens + 1
      local headers = { Authorization = "Bearer " .. token }
      if not path then headers["Idempotency-Key"] = run .. "-" .. line end
      tokens[n] = wrk.format(path and "GET" or "POST", path or "/v1/coupon-templates/" .. template .. "/claims", headers)
    end
  end
  stops = once ~= nil
end

function request()
  if sent == 0 then began = micros() end
  sent = sent + 1
  return tokens[(sent - 1) % #tokens + 1]
end

function response(status)
  if stops and issued + refused + failed >= #tokens then return end
  if status == 201 or status == 200 then issued = issued + 1
  elseif status == 409 then refused = refused + 1
  else failed = failed + 1 end
  if stops and issued + refused + failed == #tokens then
    ended = micros()
    wrk.thread:stop()
  end
end

function done(summary, latency)
  local issued, refused, failed, began, ended = 0, 0, 0, math.huge, 0
  for _, thread in ipairs(all) do
    issued = issued + thread:get("issued")
    refused = refused + thread:get("refused")
    failed = failed + thread:get("failed")
    began = math.min(began, thread:get("began"))
    ended = math.max(ended, thread:get("ended"))
  end
  local seconds = ended > 0 and (ended - began) / 1e6 or summary.duration / 1e6
  local broken = summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("BENCH %.1f %d %d %d %.3f\n", (issued + refused) / seconds, issued, refused, failed + broken, seconds))
end
