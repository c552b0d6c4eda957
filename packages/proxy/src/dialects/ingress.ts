import { createRequestScanner } from '../scan/request-scanner.ts';
import type { Scan } from '../scan/scanned-request.ts';
import { bedrockSchemas, createBedrockDialect } from './bedrock.ts';
import { cohere, cohereItself, createCohereDialectOf } from './cohere.ts';
import type { Dialect } from './dialect.ts';
import { createElasticsearchDialect, elasticsearchSchemas } from './elasticsearch.ts';
import { createFieldReader, type FieldReader, readByParsing } from './fields.ts';
import { infinity } from './infinity.ts';
import { jina } from './jina.ts';
import { createListDialect, type Schemas, type Spelling, schemasOf } from './list.ts';
import { mixedbread } from './mixedbread.ts';
import { createNimDialect, nimSchemas } from './nim.ts';
import { createPineconeDialect, pinecone } from './pinecone.ts';
import { tei } from './tei.ts';
import { together } from './together.ts';
import { createV1Dialect, v1Schemas } from './v1.ts';
import { createVertexDialect, vertexSchemas } from './vertex.ts';
import { vllm } from './vllm.ts';
import { createVllmScoreDialect, vllmScoreSchemas } from './vllm-score.ts';
import { voyage } from './voyage.ts';
import { zeroentropy } from './zeroentropy.ts';

/** Where clients of one kind come in. */
export interface Ingress {
  /** As the schemas of its bodies are called, such as `Voyage`. */
  readonly name: string;
  /** Whose API it is, for people. */
  readonly title: string;
  readonly dialect: Dialect;
  /** Posted to. `{name}` stands for a part of the path, `{model}` for one or more of its segments. */
  readonly paths: readonly string[];
  /** As Cohere numbers its API. */
  readonly apiVersion?: string;
  /** Whether the dialect looks at the path and the query string. */
  readonly readsTarget?: boolean;
  schemas(): Schemas;
}

/** Every dialect, at the paths of its vendor: under a prefix of its own, and without it where no other vendor has the path. */
export function createIngresses(scan: Scan = createRequestScanner()): readonly Ingress[] {
  const readFields = createFieldReader(scan);
  const list = (name: string, title: string, spelling: Spelling, paths: readonly string[]): Ingress => ({
    name,
    title,
    paths,
    dialect: createListDialect(spelling, spelling.request.documents === 'documents' ? readFields : readByParsing),
    readsTarget: spelling.request.model === 'optional',
    schemas: () => schemasOf(spelling),
  });
  return [
    ...cohereIngresses(readFields),
    list('Jina', 'Jina', jina, ['/jina/v1/rerank']),
    list('Voyage', 'Voyage', voyage, ['/voyage/v1/rerank']),
    list('Together', 'Together', together, ['/together/v1/rerank']),
    list('Vllm', 'vLLM', vllm, ['/vllm/rerank', '/vllm/v1/rerank', '/vllm/v2/rerank']),
    list('Infinity', 'Infinity', infinity, ['/infinity/rerank', '/infinity/v1/rerank']),
    list('Mixedbread', 'Mixedbread', mixedbread, ['/v1/reranking', '/mixedbread/v1/reranking']),
    list('ZeroEntropy', 'ZeroEntropy', zeroentropy, ['/v1/models/rerank', '/zeroentropy/v1/models/rerank']),
    list('Tei', 'Text Embeddings Inference', tei, ['/tei/rerank', '/tei/{model}/rerank']),
    ...specialIngresses(readFields),
  ];
}

/** Cohere's dialect, with what each of its paths adds. */
function cohereIngresses(readFields: FieldReader): readonly Ingress[] {
  const itself = createCohereDialectOf(cohereItself, readFields);
  const ofItself = { name: 'Cohere', title: 'Cohere', dialect: itself, schemas: () => schemasOf(cohereItself) };
  return [
    {
      name: 'Rerank',
      title: 'Cohere, LiteLLM, the AI SDK',
      dialect: createCohereDialectOf(cohere, readFields),
      paths: ['/rerank', '/v2/rerank'],
      apiVersion: '2',
      schemas: () => schemasOf(cohere),
    },
    {
      name: 'RerankV1',
      title: 'Cohere, LiteLLM, Jina, Together; Voyage by its fields',
      dialect: createV1Dialect(readFields),
      paths: ['/v1/rerank'],
      apiVersion: '1',
      schemas: v1Schemas,
    },
    { ...ofItself, paths: ['/cohere/v1/rerank'], apiVersion: '1' },
    { ...ofItself, paths: ['/cohere/v2/rerank'], apiVersion: '2' },
  ];
}

/** Those that differ in more than spelling. */
const specialIngresses = (readFields: FieldReader): readonly Ingress[] => [
  {
    name: 'Pinecone',
    title: 'Pinecone',
    dialect: createPineconeDialect(readFields),
    paths: ['/pinecone/rerank'],
    schemas: () => schemasOf(pinecone),
  },
  {
    name: 'Nim',
    title: 'NVIDIA NIM',
    dialect: createNimDialect(),
    paths: withPrefix('/nim', ['/v1/ranking', '/v1/retrieval/{model}/reranking']),
    readsTarget: true,
    schemas: nimSchemas,
  },
  {
    name: 'VllmScore',
    title: 'vLLM, scores',
    dialect: createVllmScoreDialect(readFields),
    paths: withPrefix('/vllm', ['/score', '/v1/score']),
    readsTarget: true,
    schemas: vllmScoreSchemas,
  },
  {
    name: 'Bedrock',
    title: "Amazon Bedrock's agent runtime",
    dialect: createBedrockDialect(),
    paths: ['/bedrock/rerank'],
    schemas: bedrockSchemas,
  },
  {
    name: 'Vertex',
    title: 'Vertex AI Search',
    dialect: createVertexDialect(),
    paths: withPrefix(
      '/vertex',
      ['v1', 'v1beta', 'v1alpha'].map(
        (version) => `/${version}/projects/{project}/locations/{location}/rankingConfigs/{config}:rank`,
      ),
    ),
    readsTarget: true,
    schemas: vertexSchemas,
  },
  {
    name: 'Elasticsearch',
    title: 'Elasticsearch',
    dialect: createElasticsearchDialect(),
    paths: withPrefix('/elasticsearch', ['/_inference/rerank/{model}']),
    readsTarget: true,
    schemas: elasticsearchSchemas,
  },
];

const withPrefix = (prefix: string, paths: readonly string[]) => [...paths, ...paths.map((path) => prefix + path)];
