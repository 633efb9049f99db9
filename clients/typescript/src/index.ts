export * from './client.js';
export * from './connection.js';
export * from './greeting.js';
export { socketPath, tercetHome } from './home.js';
export * from './protocol.js';
