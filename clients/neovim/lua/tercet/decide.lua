-- Makes decisions: finds which one is meant, asks for what is missing, and sends what was shown with the answer.
local model = require('tercet.model')
local server = require('tercet.server')
local words = require('tercet.words')

local M = {}

local function input(prompt, take)
  vim.ui.input({ prompt = prompt .. ' ' }, function(text)
    if text and vim.trim(text) ~= '' then
      take(vim.trim(text))
    end
  end)
end

local function confirm(prompt, yes, take)
  vim.ui.select({ yes, 'No' }, { prompt = prompt, kind = 'tercet' }, function(chosen)
    if chosen == yes then
      take()
    end
  end)
end

local function choose(items, prompt, format, take)
  if #items == 1 then
    take(items[1])
    return
  end
  vim.ui.select(items, { prompt = prompt, format_item = format, kind = 'tercet' }, function(item)
    if item then
      take(item)
    end
  end)
end

local function send(method, decision, params)
  params.task = decision.task
  params.decision = decision.id
  server.request(method, params, function(task)
    words.say(('%s: %s'):format(task.summary.id, task.summary.state.text))
  end)
end

local function counted(number, one)
  return ('%d %s%s'):format(number, one, number == 1 and '' or 's')
end

local function approve(decision)
  local asked = decision.asked
  local prompt = ('Approve %s (revision %d) of %s? %s, %s'):format(
    asked.artifact,
    asked.revision,
    decision.task,
    counted(#asked.assumptions, 'assumption'),
    counted(#asked.openQuestions, 'open question')
  )
  confirm(prompt, ('Approve (revision %d)'):format(asked.revision), function()
    send('tercet/decision/approve', decision, { artifactRevision = asked.revision, blob = asked.blob })
  end)
end

local function reject(decision)
  input('What is wrong?', function(line)
    send('tercet/decision/reject', decision, { correction = line })
  end)
end

local function answer(decision)
  local other = 'Something else…'
  local function say(text)
    send('tercet/decision/answer', decision, { text = text })
  end
  if #decision.asked.options == 0 then
    input(decision.asked.text, say)
    return
  end
  local options = vim.list_extend(vim.deepcopy(decision.asked.options), { other })
  vim.ui.select(options, { prompt = decision.asked.text, kind = 'tercet' }, function(option)
    if option == other then
      input(decision.asked.text, say)
    elseif option then
      say(option)
    end
  end)
end

--- The files are not in every list of decisions, so they are asked for.
local function merge(decision)
  local asked = decision.asked
  server.request('tercet/change/files', { task = decision.task }, function(changes)
    local prompt = ('Merge %s (%d files) into %s?'):format(decision.task, #changes.files, asked.target)
    confirm(prompt, 'Merge', function()
      send('tercet/decision/merge', decision, { head = asked.head })
    end)
  end)
end

local function resolve(decision)
  choose(decision.asked.options, decision.summary, function(option)
    return ('%s: %s'):format(option.id, words.line(option.text))
  end, function(option)
    confirm(('%s: %s'):format(decision.task, option.text), option.id, function()
      send('tercet/decision/resolve', decision, { option = option.id })
    end)
  end)
end

local function judge(decision, cluster, verdict, line)
  send('tercet/decision/judge', decision, {
    clusterRevision = decision.asked.clusterRevision,
    judgements = { { findings = cluster.findings, verdict = verdict, line = line } },
  })
end

--- A verdict that may need a line: the prompt for it, or nil.
local function judging(verdict, prompt)
  return function(decision, cluster)
    local open = vim.tbl_filter(function(one)
      return one.state == 'open' and (not cluster or one.id == cluster)
    end, decision.asked.clusters)
    if #open == 0 then
      words.say(('nothing of %s is open under that name'):format(decision.task))
      return
    end
    choose(open, 'Which finding?', function(one)
      return ('%s %s: %s'):format(one.id, one.severities[1], words.line(one.claim, 60))
    end, function(one)
      if not prompt then
        judge(decision, one, verdict, nil)
        return
      end
      input(('%s %s'):format(words.line(one.claim, 60), prompt), function(line)
        judge(decision, one, verdict, line)
      end)
    end)
  end
end

local problems = { failure = true, conflict = true, limit = true, trust = true, boundary = true, footprint = true }

M.verbs = {
  approve = { kinds = { approval = true }, act = approve, what = 'waits for approval' },
  reject = { kinds = { approval = true, merge = true }, act = reject, what = 'can be sent back' },
  answer = { kinds = { question = true }, act = answer, what = 'asks a question' },
  accept = { kinds = { findings = true }, act = judging('accept'), what = 'has findings to judge' },
  dismiss = { kinds = { findings = true }, act = judging('dismiss', 'Why is it none?'), what = 'has findings to judge' },
  ['push-back'] = {
    kinds = { findings = true },
    act = judging('push-back', 'What is to be done?'),
    what = 'has findings to judge',
  },
  ask = { kinds = { findings = true }, act = judging('ask', 'What do you want to know?'), what = 'has findings to judge' },
  merge = { kinds = { merge = true }, act = merge, what = 'waits to be merged' },
  resolve = { kinds = problems, act = resolve, what = 'is in trouble' },
}

--- Decides by a verb. `about` may name the task and the cluster, or be the decision itself.
function M.by(verb, about)
  local how = M.verbs[verb]
  if about.decision then
    how.act(about.decision, about.cluster)
    return
  end
  server.ready(function()
    local open = model.open(how.kinds, about.task)
    if #open == 0 then
      words.say(('nothing%s %s'):format(about.task and ' of ' .. about.task or '', how.what))
      return
    end
    choose(open, 'Which one?', function(decision)
      return ('%s: %s'):format(decision.task, words.line(decision.summary, 60))
    end, function(decision)
      how.act(decision, about.cluster)
    end)
  end)
end

return M
