export type { Bm25Options } from './bm25.ts';
