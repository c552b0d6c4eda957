-- wrk's side of a closed loop: one fixed request, and the result as JSON.
-- Arguments: a file with the body, a file with one `name: value` header a line.

function init(args)
  wrk.method = "POST"
  local body = assert(io.open(args[1], "rb"))
  wrk.body = body:read("*a")
  body:close()
  for line in io.lines(args[2]) do
    local name, value = line:match("^([^:]+): (.*)$")
    wrk.headers[name] = value
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"seconds":%.6f,"errors":%d,"p50Ms":%.3f,"p99Ms":%.3f,"p999Ms":%.3f}\n',
    summary.requests, summary.duration / 1e6,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3))
end
