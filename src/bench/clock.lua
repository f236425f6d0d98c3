-- Microseconds of a clock that only goes forward.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } bench_time;
  int clock_gettime(int clock, bench_time *now);
]]
local clock = ffi.new("bench_time")

function micros()
  ffi.C.clock_gettime(1, clock)
  return tonumber(clock.seconds) * 1e6 + tonumber(clock.nanos) / 1e3
end
