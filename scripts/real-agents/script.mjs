// The three tickets, and what the model says and does in each role, whichever agent asks.

export const TICKETS = [
  {
    title: 'Refresh-token rotation',
    // A file named with an @ is a file to read, for some agents, and this one is not meant so.
    description: 'A refresh token is used once. Seen by ann@example.org in @src/part0/value0.mjs.',
    file: 'rotation.mjs',
    code: `const used = new Set();\nexport function rotate(token) {\n  if (used.has(token)) throw new Error('used twice');\n  used.add(token);\n  return token + '+';\n}\n`,
    mended: `const used = new Set();\n/** Refuses an empty token and one that was used before. */\nexport function rotate(token) {\n  if (!token || used.has(token)) throw new Error('not valid');\n  used.add(token);\n  return token + '+';\n}\n`,
    test: `import assert from 'node:assert';\nimport { rotate } from '../auth/rotation.mjs';\nassert.equal(rotate('a'), 'a+');\nassert.throws(() => rotate('a'));\n`,
    finding: 'An empty token is rotated like any other',
  },
  {
    title: 'Login rate limit',
    description: 'No more than five attempts in a minute.',
    file: 'limit.mjs',
    code: `const attempts = new Map();\nexport function attempt(user) {\n  const count = (attempts.get(user) ?? 0) + 1;\n  attempts.set(user, count);\n  return count <= 5;\n}\n`,
    test: `import assert from 'node:assert';\nimport { attempt } from '../auth/limit.mjs';\nfor (let i = 0; i < 5; i++) assert(attempt('ann'));\nassert(!attempt('ann'));\n`,
    question: 'Count attempts by user or by address?',
    options: ['By user', 'By address'],
  },
  {
    title: 'Session timeout',
    description: 'A session ends after thirty idle minutes.',
    file: 'session.mjs',
    code: `export function isOver(lastSeen, now) {\n  return now - lastSeen > 30 * 60_000;\n}\n`,
    test: `import assert from 'node:assert';\nimport { isOver } from '../auth/session.mjs';\nassert(!isOver(0, 60_000));\nassert(isOver(0, 31 * 60_000));\n`,
    question: 'Does a background request keep a session alive?',
    options: ['Yes', 'No'],
  },
];

const STEPS = ['Security Architecture Review', 'Implementation', 'Security Audit'];

/** A ticket whose provider does not know the key. */
export const LOCKED_OUT = { title: 'Login by link', description: 'A link in a mail logs in, once.', file: 'link.mjs' };

export const VERIFY = 'for check in checks/*.mjs; do [ ! -e "$check" ] || node "$check" || exit 1; done';

/** How each agent is run in the second part: over the protocol, or without its screen. */
export const KINDS = ['claude', 'codex', 'gemini', 'opencode', 'claude-headless', 'codex-headless'];

/** One ticket for each of them, who plans, builds and reviews it alone. */
export const ALONE = KINDS.map((kind) => ({
  kind,
  title: `Greeting by ${kind}`,
  description: 'Says hello in the language that the human wants.',
  file: `${kind}.mjs`,
  code: `export const greeting = 'hello by ${kind}';\n`,
  test: `import assert from 'node:assert';\nimport { greeting } from '../auth/${kind}.mjs';\nassert(greeting);\n`,
  tool: true,
  question: 'In which language?',
  options: ['English', 'German'],
  finding: 'The greeting is not translated',
}));

/** The ticket and the step that a conversation is about. A continued one names them in an earlier prompt. */
export function subject({ prompts }) {
  const whole = prompts.findLast((prompt) => prompt.includes('## Ticket\n')) ?? '';
  const step = STEPS.find((name) => whole.includes(`# ${name}\n\n`));
  return { ticket: [...TICKETS, LOCKED_OUT, ...ALONE].find(({ title }) => whole.includes(`## Ticket\n\n${title}\n`)), step };
}

