// A function as AWS Lambda calls it.
import { rank } from './rank.js';

/** @param {{ upstream: string }} event */
export const handler = ({ upstream }) => rank(upstream);
