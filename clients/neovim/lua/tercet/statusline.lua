-- A component for the status line: how many decisions wait, and which is the most valuable.
local model = require('tercet.model')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

function M.text()
  if server.reason() then
    return 'tercet: not connected'
  end
  local first = model.decisions[1]
  if not model.connected or not first then
    return ''
  end
  return ('tercet %d: %s (%s)'):format(#model.decisions, words.line(first.summary, 40), first.task)
end

return M
