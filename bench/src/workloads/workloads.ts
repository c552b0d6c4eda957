import type { TextKind } from './text.ts';

/** A request body, as data. */
export interface Workload {
  readonly id: string;
  /** For people. */
  readonly title: string;
  readonly documents: number;
  /** Per document. Documents of their own where it is a list. */
  readonly words: number | readonly string[];
  readonly text: TextKind;
  /** `{ "text": … }` objects instead of strings. */
  readonly asObjects: boolean;
  /** Every document comes back, in `results[].document.text`. Otherwise the ten best places, without text. */
  readonly echo: boolean;
  /** Characters outside of ASCII as `\uXXXX`, as Python's JSON module writes them. */
  readonly asciiOnly: boolean;
}

const plain = { words: 200, text: 'plain', asObjects: false, echo: false, asciiOnly: false } as const;

const shortDocuments = [
  'NVIDIA Hopper GPUs are paired with the Grace CPU by chip-to-chip interconnects, delivering 900GB/s of bandwidth.',
  'The A100 provides up to 20X higher performance than the prior generation.',
  'Accelerated servers with H100s deliver 3 terabytes per second (TB/s) of memory bandwidth.',
] as const;

export const query = 'What is the GPU memory bandwidth of H100 SXM?';

const all = [
  { ...plain, id: 'S', title: '3 short documents', documents: 3, words: shortDocuments },
  { ...plain, id: 'M', title: '100 documents of 200 words', documents: 100 },
  { ...plain, id: 'L', title: '1,000 documents of 200 words', documents: 1000 },
  { ...plain, id: 'objects', title: '100 documents as {text} objects', documents: 100, asObjects: true },
  { ...plain, id: 'escapes', title: '100 documents with JSON escapes', documents: 100, text: 'escapes' },
  {
    ...plain,
    id: 'python',
    title: '100 non-ASCII documents, all of it as \\uXXXX',
    documents: 100,
    text: 'non-ascii',
    asciiOnly: true,
  },
  { ...plain, id: 'non-ascii', title: '100 non-ASCII documents in UTF-8', documents: 100, text: 'non-ascii' },
  { ...plain, id: 'split', title: '600 documents, more than one request takes', documents: 600 },
  { ...plain, id: 'echo', title: '1,000 documents, all returned', documents: 1000, echo: true },
  { ...plain, id: '10k', title: '10,000 documents of 200 words', documents: 10_000 },
  { ...plain, id: '100MB', title: '10,000 documents of 1,350 words', documents: 10_000, words: 1350 },
] as const satisfies readonly Workload[];

export type WorkloadId = (typeof all)[number]['id'];

export const workloads = Object.fromEntries(all.map((workload) => [workload.id, workload])) as Readonly<
  Record<WorkloadId, Workload>
>;
