import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `settings.json` into TERCET_HOME: two agents that find the scripted model, and presets that use them.
 *
 * @param {string} home TERCET_HOME
 * @param {{agents: string, url: string, agentHomes: string, cage?: string}} places where the agents are installed, where
 *   the model is, the folder for the agents' own homes, so that nobody's login or history is touched, and whether agents
 *   are caged
 */
export function writeSettings(home, { agents, url, agentHomes, cage = 'off' }) {
  const homeOf = (agent) => {
    const folder = join(agentHomes, agent);
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  const gemini = homeOf('gemini');
  mkdirSync(join(gemini, '.gemini'), { recursive: true });
  writeFileSync(
    join(gemini, '.gemini/settings.json'),
    JSON.stringify({
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      tools: { useRipgrep: false },
    }),
  );
  const program = (name) => join(agents, 'node_modules/.bin', name);
  const settings = {
    'cage.use': cage,
    agents: {
      claude: {
        kind: 'acp',
        command: program('claude-agent-acp'),
        family: 'anthropic',
        env: {
          HOME: homeOf('claude'),
          ANTHROPIC_BASE_URL: url,
          ANTHROPIC_API_KEY: 'sk-ant-dummy',
          CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
          CLAUDE_CODE_MAX_RETRIES: '1',
          DISABLE_AUTOUPDATER: '1',
        },
      },
      gemini: {
        kind: 'acp',
        command: program('gemini'),
        args: ['--acp'],
        family: 'google',
        env: {
          HOME: gemini,
          GOOGLE_GEMINI_BASE_URL: url,
          GEMINI_API_KEY: 'dummy',
          GEMINI_MODEL: 'gemini-2.5-pro',
          GEMINI_CLI_NO_RELAUNCH: 'true',
          GEMINI_CLI_TRUST_WORKSPACE: 'true',
          NO_BROWSER: 'true',
        },
      },
    },
    presets: {
      planner: { agent: 'gemini' },
      builder: { agent: 'claude' },
      reviewer: { agent: 'gemini' },
      'planner-b': { agent: 'claude' },
      'builder-b': { agent: 'gemini' },
      'reviewer-b': { agent: 'claude' },
    },
  };
  addCodex(settings, program('codex-acp'), homeOf('codex'), url);
  addOpenCode(settings, program('opencode'), homeOf('opencode'), url);
  addHeadless(settings, agents, program, homeOf);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** OpenCode with one model of a provider that speaks like OpenAI used to. */
function addOpenCode(settings, command, home, url) {
  mkdirSync(join(home, '.config/opencode'), { recursive: true });
  const model = { name: 'scripted-1', tool_call: true, cost: { input: 1, output: 2 }, limit: { context: 100000, output: 8000 } };
  const options = { baseURL: `${url}/v1`, apiKey: 'dummy' };
  const config = {
    autoupdate: false,
    share: 'disabled',
    model: 'local/scripted-1',
    small_model: 'local/scripted-1',
    provider: { local: { npm: '@ai-sdk/openai-compatible', name: 'local', options, models: { 'scripted-1': model } } },
    enabled_providers: ['local'],
  };
  writeFileSync(join(home, '.config/opencode/opencode.json'), JSON.stringify(config));
  const env = {
    HOME: home,
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_PERMISSION: '{"edit":"ask"}',
  };
  settings.agents.opencode = { kind: 'acp', command, args: ['acp'], family: 'local', env };
  for (const role of ROLES) settings.presets[`${role}-opencode`] = { agent: 'opencode' };
}

/** Two of them once more, without their screens; the programs come with those that speak the protocol. */
function addHeadless(settings, agents, program, homeOf) {
  const claude = join(agents, 'node_modules/@anthropic-ai/claude-agent-sdk-linux-x64/claude');
  const headless = { claude: existsSync(claude) ? claude : program('claude'), codex: program('codex') };
  for (const [dialect, command] of Object.entries(headless)) {
    const { env, family } = settings.agents[dialect];
    const home = homeOf(dialect);
    const entry = { kind: 'headless', dialect, command, family, env: { ...env, HOME: home } };
    settings.agents[`${dialect}-headless`] = entry;
    for (const role of ROLES) settings.presets[`${role}-${dialect}-headless`] = { agent: `${dialect}-headless` };
  }
  for (const agent of ['claude', 'gemini']) {
    for (const role of ROLES) settings.presets[`${role}-${agent}`] = { agent };
  }
}

const ROLES = ['planner', 'builder', 'reviewer'];

/** Codex with a provider of its own. */
function addCodex(settings, command, home, url) {
  mkdirSync(join(home, '.codex'), { recursive: true });
  const provider = [
    // A model that Codex does not know is offered its plainest tools.
    'model = "gpt-5.1-codex"',
    'model_provider = "local"',
    'check_for_update_on_startup = false',
    '[model_providers.local]',
    'name = "local"',
    `base_url = "${url}/v1"`,
    'env_key = "LOCAL_KEY"',
    'wire_api = "responses"',
    'request_max_retries = 1',
    'stream_max_retries = 1',
    'supports_websockets = false',
    '[analytics]',
    'enabled = false',
  ];
  writeFileSync(join(home, '.codex/config.toml'), `${provider.join('\n')}\n`);
  const env = { HOME: home, CODEX_HOME: join(home, '.codex'), LOCAL_KEY: 'dummy', NO_BROWSER: '1' };
  settings.agents.codex = { kind: 'acp', command, family: 'openai', env };
  for (const role of ROLES) settings.presets[`${role}-codex`] = { agent: 'codex' };
}
