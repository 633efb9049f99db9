import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes `settings.json` into TERCET_HOME: two agents that find the scripted model, and presets that use them.
 *
 * @param {string} home TERCET_HOME
 * @param {{agents: string, url: string, agentHomes: string}} places where the agents are installed, where the model
 *   is, and the folder for the agents' own homes, so that nobody's login or history is touched
 */
export function writeSettings(home, { agents, url, agentHomes }) {
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
  if (existsSync(program('codex-acp'))) addCodex(settings, program('codex-acp'), homeOf('codex'), url);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** A third agent, for whoever has installed it beside the others; the suite does without. */
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
  for (const role of ['planner', 'builder', 'reviewer']) settings.presets[`${role}-codex`] = { agent: 'codex' };
}
