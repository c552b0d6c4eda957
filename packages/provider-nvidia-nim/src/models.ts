import { type Capabilities, encodeModelPath } from '@openrerank/core';

/** What NVIDIA says of one of its rerankers. Ids, paths and dates as of November 2026. */
export interface NimModel {
  /** As the body of a request names it. */
  readonly id: string;
  /** Between `/v1/retrieval/` and `/reranking` on NVIDIA's own host. By `hostedPath` where absent. */
  readonly path?: string | undefined;
  /** Other spellings in NVIDIA's documentation, beside `3_2` for `3.2`. */
  readonly aliases?: readonly string[] | undefined;
  readonly images?: boolean | undefined;
  /** "Max Tokens" of the support matrices, of a query with a passage. Absent where they do not list the model. */
  readonly maxTokens?: number | undefined;
  /** Passages that one request to the hosted API may carry, where that is not 512. */
  readonly hostedMaxDocuments?: number | undefined;
  /** The day the hosted API stopped serving it. Containers of it go on. */
  readonly endOfLife?: string | undefined;
  /** What the hosted API offers in its place. */
  readonly successor?: string | undefined;
}

const current = 'nvidia/llama-nemotron-rerank-vl-1b-v2';

/**
 * docs.api.nvidia.com/nim/reference (ids, hosted paths, 1,000 passages for the VL model),
 * docs.nvidia.com/nim/nemo-retriever/text-reranking support matrices 1.4.0 to 2.3 (containers, hyphenated spellings, tokens:
 * where they disagree, as for the VL model with 10,240 in 1.12 and 8,192 from 2.0 on, the smaller number; the generic
 * profiles of 1.x read 4,096 of the 8,192),
 * langchain-nvidia-ai-endpoints `_statics.py` (the path without a model, the catalogue's name).
 */
const table = [
  { id: current, images: true, maxTokens: 8192, hostedMaxDocuments: 1000 },
  { id: 'nvidia/llama-nemotron-rerank-1b-v2', maxTokens: 8192, successor: current },
  { id: 'nvidia/llama-nemotron-rerank-500m-v2', maxTokens: 8192, successor: current },
  {
    id: 'nvidia/llama-3.2-nv-rerankqa-1b-v2',
    aliases: ['nvidia/llama-3-2-nv-rerankqa-1b-v2'],
    maxTokens: 8192,
    endOfLife: '2026-05-18',
    successor: current,
  },
  {
    id: 'nvidia/llama-3.2-nv-rerankqa-1b-v1',
    aliases: ['nvidia/llama-3-2-nv-rerankqa-1b-v1'],
    successor: current,
  },
  {
    id: 'nvidia/llama-3.2-nemoretriever-500m-rerank-v2',
    aliases: ['nvidia/llama-3-2-nemoretriever-500m-rerank-v2'],
    maxTokens: 8192,
    successor: current,
  },
  { id: 'nvidia/nv-rerankqa-mistral-4b-v3', maxTokens: 512, successor: current },
  {
    id: 'nv-rerank-qa-mistral-4b:1',
    path: 'nvidia',
    aliases: ['nvidia/rerank-qa-mistral-4b', 'ai-rerank-qa-mistral-4b'],
    endOfLife: '2026-08-24',
    successor: current,
  },
] as const satisfies readonly NimModel[];

export const models: readonly NimModel[] = table;

type Listed = (typeof table)[number];

const isHosted = (model: Listed): model is Exclude<Listed, { readonly endOfLife: string }> => !('endOfLife' in model);

/** As they stand behind the prefix: those of the hosted API, then all of them as a container serves them. */
export const modelStrings = [
  ...table.filter(isHosted).map(({ id }) => id),
  ...table.map(({ id }) => `ranking/${id}` as const),
];

const byName: ReadonlyMap<string, NimModel> = new Map(
  models.flatMap((model) => [model.id, ...(model.aliases ?? [])].map((name) => [name, model] as const)),
);

/** The table's entry for a name in any of its spellings. */
export const findModel = (name: string): NimModel | undefined => byName.get(bodyId(name));

/** NVIDIA writes a version's dot as `_` in URLs only. Another underscore or dot is part of the name. */
const bodyId = (name: string) => name.replace(/(?<=\d)_(?=\d)/g, '.');
const hostedPath = (id: string) => id.replace(/(?<=\d)\.(?=\d)/g, '_');

export interface ModelNames {
  /** For the body. */
  readonly id: string;
  /** For the hosted path, encoded. */
  readonly path: string;
}

/** Throws `invalid_model` for empty, `.` and `..` segments, on either endpoint. */
export function modelNames(name: string): ModelNames {
  const known = findModel(name);
  const id = known?.id ?? bodyId(name);
  return { id, path: encodeModelPath(known?.path ?? hostedPath(id)) };
}

// A model newer than the table: NVIDIA marks those that see with "vl", and a wrong guess is answered by the upstream.
const namedForVision = /(^|[-_/])vl([-_/]|$)/;

/** 512 passages is what every container takes, and every hosted model that the table does not raise. */
export function capabilitiesOf(name: string, hosted: boolean): Capabilities {
  const known = findModel(name);
  const images = known === undefined ? namedForVision.test(name) : known.images === true;
  return {
    maxDocuments: (hosted ? known?.hostedMaxDocuments : undefined) ?? 512,
    modalities: images ? ['text', 'image'] : ['text'],
    scoring: 'pointwise',
    scoreScale: { kind: 'logit' },
    maxTokens: known?.maxTokens,
  };
}
