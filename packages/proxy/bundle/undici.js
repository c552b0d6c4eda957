// Of undici what the proxy's transport takes. Its main module loads fetch, WebSocket, mocks, caches and cookies as well,
// which costs the start more than all the rest.
import Agent from 'undici/lib/dispatcher/agent.js';

export { Agent };
