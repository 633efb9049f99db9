-- The folders of the workspace: one server knows them all.
local compat = require('tercet.compat')

local M = {}

--- The nearest folder above a file that has .tercet or .git in it; nil outside of repositories.
function M.of(file)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  while true do
    if vim.fn.isdirectory(folder .. '/.tercet') == 1 or vim.loop.fs_stat(folder .. '/.git') then
      return folder
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then
      return nil
    end
    folder = above
  end
end

local function is_known(client, root)
  for _, folder in ipairs(client.workspace_folders or {}) do
    local path = vim.uri_to_fname(folder.uri)
    if root == path or vim.startswith(root, path .. '/') then
      return true
    end
  end
  return false
end

--- Tells the server of a folder that is in none of those it knows.
function M.add(client, root)
  if not root or is_known(client, root) then
    return
  end
  local folder = { uri = vim.uri_from_fname(root), name = root }
  client.workspace_folders = client.workspace_folders or {}
  table.insert(client.workspace_folders, folder)
  compat.call(client, 'notify', 'workspace/didChangeWorkspaceFolders', { event = { added = { folder }, removed = {} } })
end

return M
