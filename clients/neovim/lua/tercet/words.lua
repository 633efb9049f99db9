-- What is said to the person: plain words, never a stack trace.
local M = {}

function M.say(text)
  vim.notify('tercet: ' .. text, vim.log.levels.INFO)
end

function M.warn(text)
  vim.notify('tercet: ' .. text, vim.log.levels.WARN)
end

--- A request was refused: the daemon's message is written for people.
function M.refused(problem)
  M.warn(type(problem) == 'table' and problem.message or tostring(problem))
end

--- A text of several lines as one, no longer than the width given.
function M.line(text, width)
  local line = vim.trim((text or ''):gsub('%s+', ' '))
  if width and vim.fn.strdisplaywidth(line) > width then
    line = vim.fn.strcharpart(line, 0, width - 1) .. '…'
  end
  return line
end

return M
