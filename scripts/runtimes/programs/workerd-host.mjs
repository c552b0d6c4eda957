// Runs a worker in workerd and asks it once: node workerd-host.mjs <script> <upstream>
import process from 'node:process';
import { Miniflare } from 'miniflare';

const [scriptPath = '', upstream = ''] = process.argv.slice(2);
const miniflare = new Miniflare({ modules: true, scriptPath, compatibilityDate: '2026-04-01', cf: false });
try {
  const response = await miniflare.dispatchFetch(`http://worker/?upstream=${encodeURIComponent(upstream)}`);
  console.log(await response.text());
} finally {
  await miniflare.dispose();
}
