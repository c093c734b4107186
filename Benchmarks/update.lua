-- wrk: changes the same 100 ConfigMaps over and over; COUNT times when COUNT is set.
local token = os.getenv("TOKEN")
local limit = tonumber(os.getenv("COUNT") or "0")
local number = 0
local filling = string.rep("y", 800)
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/merge-patch+json" }
local path = "/api/v1/namespaces/default/configmaps/c32-"

function request()
    number = number + 1
    if limit > 0 and number > limit then
        wrk.thread:stop()
        return wrk.format("GET", "/healthz", headers)
    end
    return wrk.format("PATCH", path .. (number % 100 + 1), headers, '{"data":{"filling":"' .. number .. filling .. '"}}')
end
