import { knownModels } from './models.ts';

/** The names of the profiles. */
export const profileNames = ['all', 'hosted', 'nim-1.8', 'nim-1.10', 'nim-2.3'] as const;

/**
 * `nim-…`: that version's container. `hosted`: ai.api.nvidia.com. `all`: the newest container with every known model,
 * beside the hosted paths with keys optional and nothing at its end of life.
 */
export type ProfileName = (typeof profileNames)[number];

/**
 * How a service behaves. Where NVIDIA says nothing the value is the likeliest one, and a setting for that very reason:
 * set it with `overrides` as soon as you know better.
 */
export interface ProfileSettings {
  /** 1.x is Python's FastAPI, 2.x one Rust program: they word a refusal differently, and answer unknown paths so. */
  readonly runtime: 'fastapi' | 'rust';
  /** What becomes of a field that the schema does not have, such as `top_n`. */
  readonly unknownFields: 'ignore' | 'reject';
  /** Whether `text` may be `""` beside an image. Documentation says no, NVIDIA's own hosted tests do it. */
  readonly emptyTextBesideImage: 'accept' | 'reject';
  /** What a request gets that does not say. */
  readonly truncate: 'NONE' | 'END';
  readonly maxPassages: number;
  /** Exceptions, by model id. */
  readonly perModel: Readonly<Record<string, ModelException>>;
  readonly usage: 'reported' | 'absent';
  readonly overLengthStatus: number;
  /** In the over-length message: the true count, or the batch's padded one. */
  readonly reportedLength: 'exact' | 'power_of_two';
  /** Malformed JSON, a missing field, a wrong type. Not documented. */
  readonly invalidStatus: number;
  /** Not documented. */
  readonly emptyPassagesStatus: number;
  /** Not documented. */
  readonly tooManyPassagesStatus: number;
  /** Not documented. */
  readonly wrongModelStatus: number;
  /** The container's wrapper around a message. `nim` is what 1.x sends; 2.x is not documented. */
  readonly errorBody: 'nim' | 'nested' | 'string';
  /** Above this a body gets 413. NVIDIA's limit is not documented. */
  readonly maxBodyBytes: number;
  /** Rankings at once above which a container answers 503, where it has such a limit. */
  readonly maxQueue?: number | undefined;
  /** Body of `GET /v1/metadata`. Not documented for rerankers. */
  readonly metadata?: unknown;
  /** Hosted only: whether a request without a key is refused. */
  readonly key: 'required' | 'optional';
  /** Hosted only: whether dates and pulled models of the models table count. */
  readonly endOfLife: 'enforced' | 'ignored';
  /** Hosted only: whether `POST /v1/ranking` exists there. No source of NVIDIA's confirms it. */
  readonly hostedRanking: 'served' | 'absent';
}

/** What differs for one model from the rest of a profile. */
export type ModelException = Partial<Pick<ProfileSettings, 'maxPassages' | 'truncate' | 'unknownFields'>>;

/** One face of the emulator: the settings it follows and the models it serves unless told. */
export interface Profile {
  readonly settings: ProfileSettings;
  readonly models: readonly string[];
}

export interface Surfaces<Face> {
  readonly container?: Face | undefined;
  readonly hosted?: Face | undefined;
}

const nim18: ProfileSettings = {
  runtime: 'fastapi',
  unknownFields: 'ignore',
  emptyTextBesideImage: 'reject',
  truncate: 'NONE',
  maxPassages: 512,
  perModel: {},
  usage: 'absent',
  overLengthStatus: 400,
  reportedLength: 'power_of_two',
  invalidStatus: 422,
  emptyPassagesStatus: 422,
  tooManyPassagesStatus: 422,
  wrongModelStatus: 404,
  errorBody: 'nim',
  maxBodyBytes: 128 * 1024 * 1024,
  key: 'optional',
  endOfLife: 'ignored',
  hostedRanking: 'absent',
};

// Release notes of 1.9.1: an over-length input is 422 from then on.
const nim110: ProfileSettings = { ...nim18, overLengthStatus: 422, reportedLength: 'exact' };

const nim23: ProfileSettings = {
  ...nim110,
  runtime: 'rust',
  unknownFields: 'reject',
  usage: 'reported',
  invalidStatus: 400,
  emptyPassagesStatus: 400,
  tooManyPassagesStatus: 400,
  // NIM_SERVER_MAX_QUEUE_SIZE
  maxQueue: 1024,
};

const hosted: ProfileSettings = {
  ...nim23,
  emptyTextBesideImage: 'accept',
  usage: 'absent',
  maxQueue: undefined,
  key: 'required',
  endOfLife: 'enforced',
  perModel: {
    // docs.api.nvidia.com/nim/reference/nvidia-llama-nemotron-rerank-vl-1b-v2-infer
    'nvidia/llama-nemotron-rerank-vl-1b-v2': { maxPassages: 1000, truncate: 'END' },
    // langchain-nvidia's tests; RAGFlow sends it a `top_n`.
    'nv-rerank-qa-mistral-4b:1': { truncate: 'END', unknownFields: 'ignore' },
  },
};

const everyModel = knownModels.map(({ id }) => id);
const hostedModels = knownModels.filter((model) => model.hosted !== undefined).map(({ id }) => id);

export const profiles: Readonly<Record<ProfileName, Surfaces<Profile>>> = {
  'nim-1.8': { container: { settings: nim18, models: ['nvidia/llama-3.2-nv-rerankqa-1b-v2'] } },
  'nim-1.10': { container: { settings: nim110, models: ['nvidia/llama-nemotron-rerank-1b-v2'] } },
  'nim-2.3': { container: { settings: nim23, models: ['nvidia/llama-nemotron-rerank-vl-1b-v2'] } },
  hosted: { hosted: { settings: hosted, models: hostedModels } },
  all: {
    container: { settings: nim23, models: everyModel },
    hosted: { settings: { ...hosted, key: 'optional', endOfLife: 'ignored' }, models: hostedModels },
  },
};

/** The settings as they hold for one model. */
export const settingsFor = (settings: ProfileSettings, modelId: string): ProfileSettings =>
  Object.hasOwn(settings.perModel, modelId) ? { ...settings, ...settings.perModel[modelId] } : settings;
