// A worker's module for workerd.
import { rank } from './rank.js';

// biome-ignore lint/style/noDefaultExport: workerd finds the handler there.
export default {
  /** @param {Request} request */
  async fetch({ url }) {
    return Response.json(await rank(new URL(url).searchParams.get('upstream') ?? ''));
  },
};
