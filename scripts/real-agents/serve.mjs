// The scripted model and the settings for it, to work through the guide by hand:
//   node scripts/real-agents/serve.mjs AGENTS TERCET_HOME
import { join } from 'node:path';
import { startModelServer } from './model-server.mjs';
import { turnOf } from './script.mjs';
import { writeSettings } from './settings.mjs';

const [agents, home] = process.argv.slice(2);
const model = await startModelServer(async (conversation) => {
  const turn = turnOf(conversation);
  console.log(conversation.agent, conversation.folder, JSON.stringify(turn).slice(0, 200));
  // Time to look, and to kill the daemon.
  await new Promise((done) => setTimeout(done, turn.hold ? 20_000 : 0));
  return turn;
});
writeSettings(home, { agents, url: model.url, agentHomes: join(home, 'agents') });
console.log(`the model answers at ${model.url}; ${home}/settings.json names it; Ctrl-C ends it`);
