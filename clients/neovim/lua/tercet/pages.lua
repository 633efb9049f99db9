-- Buffers that show what the daemon has; their names say what: tercet://task/ID, tercet://run/ID, tercet://diff/TASK.
local M = {}

local readers = {
  task = function(buffer, name)
    require('tercet.task').read(buffer, name)
  end,
  run = function(buffer, name)
    require('tercet.log').read(buffer, name)
  end,
  diff = function(buffer, name)
    require('tercet.diff').read(buffer, name)
  end,
  content = function(buffer, name)
    require('tercet.diff').read_side(buffer, name)
  end,
}

--- Fills a buffer by its name.
function M.read(buffer, uri)
  local kind, name = uri:match('^tercet://(%w+)/(.+)$')
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].bufhidden = 'hide'
  vim.bo[buffer].modifiable = false
  if readers[kind] then
    readers[kind](buffer, name)
  else
    M.write(buffer, { 'There is nothing of Tercet under ' .. uri })
  end
end

--- Shows a page, in a window that has it already, else in the one for files.
function M.open(uri, command)
  local buffer = vim.fn.bufnr('^' .. vim.fn.escape(uri, '\\[]*?^$.') .. '$')
  local window = buffer > 0 and vim.fn.bufwinid(buffer) or -1
  if window > 0 then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd((command or 'edit') .. ' ' .. vim.fn.fnameescape(uri))
  end
  return vim.api.nvim_get_current_buf()
end

--- Replaces lines of a page, all of them where no place is given; marks stay where the text did.
function M.write(buffer, lines, from, to)
  vim.bo[buffer].modifiable = true
  vim.api.nvim_buf_set_lines(buffer, from or 0, to or -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
end

return M