/** What comes next in the conversation: of its last prompt's turns, the one after the tool calls so far. */
export function turnOf(conversation) {
  const all = turns(conversation);
  return all[Math.min(conversation.calls, all.length - 1)];
}

function turns(conversation) {
  const { ticket, step } = subject(conversation);
  switch (step) {
    case 'Security Architecture Review':
      return planner(ticket, conversation);
    case 'Implementation':
      return builder(ticket, conversation);
    case 'Security Audit':
      return reviewer(ticket, conversation);
    default:
      return [{ text: `The script knows no step ${step}.` }];
  }
}

function planner(ticket, { folder }) {
  const review = `# Security review: ${ticket.title}

## Assumptions
- ${ticket.description}

## Threats and mitigations
- Replay and guessing: refused by \`auth/${ticket.file}\`.

## Verification
\`node checks/${ticket.file}\`
`;
  return [
    { text: 'I look at the repository first.', calls: [{ op: 'shell', command: 'ls && git log --oneline -1' }] },
    // A planner may write artifacts only: Tercet has to refuse this one.
    { calls: [{ op: 'write', path: `${folder}/auth/too-early.mjs`, content: 'export {};\n' }] },
    { calls: [{ op: 'write', path: `${folder}/security-review.md`, content: review }] },
    { text: 'The security review is written.' },
  ];
}

function builder(ticket, { agent, folder, prompts, prompt }) {
  const again = ticket.finding !== undefined && prompts.some((text) => text.includes(ticket.finding));
  const answered = prompt.includes('The human has decided');
  const asks = ticket.question !== undefined && !answered;
  const write = { op: 'write', path: `${folder}/auth/${ticket.file}`, content: again ? ticket.mended : ticket.code };
  const rest = [
    { calls: [{ op: 'write', path: `${folder}/checks/${ticket.file}`, content: ticket.test }] },
    { text: 'I run the check.', calls: [{ op: 'shell', command: `node checks/${ticket.file} && git status --short` }] },
    { text: `${ticket.title} is built and checked.` },
  ];
  const begun = [{ text: 'I write the module.', calls: [write] }];
  if (asks && ticket.tool) {
    const args = { question: ticket.question, options: ticket.options };
    return [...begun, { calls: [{ op: 'tercet', tool: 'ask_human', args }] }, { text: 'I have asked and wait.' }];
  }
  if (!asks) return [...begun, { hold: true, ...rest[0] }, ...rest.slice(1)];
  return agent === 'claude'
    ? [...begun, { hold: true, calls: [{ op: 'ask', question: ticket.question, options: ticket.options }] }, ...rest]
    : [...begun, { hold: true, text: block('question', [ticket.question, ...ticket.options.map((one) => `- ${one}`)]) }];
}

function reviewer(ticket, { prompt }) {
  const change = /git diff \S+ HEAD/.exec(prompt)?.[0] ?? 'git diff HEAD~1 HEAD';
  const first = !prompt.includes('## Accepted earlier');
  const finding = {
    severity: 'major',
    file: `auth/${ticket.file}`,
    startLine: 2,
    endLine: 4,
    symbol: 'rotate',
    defectClass: 'missing validation',
    claim: ticket.finding,
    evidence: 'if (used.has(token))',
  };
  if (ticket.tool) {
    return [
      { limit: true, text: 'I read the change.', calls: [{ op: 'shell', command: `${change} --stat` }] },
      { calls: [{ op: 'tercet', tool: 'report_finding', args: { ...finding, symbol: 'greeting', evidence: 'hello' } }] },
      { text: 'Reported by tool.' },
    ];
  }
  const findings = ticket.finding && first ? [JSON.stringify(finding)] : [];
  return [
    { text: 'I read the change.', calls: [{ op: 'shell', command: `${change} --stat` }] },
    { text: `Audited against the security review.\n\n${block('findings', findings)}` },
  ];
}

const block = (kind, lines) => ['```' + kind, ...lines, '```'].join('\n');
