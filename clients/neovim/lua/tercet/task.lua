-- A task's page: how it stands, and keys for what can be done where the cursor is.
local decide = require('tercet.decide')
local lines_of = require('tercet.page_lines').of
local model = require('tercet.model')
local pages = require('tercet.pages')
local server = require('tercet.server')
local show = require('tercet.show')
local words = require('tercet.words')

local M = {}

-- What each page shows, by buffer: the task, and what each line is about.
local shown = {}

local help = {
  '<CR>  opens what the line is about: a text, a place in the code, a change, a log',
  'a     approves, accepts, or answers        r     rejects, with a line',
  'x     dismisses a finding                  p     pushes a finding back, with a line',
  'i     asks the reviewer about a finding    m     merges',
  'o     chooses how to go on                 d     the whole change as a diff',
  'l     live log of the newest run           gr    reads the task anew',
  'q     closes the page                      g?    this',
}

local function ask_all(id, take, refused)
  server.request('tercet/task/show', { task = id }, function(task)
    server.request('tercet/change/files', { task = task.summary.id }, function(changes)
      server.request('tercet/finding/list', { task = task.summary.id }, function(findings)
        take(task, changes, findings)
      end, refused)
    end, refused)
  end, refused)
end

--- Puts the cursor on the first line of a decision.
local function place_at(buffer, decision)
  local first = nil
  for line, what in pairs(shown[buffer].about) do
    if what.decision and what.decision.id == decision and line < (first or math.huge) then
      first = line
    end
  end
  for _, window in ipairs(first and vim.fn.win_findbuf(buffer) or {}) do
    vim.api.nvim_win_set_cursor(window, { first, 0 })
  end
end

local function draw(buffer, task, changes, findings, decision)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return
  end
  local lines, about = lines_of(task, changes, findings)
  local before = shown[buffer]
  shown[buffer] = { id = task.summary.id, task = task, about = about, revision = task.summary.revision }
  if not before or before.lines ~= table.concat(lines, '\n') then
    pages.write(buffer, lines)
  end
  shown[buffer].lines = table.concat(lines, '\n')
  if decision then
    place_at(buffer, decision)
  end
end

local function refresh(buffer, id, decision)
  ask_all(id, function(task, changes, findings)
    draw(buffer, task, changes, findings, decision)
  end, function(problem)
    if vim.api.nvim_buf_is_loaded(buffer) then
      pages.write(buffer, { words.line(problem.message) })
    end
  end)
end

--- What the cursor's line is about; an empty table where it is about nothing.
local function under_cursor(buffer)
  local line = vim.api.nvim_win_get_cursor(0)[1]
  return shown[buffer] and shown[buffer].about[line] or {}
end

local function open_cluster(task, cluster)
  if not cluster.file or not task.worktree then
    words.say('this finding names no file, or the task has no worktree any more')
    return
  end
  local line = (cluster.startLine or 1) - 1
  show.file(task.worktree .. '/' .. cluster.file, { start = { line = line, character = 0 } })
end

local function open_artifact(artifact)
  if artifact and artifact.path then
    show.file(artifact.path)
  else
    words.say('this text is in no worktree any more; the merge brought it into the target')
  end
end

local function artifact_of(task, name)
  for _, artifact in ipairs(task.artifacts) do
    if artifact.name == name then
      return artifact
    end
  end
  return nil
end

local function open_here(buffer)
  local what, page = under_cursor(buffer), shown[buffer]
  if what.cluster then
    open_cluster(page.task, what.cluster)
  elseif what.artifact then
    open_artifact(what.artifact)
  elseif what.run then
    require('tercet.log').open(what.run.id)
  elseif what.file then
    require('tercet.diff').sides(page.task, what.file)
  elseif what.decision and what.decision.asked.kind == 'approval' then
    open_artifact(artifact_of(page.task, what.decision.asked.artifact))
  elseif what.decision and what.decision.asked.kind == 'merge' then
    require('tercet.diff').task(page.id)
  end
end

--- Decides what the line is about; where it is about nothing, what the task has open of that kind.
local function decides(verb)
  return function(buffer)
    local what = under_cursor(buffer)
    local fits = what.decision and decide.verbs[verb].kinds[what.decision.asked.kind]
    decide.by(verb, {
      task = shown[buffer] and shown[buffer].id,
      decision = fits and what.decision or nil,
      cluster = what.cluster and what.cluster.id,
    })
  end
end

local yes = { approval = 'approve', findings = 'accept', question = 'answer', merge = 'merge' }

--- `a` says yes to what the line is about, else to the first thing that the task asks.
local function agree(buffer)
  local what = under_cursor(buffer)
  local page = shown[buffer]
  local decision = what.decision or (page and page.task.decisions[1])
  local verb = what.cluster and 'accept' or (decision and (yes[decision.asked.kind] or 'resolve'))
  if verb then
    decides(verb)(buffer)
  else
    words.say('this task asks nothing now')
  end
end

local keys = {
  ['<CR>'] = open_here,
  a = agree,
  r = decides('reject'),
  x = decides('dismiss'),
  p = decides('push-back'),
  i = decides('ask'),
  m = decides('merge'),
  o = decides('resolve'),
  d = function(buffer)
    require('tercet.diff').task(shown[buffer].id)
  end,
  l = function(buffer)
    require('tercet.log').of_task(shown[buffer].id)
  end,
  gr = function(buffer)
    refresh(buffer, shown[buffer].id)
  end,
  q = function()
    vim.cmd('bdelete')
  end,
  ['g?'] = function()
    vim.api.nvim_echo({ { table.concat(help, '\n') } }, false, {})
  end,
}

--- Fills a buffer with a task, and keeps it as the task is.
function M.read(buffer, id)
  vim.bo[buffer].filetype = 'tercet'
  for key, act in pairs(keys) do
    vim.keymap.set('n', key, function()
      act(buffer)
    end, { buffer = buffer, nowait = key ~= 'g?', silent = true })
  end
  model.on_change(function(changed)
    if not vim.api.nvim_buf_is_valid(buffer) then
      shown[buffer] = nil
      return false
    end
    local known = shown[buffer]
    if not known or not changed or changed == known.id then
      refresh(buffer, known and known.id or id)
    end
    return true
  end)
  refresh(buffer, id)
end

--- Shows a task, by its id or the beginning of it, with the cursor on a decision if one is named.
function M.open(id, decision)
  server.request('tercet/task/show', { task = id }, function(task)
    local buffer = pages.open('tercet://task/' .. task.summary.id)
    refresh(buffer, task.summary.id, decision)
  end)
end

return M
