-- :Tercet WORD …, and its completion.
local decide = require('tercet.decide')
local execute = require('tercet.execute')
local here = require('tercet.here')
local model = require('tercet.model')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

local function task_or_pick(take)
  return function(given)
    local task = given[1] or here.task()
    if task then
      take(task)
      return
    end
    server.request('tercet/task/list', {}, function(list)
      vim.tbl_map(function(task)
        model.tasks[task.id] = task
      end, list.tasks)
      if #list.tasks == 0 then
        words.say('there is no task yet: `:Tercet new`')
        return
      end
      vim.ui.select(list.tasks, {
        prompt = 'Which task?',
        kind = 'tercet',
        format_item = function(task)
          return ('%s: %s'):format(task.id, task.state.text)
        end,
      }, function(task)
        if task then
          take(task.id)
        end
      end)
    end)
  end
end

local function decides(verb)
  return {
    does = ('%s: decides'):format(verb),
    run = function(given)
      decide.by(verb, { task = given[1] or here.task(), cluster = given[2] })
    end,
    fits = function()
      return vim.tbl_map(function(decision)
        return decision.task
      end, model.open(decide.verbs[verb].kinds))
    end,
  }
end

local function all_tasks()
  return vim.tbl_map(function(task)
    return task.id
  end, model.sorted())
end

--- A command that the server asks everything for by itself.
local function gives(name)
  return {
    run = function(given)
      execute.command('tercet.' .. name, #given > 0 and given or { here.task() })
    end,
    fits = all_tasks,
  }
end

local commands = {
  inbox = {
    run = function()
      require('tercet.inbox').pick()
    end,
  },
  quickfix = {
    run = function()
      require('tercet.inbox').quickfix()
    end,
  },
  show = {
    run = task_or_pick(function(task)
      require('tercet.task').open(task)
    end),
    fits = all_tasks,
  },
  log = {
    run = task_or_pick(function(task)
      require('tercet.log').of_task(task)
    end),
    fits = all_tasks,
  },
  diff = {
    run = task_or_pick(function(task)
      require('tercet.diff').task(task)
    end),
    fits = all_tasks,
  },
  new = {
    run = function(given)
      execute.command('tercet.new', #given > 0 and { { title = table.concat(given, ' ') } } or {})
    end,
  },
  lens = {
    run = function()
      require('tercet.lenses').run()
    end,
  },
  start = {
    run = function()
      server.ready(function()
        words.say('connected')
      end)
    end,
  },
  stop = {
    run = function()
      server.stop()
    end,
  },
  doctor = {
    run = function()
      execute.command('tercet.doctor', {})
    end,
  },
  daemon = {
    run = function()
      server.request('tercet/server/status', {}, function(status)
        words.say(('daemon %s, process %s, home %s'):format(status.version, status.pid, status.home))
      end)
    end,
  },
}

for verb in pairs(decide.verbs) do
  commands[verb] = decides(verb)
end
for _, name in ipairs({ 'findings', 'pause', 'resume', 'takeover', 'handback', 'retry', 'rebase', 'undo', 'abandon', 'delete' }) do
  commands[name] = gives(name)
end

local function names()
  local all = vim.tbl_keys(commands)
  table.sort(all)
  return all
end

function M.run(typed)
  local word = typed[1] or 'inbox'
  local command = commands[word]
  if not command then
    words.warn(('there is no `:Tercet %s`; there are %s'):format(word, table.concat(names(), ', ')))
    return
  end
  command.run(vim.list_slice(typed, 2))
end

local function beginning(list, word)
  local fits, seen = {}, {}
  for _, one in ipairs(list) do
    if vim.startswith(one, word) and not seen[one] then
      seen[one] = true
      table.insert(fits, one)
    end
  end
  return fits
end

--- Completes a sub-command, then a task that it fits.
function M.complete(word, line)
  local before = vim.split(vim.trim(line:sub(1, #line - #word)), '%s+')
  if #before == 1 then
    return beginning(names(), word)
  end
  local command = commands[before[2]]
  return #before == 2 and command and command.fits and beginning(command.fits(), word) or {}
end

return M
