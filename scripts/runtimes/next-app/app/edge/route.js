import { rank } from '../../../programs/rank.js';

export const runtime = 'edge';

/** @param {Request} request */
export async function GET({ url }) {
  return Response.json(await rank(new URL(url).searchParams.get('upstream') ?? ''));
}
