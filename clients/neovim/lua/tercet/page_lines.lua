-- The lines of a task's page, and what each of them is about.
local words = require('tercet.words')

local M = {}

local marks = {
  done = '✓',
  fixed = '✓',
  finished = '✓',
  running = '▸',
  waiting = '?',
  failed = '✗',
  skipped = '-',
}

local letters = { added = 'A', modified = 'M', deleted = 'D', renamed = 'R', ['type-changed'] = 'T' }

local function mark(state)
  return marks[state] or '·'
end

local function page()
  local lines, about = {}, {}
  local function add(text, what)
    table.insert(lines, (text:gsub('%s*\n%s*', ' ')))
    about[#lines] = what
  end
  return lines, about, add
end

local function points(add, title, list)
  if #list > 0 then
    add('    ' .. title)
    for _, point in ipairs(list) do
      add('      - ' .. words.line(point))
    end
  end
end

local keys = {
  approval = '<CR> read · a approve · r reject',
  question = 'a answer',
  findings = 'on a finding: <CR> go there · a accept · x dismiss · p push back · i ask',
  merge = 'm merge · r send back · d diff',
}

local function cluster_line(cluster)
  local place = cluster.file and (cluster.file .. (cluster.startLine and ':' .. cluster.startLine or '')) or 'no place'
  return ('%s %s %s %s: %s (%s)'):format(
    mark(cluster.state),
    cluster.id,
    cluster.state,
    place,
    words.line(cluster.claim),
    table.concat(cluster.families, ', ')
  )
end

local function decision(add, one)
  local asked = one.asked
  add(('  %s  %s'):format(one.id, words.line(one.summary)), { decision = one })
  add('      ' .. (keys[asked.kind] or 'o choose'), { decision = one })
  if asked.kind == 'approval' then
    points(add, 'Assumptions', asked.assumptions)
    points(add, 'Open questions', asked.openQuestions)
    points(add, 'Remarks', asked.warnings)
    points(add, 'May write', asked.touches)
    points(add, 'Approving lets run', asked.verify and { asked.verify } or {})
  elseif asked.kind == 'question' then
    add('    ' .. words.line(asked.text), { decision = one })
    points(add, 'Proposed', asked.options)
  elseif asked.kind == 'findings' then
    for _, cluster in ipairs(asked.clusters) do
      add('    ' .. cluster_line(cluster), { decision = one, cluster = cluster })
    end
  elseif asked.kind == 'merge' then
    points(add, 'Remarks', asked.remarks or {})
  else
    points(add, 'Why', { asked.reason or asked.what or '' })
    points(
      add,
      'Ways on',
      vim.tbl_map(function(option)
        return option.id .. ': ' .. option.text
      end, asked.options)
    )
  end
end

local function section(add, title, list, each)
  if #list > 0 then
    add('')
    add(title)
    for _, one in ipairs(list) do
      each(one)
    end
  end
end

local function step(add, one)
  local said = one.text ~= '' and '  ' .. words.line(one.text) or ''
  add(('  %s %s  %s%s'):format(mark(one.state), one.name, table.concat(one.agents, ', '), said))
  for _, item in ipairs(one.items) do
    local commit = item.commit and '  ' .. item.commit:sub(1, 10) or ''
    add(('      %s %s%s'):format(mark(item.state), words.line(item.text), commit))
  end
end

local function run_line(run)
  local said = run.result or run.waitsFor or run.state
  return ('  %s %s  %s  %s'):format(mark(run.state), run.id, run.preset, words.line(said, 70))
end

local function file_line(file)
  local count = file.added and ('  +%d -%d'):format(file.added, file.deleted or 0) or '  binary'
  return ('  %s %s%s'):format(letters[file.status] or '?', file.path, count)
end

--- Lines, and by number what they are about: decision, cluster, artifact, run, file.
function M.of(task, changes, findings)
  local lines, about, add = page()
  add(words.line(task.summary.title))
  add(('%s · %s'):format(task.summary.id, task.summary.state.text))
  add(words.line(task.next))
  section(add, 'Warnings', task.warnings, function(warning)
    add('  ' .. words.line(warning))
  end)
  section(add, 'Waits for you', task.decisions, function(one)
    decision(add, one)
  end)
  section(add, 'Steps', task.steps, function(one)
    step(add, one)
  end)
  section(add, 'Artifacts', task.artifacts, function(one)
    local approved = one.approved and ', approved' or ''
    add(('  %s  revision %d%s'):format(one.name, one.revision, approved), { artifact = one })
  end)
  section(add, 'Changes', changes.files, function(one)
    add(file_line(one), { file = one })
  end)
  section(add, 'Findings', findings.clusters, function(one)
    add('  ' .. cluster_line(one), { cluster = one })
  end)
  section(add, 'Runs', task.runs, function(one)
    add(run_line(one), { run = one })
  end)
  add('')
  add('g? keys')
  return lines, about
end

return M
