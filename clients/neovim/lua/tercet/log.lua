-- The live log of a run: what is there, then what comes, until the run ends or the page is closed.
local pages = require('tercet.pages')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

-- The runs that are followed: buffer, number of the next entry, and what came before the first answer.
local followed = {}

local function text_of(entry)
  local lines = vim.split(vim.trim(entry.text), '\n')
  local shown = { ('%s  %s'):format(entry.kind, lines[1]) }
  for at = 2, #lines do
    table.insert(shown, '    ' .. lines[at])
  end
  return shown
end

--- Follows the end of the log in windows whose cursor is there.
local function append(buffer, lines)
  local last = vim.api.nvim_buf_line_count(buffer)
  local at_end = vim.tbl_filter(function(window)
    return vim.api.nvim_win_get_cursor(window)[1] >= last
  end, vim.fn.win_findbuf(buffer))
  local empty = last == 1 and vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1] == ''
  pages.write(buffer, lines, empty and 0 or last, -1)
  for _, window in ipairs(at_end) do
    vim.api.nvim_win_set_cursor(window, { vim.api.nvim_buf_line_count(buffer), 0 })
  end
end

--- Entries have numbers; what is known already is dropped.
local function take(run, output)
  local log = followed[run]
  if not log or not vim.api.nvim_buf_is_loaded(log.buffer) then
    followed[run] = nil
    return
  end
  local lines = {}
  for at, entry in ipairs(output.lines) do
    if output.from + at - 1 >= log.next then
      vim.list_extend(lines, text_of(entry))
    end
  end
  log.next = math.max(log.next, output.next)
  if output.ended and not log.ended then
    log.ended = true
    table.insert(lines, '-- the run has ended --')
  end
  if #lines > 0 then
    append(log.buffer, lines)
  end
end

--- The handler of `tercet/run/output`. An answer may be overtaken: what comes before it waits for it.
function M.output(_, output)
  vim.schedule(function()
    local log = followed[output.run]
    if log and log.early then
      table.insert(log.early, output)
    else
      take(output.run, output)
    end
  end)
end

local function follow(run)
  local log = followed[run]
  log.early = {}
  server.request('tercet/run/follow', { run = run, from = log.next }, function(output)
    local early = log.early
    log.early = nil
    take(run, output)
    for _, later in ipairs(early) do
      take(run, later)
    end
  end, function(problem)
    pages.write(log.buffer, { words.line(problem.message) })
    followed[run] = nil
  end)
end

--- The handler of `tercet/run/lost`: we read too slowly, and go on from where it says.
function M.lost(_, lost)
  vim.schedule(function()
    if followed[lost.run] then
      follow(lost.run)
    end
  end)
end

server.on_state(function(connected)
  for run, log in pairs(followed) do
    if connected and not log.ended then
      follow(run)
    end
  end
end)

local function close(run)
  local log = followed[run]
  followed[run] = nil
  if log and not log.ended and server.client() then
    server.request('tercet/run/unfollow', { run = run })
  end
end

--- Fills a buffer with a run's log, and goes on.
function M.read(buffer, run)
  vim.bo[buffer].filetype = 'tercetlog'
  vim.bo[buffer].bufhidden = 'wipe'
  followed[run] = { buffer = buffer, next = 0, ended = false }
  vim.keymap.set('n', 'q', '<Cmd>bdelete<CR>', { buffer = buffer, silent = true })
  vim.api.nvim_create_autocmd('BufUnload', {
    buffer = buffer,
    once = true,
    desc = 'Follow the run no longer',
    callback = function()
      close(run)
    end,
  })
  follow(run)
end

function M.open(run)
  pages.open('tercet://run/' .. run, 'botright split')
end

--- The newest run of a task, by its id or the beginning of it.
function M.of_task(task)
  server.request('tercet/run/list', { task = task }, function(list)
    local newest = list.runs[#list.runs]
    if newest then
      M.open(newest.id)
    else
      words.say('nothing of this task has run yet')
    end
  end)
end

return M
