-- The settings, with their defaults; `:help tercet-settings` says what they mean.
local M = {
  cmd = { 'tercet', 'lsp' },
  autostart = true,
  lenses = true,
  capabilities = nil,
  on_attach = nil,
}

local known = { cmd = 'table', autostart = 'boolean', lenses = 'boolean', capabilities = 'table', on_attach = 'function' }

local function names()
  local all = vim.tbl_keys(known)
  table.sort(all)
  return table.concat(all, ', ')
end

function M.change(options)
  for name, value in pairs(options) do
    if known[name] == nil then
      error(("tercet: there is no setting %q; there are %s"):format(name, names()))
    end
    if type(value) ~= known[name] then
      error(('tercet: the setting %q is a %s, not a %s'):format(name, known[name], type(value)))
    end
    M[name] = value
  end
end

return M
