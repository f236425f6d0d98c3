-- Lookups by id of the members in a file, or of one constant path.
dofile("src/bench/common.lua")
local path = os.getenv("BENCH_PATH")

function init()
  seed_random()
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  requests = {}
  if path then
    requests[1] = wrk.format("GET", path)
  else
    for id in io.lines(os.getenv("BENCH_MEMBER_FILE")) do
      requests[#requests + 1] = wrk.format("GET", "/v1/members/" .. id)
    end
  end
end

function request()
  return requests[math.random(#requests)]
end
