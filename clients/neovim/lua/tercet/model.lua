-- What is known of tasks and decisions: told by the daemon, the later word counts.
local server = require('tercet.server')

local M = { tasks = {}, decisions = {}, connected = false }

local seen = 0
local subscribed_from = nil

local listeners = {}

--- Calls what is given with the id of a task that changed, or with nil where any may have; until it answers false.
function M.on_change(listener)
  table.insert(listeners, listener)
end

local function changed(task)
  listeners = vim.tbl_filter(function(listener)
    return listener(task) ~= false
  end, listeners)
  -- Agents write files that are open here.
  vim.cmd('silent! checktime')
  vim.cmd('redrawstatus!')
  vim.api.nvim_exec_autocmds('User', { pattern = 'TercetChanged', modeline = false })
end

local function take_task(summary)
  local known = M.tasks[summary.id]
  if not known or summary.revision >= known.revision then
    M.tasks[summary.id] = summary
  end
end

local function take_inbox(inbox)
  if inbox.position >= seen then
    seen = inbox.position
    M.decisions = inbox.decisions
  end
end

function M.task_changed(_, told)
  subscribed_from = told.position
  if told.summary then
    take_task(told.summary)
  else
    M.tasks[told.task] = nil
  end
  vim.schedule(function()
    changed(told.task)
  end)
end

function M.inbox_changed(_, inbox)
  take_inbox(inbox)
  vim.schedule(function()
    changed(nil)
  end)
end

--- Subscribes first, then lists, so that nothing falls between the two.
local function subscribe(from)
  server.request('tercet/inbox/subscribe', { from = from }, function(subscribed)
    subscribed_from = subscribed_from or subscribed.position
    server.request('tercet/task/list', {}, function(list)
      vim.tbl_map(take_task, list.tasks)
      server.request('tercet/decision/list', {}, function(inbox)
        take_inbox(inbox)
        M.connected = true
        changed(nil)
      end)
    end)
  end, function()
    -- Another journal than before: what was known is of no use.
    M.tasks, M.decisions, seen, subscribed_from = {}, {}, 0, nil
    if from then
      subscribe(nil)
    end
  end)
end

--- We read too slowly: go on from where it says.
function M.lost(_, lost)
  vim.schedule(function()
    subscribe(lost.position)
  end)
end

server.on_state(function(connected)
  if connected then
    subscribe(subscribed_from)
  else
    M.connected = false
    changed(nil)
  end
end)

--- The tasks, those that were changed last first.
function M.sorted()
  local tasks = vim.tbl_values(M.tasks)
  table.sort(tasks, function(left, right)
    if left.updatedAt ~= right.updatedAt then
      return left.updatedAt > right.updatedAt
    end
    return left.id < right.id
  end)
  return tasks
end

--- The open decisions of some kinds, of one task (its id's beginning will do) or of all.
function M.open(kinds, task)
  return vim.tbl_filter(function(decision)
    return (not kinds or kinds[decision.asked.kind]) and (not task or vim.startswith(decision.task, task))
  end, M.decisions)
end

return M
