// For Node, Bun and Deno.
import process from 'node:process';
import { rank } from './rank.js';

console.log(JSON.stringify(await rank(process.argv[2] ?? '')));
