-- The connection: one `tercet lsp` for all of Neovim, started when it is first needed.
local compat = require('tercet.compat')
local settings = require('tercet.settings')
local words = require('tercet.words')

local M = {}

local id = nil
local waiting = {}
local listeners = {}
local reason = nil
local was_connected, is_wanted = false, true

--- Why there is no connection, in words; nil while there is one or nobody asked for one.
function M.reason()
  return reason
end

--- The client where it is connected and has introduced itself; else nil.
function M.client()
  local client = id and vim.lsp.get_client_by_id(id)
  if client and client.initialized and not compat.call(client, 'is_stopped') then
    return client
  end
  return nil
end

--- Calls what is given each time that a connection stands: state(true), or has ended: state(false).
function M.on_state(listener)
  table.insert(listeners, listener)
end

local function tell(connected)
  for _, listener in ipairs(listeners) do
    listener(connected)
  end
end

--- False where it would fail for the reason that was said already.
function M.may_start()
  return reason == nil or id ~= nil
end

local function capabilities()
  local all = vim.lsp.protocol.make_client_capabilities()
  -- Diagnostics are pushed to us; asking for them as well would show each twice.
  all.textDocument.diagnostic = nil
  local ours = {
    window = { showDocument = { support = true } },
    workspace = { codeLens = { refreshSupport = true } },
    experimental = { tercet = { ask = true } },
  }
  return vim.tbl_deep_extend('force', all, settings.capabilities or {}, ours)
end

local function handlers()
  return {
    ['tercet/ask'] = require('tercet.ask').answer,
    ['window/showDocument'] = require('tercet.show').document,
    ['workspace/codeLens/refresh'] = require('tercet.lenses').refresh_all,
    ['tercet/task/changed'] = require('tercet.model').task_changed,
    ['tercet/inbox/changed'] = require('tercet.model').inbox_changed,
    ['tercet/inbox/lost'] = require('tercet.model').lost,
    ['tercet/run/output'] = require('tercet.log').output,
    ['tercet/run/lost'] = require('tercet.log').lost,
  }
end

local function connected(client)
  local provider = client.server_capabilities.executeCommandProvider
  if not provider then
    is_wanted, waiting = false, {}
    reason = ("`%s` is a language server, but not Tercet's"):format(table.concat(settings.cmd, ' '))
    words.warn(reason)
    compat.call(client, 'stop')
    return
  end
  reason, was_connected, is_wanted = nil, true, true
  for _, name in ipairs(provider.commands) do
    client.commands[name] = require('tercet.execute').lens
  end
  tell(true)
  local now = waiting
  waiting = {}
  for _, act in ipairs(now) do
    act(client)
  end
end

local function ended(code, client_id)
  if client_id ~= id then
    return
  end
  id, waiting = nil, {}
  if was_connected and is_wanted then
    reason = 'the connection to the daemon has ended; `:Tercet start`, or whatever you ask next, makes it again'
    words.warn(reason)
  elseif code ~= 0 then
    reason = ('`%s` ended with exit code %d'):format(table.concat(settings.cmd, ' '), code)
    require('tercet.diagnose').say(reason)
  end
  was_connected = false
  tell(false)
end

local function config(root)
  return {
    name = 'tercet',
    cmd = settings.cmd,
    root_dir = root,
    capabilities = capabilities(),
    handlers = handlers(),
    commands = {},
    on_init = function(client)
      vim.schedule(function()
        connected(client)
      end)
    end,
    on_exit = function(code, _, client_id)
      vim.schedule(function()
        ended(code, client_id)
      end)
    end,
  }
end

--- Starts the server unless it runs; says in words why it cannot.
function M.start(root)
  if id then
    return true
  end
  if vim.fn.executable(settings.cmd[1]) == 0 then
    reason = ("there is no program %q on the PATH; put Tercet's dist/bin there, or name it: "):format(settings.cmd[1])
      .. "require('tercet').setup{cmd = {'/path/to/tercet', 'lsp'}}"
    words.warn(reason)
    return false
  end
  id = compat.start(config(root))
  if not id then
    reason = ('`%s` could not be started; :messages has more'):format(table.concat(settings.cmd, ' '))
    words.warn(reason)
  end
  return id ~= nil
end

--- Calls what is given as soon as there is a connection, and starts one where there is none.
function M.ready(act, root)
  local client = M.client()
  if client then
    act(client)
  elseif M.start(root or require('tercet.folders').of(vim.fn.getcwd() .. '/x') or vim.fn.getcwd()) then
    table.insert(waiting, act)
  end
end

function M.stop()
  local client = M.client()
  if client then
    is_wanted = false
    compat.call(client, 'stop')
  end
end

--- Sends a request of the task protocol; its refusal is said unless somebody else takes it.
function M.request(method, params, take, refused)
  M.ready(function(client)
    local given = next(params) == nil and vim.empty_dict() or params
    compat.call(client, 'request', method, given, function(problem, result)
      if problem then
        (refused or words.refused)(problem)
      elseif take then
        take(result)
      end
    end)
  end)
end

return M
