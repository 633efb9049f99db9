-- What a person is told when something is not there or ends.
package.path = vim.env.ROOT .. '/clients/neovim/test/?.lua;' .. package.path
local t = require('transcript')
local server = require('tercet.server')
local tercet = require('tercet')

local function told(typed)
  t.told(function()
    vim.cmd(typed)
  end)
end

local function refused(options)
  local ok, problem = pcall(tercet.setup, options)
  assert(not ok)
  t.write('refused: ' .. problem:match('tercet: .*'))
end

--- Neovim has words of its own for a server that ends, and numbers in them.
local function without_neovims()
  local notify = vim.notify
  vim.notify = function(text, ...)
    if vim.startswith(text, 'tercet: ') then
      notify(text, ...)
    end
  end
end

t.run(function()
  without_neovims()
  vim.cmd('cd ' .. vim.env.WORLD .. '/repo')

  t.heading('A program that is not there')
  tercet.setup({ cmd = { 'no-such-tercet', 'lsp' } })
  told('edit hello.sh')
  t.write('status line: ' .. tercet.statusline())
  told('Tercet inbox')

  t.heading('A program that ends at once')
  tercet.setup({ cmd = { 'sh', '-c', 'echo "no Java was found" >&2; exit 3' } })
  told('Tercet inbox')
  t.write('status line: ' .. tercet.statusline())

  t.heading('Words that nobody knows')
  tercet.setup({ cmd = { 'tercet', 'lsp' } })
  told('Tercet nonsense')
  refused({ nonsense = true })
  refused({ lenses = 'no' })

  t.heading('Nothing is there yet')
  told('Tercet inbox')
  told('Tercet approve')
  told('Tercet show nothing')
  vim.cmd('edit tercet://task/nothing')
  t.wait('a page that says so', function()
    return vim.api.nvim_buf_get_lines(0, 0, 1, false)[1] ~= ''
  end)
  t.list('the page', vim.api.nvim_buf_get_lines(0, 0, -1, false))
  t.write('status line: ' .. tercet.statusline())

  t.heading('The daemon dies')
  local status = nil
  server.request('tercet/server/status', {}, function(result)
    status = result
  end)
  t.wait('the status', function()
    return status
  end)
  t.told(function()
    vim.loop.kill(status.pid, 'sigkill')
  end)
  t.wait('no connection', function()
    return server.client() == nil
  end)
  t.write('status line: ' .. tercet.statusline())
  told('Tercet inbox')
  t.wait('the file to be attached again', function()
    return server.client() and vim.lsp.buf_is_attached(vim.fn.bufnr('hello.sh'), server.client().id)
  end)
  t.write('connected again')
  t.write('status line: ' .. tercet.statusline())
end)
