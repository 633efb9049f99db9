// Drives `dist/bin/tercet` as a person would: three tasks at once on a repository of more than 1,000 files,
// real agents of two vendors, the daemon killed in the build step; then each agent alone, in a cage where one can be
// built. Ends with "N passed, M failed".
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startModelServer } from './model-server.mjs';
import { ALONE, LOCKED_OUT, TICKETS, VERIFY, subject, turnOf } from './script.mjs';
import { writeSettings } from './settings.mjs';

if (process.platform !== 'linux') {
  console.error('this suite finds the processes of runs in /proc, which only Linux has');
  process.exit(1);
}
const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const tercetCommand = resolve(here, '../../dist/bin/tercet');
const agents = process.argv[2];
// Not below the system's temporary folder: some agents refuse to live there.
const root = mkdtempSync(join(dirname(agents), 'run-'));
const keep = process.env.TERCET_KEEP !== undefined;
const place = { home: join(root, 'h'), repository: join(root, 'repository'), agentHome: join(root, 'agents') };
const PATIENCE = 180_000;
const started = Date.now();

// ---- what is counted

let passed = 0;
const failures = [];
function check(what, holds, detail = '') {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  if (holds) passed += 1;
  else failures.push(what);
  console.log(`${seconds} s  ${holds ? 'ok  ' : 'FAIL'}  ${what}${holds || !detail ? '' : `\n          ${detail}`}`);
}

// ---- the commands a person types

const environment = { ...process.env, TERCET_HOME: place.home, GIT_CONFIG_GLOBAL: join(root, 'gitconfig') };
delete environment.TERCET_RUN;
function moveTo(name) {
  place.home = environment.TERCET_HOME = join(root, name);
  place.repository = join(root, `${name}-repository`);
}
const run = promisify(execFile);
async function tercet(...words) {
  try {
    const { stdout } = await run(tercetCommand, words, { cwd: place.repository, env: environment, maxBuffer: 1 << 26 });
    return stdout;
  } catch (failed) {
    throw new Error(`tercet ${words.join(' ')}: exit ${failed.code}\n${failed.stdout}${failed.stderr}`);
  }
}
const asked = async (...words) => JSON.parse(await tercet(...words, '--json'));
const git = (...words) => execFileSync('git', words, { cwd: place.repository, env: environment, encoding: 'utf8' });

/** Waits until the function gives something. */
async function until(what, attempt) {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await pause(300)) {
    const found = await attempt();
    if (found) return found;
  }
  const state = await tercet('list').catch(String);
  const inbox = await tercet('inbox').catch(String);
  throw new Error(`waited ${PATIENCE / 1000} s in vain until ${what}\n${state}\n${inbox}`);
}
const decision = (task, kind) =>
  until(`${task} asks: ${kind}`, async () => {
    const { decisions } = await asked('inbox');
    const open = decisions.filter((one) => one.task === task);
    const wrong = open.find((one) => one.asked.kind === 'failure' && kind !== 'failure');
    if (wrong) throw new Error(`${task} failed: ${wrong.summary}\n${JSON.stringify(wrong.asked)}\n${await tercet('log', task)}`);
    return open.find((one) => one.asked.kind === kind);
  });

// ---- the repository, the agents, the model

