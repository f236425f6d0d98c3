-- What the load scripts share; run.sh runs them from the project's root, so they say dofile("src/bench/common.lua").

local first = tonumber(os.getenv("BENCH_FIRST") or "1")
local threads, taken = 0, 0

-- Each thread knows its number, 0 or 1.
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

-- The next number of this thread: the two threads take turns, beginning at BENCH_FIRST.
function next_number()
  local n = first + taken * 2 + number
  taken = taken + 1
  return n
end

-- The headers of what staff and tills post.
function as_staff()
  wrk.method = "POST"
  wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")
  wrk.headers["Content-Type"] = "application/json"
end

-- Random numbers that differ from thread to thread and from run to run.
function seed_random()
  math.randomseed(number * 7919 + os.time())
end

-- The line that wrk_rate reads: a value, refused, broken and good requests.
function print_result(value, summary)
  io.write(string.format("BENCH %.1f %d %d %d\n", value, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.timeout, summary.requests - summary.errors.status))
end

-- The value is good requests a second, where a script does not say otherwise.
function done(summary)
  print_result((summary.requests - summary.errors.status) / (summary.duration / 1e6), summary)
end
