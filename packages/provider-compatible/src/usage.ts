import { readBilledUsage, readField, readTokenUsage, type UsageReader } from '@openrerank/shapes';

/** Whichever of the known places a server uses: `usage`, Cohere's `meta`, or `tokens` at the top, which is SiliconFlow's. */
export const readAnyUsage: UsageReader = (answer) =>
  orNone({ ...readBilledUsage({ meta: answer }), ...readBilledUsage(answer), ...readTokenUsage(answer) });

/** OpenRouter's `usage`. Its credits are US dollars. */
export const readOpenRouterUsage: UsageReader = (answer) => {
  const usage = readField(answer, 'usage');
  const searchUnits = readField(usage, 'search_units');
  const costUsd = readField(usage, 'cost');
  return orNone({
    ...readTokenUsage(answer),
    ...(isCount(searchUnits) && { searchUnits }),
    ...(isCount(costUsd) && { costUsd }),
  });
};

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

const orNone = <Usage extends object>(usage: Usage) => (Object.keys(usage).length === 0 ? undefined : usage);
