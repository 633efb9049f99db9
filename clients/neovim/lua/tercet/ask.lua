-- Answers `tercet/ask`: a command that the server was given lacks something only a person knows.
local compat = require('tercet.compat')
local words = require('tercet.words')

local M = {}

local function put(ask, take)
  if ask.kind == 'line' then
    vim.ui.input({ prompt = ask.prompt .. ' ' }, take)
    return
  end
  vim.ui.select(ask.options, {
    prompt = ask.prompt,
    kind = 'tercet',
    format_item = function(option)
      return words.line(option.text)
    end,
  }, function(option)
    take(option and option.id)
  end)
end

local function reply(value)
  return value and value ~= '' and { value = value } or vim.empty_dict()
end

--- The handler. Where Neovim lets it wait, an asynchronous picker may answer later; before 0.10 it has to answer at
--- once, which the built-in vim.ui.input and vim.ui.select do.
function M.answer(_, ask)
  local routine = coroutine.running()
  local may_wait = compat.may_wait()
  local value, answered, waits = nil, false, false
  put(ask, function(given)
    value, answered = given, true
    if waits then
      coroutine.resume(routine)
    end
  end)
  if not answered and may_wait then
    waits = true
    coroutine.yield()
  elseif not answered then
    words.warn('this Neovim has to answer at once, and your vim.ui does not: use a key of :Tercet show instead')
  end
  return reply(value)
end

return M
