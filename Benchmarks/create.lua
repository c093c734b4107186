-- wrk: creates 1-KB ConfigMaps under names of their own; at most COUNT of them when COUNT is set.
local token = os.getenv("TOKEN")
local namespace = os.getenv("NAMESPACE") or "default"
local prefix = os.getenv("PREFIX") or "c"
local limit = tonumber(os.getenv("COUNT") or "0")
local number = 0
local filling = string.rep("x", 800)
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
local path = "/api/v1/namespaces/" .. namespace .. "/configmaps"

function request()
    number = number + 1
    if limit > 0 and number > limit then return wrk.format("GET", "/healthz", headers) end
    local body = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"' .. prefix .. "-" .. number
        .. '"},"data":{"filling":"' .. filling .. '"}}'
    return wrk.format("POST", path, headers, body)
end
