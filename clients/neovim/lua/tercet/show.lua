-- `window/showDocument`, which Neovim has by itself from 0.8 on.

local M = {}

local function cursor_to(range)
  local last = vim.api.nvim_buf_line_count(0)
  pcall(vim.api.nvim_win_set_cursor, 0, { math.min(range.start.line + 1, last), range.start.character })
end

--- Opens a file in a window that shows files; a buffer that is not saved stays as it is, hidden.
function M.file(path, range)
  local window = M.window()
  vim.api.nvim_set_current_win(window)
  vim.cmd('keepalt hide edit ' .. vim.fn.fnameescape(vim.fn.fnamemodify(path, ':~:.')))
  if range then
    cursor_to(range)
  end
end

--- The window to show files in: this one, unless it shows a list of ours or Neovim's.
function M.window()
  local here = vim.api.nvim_get_current_win()
  local function shows_files(window)
    return vim.bo[vim.api.nvim_win_get_buf(window)].buftype == ''
  end
  if shows_files(here) then
    return here
  end
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if shows_files(window) then
      return window
    end
  end
  vim.cmd('aboveleft split')
  return vim.api.nvim_get_current_win()
end

local function outside(uri)
  if vim.ui.open then
    vim.ui.open(uri)
    return true
  end
  require('tercet.words').say('open ' .. uri)
  return false
end

--- The handler.
function M.document(_, params)
  if params.external or not vim.startswith(params.uri, 'file:') then
    return { success = outside(params.uri) }
  end
  local before = vim.api.nvim_get_current_win()
  local shown, problem = pcall(M.file, vim.uri_to_fname(params.uri), params.selection)
  if not shown then
    require('tercet.words').warn('could not open ' .. params.uri .. ': ' .. tostring(problem))
  elseif params.takeFocus == false and vim.api.nvim_win_is_valid(before) then
    vim.api.nvim_set_current_win(before)
  end
  return { success = shown }
end

return M
