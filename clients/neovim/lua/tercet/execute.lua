-- Commands of the server: given by lenses, code actions and :Tercet.
local compat = require('tercet.compat')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

--- What we show better than the server's pages do.
local shown_here = {
  ['tercet.show'] = function(given)
    require('tercet.task').open(given.task)
  end,
  ['tercet.diff'] = function(given)
    require('tercet.diff').task(given.task)
  end,
  ['tercet.inbox'] = function()
    require('tercet.inbox').pick()
  end,
}

--- What came of it: a task says how it stands, a note that something has to be written.
local function tell(result)
  if type(result) == 'table' and result.summary and result.summary.state then
    words.say(('%s: %s'):format(result.summary.id, result.summary.state.text))
  end
end

--- Gives a command; `arguments` is one object in a list, or plain values in order.
function M.command(name, arguments, take)
  server.ready(function(client)
    local params = { command = name, arguments = arguments }
    compat.call(client, 'request', 'workspace/executeCommand', params, function(problem, result)
      if problem then
        words.refused(problem)
        return
      end
      tell(result)
      if take then
        take(result)
      end
    end)
  end)
end

--- A command that a lens or a code action carries.
function M.lens(command)
  local given = (command.arguments or {})[1]
  local here = shown_here[command.command]
  if here and type(given) == 'table' and (given.task or command.command == 'tercet.inbox') then
    here(given)
  else
    M.command(command.command, command.arguments)
  end
end

return M
