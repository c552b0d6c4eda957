import type { MessageContentDetail } from '@llamaindex/core/llms';
import { RetrieverQueryEngine } from '@llamaindex/core/query-engine';
import type { BaseSynthesizer } from '@llamaindex/core/response-synthesizers';
import { BaseRetriever } from '@llamaindex/core/retriever';
import { type NodeWithScore, TextNode } from '@llamaindex/core/schema';
import { type NimEmulator, startNimEmulator } from '@openrerank/nim-emulator';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReranker } from '../src/index.ts';
import { type NodePostprocessor, toNodePostprocessor } from '../src/llamaindex.ts';

const model = createReranker({ providers: [local()] }).registry.model('local/bm25');
const query = 'rain in the city';
const found = (): NodeWithScore[] => [
  { node: new TextNode({ id_: 'a', text: 'a sunny day' }), score: 0.9 },
  { node: new TextNode({ id_: 'b', text: 'rain' }) },
  { node: new TextNode({ id_: 'c', text: 'rain falls on the city' }), score: 0.2 },
];
const ids = (nodes: readonly NodeWithScore[]) => nodes.map(({ node }) => node.id_);

describe('a node postprocessor for LlamaIndex', () => {
  it('returns the nodes, best first, with their relevance as their scores', async () => {
    const ranked = await toNodePostprocessor(model).postprocessNodes(found(), query);
    expect(ids(ranked)).toEqual(['c', 'b', 'a']);
    const { results } = await model.rerank({ query, documents: ['a sunny day', 'rain', 'rain falls on the city'] });
    expect(ranked.map(({ score }) => score)).toEqual(results.map(({ relevanceScore }) => relevanceScore));
  });

  it('leaves what it was given as it is', async () => {
    const nodes = found().map((one) => Object.freeze(one));
    const ranked = await toNodePostprocessor(model).postprocessNodes(nodes, query);
    expect(nodes.map(({ score }) => score)).toEqual([0.9, undefined, 0.2]);
    expect(ranked[0]?.node).toBe(nodes[2]?.node);
    expect(ranked[0]).not.toBe(nodes[2]);
  });

  it('keeps topN of them', async () => {
    expect(ids(await toNodePostprocessor(model, { topN: 1 }).postprocessNodes(found(), query))).toEqual(['c']);
  });

  it('ranks a node with the metadata that it is embedded with', async () => {
    const metadata = { title: 'city', secret: 'rain' };
    const nodes = [
      { node: new TextNode({ id_: 'a', text: 'x', metadata: { title: 'village', secret: 'rain' } }) },
      { node: new TextNode({ id_: 'b', text: 'x', metadata, excludedEmbedMetadataKeys: ['secret'] }) },
    ];
    expect(ids(await toNodePostprocessor(model).postprocessNodes(nodes, 'city'))).toEqual(['b', 'a']);
    expect(ids(await toNodePostprocessor(model).postprocessNodes(nodes, 'rain'))).toEqual(['a', 'b']);
    const [, last] = await toNodePostprocessor(model).postprocessNodes(nodes, 'rain');
    expect(last?.score).toBe(0);
  });

  it('ranks what toText makes of a node', async () => {
    const postprocessor = toNodePostprocessor(model, { toText: ({ node }) => node.getContent('NONE') });
    const nodes = [{ node: new TextNode({ text: 'x', metadata: { title: 'city' } }) }];
    expect((await postprocessor.postprocessNodes(nodes, 'city'))[0]?.score).toBe(0);
  });

  it('needs a query', async () => {
    const call = toNodePostprocessor(model).postprocessNodes(found());
    await expect(call).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('query') });
    await expect(toNodePostprocessor(model).postprocessNodes(found(), [])).rejects.toThrow('query must not be empty');
  });

  it('has nothing to say about nothing', async () => {
    expect(await toNodePostprocessor(model).postprocessNodes([])).toEqual([]);
  });
});

class FixedRetriever extends BaseRetriever {
  readonly nodes: NodeWithScore[];
  constructor(nodes: NodeWithScore[]) {
    super();
    this.nodes = nodes;
  }
  override async _retrieve(): Promise<NodeWithScore[]> {
    return this.nodes;
  }
}

// What makes an answer of the nodes needs a language model, and is not asked for one here.
const noAnswers = {} as BaseSynthesizer;

const engineWith = (postprocessor: NodePostprocessor) =>
  new RetrieverQueryEngine(new FixedRetriever(found()), noAnswers, [postprocessor]);

describe('a query engine of LlamaIndex', () => {
  let emulator: NimEmulator;
  beforeAll(async () => {
    emulator = await startNimEmulator({ profile: 'nim-2.3' });
  });
  afterAll(() => emulator.close());

  it('reranks what it found in process', async () => {
    const engine = engineWith(toNodePostprocessor(model, { topN: 2 }));
    expect(ids(await engine.retrieve(query))).toEqual(['c', 'b']);
  });

  it('reranks what it found with a NIM, by the texts of a query in parts', async () => {
    const reranker = createReranker({ providers: [nvidiaNim({ baseUrl: emulator.url })] });
    const nim = reranker.registry.model('nvidia_nim/ranking/nvidia/llama-nemotron-rerank-vl-1b-v2');
    const postprocessor = toNodePostprocessor(nim, { options: { truncate: 'END' }, headers: { 'x-team': 'search' } });
    const engine = engineWith(postprocessor);
    const parts = [
      { type: 'text', text: 'rain' },
      { type: 'image_url', image_url: { url: 'https://example.com/rain.png' } },
      { type: 'text', text: 'in the city' },
    ] satisfies MessageContentDetail[];
    expect(ids(await engine.retrieve({ query: parts }))).toEqual(['c', 'b', 'a']);
    expect(emulator.requests[0]?.body).toMatchObject({ query: { text: 'rain\n\nin the city' } });
    expect(emulator.requests[0]).toMatchObject({ headers: { 'x-team': 'search' }, body: { truncate: 'END' } });
    await reranker.close();
  });
});
