-- Which buffers the server is told of: every file, because findings are shown in code.
local folders = require('tercet.folders')
local lenses = require('tercet.lenses')
local server = require('tercet.server')
local settings = require('tercet.settings')

local M = {}

local function is_file(buffer)
  return vim.bo[buffer].buftype == '' and vim.api.nvim_buf_get_name(buffer):match('^%a[%w+.-]*://') == nil
end

--- Attaches a file that lies in a repository; the first one starts the server.
function M.maybe(buffer)
  if not settings.autostart or not is_file(buffer) or not server.may_start() then
    return
  end
  local root = folders.of(vim.api.nvim_buf_get_name(buffer))
  if root then
    M.now(buffer, root)
  end
end

function M.now(buffer, root)
  server.ready(function(client)
    if not vim.api.nvim_buf_is_loaded(buffer) then
      return
    end
    folders.add(client, root)
    if not vim.lsp.buf_is_attached(buffer, client.id) then
      vim.lsp.buf_attach_client(buffer, client.id)
      lenses.keep_fresh(buffer)
      if settings.on_attach then
        settings.on_attach(client, buffer)
      end
    end
    lenses.refresh(buffer)
  end, root)
end

--- Attaches what is open already.
function M.all()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.api.nvim_buf_get_name(buffer) ~= '' then
      M.maybe(buffer)
    end
  end
end

-- What was open before is attached again after a lost connection.
server.on_state(function(connected)
  if connected then
    M.all()
  end
end)

return M
