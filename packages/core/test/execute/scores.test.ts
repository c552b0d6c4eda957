import { describe, expect, it } from 'vitest';
import { createRegistry, type ScoreScale } from '../../src/index.ts';
import { acmeCapabilities, acmeWith, json, scripted } from '../support/acme.ts';

/** Ranks documents by the number that each holds, as an upstream of this scale. */
async function rank(scoreScale: ScoreScale, scores: readonly number[]) {
  const { transport } = scripted(({ body }) => {
    const { passages } = JSON.parse(body) as { readonly passages: readonly { readonly text: string }[] };
    return json({ scores: passages.map(({ text }, i) => ({ i, s: Number(text.split(' ')[1]) })) });
  });
  const provider = acmeWith({ capabilities: { ...acmeCapabilities, scoreScale } });
  const model = createRegistry({ providers: [provider({ apiKey: 'k' })], transport }).resolve('acme/m');
  return model.rerank({ query: 'q', documents: scores.map((score) => `secret ${score}`) });
}

const outOfScale = (scores: string) => ({
  code: 'score_out_of_scale',
  message: `The provider declares scores from 0 to 1, and the upstream gave ${scores}. Do not compare these scores with a threshold.`,
});

describe('scores outside of the scale that a provider declares', () => {
  it('give a warning that names a score, and no document', async () => {
    const { warnings, results } = await rank({ kind: 'unit' }, [0.5, 7.25]);
    expect(warnings).toEqual([outOfScale('7.25')]);
    expect(results.map(({ relevanceScore }) => relevanceScore)).toEqual([7.25, 0.5]);
    expect(JSON.stringify(warnings)).not.toContain('secret');
    expect((await rank({ kind: 'unit' }, [-0.2])).warnings).toEqual([outOfScale('-0.2')]);
  });

  it('give one warning for one response', async () => {
    expect((await rank({ kind: 'unit' }, [7.25, -0.2, 0.5])).warnings).toEqual([outOfScale('7.25 and 1 more')]);
    expect((await rank({ kind: 'unit' }, [7.25, -0.2, 2])).warnings).toEqual([outOfScale('7.25 and 2 more')]);
  });

  it('give one warning for all parts of a split call', async () => {
    const { warnings, meta } = await rank({ kind: 'unit' }, [7.25, 0, 0.1, 7.25, 0.3, 0.4, 7.25, 0.5, 0.6]);
    expect(meta.requests).toBe(3);
    expect(warnings.filter(({ code }) => code === 'score_out_of_scale')).toEqual([outOfScale('7.25 and 2 more')]);
  });

  it('give one warning also where the parts differ', async () => {
    const { warnings, meta } = await rank({ kind: 'unit' }, [0, -0.2, 0.2, 0.3, 7.25, 0.4]);
    expect(meta.requests).toBe(2);
    expect(warnings.filter(({ code }) => code === 'score_out_of_scale')).toEqual([outOfScale('7.25 and 1 more')]);
  });

  it.each([0, 1, 1.000_000_1, -0.000_000_1, 1.000_001])(
    'are none for %d, which single precision may give',
    async (score) => {
      expect((await rank({ kind: 'unit' }, [score, 0.5])).warnings).toEqual([]);
    },
  );

  it.each([1.000_002, -0.000_002])('are some for %d', async (score) => {
    expect((await rank({ kind: 'unit' }, [score])).warnings).toEqual([outOfScale(String(score))]);
  });

  it.each(['logit', 'unknown'] as const)('are none on the scale %s', async (kind) => {
    expect((await rank({ kind }, [7.25, -0.2, -100])).warnings).toEqual([]);
  });
});

describe('meta.scoreScale', () => {
  it.each<ScoreScale>([
    { kind: 'unit', boundary: 0.5 },
    { kind: 'logit', boundary: -1.5 },
    { kind: 'logit' },
    { kind: 'unknown', boundary: 40 },
  ])('is what the provider declares: %o', async (scale) => {
    expect((await rank(scale, [0.5])).meta.scoreScale).toEqual(scale);
  });
});
