import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../packages/core/src/index.ts';
import { defineRerankProvider } from '../../packages/core/src/index.ts';
import { describeProviders } from '../check/gates/describe-providers.ts';
import { fill } from '../check/gates/providers-doc.ts';

const text: Capabilities = {
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unit' },
  maxDocuments: 1000,
  maxTokens: 8192,
};
const pictures: Capabilities = { modalities: ['text', 'image'], scoring: 'listwise', scoreScale: { kind: 'unknown' } };

const acme = defineRerankProvider({
  id: 'acme',
  about: { title: 'Acme', docs: 'https://acme.test/rerank', models: ['large', 'small', 'seeing'] },
  env: { apiKey: 'ACME_API_KEY' },
  optionsSchema: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  optionNames: [],
  endpoints: {
    rerank: {
      capabilities: (model) => (model === 'seeing' ? pictures : text),
      rank: async () => ({ ranking: [] }),
    },
    score: {
      capabilities(model) {
        if (model !== 'small') throw new Error('no such model');
        return { ...text, scoreScale: { kind: 'logit', boundary: 4.5 } };
      },
      rank: async () => ({ ranking: [] }),
    },
  },
});

describe('describeProviders', () => {
  it('gives each endpoint a row, and each group of models that differ', () => {
    const lines = describeProviders([{ packageName: 'provider-acme', factories: [acme] }]).split('\n');
    expect(lines.slice(2)).toEqual([
      '| `acme/large`, `…/small` | [Acme](https://acme.test/rerank), `provider-acme` | 1,000 | 8,192 tokens | text | pointwise | 0 to 1 | `ACME_API_KEY` |',
      '| `acme/seeing` | [Acme](https://acme.test/rerank), `provider-acme` | no limit |  | text, image | listwise | order only | `ACME_API_KEY` |',
      '| `acme/score/small` |  | 1,000 | 8,192 tokens | text | pointwise | logits, relevant above 4.5 |  |',
    ]);
  });

  it('keeps a model that is listed for one endpoint to that endpoint', () => {
    const { definition } = acme;
    const about = { title: 'Acme', docs: 'https://acme.test', models: ['large', 'score/./small'] };
    const rerank = { capabilities: text, rank: async () => ({ ranking: [] }) };
    const factory = defineRerankProvider({ ...definition, about, endpoints: { rerank, score: rerank } });
    const rows = describeProviders([{ packageName: 'p', factories: [factory] }])
      .split('\n')
      .slice(2);
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| `acme/large`', '| `acme/score/./small`']);
  });
});

describe('fill', () => {
  const page = 'before\n<!-- generated: npm run providers -->\nold\n<!-- end of what is generated -->\nafter\n';

  it('replaces what stands between the marks, and nothing else', () => {
    const filled = fill(page, 'new') as string;
    expect(filled).toBe(
      'before\n<!-- generated: npm run providers -->\n\nnew\n\n<!-- end of what is generated -->\nafter\n',
    );
    expect(fill(filled, 'new')).toBe(filled);
  });

  it('does not invent a place', () => {
    expect(fill('no marks here', 'new')).toBeUndefined();
  });
});
