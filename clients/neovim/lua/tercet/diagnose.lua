-- Says why the server ended: starts it once more without input, which makes it say so on its error stream.
local settings = require('tercet.settings')
local words = require('tercet.words')

local M = {}

function M.say(reason)
  local said = {}
  local job = vim.fn.jobstart(settings.cmd, {
    stdin = 'null',
    stderr_buffered = true,
    on_stderr = function(_, lines)
      said = lines
    end,
    on_exit = function()
      local text = words.line(table.concat(said, ' '), 300)
      words.warn(reason .. (text ~= '' and ': ' .. text or '; type `tercet doctor` in a terminal'))
    end,
  })
  if job <= 0 then
    words.warn(reason)
  end
end

return M
