// A model provider without a model: speaks Anthropic's Messages, Google's generateContent, OpenAI's Responses and Chat Completions
// well enough for the real agents, and lets a script say what "the model" does next.
//
// Stateless, as providers are: a request holds the whole conversation. A prompt of Tercet's is known by its
// headings; the turn is the number of tool calls after it.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const OUR_PROMPT = /## Ticket\n|## The human has decided\n|## Your item /;
// Each agent tells the model where they are, in words of their own.
const FOLDER = /(?:working directory:|Workspace Directories:\*\*\\n\s*-|<cwd>)\s*(\/[^\s"'`<\\]+)/i;
const newId = (prefix) => prefix + randomBytes(8).toString('hex');

/** @typedef {{ agent: string, prompts: string[], prompt: string, calls: number, folder: string,
 *   text: string }} Conversation */

/** The conversation of a request to Anthropic. */
function readAnthropic(body) {
  const messages = (body.messages ?? []).map(({ role, content }) => ({
    role,
    text: typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('\n'),
    calls: typeof content === 'string' ? 0 : content.filter((part) => part.type === 'tool_use').length,
  }));
  return conversation('claude', messages, body);
}

/** The conversation of a request to Google. */
function readGoogle(body) {
  const messages = (body.contents ?? []).map(({ role, parts }) => ({
    role,
    text: parts.map((part) => part.text ?? '').join('\n'),
    calls: parts.filter((part) => part.functionCall).length,
  }));
  return conversation('gemini', messages, body);
}

/** The conversation of a request to OpenAI. */
function readOpenAi(body) {
  const messages = (body.input ?? []).map(({ role, type, content }) => ({
    role,
    text: Array.isArray(content) ? content.map((part) => part.text ?? '').join('\n') : String(content ?? ''),
    calls: type === 'function_call' ? 1 : 0,
  }));
  return conversation('codex', messages, body);
}

/** The conversation of a request to whoever speaks like OpenAI used to. */
function readChat(body) {
  const messages = (body.messages ?? []).map(({ role, content, tool_calls }) => ({
    role,
    text: Array.isArray(content) ? content.map((part) => part.text ?? '').join('\n') : String(content ?? ''),
    calls: (tool_calls ?? []).length,
  }));
  return conversation('opencode', messages, body);
}

/** All tools that a request offers, by name, those in a namespace with it. */
function toolsOf(body) {
  const flat = (tool) => {
    if (tool.functionDeclarations) return tool.functionDeclarations.flatMap(flat);
    if (tool.type === 'namespace') return (tool.tools ?? []).map(({ name }) => ({ name, namespace: tool.name }));
    return [{ name: tool.function?.name ?? tool.name ?? '' }];
  };
  return (body.tools ?? []).flatMap(flat);
}

function conversation(agent, messages, body) {
  const prompts = [];
  let calls = 0;
  for (const message of messages) {
    if (message.role === 'user' && OUR_PROMPT.test(message.text)) {
      prompts.push(message.text);
      calls = 0;
    }
    calls += message.calls;
  }
  const text = JSON.stringify(body);
  const folder = FOLDER.exec(text)?.[1] ?? '';
  return { agent, prompts, prompt: prompts.at(-1) ?? '', calls, folder, text, tools: toolsOf(body) };
}

/** What each agent calls the tool, and how it wants its input. */
const TOOLS = {
  claude: {
    write: ({ path, content }) => ['Write', { file_path: path, content }],
    shell: ({ command }) => ['Bash', { command, description: 'scripted' }],
    ask: ({ question, options }) => [
      'AskUserQuestion',
      {
        questions: [
          {
            question,
            header: 'Choice',
            multiSelect: false,
            options: options.map((label) => ({ label, description: label })),
          },
        ],
      },
    ],
  },
  gemini: {
    write: ({ path, content }) => ['write_file', { file_path: path, content }],
    shell: ({ command }) => ['run_shell_command', { command, description: 'scripted' }],
  },
  opencode: {
    write: ({ path, content }) => ['write', { filePath: path, content }],
    shell: ({ command }) => ['bash', { command, description: 'scripted' }],
  },
  codex: {
    write: ({ path, content }) => [
      'exec_command',
      { cmd: `mkdir -p "$(dirname '${path}')" && cat > '${path}' <<'END'\n${content}END` },
    ],
    shell: ({ command }) => ['exec_command', { cmd: command }],
  },
};

const toolCall = (agent, { op, ...input }, tools) => {
  if (op === 'tercet') {
    const found = tools.find(({ name }) => name === input.tool || name.endsWith(`_${input.tool}`));
    if (!found) console.error(`${agent} offers no ${input.tool}: ${tools.map(({ name }) => name).join()}`);
    return { ...(found ?? { name: input.tool }), args: input.args };
  }
  const [name, args] = TOOLS[agent][op](input);
  return { name, args };
};

const stream = (response) =>
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
const send = (response, data) =>
  response.write(`${data.type ? `event: ${data.type}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
const json = (response, data, status = 200, headers = {}) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(data));
};

function answerChat(body, turn, response, tools) {
  const calls = (turn.calls ?? []).map((call, index) => {
    const { name, args } = toolCall('opencode', call, tools);
    return { index, id: newId('call_'), type: 'function', function: { name, arguments: JSON.stringify(args) } };
  });
  const base = { id: newId('chatcmpl-'), object: 'chat.completion.chunk', created: 0, model: body.model };
  const usage = { prompt_tokens: 1000, completion_tokens: 50, total_tokens: 1050 };
  const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop';
  if (!body.stream) {
    const message = { role: 'assistant', content: turn.text ?? null };
    json(response, { ...base, object: 'chat.completion', choices: [{ index: 0, finish_reason, message }], usage });
    return;
  }
  stream(response);
  const chunk = (delta, reason = null) =>
    send(response, { ...base, choices: [{ index: 0, delta, finish_reason: reason }] });
  chunk({ role: 'assistant', content: turn.text ?? '' });
  for (const call of calls) chunk({ tool_calls: [call] });
  chunk({}, finish_reason);
  send(response, { ...base, choices: [], usage });
  response.write('data: [DONE]\n\n');
  response.end();
}

function answerAnthropic(body, turn, response, tools) {
  const content = [];
  if (turn.text) content.push({ type: 'text', text: turn.text });
  for (const call of turn.calls ?? []) {
    const { name, args } = toolCall('claude', call, tools);
    content.push({ type: 'tool_use', id: newId('toolu_'), name, input: args });
  }
  const stop = turn.calls ? 'tool_use' : 'end_turn';
  const usage = { input_tokens: 1000, output_tokens: 50 };
  const message = { id: newId('msg_'), type: 'message', role: 'assistant', model: body.model, stop_sequence: null };
  if (!body.stream) {
    json(response, { ...message, content, stop_reason: stop, usage });
    return;
  }
  stream(response);
  send(response, { type: 'message_start', message: { ...message, content: [], stop_reason: null, usage } });
  content.forEach((block, index) => {
    const isText = block.type === 'text';
    const begun = isText ? { type: 'text', text: '' } : { ...block, input: {} };
    const delta = isText
      ? { type: 'text_delta', text: block.text }
      : { type: 'input_json_delta', partial_json: JSON.stringify(block.input) };
    send(response, { type: 'content_block_start', index, content_block: begun });
    send(response, { type: 'content_block_delta', index, delta });
    send(response, { type: 'content_block_stop', index });
  });
  send(response, { type: 'message_delta', delta: { stop_reason: stop, stop_sequence: null }, usage });
  send(response, { type: 'message_stop' });
  response.end();
}

function answerGoogle(body, turn, response, tools, streaming) {
  const calls = (turn.calls ?? []).map((call) => ({
    functionCall: { id: newId('call_'), ...toolCall('gemini', call, tools) },
  }));
  const parts = [...(turn.text ? [{ text: turn.text }] : []), ...calls];
  const answer = {
    candidates: [{ index: 0, content: { role: 'model', parts }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 50, totalTokenCount: 1050 },
    modelVersion: 'scripted',
  };
  if (!streaming) {
    json(response, answer);
    return;
  }
  stream(response);
  send(response, answer);
  response.end();
}

function answerOpenAi(body, turn, response, tools) {
  const output = [];
  if (turn.text) {
    const content = [{ type: 'output_text', text: turn.text, annotations: [] }];
    output.push({ type: 'message', id: newId('msg_'), role: 'assistant', status: 'completed', content });
  }
  for (const call of turn.calls ?? []) {
    const { name, args, namespace } = toolCall('codex', call, tools);
    const ids = { id: newId('fc_'), call_id: newId('call_') };
    output.push({ type: 'function_call', ...ids, name, arguments: JSON.stringify(args), status: 'completed', ...(namespace ? { namespace } : {}) });
  }
  const whole = { id: newId('resp_'), object: 'response', created_at: 0, model: body.model };
  const usage = { input_tokens: 1000, output_tokens: 50, total_tokens: 1050 };
  let sequence_number = 0;
  const event = (type, data) => send(response, { type, sequence_number: sequence_number++, ...data });
  stream(response);
  event('response.created', { response: { ...whole, status: 'in_progress', output: [] } });
  output.forEach((item, output_index) => {
    event('response.output_item.added', { output_index, item });
    event('response.output_item.done', { output_index, item });
  });
  event('response.completed', { response: { ...whole, status: 'completed', output, usage } });
  response.end();
}

/**
 * Starts the server on a free port of this machine.
 *
 * @param {(conversation: Conversation) => Promise<{text?: string, calls?: object[], status?: number}>} next what
 *   the model does next
 * @returns the server's address, the conversations so far, and how to end it
 */
export async function startModelServer(next) {
  const seen = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => void answer(request, Buffer.concat(chunks).toString(), response));
  });

  async function answer(request, text, response) {
    const { pathname } = new URL(request.url, 'http://localhost');
    const anthropic = pathname.endsWith('/messages');
    const google = /:(stream)?generateContent$/i.exec(pathname);
    const openAi = pathname.endsWith('/responses');
    const chat = pathname.endsWith('/chat/completions');
    if (!anthropic && !google && !openAi && !chat) {
      if (/count_?tokens$/i.test(pathname)) json(response, { input_tokens: 100, totalTokens: 100 });
      else json(response, { error: { type: 'not_found_error', message: pathname } }, 404);
      return;
    }
    const body = JSON.parse(text);
    const read = anthropic ? readAnthropic : openAi ? readOpenAi : chat ? readChat : readGoogle;
    const spoken = read(body);
    // Titles, summaries and the like are asked for without one of our prompts or without tools.
    const aside = spoken.prompt === '' || !(body.tools?.length > 0);
    if (!aside) seen.push(spoken);
    const turn = aside ? { text: 'ok' } : await next(spoken);
    if (response.destroyed) return;
    if (turn.status) {
      const short = turn.status === 429;
      const message = short ? 'scripted 429: try again in 2 seconds' : `scripted ${turn.status}`;
      const error = anthropic
        ? { type: 'error', error: { type: short ? 'rate_limit_error' : 'authentication_error', message } }
        : { error: { code: turn.status, message, status: short ? 'RESOURCE_EXHAUSTED' : 'UNAUTHENTICATED' } };
      json(response, error, turn.status, short ? { 'retry-after': '2' } : {});
    } else if (anthropic) answerAnthropic(body, turn, response, spoken.tools);
    else if (openAi) answerOpenAi(body, turn, response, spoken.tools);
    else if (chat) answerChat(body, turn, response, spoken.tools);
    else answerGoogle(body, turn, response, spoken.tools, google[1] !== undefined);
  }

  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
