-- Code lenses: asked for when a buffer or a task changes, shown by Neovim, run by vim.lsp.codelens.run().
local compat = require('tercet.compat')
local server = require('tercet.server')
local settings = require('tercet.settings')

local M = {}

--- What Neovim drew before; it leaves the last lens standing when none is left.
local function wipe(buffer, client)
  local namespaces = vim.lsp.codelens.__namespaces
  if namespaces then
    vim.api.nvim_buf_clear_namespace(buffer, namespaces[client.id], 0, -1)
  end
end

function M.refresh(buffer)
  local client = server.client()
  if not settings.lenses or not client or not vim.lsp.buf_is_attached(buffer, client.id) then
    return
  end
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) } }
  compat.call(client, 'request', 'textDocument/codeLens', params, function(problem, lenses, context)
    if vim.api.nvim_buf_is_loaded(buffer) then
      wipe(buffer, client)
      vim.lsp.codelens.on_codelens(problem, lenses, context)
    end
  end, buffer)
end

--- The handler of `workspace/codeLens/refresh`.
function M.refresh_all()
  local client = server.client()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if client and vim.api.nvim_buf_is_loaded(buffer) then
      M.refresh(buffer)
    end
  end
  return vim.NIL
end

--- Asks again while the person edits.
function M.keep_fresh(buffer)
  if vim.lsp.codelens.enable then
    return
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged', 'BufWritePost' }, {
    buffer = buffer,
    desc = "Refresh Tercet's code lenses",
    callback = function()
      M.refresh(buffer)
    end,
  })
end

--- Runs a lens of the cursor's line, or of the file's first line where the cursor's has none.
function M.run()
  if vim.lsp.codelens.enable then
    return vim.lsp.codelens.run()
  end
  local line = vim.api.nvim_win_get_cursor(0)[1]
  local first = false
  for _, lens in ipairs(vim.lsp.codelens.get(0) or {}) do
    if lens.range.start.line == line - 1 then
      return vim.lsp.codelens.run()
    end
    first = first or lens.range.start.line == 0
  end
  if not first then
    return require('tercet.words').say('there is nothing to decide in this line')
  end
  local place = vim.api.nvim_win_get_cursor(0)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.lsp.codelens.run()
  pcall(vim.api.nvim_win_set_cursor, 0, place)
end

return M
