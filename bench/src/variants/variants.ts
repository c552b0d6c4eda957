import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, rootFolder } from '../folders.ts';
import { folderOf } from '../peers/install.ts';
import { programFile } from '../processes/programs.ts';
import { modelOf } from '../workloads/body.ts';
import type { Workload } from '../workloads/workloads.ts';
import { masterKey, upstreamVariables } from './environment.ts';
import { startNodeServer, startServer } from './start-server.ts';
import type { Variant, VariantId } from './variant.ts';

export const proxyCli = join(rootFolder, 'packages/proxy/dist/cli.js');
export const proxyConfig = join(benchFolder, 'configs/openrerank.yaml');

const bearer = { authorization: `Bearer ${masterKey}` };
const rankingPath = (workload: Workload) => `/${modelOf(workload)}/v1/ranking`;

const list: readonly Variant[] = [
  {
    id: 'direct',
    title: 'direct (no proxy)',
    start: async ({ upstreamUrl }) => ({
      id: 'direct',
      child: undefined,
      isNode: false,
      request: (workload) => ({ url: upstreamUrl + rankingPath(workload), headers: {} }),
      stop: async () => {},
    }),
  },
  baseline('buffered', 'pass-through that holds the body first, by node:http and undici dispatch', rankingPath),
  baseline('streaming', 'pass-through that forwards the body as it comes in', rankingPath),
  baseline('naive', 'JSON proxy by node:http and undici request', () => '/v1/rerank'),
  {
    id: 'openrerank',
    title: 'OpenRerank proxy, everything on',
    async start(surroundings) {
      if (!existsSync(proxyCli)) throw new Error(`${proxyCli} is not built: npm run build`);
      const { url, ...server } = await startNodeServer(surroundings, {
        name: 'openrerank',
        script: proxyCli,
        args: (port) => ['--config', proxyConfig, '--host', '127.0.0.1', '--port', String(port)],
        env: upstreamVariables(surroundings.upstreamUrl),
      });
      const request = () => ({ url: `${url}/v1/rerank`, headers: bearer });
      return { id: 'openrerank', isNode: true, request, ...server };
    },
  },
  {
    id: 'portkey',
    peer: 'portkey',
    title: 'Portkey gateway (no rerank of its own: forwards /v1/ranking)',
    async start(surroundings) {
      const folder = folderOf(surroundings.peers, 'portkey') ?? '';
      const { url, ...server } = await startNodeServer(surroundings, {
        name: 'portkey',
        script: join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js'),
        args: (port) => ['--headless', `--port=${port}`],
      });
      // Any provider whose requests it forwards as they are; the host is the upstream's.
      const request = (workload: Workload) => ({
        url: `${url}/v1/ranking`,
        headers: {
          ...bearer,
          'x-portkey-provider': 'openai',
          'x-portkey-custom-host': `${surroundings.upstreamUrl}/${modelOf(workload)}/v1`,
        },
      });
      return { id: 'portkey', isNode: true, request, ...server };
    },
  },
  {
    id: 'litellm',
    peer: 'litellm',
    title: 'LiteLLM proxy (one worker)',
    async start(surroundings) {
      const folder = folderOf(surroundings.peers, 'litellm') ?? '';
      const config = join(benchFolder, 'configs/litellm.yaml');
      const { url, ...server } = await startServer(surroundings, {
        name: 'litellm',
        command: join(folder, 'venv/bin/litellm'),
        args: (port) => ['--config', config, '--host', '127.0.0.1', '--port', String(port), '--num_workers', '1'],
        // No list of prices from the network at every start.
        env: {
          ...upstreamVariables(surroundings.upstreamUrl),
          LITELLM_LOG: 'ERROR',
          LITELLM_MODE: 'PRODUCTION',
          LITELLM_LOCAL_MODEL_COST_MAP: 'True',
        },
      });
      const request = () => ({ url: `${url}/v1/rerank`, headers: bearer });
      return { id: 'litellm', isNode: false, request, ...server };
    },
  },
];

export const variants = Object.fromEntries(list.map((variant) => [variant.id, variant])) as Readonly<
  Record<VariantId, Variant>
>;

/** A small program of bench/programs that forwards to where UPSTREAM says. */
function baseline(id: VariantId, title: string, pathOf: (workload: Workload) => string): Variant {
  return {
    id,
    title,
    async start(surroundings) {
      const env = { UPSTREAM: surroundings.upstreamUrl };
      const { url, ...server } = await startNodeServer(surroundings, { name: id, script: programFile(id), env });
      return { id, isNode: true, request: (workload) => ({ url: url + pathOf(workload), headers: {} }), ...server };
    },
  };
}
