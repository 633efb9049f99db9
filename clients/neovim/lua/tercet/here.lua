-- The task that a buffer is about: a page of ours, or a file of its worktree.
local model = require('tercet.model')

local M = {}

local places = {
  '^tercet://task/([%l%d-]+)',
  '^tercet://diff/([%l%d-]+)',
  '^tercet://run/([%l%d-]+)%.',
  '^tercet://content/([%l%d-]+)/',
  '/%.tercet/tasks/([%l%d-]+)/',
  '/%.tercet/worktrees/([%l%d-]+)/',
}

--- Its id; nil where the buffer is about none that is known.
function M.task()
  local name = vim.api.nvim_buf_get_name(0)
  for _, place in ipairs(places) do
    local id = name:match(place)
    if id and model.tasks[id] then
      return id
    end
  end
  return nil
end

return M
