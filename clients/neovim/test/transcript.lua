-- What a test saw, line by line, with what differs from run to run taken out; and answers to what a person is asked.
local M = {}

local lines = {}
local tasks = {}
local user = vim.trim(vim.fn.system({ 'id', '-un' }))
local answers = {}
local said = 0
local patience = tonumber(vim.env.PATIENCE or '60000')

--- A title's task stands as TASK.
function M.title(title)
  tasks[title:lower():gsub(' ', '-')] = true
  return title
end

--- The ids of tasks end in four signs that differ from run to run.
local function plain(text)
  text = text:gsub(vim.pesc(vim.env.WORLD), 'WORLD'):gsub('that ' .. vim.pesc(user) .. ' approved', 'that USER approved')
  text = text:gsub('%f[%w]([%l%d-]+)-[%l%d][%l%d][%l%d][%l%d]%f[^%w-]', function(name)
    return tasks[name] and 'TASK' or nil
  end)
  text = text:gsub('%f[%x]' .. ('%x'):rep(40) .. '%f[%X]', 'COMMIT')
  return (text:gsub('%f[%w]' .. ('%x'):rep(10) .. '%f[%W]', 'COMMIT'))
end

function M.write(text)
  for _, line in ipairs(vim.split(plain(text), '\n')) do
    table.insert(lines, (line:gsub('%s+$', '')))
  end
end

function M.heading(text)
  M.write('\n## ' .. text .. '\n')
end

function M.list(title, list)
  M.write(title)
  for _, one in ipairs(list) do
    M.write('  ' .. one)
  end
end

--- Waits for a condition, and hands back what it came to.
function M.wait(what, condition)
  local seen
  local came = vim.wait(patience, function()
    seen = condition()
    return seen
  end, 20)
  if not came then
    error('it does not come to this: ' .. what, 2)
  end
  return seen
end

--- What the person will say next: a text to type, or the beginning of what to choose.
function M.will_say(...)
  vim.list_extend(answers, { ... })
end

function M.is_answered()
  return #answers == 0
end

--- Does something, and waits until the person is told what came of it.
function M.told(act)
  local before = said
  act()
  M.wait('a word', function()
    return said > before and #answers == 0
  end)
end

function M.listen()
  vim.notify = function(text, level)
    said = said + 1
    -- How far a task is when a command is answered is a matter of luck; a refusal is not.
    local lucky = level == vim.log.levels.INFO
    M.write('said: ' .. (lucky and plain(text):gsub('^(tercet: TASK: ).*', '%1…') or plain(text)))
  end
  vim.ui.input = function(options, take)
    local answer = table.remove(answers, 1)
    M.write(('asked: %s\n  typed: %s'):format(vim.trim(options.prompt), answer))
    take(answer)
  end
  vim.ui.select = function(items, options, take)
    local answer = table.remove(answers, 1)
    M.write('asked: ' .. vim.trim(options.prompt))
    local chosen = nil
    for at, item in ipairs(items) do
      local text = (options.format_item or tostring)(item)
      if not chosen and vim.startswith(text, answer or '\0') then
        chosen = at
      end
      M.write(('  %s%s'):format(chosen == at and '> ' or '- ', text))
    end
    assert(chosen, ('nothing to choose begins with %q'):format(tostring(answer)))
    take(items[chosen], chosen)
  end
end

--- Runs a test, writes the transcript into the file that TRANSCRIPT names, and ends with 0 only if all went well.
function M.run(test)
  M.listen()
  local ok, problem = xpcall(test, debug.traceback)
  if not ok then
    M.write('FAILED: ' .. problem)
  elseif #answers > 0 then
    ok = false
    M.write('FAILED: nobody asked for ' .. vim.inspect(answers))
  end
  vim.fn.writefile(lines, vim.env.TRANSCRIPT)
  vim.cmd(ok and 'qall!' or 'cquit!')
end

return M
