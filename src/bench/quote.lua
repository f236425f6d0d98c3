-- Quotes of 10 lines for members of BENCH_TOKENS, or one constant path for the same members. Prints the 99th percentile of
-- the answers' time in microseconds, wherever a rate stands in the other scripts.
dofile("src/bench/common.lua")
local path = os.getenv("BENCH_PATH")
local store = os.getenv("BENCH_STORE")

local dishes = {
  { "KUNGPAO-CHICKEN", 4800, 1 }, { "MAPO-TOFU", 3200, 2 }, { "STEAMED-BASS", 8800, 1 }, { "DAN-DAN-NOODLES", 2200, 2 },
  { "RICE", 300, 4 }, { "CUCUMBER", 1600, 1 }, { "PLUM-DRINK", 1200, 2 }, { "BIRTHDAY-SET", 9800, 1 },
  { "RICE", 300, 1 }, { "PLUM-DRINK", 1200, 1 }
}

local function basket()
  local lines = {}
  for i, dish in ipairs(dishes) do
    lines[i] = string.format('{"ref":"%d","dishCode":"%s","unitPriceFen":%d,"quantity":%d}', i, dish[1], dish[2], dish[3])
  end
  return string.format('{"storeId":"%s","channel":"MINI_PROGRAM","deliveryFen":600,"packagingFen":200,"lines":[%s]}',
    store, table.concat(lines, ","))
end

function init()
  seed_random()
  requests = {}
  local body = basket()
  wrk.headers["Content-Type"] = "application/json"
  for token in io.lines(os.getenv("BENCH_TOKENS")) do
    wrk.headers["Authorization"] = "Bearer " .. token
    requests[#requests + 1] = path and wrk.format("GET", path) or wrk.format("POST", "/v1/orders/quotes", nil, body)
  end
end

function request()
  return requests[math.random(#requests)]
end

function done(summary, latency)
  print_result(latency:percentile(99), summary)
end
