-- Loaded at start: defines what is typed, and hands everything else to lua/tercet when it is first needed.
if vim.g.loaded_tercet then
  return
end
vim.g.loaded_tercet = true

if vim.fn.has('nvim-0.7') == 0 then
  vim.notify('tercet: Neovim 0.7 or newer is needed; the language server works without this plugin', vim.log.levels.WARN)
  return
end

vim.api.nvim_create_user_command('Tercet', function(typed)
  require('tercet.command').run(typed.fargs)
end, {
  nargs = '*',
  desc = 'Tercet: inbox, tasks, decisions',
  complete = function(word, line)
    return require('tercet.command').complete(word, line)
  end,
})

local group = vim.api.nvim_create_augroup('tercet', {})

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile', 'BufWritePost' }, {
  group = group,
  desc = 'Attach the Tercet language server',
  callback = function(event)
    require('tercet.attach').maybe(event.buf)
  end,
})

vim.api.nvim_create_autocmd('BufReadCmd', {
  group = group,
  pattern = 'tercet://*',
  desc = 'Show what Tercet has under this name',
  callback = function(event)
    require('tercet.pages').read(event.buf, event.match)
  end,
})
