-- The job without the plugin: Neovim's own client, set up by the snippet of docs/guides/editors.md.
package.path = vim.env.ROOT .. '/clients/neovim/test/?.lua;' .. package.path
local t = require('transcript')
local look = require('look')

local function client()
  return t.wait('a client', function()
    return vim.lsp.buf_get_clients(0)[1]
  end)
end

--- Lenses as the snippet's autocommands fetch them, until one begins so.
local function lens(beginning)
  return t.wait('a lens ' .. beginning, function()
    vim.api.nvim_exec_autocmds('CursorHold', {})
    for _, one in ipairs(vim.lsp.codelens.get(0)) do
      if vim.startswith(one.command.title, beginning) then
        return one.range.start.line + 1
      end
    end
  end)
end

local function press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'x', false)
end

--- Neovim lets one choose only where a line has several.
local function run_lens(beginning)
  local line = lens(beginning)
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  local here = vim.tbl_filter(function(one)
    return one.range.start.line == line - 1
  end, vim.lsp.codelens.get(0))
  if #here > 1 then
    t.will_say(beginning)
  end
  press('gl')
end

local function run_action(beginning)
  t.will_say(beginning)
  press('ga')
  t.wait('the choice of ' .. beginning, t.is_answered)
end

--- What `window/showMessage` brought, which Neovim prints.
local function told(pattern)
  return t.wait('a message with ' .. pattern, function()
    return vim.fn.execute('messages'):match(pattern)
  end)
end

local function give(command, arguments)
  local answer = client().request_sync(
    'workspace/executeCommand',
    { command = command, arguments = arguments },
    20000,
    0
  )
  assert(answer and not answer.err, vim.inspect(answer))
  return answer.result
end

--- The text that the server asked for in a note, written and sent.
local function write_note(text)
  local note = told('open file://(%S*/notes/%S+)')
  vim.cmd('edit ' .. note)
  t.list(
    'the note',
    vim.tbl_filter(function(line)
      return not line:match('^<!--')
    end, look.buffer_lines())
  )
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { text })
  run_lens('Send')
end

t.run(function()
  vim.cmd('cd ' .. vim.env.WORLD .. '/repo')
  vim.cmd('edit .tercet/workflows/greet.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, look.template)
  look.write_template(client())

  t.heading('A task, by executeCommand')
  local task = give('tercet.new', {
    { title = t.title('Plain greeting'), repository = vim.env.WORLD .. '/repo', workflow = vim.api.nvim_buf_get_name(0) },
  })
  local id = task.summary.id
  local worktree = vim.env.WORLD .. '/repo/.tercet/worktrees/' .. id
  local spec = worktree .. '/.tercet/tasks/' .. id .. '/spec.md'
  t.wait('a spec', function()
    return vim.fn.filereadable(spec) == 1
  end)

  t.heading('The spec waits')
  vim.cmd('edit ' .. spec)
  lens('Approve')
  t.list('lenses', look.lens_titles())
  look.diagnosed('unapproved')
  run_action('Approve')

  t.heading('The builder asks')
  lens('Answer')
  run_lens('No, greet the world')

  t.heading('The reviewers found something')
  lens('Open the review')
  vim.cmd('edit ' .. worktree .. '/hello.sh')
  look.diagnosed('finding')
  t.list('diagnostics', look.diagnostics())
  vim.api.nvim_win_set_cursor(0, { 2, 0 })
  run_action('Push back')
  write_note('one comment line is enough')

  t.heading('The second pass is done')
  vim.cmd('edit ' .. spec)
  lens('Merge into main')
  t.list('lenses', look.lens_titles())
  vim.api.nvim_input('1<CR>')
  give('tercet.merge', { id })
  told('Merge ' .. vim.pesc(id) .. ' %(2 files%) into main%?')
  t.wait('the merge', function()
    return look.git('log', '-1', '--format=%s', 'main') == 'Plain greeting'
  end)
  t.list('commits of main', vim.split(look.git('log', '--first-parent', '--format=%s', 'main'), '\n'))
  t.list('hello.sh', vim.fn.readfile(vim.env.WORLD .. '/repo/hello.sh'))
end)
