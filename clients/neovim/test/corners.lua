-- What a job does not need every day: a rejection, a stale view, an edited approval, steering, giving up.
package.path = vim.env.ROOT .. '/clients/neovim/test/?.lua;' .. package.path
local t = require('transcript')
local look = require('look')
local decide = require('tercet.decide')
local model = require('tercet.model')

local function open(kind, revision)
  return t.wait('a decision ' .. kind, function()
    local decision = model.open({ [kind] = true })[1]
    return decision and (not revision or decision.asked.revision == revision) and decision
  end)
end

local function say(typed, ...)
  t.will_say(...)
  t.told(function()
    vim.cmd(typed)
  end)
end

local function state(kind)
  t.wait('a task that is ' .. kind, function()
    return model.sorted()[1].state.kind == kind
  end)
  t.write('the task is ' .. kind)
end

t.run(function()
  vim.cmd('cd ' .. vim.env.WORLD .. '/repo')
  vim.cmd('edit hello.sh')

  t.heading('A ticket')
  say('Tercet new ' .. t.title('Corner case'))
  local first = open('approval')

  t.heading('Rejected from the page')
  vim.cmd('Tercet show corner')
  look.page('Assumptions')
  t.will_say('one item is enough')
  t.told(function()
    look.press('r')
  end)
  open('approval', 2)

  t.heading('An approval of what was shown before')
  t.will_say('Approve (revision 1)')
  t.told(function()
    decide.by('approve', { decision = first })
  end)

  t.heading('What changed')
  look.page('revision 2')
  vim.api.nvim_win_set_cursor(0, { look.page('d2'), 0 })
  look.press('<CR>')
  look.file_is('spec.md')
  local spec = vim.api.nvim_get_current_buf()
  look.has_lens('Show what changed')
  t.list('lenses', look.lens_titles())
  t.will_say('Show what changed')
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.cmd('Tercet lens')
  look.file_is('.diff')
  t.list(
    'the diff',
    vim.tbl_filter(function(line)
      return line:match('^[+-]') ~= nil
    end, look.buffer_lines())
  )

  t.heading('Approved by the command')
  vim.api.nvim_set_current_buf(spec)
  say('Tercet approve corner', 'Approve (revision 2)')
  open('question')

  t.heading('The approved spec is edited')
  vim.cmd('silent checktime')
  t.wait('no diagnostic', function()
    return #look.diagnostics() == 0
  end)
  local line = look.page('## Goal')
  vim.api.nvim_buf_set_lines(spec, line, line, false, { 'And in French.' })
  look.diagnosed('receipt-void')
  t.list('diagnostics', look.diagnostics())
  vim.api.nvim_exec_autocmds('TextChanged', { buffer = spec })
  look.has_lens('Approval of revision 2 is void')
  t.list('lenses', look.lens_titles())
  vim.cmd('edit!')
  t.wait('no diagnostic', function()
    return #look.diagnostics() == 0
  end)

  t.heading('An answer of my own')
  say('Tercet answer corner', 'Something else…', 'Yes, and say so')

  open('findings')

  t.heading('Steering')
  vim.cmd('Tercet show corner')
  look.page('Corner case')
  say('Tercet pause')
  state('paused')
  say('Tercet resume corner')
  say('Tercet abandon corner')
  state('abandoned')
  say('Tercet delete corner')
  t.list(
    'completion of :Tercet approve',
    vim.fn.getcompletion('Tercet approve ', 'cmdline')
  )
end)
