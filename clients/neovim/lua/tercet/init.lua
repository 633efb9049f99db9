-- What a configuration may call: require('tercet').setup{…} and require('tercet').statusline().
local M = {}

--- Changes the settings of lua/tercet/settings.lua; not needed where the defaults are right.
function M.setup(options)
  require('tercet.settings').change(options or {})
end

--- What waits for a person, in a few words; empty when nothing does.
function M.statusline()
  return require('tercet.statusline').text()
end

return M
