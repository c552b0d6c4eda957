import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nvidiaNim } from '../../../packages/provider-nvidia-nim/src/index.ts';
import { createProxy, loadConfig } from '../../../packages/proxy/src/index.ts';
import { clock, recordCall } from './record.ts';
import { model as nim, question, startUpstream } from './upstream.ts';

/** The public name of the only deployment. */
const deployed = 'nim';

// Arguments: the model that the request names, and the status that is expected.
const [model = deployed, status = '200'] = process.argv.slice(2);

const upstream = await startUpstream();
const proxy = await createProxy({ config: await loadConfigFor(upstream.url), clock, logLevel: 'silent' });
const url = await proxy.listen({ host: '127.0.0.1', port: 0 });

await recordCall(async () => {
  const response = await fetch(`${url}/rerank`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, ...question }),
  });
  const body = await response.text();
  if (response.status !== Number(status)) throw new Error(`expected ${status}, got ${response.status}: ${body}`);
});

await proxy.close();
upstream.close();

async function loadConfigFor(baseUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'openrerank-trace-'));
  try {
    const file = join(folder, 'config.yaml');
    const params = { model: `nvidia_nim/${nim}`, api_base: baseUrl, api_key: 'key' };
    // Every JSON text is a YAML text.
    await writeFile(file, JSON.stringify({ model_list: [{ model_name: deployed, litellm_params: params }] }));
    return await loadConfig(file, {}, { providers: [nvidiaNim] });
  } finally {
    await rm(folder, { recursive: true });
  }
}
