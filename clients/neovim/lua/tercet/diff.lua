-- What a task changes: the whole of it as a patch, or one file as two sides.
local pages = require('tercet.pages')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

--- Fills a buffer with the patch of a task.
function M.read(buffer, task)
  vim.keymap.set('n', 'q', '<Cmd>bdelete<CR>', { buffer = buffer, silent = true })
  server.request('tercet/change/patch', { task = task }, function(patch)
    local lines = vim.split(patch.text, '\n')
    if lines[#lines] == '' then
      table.remove(lines)
    end
    if patch.truncated then
      table.insert(lines, '-- there is more than is shown here --')
    end
    pages.write(buffer, #lines > 0 and lines or { 'Nothing is changed yet' })
    vim.bo[buffer].filetype = 'diff'
  end, function(problem)
    pages.write(buffer, { words.line(problem.message) })
  end)
end

--- Shows the patch of a task, as it is now.
function M.task(task)
  local buffer = pages.open('tercet://diff/' .. task)
  M.read(buffer, task)
end

--- Fills a buffer with a file as a commit has it; the name is TASK/COMMIT/PATH.
function M.read_side(buffer, name)
  local task, commit, path = name:match('^([^/]+)/([^/]+)/(.+)$')
  vim.bo[buffer].bufhidden = 'wipe'
  server.request('tercet/change/content', { task = task, commit = commit, path = path }, function(file)
    pages.write(buffer, file.text and vim.split((file.text:gsub('\n$', '')), '\n') or {})
    vim.cmd('diffupdate')
  end, function(problem)
    pages.write(buffer, { words.line(problem.message) })
  end)
end

local function side(command, task, commit, path)
  vim.cmd(command .. ' ' .. vim.fn.fnameescape(('tercet://content/%s/%s/%s'):format(task, commit, path)))
  vim.bo.filetype = vim.filetype and vim.filetype.match and M.type_of(path) or ''
  vim.cmd('diffthis')
end

--- The file type by name; what vim.filetype.match takes changed after 0.7.
function M.type_of(path)
  local ok, kind = pcall(vim.filetype.match, { filename = path })
  return ok and kind or ''
end

--- A changed file as it was and as it is, side by side in a tab of its own.
function M.sides(task, file)
  local id = task.summary.id
  side('tabnew', id, task.base, file.oldPath or file.path)
  side('rightbelow vsplit', id, task.head, file.path)
end

return M
