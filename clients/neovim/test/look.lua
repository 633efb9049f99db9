-- What a test looks at in Neovim, and waits for.
local t = require('transcript')

local M = {}

function M.buffer_lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false)
end

function M.diagnostics(buffer)
  local list = vim.tbl_map(function(one)
    return ('%d %s: %s'):format(one.lnum + 1, one.code or '', one.message)
  end, vim.diagnostic.get(buffer or 0))
  table.sort(list)
  return list
end

function M.diagnosed(code)
  return t.wait('a diagnostic ' .. code, function()
    for _, one in ipairs(vim.diagnostic.get(0)) do
      if one.code == code then
        return one
      end
    end
  end)
end

function M.lens_titles()
  return vim.tbl_map(function(lens)
    return ('%d %s'):format(lens.range.start.line + 1, lens.command.title)
  end, vim.lsp.codelens.get(0))
end

function M.has_lens(beginning)
  return t.wait('a lens ' .. beginning, function()
    for _, lens in ipairs(vim.lsp.codelens.get(0)) do
      if vim.startswith(lens.command.title, beginning) then
        return lens.range.start.line + 1
      end
    end
  end)
end

--- Chooses a lens of the cursor's line as a person does.
function M.run_lens(beginning, ...)
  vim.api.nvim_win_set_cursor(0, { M.has_lens(beginning), 0 })
  t.will_say(beginning, ...)
  t.told(function()
    vim.cmd('Tercet lens')
  end)
end

function M.page(what)
  return t.wait('a page with ' .. what, function()
    for at, line in ipairs(M.buffer_lines()) do
      if line:find(what, 1, true) then
        return at
      end
    end
  end)
end

function M.press(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), 'xm', false)
end

function M.git(...)
  local said = vim.fn.system({ 'git', '-C', vim.env.WORLD .. '/repo', ... })
  assert(vim.v.shell_error == 0, said)
  return vim.trim(said)
end

function M.file_is(name)
  t.wait('the file ' .. name, function()
    return vim.endswith(vim.api.nvim_buf_get_name(0), name)
  end)
end

-- Two mistakes: an unknown preset, an unknown directive.
M.template = {
  '# Greet',
  '',
  '### [ ] Step: Spec',
  '<!-- agent: pla -->',
  'Write `{@artifacts_path}/spec.md`.',
  '',
  '### [ ] Step: Build',
  '<!-- agent: builder -->',
  '<!-- plam: spec.md -->',
  'Work through the plan.',
  '',
  '### [ ] Step: Review',
  '<!-- agents: reviewer-a, reviewer-b -->',
  'Look for defects.',
}

--- The template with its mistakes mended: the preset by completion, the directive by the quick fix.
function M.write_template(client)
  t.heading('A template')
  M.diagnosed('unknown-preset')
  M.diagnosed('unknown-directive')
  t.list('diagnostics', M.diagnostics())
  local params = { textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = 3, character = 15 } }
  local answer = vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 20000)
  local items = answer[client.id].result
  items = items.items or items
  table.sort(items, function(left, right)
    return left.label < right.label
  end)
  t.list(
    'completion behind `agent: pla`',
    vim.tbl_map(function(item)
      return item.label
    end, items)
  )
  local planner = vim.tbl_filter(function(item)
    return item.label == 'planner'
  end, items)[1]
  vim.lsp.util.apply_text_edits({ planner.textEdit }, 0, 'utf-16')

  vim.api.nvim_win_set_cursor(0, { 9, 6 })
  t.will_say('')
  vim.lsp.buf.code_action()
  t.wait('the quick fix', function()
    return M.buffer_lines()[9] == '<!-- plan: spec.md -->'
  end)
  t.wait('no diagnostic', function()
    return #vim.diagnostic.get(0) == 0
  end)
  t.list('the template', vim.list_slice(M.buffer_lines(), 3, 10))
  vim.fn.mkdir('.tercet/workflows', 'p')
  vim.cmd('silent write')
  M.git('add', '-A')
  M.git('commit', '-q', '-m', 'Add a workflow')
end

return M
