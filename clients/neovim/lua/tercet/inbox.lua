-- The inbox: a picker, and the same as a quickfix list.
local model = require('tercet.model')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

--- The decisions as they are now, asked for anew so that a command typed at once shows them too.
local function with_decisions(take)
  server.request('tercet/decision/list', {}, function(inbox)
    model.inbox_changed(nil, inbox)
    if #inbox.decisions == 0 then
      words.say('nothing waits for you')
    else
      take(inbox.decisions)
    end
  end)
end

--- Lets one be picked, and shows its task there.
function M.pick()
  with_decisions(function(decisions)
    vim.ui.select(decisions, {
      prompt = ('Inbox: %d'):format(#decisions),
      kind = 'tercet',
      format_item = function(decision)
        return ('%s · %s (%s)'):format(words.line(decision.summary, 60), words.line(decision.taskTitle, 40), decision.task)
      end,
    }, function(decision)
      if decision then
        require('tercet.task').open(decision.task, decision.id)
      end
    end)
  end)
end

local function in_code(decision, worktree)
  return vim.tbl_map(
    function(cluster)
      return {
        filename = cluster.file and worktree and (worktree .. '/' .. cluster.file) or ('tercet://task/' .. decision.task),
        lnum = cluster.startLine or 1,
        type = cluster.severities[1] == 'critical' and 'E' or 'W',
        text = ('%s %s: %s'):format(decision.task, cluster.id, words.line(cluster.claim)),
      }
    end,
    vim.tbl_filter(function(cluster)
      return cluster.state == 'open'
    end, decision.asked.clusters)
  )
end

--- Where a decision is read: the artifact, the lines of code, else the task.
local function entries(decision, task)
  if decision.asked.kind == 'findings' then
    return in_code(decision, task.worktree)
  end
  local file = 'tercet://task/' .. decision.task
  for _, artifact in ipairs(task.artifacts) do
    if decision.asked.kind == 'approval' and artifact.name == decision.asked.artifact and artifact.path then
      file = artifact.path
    end
  end
  return { { filename = file, lnum = 1, text = ('%s: %s'):format(decision.task, words.line(decision.summary)) } }
end

local function show(list)
  vim.fn.setqflist({}, ' ', { title = 'Tercet inbox', items = list })
  vim.cmd('copen')
end

--- Fills the quickfix list, and opens it.
function M.quickfix()
  with_decisions(function(decisions)
    local tasks, missing = {}, 0
    for _, decision in ipairs(decisions) do
      tasks[decision.task] = false
    end
    for id in pairs(tasks) do
      missing = missing + 1
      server.request('tercet/task/show', { task = id }, function(task)
        tasks[id] = task
        missing = missing - 1
        if missing == 0 then
          local list = {}
          for _, decision in ipairs(decisions) do
            vim.list_extend(list, entries(decision, tasks[decision.task]))
          end
          show(list)
        end
      end)
    end
  end)
end

return M