function makeRepository() {
  const given = process.env.TERCET_REPOSITORY;
  if (given) {
    execFileSync('git', ['clone', '-q', '--no-hardlinks', resolve(given), place.repository], { env: environment });
  } else {
    for (let number = 0; number < 1500; number++) {
      const folder = join(place.repository, `src/part${number % 30}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `value${number}.mjs`), `export const value${number} = ${number};\n`);
    }
    execFileSync('git', ['init', '-q', '-b', 'main', place.repository], { env: environment });
    git('add', '-A');
    git('commit', '-q', '-m', 'Begin');
  }
  return git('ls-files').split('\n').length - 1;
}

let caged = false;
const gate = { open: false, held: new Set() };
async function next(conversation) {
  if (subject(conversation).ticket === LOCKED_OUT) {
    if (gate.refuse) return { status: gate.refuse };
    if (gate.shortOfRoom-- > 0) return { status: 429 };
  }
  const turn = turnOf(conversation);
  if (process.env.TERCET_SHOW) console.log('   model:', conversation.agent, subject(conversation).ticket?.title, subject(conversation).step, conversation.calls, conversation.folder);
  const alone = ALONE.find((one) => one === subject(conversation).ticket);
  if (alone) {
    alone.requests = (alone.requests ?? 0) + 1;
    if (conversation.prompt.includes('The human has decided')) alone.resumed ||= conversation.prompts.length > 1;
    if (turn.hold && alone.holds?.length > 0) {
      alone.held = true;
      await alone.holds[0];
    }
    if (turn.limit && alone.shortOfRoom-- > 0) return { status: 429 };
  } else if (turn.hold && !gate.open) {
    gate.held.add(subject(conversation).ticket.title);
    await new Promise((never) => (gate.release = never));
  }
  return turn;
}

/** The processes that belong to a run, by what they carry in their environment. */
function processesOfRuns(ids) {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const carried = /(?:^|\0)TERCET_RUN=([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1];
        return carried !== undefined && ids.some((id) => carried.startsWith(id));
      } catch {
        return false;
      }
    });
}

// ---- the day

async function day(model) {
  const files = makeRepository();
  check(`the repository has more than 1,000 files: ${files}`, files > 1000);
  writeSettings(place.home, { agents, url: model.url, agentHomes: place.agentHome });
  const template = join(here, 'auth-feature.md');
  const problems = (await asked('workflow', 'show', template)).diagnostics.filter((one) => one.severity === 'error');
  check('the template of today loads', problems.length === 0, JSON.stringify(problems));

  const tasks = [];
  for (const ticket of TICKETS) {
    const swapped = ticket === TICKETS.at(-1);
    const presets = ['planner', 'builder', 'reviewer'].flatMap((name) => ['--preset', `${name}=${name}-b`]);
    const view = await asked('new', ticket.title, '-d', ticket.description, '-w', template, '--verify', VERIFY, ...(swapped ? presets : []));
    tasks.push({ ...ticket, id: view.summary.id });
  }

  for (const task of tasks) {
    const approval = await decision(task.id, 'approval');
    check(`${task.title}: the planner wrote ${approval.asked.artifact}`, approval.asked.artifact === 'security-review.md');
    await tercet('approve', task.id, '--revision', String(approval.asked.revision));
  }

  await until('all three builders are at work', () => gate.held.size === tasks.length);
  const { pid } = await asked('daemon', 'status');
  const before = processesOfRuns(tasks.map(({ id }) => id));
  process.kill(pid, 'SIGKILL');
  check(`the daemon (${pid}) was killed with ${before.length} processes of agents at work`, before.length >= tasks.length);
  gate.open = true;
  gate.release?.();
  const { tasks: found } = await asked('list');
  check('the next command starts another daemon that knows all three tasks', found.length === tasks.length);
  const left = await until('no process of the first daemon is left', () => {
    const alive = new Set(processesOfRuns(tasks.map(({ id }) => id)));
    return before.every((one) => !alive.has(one));
  });
  check('nothing of the killed daemon is left behind', left);

  for (const task of tasks.filter(({ question }) => question)) {
    const { asked: open } = await decision(task.id, 'question');
    check(`${task.title}: the builder asks, with options`, open.text.includes(task.question) && open.options.length === 2, JSON.stringify(open));
    await tercet('answer', task.id, task.options[0]);
  }

  const [reviewed] = tasks;
  const findings = await decision(reviewed.id, 'findings');
  check(`${reviewed.title}: the reviewer's finding is there`, findings.asked.clusters[0]?.claim.includes(reviewed.finding), JSON.stringify(findings.asked));
  await tercet('accept', reviewed.id, findings.asked.clusters[0].id);

  for (const task of tasks) {
    const { asked: open } = await decision(task.id, 'merge');
    check(`${task.title}: verified and ready`, open.verification?.passed === true, JSON.stringify(open));
    await tercet('merge', task.id, '--yes');
  }
  for (const task of tasks) {
    await until(`${task.id} is merged`, async () => (await asked('show', task.id)).summary.state.kind === 'merged');
  }
  await afterwards(tasks, files, model);
  for (const agent of ['gemini', 'claude']) await lockedOut(agent);
}

/** A provider that refuses the key and later is short of room: the task waits for a person, and goes on. */
async function lockedOut(agent) {
  const planner = agent === 'claude' ? 'planner-b' : 'planner';
  gate.refuse = 401;
  const template = join(here, 'auth-feature.md');
  const made = await asked('new', LOCKED_OUT.title, '-d', LOCKED_OUT.description, '-w', template, '--preset', `planner=${planner}`);
  const { id } = made.summary;
  const { asked: open } = await decision(id, 'failure');
  check(`${agent}: a refused key is said`, /log ?in|logged|authenti|key|401/i.test(open.reason), JSON.stringify(open));
  gate.refuse = undefined;
  gate.shortOfRoom = 1;
  await tercet('retry', id);
  const { asked: approval } = await decision(id, 'approval');
  check(`${agent}: with the key in place, and after a 429, the step is done`, approval.artifact === 'security-review.md');
  await tercet('abandon', id);
}

/**
 * One agent in all three roles of a task: it asks by the run's own tool, is stopped and killed in the middle of its
 * work, reports by tool, and meets a provider that is short of room.
 */
async function alone(ticket) {
  const { kind } = ticket;
  const begun = Date.now();
  const presets = ['planner', 'builder', 'reviewer'].flatMap((name) => ['--preset', `${name}=${name}-${kind}`]);
  const made = await asked('new', ticket.title, '-d', ticket.description, '-w', join(here, 'auth-feature.md'), '--verify', VERIFY, ...presets);
  const { id } = made.summary;
  const unheld = made.warnings.some((one) => one.includes('without a cage'));
  check(`${kind}: a task without a cage says so, and no other`, unheld === !caged, JSON.stringify(made.warnings));
  check(`${kind}: a reviewer of the builder's family is warned of`, made.warnings.some((one) => one.includes('family')), JSON.stringify(made.warnings));
  const approval = await decision(id, 'approval');
  check(`${kind}: it plans`, approval.asked.artifact === 'security-review.md');
  const denied = /denied: .*too-early/.test(await tercet('log', `${id}.r1`));
  ticket.holds = [new Promise((go) => (ticket.release = go))];
  await tercet('approve', id, '--revision', String(approval.asked.revision));

  const { asked: open } = await decision(id, 'question');
  check(`${kind}: it asks by ask_human`, open.text === ticket.question && open.options.length === 2, JSON.stringify(open));
  await tercet('answer', id, ticket.options[0]);

  await until(`${kind} is in the middle of its work`, () => ticket.held);
  await tercet('pause', id);
  await until(`nothing of ${kind} is left after a pause`, () => processesOfRuns([id]).length === 0);
  check(`${kind}: a pause ends it and all that it started`, true);
  ticket.held = false;
  await tercet('resume', id);
  await until(`${kind} is at work again`, () => ticket.held);
  for (const pid of processesOfRuns([id])) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
  ticket.shortOfRoom = 3;
  ticket.holds = [];
  ticket.release();

  const findings = await decision(id, 'findings');
  check(`${kind}: killed, it builds again; it reports by report_finding`, findings.asked.clusters[0]?.claim === ticket.finding, JSON.stringify(findings.asked));
  check(`${kind}: nobody had to act on a 429`, ticket.shortOfRoom < 3);
  const { runs } = await asked('show', id);
  check(`${kind}: a run was seen to crash`, runs.some((one) => JSON.stringify(one).includes('exit code')), JSON.stringify(runs));
  const done = runs.filter((one) => one.state === 'done');
  // OpenCode tells the tokens of its last step only, so that what it cost is all that is known.
  const counted = kind === 'opencode' ? 'cost' : 'input';
  check(`${kind}: what it used is counted`, done.length > 0 && done.every((one) => one.usage?.[counted] > 0), JSON.stringify(done.map((one) => one.usage)));
  const tree = git('ls-tree', '-r', '--name-only', `tercet/${id}`);
  check(`${kind}: what the planner wrote beside its artifact is on no branch`, tree.includes(ticket.file) && !tree.includes('too-early'), tree);
  await tercet('abandon', id);
  const seen = {
    seconds: Math.round((Date.now() - begun) / 1000),
    plan: seconds(runs[0]),
    'stray write': denied ? 'denied' : 'put aside',
    'goes on in its session': ticket.resumed === true,
    cost: done.some((one) => one.usage?.cost > 0),
    'failed by': runs.filter((one) => one.state === 'failed').map((one) => one.result?.slice(0, 60)),
  };
  console.log(`           ${kind}: ${JSON.stringify(seen)}`);
}

const seconds = (run) => Math.round((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000);

/** Three at a time: each is several processes, which mostly wait for each other. */
async function eachAlone(model) {
  const named = process.env.TERCET_AGENTS?.split(',');
  const waiting = ALONE.filter(({ kind }) => !named || named.includes(kind));
  moveTo('a');
  makeRepository();
  writeSettings(place.home, { agents, url: model.url, agentHomes: place.agentHome, cage: 'auto' });
  const cage = (await asked('doctor')).checks.find(({ name }) => name === 'cage');
  caged = cage.state === 'ok';
  console.log(`           ${cage.text}`);
  const lane = async () => {
    for (let ticket = waiting.shift(); ticket; ticket = waiting.shift()) {
      await alone(ticket).catch((broken) => check(`${ticket.kind}: its day came to an end`, false, broken.stack));
    }
  };
  await Promise.all([lane(), lane(), lane()]);
}

async function afterwards(tasks, files, model) {
  for (const task of tasks) {
    const [code, test] = [`auth/${task.file}`, `checks/${task.file}`].map((file) => git('show', `HEAD:${file}`));
    check(`${task.title}: the target has what was built`, code === (task.mended ?? task.code) && test === task.test);
    const { runs } = await asked('show', task.id);
    const done = runs.filter((one) => one.state === 'done');
    check(`${task.title}: tokens are counted`, done.every((one) => one.usage.input > 0 && one.usage.output > 0), JSON.stringify(done));
    check(`${task.title}: the journal's chain holds`, /./.test(await tercet('journal', 'verify', task.id)));
  }
  for (const task of tasks) {
    const log = await tercet('log', `${task.id}.r1`);
    check(`${task.title}: the planner's attempt to write code was refused`, /denied: .*too-early/.test(log), log);
  }
  check('no such attempt reached the target', !git('ls-files').includes('too-early'));
  const readers = new Set(model.seen.filter((one) => one.text.includes('value0 = 0')).map((one) => one.agent));
  check('no agent reads in the file that @file in a ticket names', readers.size === 0, [...readers].join());
  check('nothing else was merged', git('ls-files').split('\n').length - 1 <= files + 5 * tasks.length);
  check("the user's checkout is clean", git('status', '--porcelain') === '');
  for (const agent of ['claude', 'gemini']) {
    const steps = new Set(model.seen.filter((one) => one.agent === agent).map((one) => subject(one).step));
    check(`${agent} planned, built and reviewed`, steps.size === 3, [...steps].join());
  }
}

writeFileSync(join(root, 'gitconfig'), '[user]\n\tname = Suite\n\temail = suite@example.org\n');
const model = await startModelServer(next);
try {
  if (!process.env.TERCET_AGENTS) {
    await day(model);
    await tercet('daemon', 'stop');
  }
  await eachAlone(model);
} catch (broken) {
  check('the day came to its end', false, broken.stack);
} finally {
  await tercet('daemon', 'stop').catch((failed) => console.error(String(failed)));
  model.close();
  if (keep || failures.length > 0) console.log(`kept: ${root}`);
  else rmSync(root, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
