-- wrk: puts 1-KB values under keys of their own through etcd's JSON gateway.
local number = 0
-- base64 of a kilobyte
local value = string.rep("eHh4", 340)
local digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function base64(text)
    local out = {}
    for at = 1, #text, 3 do
        local a, b, c = text:byte(at, at + 2)
        local bits = a * 65536 + (b or 0) * 256 + (c or 0)
        for place = 0, 3 do
            local digit = math.floor(bits / 64 ^ (3 - place)) % 64
            out[#out + 1] = digits:sub(digit + 1, digit + 1)
        end
        if not c then out[#out] = "=" end
        if not b then out[#out - 1] = "=" end
    end
    return table.concat(out)
end

function request()
    number = number + 1
    local key = base64("/registry/configmaps/default/c" .. (os.getenv("PREFIX") or "") .. "-" .. number)
    return wrk.format("POST", "/v3/kv/put", nil, '{"key":"' .. key .. '","value":"' .. value .. '"}')
end
