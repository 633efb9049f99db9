-- The whole job with the plugin: from writing a template to a merge.
package.path = vim.env.ROOT .. '/clients/neovim/test/?.lua;' .. package.path
local t = require('transcript')
local model = require('tercet.model')
local server = require('tercet.server')
local look = require('look')

local function open(kind)
  return t.wait('a decision ' .. kind, function()
    return model.open({ [kind] = true })[1]
  end)
end

local function write_template()
  vim.cmd('edit .tercet/workflows/greet.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, look.template)
  look.write_template(t.wait('a connection', server.client))
end

local function start_task()
  t.heading('A task, by the lens of the template')
  look.has_lens('New task')
  t.list('lenses', look.lens_titles())
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  t.will_say(t.title('Greet by name'))
  t.told(function()
    vim.cmd('Tercet lens')
  end)
  return (next(model.tasks))
end

local function approve()
  t.heading('The spec waits')
  open('approval')
  t.write('status line: ' .. require('tercet').statusline())
  vim.cmd('Tercet quickfix')
  t.wait('a quickfix list', function()
    return #vim.fn.getqflist() > 0
  end)
  t.list(
    'quickfix list',
    vim.tbl_map(function(entry)
      return vim.fn.bufname(entry.bufnr) .. ':' .. entry.lnum .. ' ' .. entry.text
    end, vim.fn.getqflist())
  )
  vim.cmd('cc 1')
  vim.cmd('cclose')
  look.file_is('spec.md')
  look.has_lens('Approve')
  t.list('lenses', look.lens_titles())
  look.diagnosed('unapproved')
  t.list('diagnostics', look.diagnostics())
  look.run_lens('Approve (revision 1)')
end

local function answer()
  t.heading('The builder asks')
  open('question')
  look.has_lens('Answer')
  t.list('lenses', look.lens_titles())
  look.run_lens('Answer…', 'No, greet the world, as today')
end

local function follow(worktree)
  t.heading('The log of the run, live')
  t.wait('the second item', function()
    return not next(model.decisions) and model.sorted()[1].itemsDone == 1
  end)
  t.wait('a run that says something', function()
    vim.cmd('Tercet log greet')
    return vim.wait(1000, function()
      return table.concat(look.buffer_lines(), '\n'):find('Both ways are tested', 1, true)
    end, 20)
  end)
  assert(not table.concat(look.buffer_lines(), '\n'):find('has ended', 1, true), 'the run has ended already')
  vim.fn.writefile({}, worktree .. '/go')
  look.page('-- the run has ended --')
  local log = table.concat(look.buffer_lines(), '\n')
  t.write('kinds: ' .. table.concat(
    vim.tbl_map(function(line)
      return line:match('^(%l+)  ')
    end, vim.tbl_filter(function(line)
      return line:match('^%l+  ') ~= nil
    end, look.buffer_lines())),
    ' '
  ))
  assert(select(2, log:gsub('Both ways are tested', '')) == 1, 'an entry is shown twice')
  vim.cmd('bdelete')
end

local function judge(id)
  t.heading('The reviewers found something')
  open('findings')
  vim.cmd('Tercet show ' .. id:sub(1, 5))
  local last = look.page('Runs')
  t.list('the page', vim.list_slice(look.buffer_lines(), 1, last - 2))
  vim.api.nvim_win_set_cursor(0, { look.page('c1'), 0 })
  look.press('<CR>')
  look.file_is('hello.sh')
  local code = vim.api.nvim_get_current_buf()
  t.write(('the cursor is in line %d of %s'):format(vim.api.nvim_win_get_cursor(0)[1], vim.api.nvim_buf_get_name(0)))
  look.diagnosed('finding')
  t.list('diagnostics', look.diagnostics())

  t.heading('The review, opened by the server')
  vim.cmd('Tercet findings ' .. id)
  look.file_is('review.md')
  look.has_lens('Push back')
  t.list('lenses', look.lens_titles())

  t.heading('The same in my own checkout')
  vim.cmd('edit ' .. vim.env.WORLD .. '/repo/hello.sh')
  local there = t.wait('a finding', function()
    return look.diagnostics()[1]
  end)
  t.list('diagnostics', { there })

  t.heading('Pushed back with one line, from the code')
  vim.api.nvim_set_current_buf(code)
  look.run_lens('Push back…', 'one comment line is enough')
end

local function merge(id)
  t.heading('The second pass is done')
  open('merge')
  t.write('status line: ' .. require('tercet').statusline())
  t.list('diagnostics', look.diagnostics())
  vim.cmd('Tercet diff ' .. id)
  look.page('+# usage: hello.sh [NAME]')
  t.list('diff', look.buffer_lines())
  vim.cmd('Tercet show ' .. id)
  vim.api.nvim_win_set_cursor(0, { look.page('M hello.sh'), 0 })
  look.press('<CR>')
  t.wait('two sides', function()
    return #vim.api.nvim_tabpage_list_wins(0) == 2 and look.buffer_lines()[2] ~= nil
  end)
  local sides = {}
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local buffer = vim.api.nvim_win_get_buf(window)
    t.wait('a side', function()
      return #look.buffer_lines(buffer) > 1
    end)
    table.insert(sides, table.concat(look.buffer_lines(buffer), ' / '))
  end
  t.list('both sides of hello.sh', sides)
  vim.cmd('tabclose')
  vim.cmd('Tercet show ' .. id)
  look.page(' into main')
  t.will_say('Merge')
  t.told(function()
    look.press('m')
  end)
  t.wait('the merge', function()
    return model.tasks[id].state.kind == 'merged'
  end)
  t.write('status line: ' .. require('tercet').statusline())
  look.page('merged')
  local from, to = look.page('Steps'), look.page('Artifacts')
  t.list('steps', vim.list_slice(look.buffer_lines(), from + 1, to - 2))
  t.list('commits of main', vim.split(look.git('log', '--first-parent', '--format=%s', 'main'), '\n'))
  t.list('hello.sh', vim.fn.readfile(vim.env.WORLD .. '/repo/hello.sh'))
end

local function stop()
  t.heading('The end')
  local process = server.client().rpc.pid or server.client().rpc.handle:get_pid()
  vim.cmd('Tercet stop')
  t.wait('the process to end', function()
    return server.client() == nil and vim.loop.kill(process, 0) ~= 0
  end)
  t.write('the server is gone')
end

t.run(function()
  vim.cmd('cd ' .. vim.env.WORLD .. '/repo')
  write_template()
  local id = start_task()
  approve()
  answer()
  follow(vim.env.WORLD .. '/repo/.tercet/worktrees/' .. id)
  judge(id)
  merge(id)
  stop()
end)
