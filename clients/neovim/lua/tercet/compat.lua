-- What differs between Neovim's versions, from 0.7 on.
local M = {}

--- Calls a method of an LSP client: with a colon from 0.11 on, with a dot before.
function M.call(client, name, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[name](client, ...)
  end
  return client[name](...)
end

--- Starts a server without a buffer; nil where it cannot be started.
function M.start(config)
  if vim.fn.has('nvim-0.11') == 1 then
    return vim.lsp.start(config, {
      attach = false,
      reuse_client = function()
        return false
      end,
    })
  end
  return vim.lsp.start_client(config)
end

--- Whether a handler of a server's request may answer later, by yielding (0.10 and newer).
function M.may_wait()
  local routine, main = coroutine.running()
  return routine ~= nil and not main
end

return M
