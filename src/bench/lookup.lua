-- Lookups by id of the members in a file, or of one constant path.
local path = os.getenv("BENCH_PATH")
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init()
  math.randomseed(number * 7919 + os.time())
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

function done(summary, latency)
  io.write(string.format("BENCH %.1f %d %d\n",
    (summary.requests - summary.errors.status) / (summary.duration / 1e6),
    summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
