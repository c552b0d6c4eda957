import { undiciTransport } from '@openrerank/core/undici';
import { type NimEmulatorOptions, startNimEmulator } from '@openrerank/nim-emulator';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { onTestFinished } from 'vitest';
import type { ProxyConfig } from '../../src/config/config.ts';
import { createProxy } from '../../src/proxy.ts';
import { buildConfig, type ConfigParts } from './config.ts';
import { keepLogs } from './logs.ts';
import { clientOf } from './start-proxy.ts';

export const masterKey = 'sk-1234';

export const h100 = {
  query: 'What is the GPU memory bandwidth of H100 SXM?',
  documents: [
    "The Hopper GPU is paired with the Grace CPU using NVIDIA's ultra-fast chip-to-chip interconnect, delivering 900GB/s of bandwidth.",
    'A100 provides up to 20X higher performance over the prior generation.',
    'Accelerated servers with H100 deliver 3 terabytes per second (TB/s) of memory bandwidth per GPU.',
  ],
};

export interface NimProxyOptions extends Partial<Omit<ConfigParts, 'models'>> {
  readonly emulator?: NimEmulatorOptions;
  /** Default: `nvidia-rerank` alone, on the emulator. */
  readonly models?: (url: string) => ConfigParts['models'];
}

/** A proxy in front of an emulated NIM, all over sockets. Both are closed when the test ends. */
export async function startNimProxy({ emulator: emulated, models = oneModel, ...parts }: NimProxyOptions = {}) {
  const emulator = await startNimEmulator(emulated);
  const logs = keepLogs();
  const transport = undiciTransport();
  const config: ProxyConfig = {
    ...buildConfig({ masterKey, ...parts, models: models(emulator.url) }),
    providers: new Map<string, ReturnType<typeof providers>[number]>(
      providers().map((factory) => [factory.definition.id, factory]),
    ),
  };
  const proxy = await createProxy({ config, logger: logs.logger, transport });
  const url = await proxy.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await proxy.close();
    await transport.close?.();
    await emulator.close();
  });
  const client = clientOf(url);
  return {
    emulator,
    url,
    logs,
    proxy,
    post: (value: object = {}, path?: string) =>
      client.post({ model: 'nvidia-rerank', ...h100, ...value }, { authorization: `Bearer ${masterKey}` }, path),
    get: (path: string) => client.request(path, { headers: { authorization: `Bearer ${masterKey}` } }),
  };
}

const providers = () => [nvidiaNim, local] as const;

const oneModel = (baseUrl: string): ConfigParts['models'] => ({
  'nvidia-rerank': [
    { id: 'nim', model: 'nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2', baseUrl, apiKey: 'nvapi-test' },
  ],
});

/** An address at which nobody listens: one that was just given back. */
export async function deserted(): Promise<string> {
  const { url, close } = await startNimEmulator();
  await close();
  return url;
}
