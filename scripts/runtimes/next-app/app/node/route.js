import { rank } from '../../../programs/rank.js';

export const runtime = 'nodejs';

/** @param {Request} request */
export async function GET({ url }) {
  return Response.json(await rank(new URL(url).searchParams.get('upstream') ?? ''));
}
